using System.Globalization;
using System.Numerics;
using System.Reflection;
using Interlock.Drivers.Board;
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
/// <param name="InUse">The probe whose chip it uses, counted from 0.</param>
/// <param name="Probes">What each probe remembers of its threshold: lowered, being restored, cleared.</param>
/// <param name="Lowered">Chips whose high threshold is lowered, a bit each; that of the others is 45.00 degC.</param>
/// <param name="Passed">Steps that an onlooker has seen pass.</param>
/// <param name="K2WasIn">K2's mirror has been seen open since the press.</param>
/// <param name="K1IsOut">K1's mirror has been seen closed since K1 was energised last.</param>
/// <param name="ReadBack">Chips of which a read has shown the configuration whole since their threshold became the backstop's, a bit each.</param>
public readonly record struct ProofPlace(string Fields, int InUse, string Probes, int Lowered, int Passed, bool K2WasIn, bool K1IsOut, int ReadBack);

/// <summary>
/// Every course of the proof test, in which K1 is energised outside PERMITTED: any levels of FAULT and both mirrors, no row or
/// each row, an act of ARM that begins or counts, a read of the chip that shows its configuration whole for some time or not,
/// and any time since the phase began, below, at and above each of its limits. With two chips any levels of both FAULTs, and
/// a read of the other chip or none besides.
/// </summary>
/// <param name="chips">One or two.</param>
/// <param name="spoil">Breaks the proof test on purpose, after each tick.</param>
/// <param name="awaitsRead">The probe takes its threshold for lowered until a read has shown it back, as it ought to.</param>
/// <param name="misjudge">Breaks what it says of its step on purpose.</param>
public sealed class ProofExploration(int chips = 1, Action<ProofTest>? spoil = null, bool awaitsRead = true, Func<StepResult, StepResult>? misjudge = null)
{
    private const int Energises = 1;
    private const int FailsOpen = 2;
    private const int Order = 4;
    private const int Restores = 8;
    private const int Abandons = 16;
    private const int LetsK2Go = 32;
    private const int Shows = 64;
    private const int Fails = 128;

    // As EX-37 has them, not from the firmware.
    private const int OpenMs = 100;
    private const int WatchdogMs = 200;

    private const int Looks = 3;

    private static readonly int[] _sinceMs = [0, 20, 30, 99, 100, 199, 200, 249, 250, 299, 300, 60_000];

    // For how long a read has shown the configuration whole; -1 when this tick's read does not.
    private static readonly int[] _wholeMs = [-1, 0, 299, 300];

