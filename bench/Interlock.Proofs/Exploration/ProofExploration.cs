using System.Globalization;
using System.Numerics;
using System.Reflection;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>Where the proof test stands.</summary>
/// <param name="Fields">What it remembers, its times left out.</param>
/// <param name="Probe">What the probe remembers of the threshold: lowered, being restored, cleared.</param>
/// <param name="ThresholdSixteenths">The chip's high threshold, 1/16 degC.</param>
/// <param name="Passed">Steps that an onlooker has seen pass.</param>
/// <param name="K1IsOut">K1's mirror has been seen closed since K1 was energised last.</param>
/// <param name="IsReadBack">A read has shown the chip's configuration whole since the threshold became the backstop's.</param>
public readonly record struct ProofPlace(string Fields, string Probe, int ThresholdSixteenths, int Passed, bool K1IsOut, bool IsReadBack);

/// <summary>
/// Every course of the proof test, in which K1 is energised outside PERMITTED: any levels of FAULT and both mirrors, no row or
/// each row, an act of ARM that begins or counts, a read of the chip that shows its configuration whole for some time or not,
/// and any time since the phase began, below, at and above each of its limits.
/// </summary>
/// <param name="spoil">Breaks the proof test on purpose, after each tick.</param>
/// <param name="awaitsRead">The probe takes its threshold for lowered until a read has shown it back, as it ought to.</param>
public sealed class ProofExploration(Action<ProofTest>? spoil = null, bool awaitsRead = true)
{
    private const int Energises = 1;
    private const int FailsOpen = 2;
    private const int Order = 4;
    private const int Restores = 8;
    private const int Abandons = 16;
    private const int LetsK2Go = 32;

    private const int LevelSets = 8;
    private const int Looks = 3;
    private const int BackstopSixteenths = 45 * 16 - 1;
    private const int LoweredSixteenths = 0;

    private static readonly int[] _sinceMs = [0, 20, 30, 99, 100, 199, 200, 249, 250, 299, 300, 60_000];

    // For how long a read has shown the configuration whole; -1 when this tick's read does not.
    private static readonly int[] _wholeMs = [-1, 0, 299, 300];

    private static readonly int[] _rowSets = [0, .. RowSets.Of(1)];