    private static readonly int[] _rowSets = [0, .. RowSets.Of(1)];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-30", "The proof test begins to energise K1 only in a tick that finds FAULT low and K2's mirror closed, and does it with the threshold lowered, K2_HOLD low and no row true only"),
        ("EX-31", "A step of the proof test that fails leaves K1 released and HEARTBEAT still"),
        ("EX-32", "The steps pass in the order K2, of two chips for the first and then for the second, K1, WATCHDOG, RESTORE; after a refusal the test begins anew, but for a first chip that has shown K2"),
        ("EX-33", "RESTORE passes only after a read of each chip that shows the threshold of 45.00 degC, with FAULT cleared and high and no row true"),
        ("EX-34", "A row that becomes true while a relay is tried releases K1, is named in REFUSED in that tick, and fails nothing"),
        ("EX-35", "K2_HOLD stays low from before K1 is energised until its mirror has closed again, however the step ends"),
        ("EX-36", "K2 passes for the chip whose turn it is only, told by its number: with its threshold lowered and its FAULT low, the other's threshold at 45.00 degC and its FAULT high, and K2 seen in since the press"),
        ("EX-37", "It fails with no row true only: for a K2 that is in, the other's FAULT high, in a tick whose read has shown the lowered threshold for 300 ms; or for a K1 that is in 100 ms after ENABLE fell or 200 after HEARTBEAT stopped"),
    ];

    private static readonly FieldImage<ProofTest> _image = new();
    private static readonly int _sinceAt = _image.IndexOf("SinceMs");
    private static readonly int _phaseAt = _image.IndexOf("Phase");
    private static readonly FieldInfo _inUse = PrivateField.Of(typeof(ProofTest), "Probe");
    private static readonly ArmButton[] _looks = [new(), Told(nameof(ArmButton.Began)), Told(nameof(ArmButton.HasActed))];

    // It waits for an act, lets K1 go, or awaits the threshold.
    private static readonly long[] _tryingNothing =
        [.. new[] { "Waiting", "LettingGo", "Restoring" }.Select(phase => Convert.ToInt64(Enum.Parse(PrivateField.Of(typeof(ProofTest), "Phase").FieldType, phase), CultureInfo.InvariantCulture))];

    private readonly int _chips = chips;

    private readonly TestStep[] _order = [.. Enumerable.Repeat(TestStep.K2, chips), TestStep.K1, TestStep.Watchdog, TestStep.Restore];

    // FAULT and the mirrors are neighbours among the levels.
    private readonly int _levelSets = chips == 1 ? 8 : 16;

    // Whether the chip that is not in use was read too.
    private readonly int _otherReads = chips;

    /// <summary>Every place that the proof test can reach.</summary>
    public IReadOnlyList<ProofPlace> Places { get; private set; } = [];

    /// <summary>True when some course passes the last step.</summary>
    public bool CanPass { get; private set; }

    /// <summary>Explores to the last state.</summary>
    /// <param name="until">Ends already once this property was broken; null to explore it all.</param>
    public PartResult Run(string? until = null)
    {
        Walk walk = new(_chips == 1 ? "proof test" : "proof test of two chips", _properties) { Until = until };
        Bench bench = new(_chips);
        Places = walk.Explore(bench.Start(), place => Moves(bench, place), Describe);
        return walk.Result();
    }

    /// <summary>Puts a proof test and its probes where they were.</summary>
    public static void Load(ProofPlace place, ProofTest proof, Probe[] probes)
    {
        BareProbes.Load(probes, ImageText.Numbers(place.Probes), place.Lowered);
        _image.Load(proof, ImageText.Numbers(place.Fields));
        _inUse.SetValue(proof, probes[place.InUse]);
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

    private IEnumerable<Move<ProofPlace>> Moves(Bench bench, ProofPlace place)
    {
        bench.GoTo(place);
        int letters = _levelSets * Looks * _rowSets.Length * _sinceMs.Length * _wholeMs.Length * _otherReads;
        for (int letter = 0; letter < letters; letter++) yield return Step(bench, place, letter);
    }

    private Move<ProofPlace> Step(Bench bench, ProofPlace place, int number)
    {
        Facts facts = At(number);
        bench.Load(facts, awaitsRead);
        ProofTest proof = bench.Proof;
        bool hadK1 = proof.EnergisesK1;
        bool held = proof.HoldsK2;
        bool wasTrying = bench.IsTrying();
        StepResult result = proof.Run(facts.Levels, facts.Rows, _looks[facts.Look], Letter.RestTipCounts, facts.SinceMs);
        spoil?.Invoke(proof);
        if (misjudge is not null) result = misjudge(result);

        // What the place says, not the test: of two chips the first shows K2 first.
        int last = _chips - 1;
        int turn = Math.Min(place.Passed, last);
        bool isRefused = bench.Events.Count > 0 && bench.Events.Kind == EventKind.Refused;
        bool isK2Out = (facts.Levels & Levels.K2Mirror) == 0;
        bool isK1Out = (facts.Levels & Levels.K1Mirror) == 0;
        bool isPassed = result == StepResult.Passed;
        bool isLast = result == StepResult.Failed || (isPassed && proof.Step == TestStep.Restore);
        CanPass |= isPassed && proof.Step == TestStep.Restore;

        int broken = 0;
        bool isHeld = isK2Out && (facts.Levels & bench.Chips.Probes[last].FaultBit) == 0;
        bool isAllowed = proof.HoldsK2 && bench.Chips.IsLowered(last) && facts.Rows == 0 && (held || isHeld);
        if (proof.EnergisesK1 && !isAllowed) broken |= Energises;
        if (result == StepResult.Failed && (proof.EnergisesK1 || proof.BeatsHeart)) broken |= FailsOpen;
        if (isPassed && (place.Passed >= _order.Length || proof.Step != _order[place.Passed])) broken |= Order;
        bool isShown = isK2Out && place.K2WasIn && proof.Number == bench.Chips.Probes[turn].Number && bench.IsShownBy(turn, facts.Levels);
        if (isPassed && proof.Step == TestStep.K2 && !isShown) broken |= Shows;
        if (result == StepResult.Failed && !MayFail(bench, proof.Step, turn, facts)) broken |= Fails;
        int readBack = bench.ReadBack(place, facts);
        if (isPassed && proof.Step == TestStep.Restore && !(facts.Rows == 0 && bench.IsRestored(facts.Levels, readBack))) broken |= Restores;
        bool isAbandoned = result == StepResult.Running && !proof.EnergisesK1 && !proof.BeatsHeart && isRefused && bench.Events.Reason == BitOperations.TrailingZeroCount(facts.Rows);
        if (wasTrying && facts.Rows != 0 && !isAbandoned) broken |= Abandons;
        bool hasK1Out = !hadK1 && (place.K1IsOut || isK1Out);
        if (held && !proof.HoldsK2 && !hasK1Out) broken |= LetsK2Go;

        // No further than the last step: a test that is broken on purpose passes steps without an end.
        int passed = isRefused ? Math.Min(place.Passed, last) : Math.Min(place.Passed + (isPassed ? 1 : 0), _order.Length);
        bool k2WasIn = bench.IsTrying() && (place.K2WasIn || (wasTrying && !isK2Out));
        return new Move<ProofPlace>(bench.Save(place, passed, k2WasIn, hasK1Out && !proof.EnergisesK1, readBack), number, broken, isLast);
    }

    private static bool MayFail(Bench bench, TestStep step, int turn, in Facts facts)
    {
        if (facts.Rows != 0) return false;
        bool isK1In = (facts.Levels & Levels.K1Mirror) != 0;
        return step switch
        {
            TestStep.K2 => (facts.Levels & Levels.K2Mirror) != 0 && facts.WholeMs >= BareProbes.ForcedMs && bench.IsOnlyLowered(turn, facts.Levels),
            TestStep.K1 => isK1In && facts.SinceMs >= OpenMs,
            _ => isK1In && facts.SinceMs >= WatchdogMs,
        };
    }

    private string Describe(int number)
    {
        Facts facts = At(number);
        string look = facts.Look switch
        {
            1 => ", an act begins",
            2 => ", an act counts",
            _ => string.Empty,
        };
        string read = facts.WholeMs < 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", chip read, whole for {facts.WholeMs} ms");
        string other = facts.IsOtherRead ? ", the other chip read" : string.Empty;
        string second = _chips == 1 ? string.Empty : $", the second's {High(facts.Levels & Levels.Fault2)}";
        return string.Create(CultureInfo.InvariantCulture, $"{facts.SinceMs} ms: FAULT {High(facts.Levels & Levels.Fault)}{second}, K1 {High(facts.Levels & Levels.K1Mirror)}, K2 {High(facts.Levels & Levels.K2Mirror)}, {CauseNames.OfRows(facts.Rows)}{look}{read}{other}");
    }

    private static string High(int level) => level != 0 ? "high" : "low";

    private Facts At(int number)
    {
        int rest = Math.DivRem(number, _levelSets, out int levels);
        rest = Math.DivRem(rest, Looks, out int look);
        rest = Math.DivRem(rest, _wholeMs.Length, out int whole);
        rest = Math.DivRem(rest, _sinceMs.Length, out int since);
        rest = Math.DivRem(rest, _otherReads, out int other);
        int second = (levels & 8) != 0 ? Levels.Fault2 : 0;
        return new Facts((levels & 7) * Levels.Fault | second, look, _rowSets[rest], _sinceMs[since], _wholeMs[whole], other != 0);
    }

    /// <param name="WholeMs">Of the chip in use.</param>
    private readonly record struct Facts(int Levels, int Look, int Rows, int SinceMs, int WholeMs, bool IsOtherRead);

    /// <summary>A proof test of its own with all that it needs.</summary>
    private sealed class Bench
    {
        private long[] _proofImage = [];
        private long[] _saved = [];
        private ProofPlace _place;

        public Bench(int chips)
        {
            Chips = new BareProbes(chips);
            Proof = new ProofTest(Chips.Probes, Events);
        }

        public BareProbes Chips { get; }

        public EventQueue Events { get; } = new();

        public ProofTest Proof { get; }

        public bool IsTrying() => !_tryingNothing.Contains(_image.Save(Proof)[_phaseAt]);

        /// <summary>The probes configured, the test about to wait.</summary>
        public ProofPlace Start() => Save(default, 0, k2WasIn: false, k1IsOut: true, readBack: 0);

        /// <summary>The place from which the next steps are taken.</summary>
        public void GoTo(ProofPlace place)
        {
            _place = place;
            _proofImage = ImageText.Numbers(place.Fields);
            _saved = ImageText.Numbers(place.Probes);
        }

        public void Load(in Facts facts, bool awaitsRead)
        {
            while (Events.Count > 0) Events.RemoveFirst();
            for (int i = 0; i < Chips.Probes.Length; i++)
            {
                long wholeMs = i == _place.InUse ? facts.SinceMs - facts.WholeMs : facts.SinceMs;
                Chips.Look(i, _saved, _place.Lowered, IsRead(i, facts), wholeMs, isDeemedRestored: !awaitsRead);
            }

            _image.Load(Proof, _proofImage);
            _inUse.SetValue(Proof, Chips.Probes[_place.InUse]);
        }

        /// <summary>Chips whose threshold is 45.00 degC and has been shown to be, with what this tick read before it acted.</summary>
        public int ReadBack(ProofPlace place, in Facts facts)
        {
            int readBack = 0;
            for (int i = 0; i < Chips.Probes.Length; i++)
            {
                bool isBack = ((place.Lowered | Chips.Lowered) >> i & 1) == 0;
                if (isBack && ((place.ReadBack >> i & 1) != 0 || IsRead(i, facts))) readBack |= 1 << i;
            }

            return readBack;
        }

        /// <summary>One chip's FAULT alone is low, by its lowered threshold.</summary>
        public bool IsShownBy(int turn, int levels) => IsOnlyLowered(turn, levels) && (levels & Chips.Probes[turn].FaultBit) == 0;

        /// <summary>One chip's threshold alone is lowered, and every other's FAULT is high.</summary>
        public bool IsOnlyLowered(int turn, int levels) =>
            Chips.Lowered == 1 << turn && Chips.Probes.Where((_, i) => i != turn).All(probe => (levels & probe.FaultBit) != 0);

        public bool IsRestored(int levels, int readBack)
        {
            bool isRestored = true;
            for (int i = 0; i < Chips.Probes.Length; i++) isRestored &= (levels & Chips.Probes[i].FaultBit) != 0 && (readBack >> i & 1) != 0 && !Chips.Probes[i].IsLowered;
            return isRestored;
        }

        /// <param name="from">Where the step was taken from: what it left as it was is not written anew.</param>
        public ProofPlace Save(ProofPlace from, int passed, bool k2WasIn, bool k1IsOut, int readBack)
        {
            long[] proof = _image.Save(Proof);
            proof[_sinceAt] = 0;
            long[] probes = Chips.Save();
            string fields = ImageText.Of(proof, _proofImage, from.Fields);
            string saved = ImageText.Of(probes, _saved, from.Probes);
            return new ProofPlace(fields, Array.IndexOf(Chips.Probes, (Probe)_inUse.GetValue(Proof)!), saved, Chips.Lowered, passed, k2WasIn, k1IsOut, readBack);
        }

        private bool IsRead(int chip, in Facts facts) => chip == _place.InUse ? facts.WholeMs >= 0 : facts.IsOtherRead;
    }
}