    private static readonly TestStep[] _order = [TestStep.K2, TestStep.K1, TestStep.Watchdog, TestStep.Restore];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-30", "The proof test begins to energise K1 only in a tick that finds FAULT low and K2's mirror closed, and does it with the threshold lowered, K2_HOLD low and no row true only"),
        ("EX-31", "A step of the proof test that fails leaves K1 released and HEARTBEAT still"),
        ("EX-32", "The steps pass in the order K2, K1, WATCHDOG, RESTORE; after a refusal the test begins anew"),
        ("EX-33", "RESTORE passes only after a read that shows the threshold of 45.00 degC, with FAULT cleared and high and no row true"),
        ("EX-34", "A row that becomes true while a relay is tried releases K1, is named in REFUSED in that tick, and fails nothing"),
        ("EX-35", "K2_HOLD stays low from before K1 is energised until its mirror has closed again, however the step ends"),
    ];

    private static readonly FieldImage<ProofTest> _image = new();
    private static readonly FieldImage<Probe> _probeImage = new();
    private static readonly int[] _probeFields = [.. new[] { "IsLowered", "IsRestoring", "IsCleared" }.Select(_probeImage.IndexOf)];
    private static readonly FieldInfo _phase = PrivateField.Of(typeof(ProofTest), "Phase");
    private static readonly int _wholeAt = _probeImage.IndexOf("WholeMs");
    private static readonly int _loweredAt = _probeImage.IndexOf("IsLowered");
    private static readonly int _restoringAt = _probeImage.IndexOf("IsRestoring");
    private static readonly int _clearedAt = _probeImage.IndexOf("IsCleared");
    private static readonly int _sinceAt = _image.IndexOf("SinceMs");
    private static readonly ArmButton[] _looks = [new(), Told(nameof(ArmButton.Began)), Told(nameof(ArmButton.HasActed))];

    /// <summary>Every place that the proof test can reach.</summary>
    public IReadOnlyList<ProofPlace> Places { get; private set; } = [];

    /// <summary>True when some course passes the last step.</summary>
    public bool CanPass { get; private set; }

    /// <summary>Explores to the last state.</summary>
    /// <param name="until">Ends already once this property was broken; null to explore it all.</param>
    public PartResult Run(string? until = null)
    {
        Walk walk = new("proof test", _properties) { Until = until };
        Bench bench = new();
        Places = walk.Explore(bench.Save(0, true, false), Moves, Describe);
        return walk.Result();
    }

    /// <summary>Puts a proof test and its probe where they were.</summary>
    public static void Load(ProofPlace place, ProofTest proof, Probe probe)
    {
        probe.Chip.SetHighThreshold(place.ThresholdSixteenths);
        _image.Load(proof, Numbers(place.Fields));
        long[] image = _probeImage.Save(probe);
        long[] saved = Numbers(place.Probe);
        for (int i = 0; i < saved.Length; i++) image[_probeFields[i]] = saved[i];
        _probeImage.Load(probe, image);
    }

    private static ArmButton Told(string name)
    {
        FieldImage<ArmButton> image = new();
        ArmButton button = new();
        long[] numbers = image.Save(button);
        numbers[image.IndexOf(name)] = 1;
        image.Load(button, numbers);
        return button;
    }

    private static long[] Numbers(string text) => [.. text.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];

    private IEnumerable<Move<ProofPlace>> Moves(ProofPlace place)
    {
        Bench bench = new();
        int letters = LevelSets * Looks * _rowSets.Length * _sinceMs.Length * _wholeMs.Length;
        for (int letter = 0; letter < letters; letter++) yield return Step(bench, place, letter);
    }

    private Move<ProofPlace> Step(Bench bench, ProofPlace place, int number)
    {
        Facts facts = Facts.At(number);
        bench.Load(place, facts, awaitsRead);
        ProofTest proof = bench.Proof;
        bool hadK1 = proof.EnergisesK1;
        bool held = proof.HoldsK2;
        bool wasTrying = IsTrying(proof);
        StepResult result = proof.Run(facts.Levels, facts.Rows, _looks[facts.Look], Letter.RestTipCounts, facts.SinceMs);
        spoil?.Invoke(proof);

        int threshold = bench.Bus.ThresholdSixteenths;
        bool isRefused = bench.Events.Count > 0 && bench.Events.Kind == EventKind.Refused;
        bool isHeld = (facts.Levels & (Levels.Fault | Levels.K2Mirror)) == 0;
        bool isK1Out = (facts.Levels & Levels.K1Mirror) == 0;
        bool isPassed = result == StepResult.Passed;
        bool isLast = result == StepResult.Failed || (isPassed && proof.Step == TestStep.Restore);
        CanPass |= isPassed && proof.Step == TestStep.Restore;

        int broken = 0;
        bool isAllowed = proof.HoldsK2 && threshold == LoweredSixteenths && facts.Rows == 0 && (held || isHeld);
        if (proof.EnergisesK1 && !isAllowed) broken |= Energises;
        if (result == StepResult.Failed && (proof.EnergisesK1 || proof.BeatsHeart)) broken |= FailsOpen;
        if (isPassed && (place.Passed >= _order.Length || proof.Step != _order[place.Passed])) broken |= Order;
        bool isReadBack = place.ThresholdSixteenths == BackstopSixteenths && threshold == BackstopSixteenths && (place.IsReadBack || facts.WholeMs >= 0);
        bool isRestored = facts.Rows == 0 && (facts.Levels & Levels.Fault) != 0 && isReadBack && !bench.Probe.IsLowered;
        if (isPassed && proof.Step == TestStep.Restore && !isRestored) broken |= Restores;
        bool isAbandoned = result == StepResult.Running && !proof.EnergisesK1 && !proof.BeatsHeart && isRefused && bench.Events.Reason == BitOperations.TrailingZeroCount(facts.Rows);
        if (wasTrying && facts.Rows != 0 && !isAbandoned) broken |= Abandons;
        bool hasK1Out = !hadK1 && (place.K1IsOut || isK1Out);
        if (held && !proof.HoldsK2 && !hasK1Out) broken |= LetsK2Go;

        // No further than the last step: a test that is broken on purpose passes steps without an end.
        int passed = isRefused ? 0 : Math.Min(place.Passed + (isPassed ? 1 : 0), _order.Length);
        return new Move<ProofPlace>(bench.Save(passed, hasK1Out && !proof.EnergisesK1, isReadBack), number, broken, isLast);
    }

    /// <summary>A relay is being tried: it neither waits for an act nor lets K1 go, nor is the threshold being restored.</summary>
    private static bool IsTrying(ProofTest proof) => _phase.GetValue(proof)!.ToString() is not ("Waiting" or "LettingGo" or "Restoring");

    private static string Describe(int number)
    {
        Facts facts = Facts.At(number);
        string look = facts.Look switch
        {
            1 => ", an act begins",
            2 => ", an act counts",
            _ => string.Empty,
        };
        string read = facts.WholeMs < 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", chip read, whole for {facts.WholeMs} ms");
        return string.Create(CultureInfo.InvariantCulture, $"{facts.SinceMs} ms: FAULT {High(facts.Levels & Levels.Fault)}, K1 {High(facts.Levels & Levels.K1Mirror)}, K2 {High(facts.Levels & Levels.K2Mirror)}, {CauseNames.OfRows(facts.Rows)}{look}{read}");
    }

    private static string High(int level) => level != 0 ? "high" : "low";

    private readonly record struct Facts(int Levels, int Look, int Rows, int SinceMs, int WholeMs)
    {
        public static Facts At(int number)
        {
            int rest = Math.DivRem(number, LevelSets, out int levels);
            rest = Math.DivRem(rest, Looks, out int look);
            rest = Math.DivRem(rest, _wholeMs.Length, out int whole);
            rest = Math.DivRem(rest, _sinceMs.Length, out int since);
            // FAULT and the mirrors are neighbours among the levels.
            return new Facts(levels * Drivers.Board.Levels.Fault, look, _rowSets[rest], _sinceMs[since], _wholeMs[whole]);
        }
    }

    /// <summary>A proof test of its own with all that it needs.</summary>
    private sealed class Bench
    {
        public Bench()
        {
            Probe = new Probe(Bus, new Settings(), Levels.DataReady, Levels.Fault);
            Proof = new ProofTest([Probe], Events);
        }

        public RegisterBus Bus { get; } = new();

        public Probe Probe { get; }

        public EventQueue Events { get; } = new();

        public ProofTest Proof { get; }

        public void Load(ProofPlace place, in Facts facts, bool awaitsRead)
        {
            while (Events.Count > 0) Events.RemoveFirst();
            ProofExploration.Load(place, Proof, Probe);
            long[] image = _probeImage.Save(Probe);
            image[_wholeAt] = facts.SinceMs - facts.WholeMs;
            bool isDeemedRestored = !awaitsRead && image[_restoringAt] != 0;
            if (isDeemedRestored || (facts.WholeMs >= 0 && image[_clearedAt] != 0))
            {
                // The first read after FAULT was cleared, as the probe's own look takes it.
                image[_loweredAt] = 0;
                image[_clearedAt] = 0;
            }

            _probeImage.Load(Probe, image);
            Probe.Reading.WasRead = facts.WholeMs >= 0;
            Probe.Reading.IsWhole = facts.WholeMs >= 0;
        }

        public ProofPlace Save(int passed, bool k1IsOut, bool isReadBack)
        {
            long[] proof = _image.Save(Proof);
            proof[_sinceAt] = 0;
            long[] probe = _probeImage.Save(Probe);
            return new ProofPlace(string.Join(' ', proof), string.Join(' ', _probeFields.Select(i => probe[i])), Bus.ThresholdSixteenths, passed, k1IsOut, isReadBack);
        }
    }
}

/// <summary>A chip that is nothing but its registers: what was written reads back.</summary>
internal sealed class RegisterBus : ISpiBus
{
    private readonly byte[] _registers = new byte[Register.Count];

    /// <summary>Every transfer fails.</summary>
    public bool Throws { get; set; }

    /// <summary>The high threshold that was written last, 1/16 degC.</summary>
    public int ThresholdSixteenths => _registers[Register.ThresholdHigh] << 8 | _registers[Register.ThresholdHigh + 1];

    public void Transfer(byte[] write, byte[] read)
    {
        if (Throws) throw new InvalidOperationException("The bus fails, as the exploration wants it.");
        int register = write[0] & ~Register.Write & 0xFF;
        for (int i = 1; i < write.Length && register < Register.Count; i++, register++)
        {
            if ((write[0] & Register.Write) != 0) _registers[register] = write[i];
            else read[i] = _registers[register];
        }
    }
}
