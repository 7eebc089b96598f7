using System.Globalization;
using Interlock.Drivers.Board;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Relays;

namespace Interlock.Proofs.Exploration;

/// <summary>Where the releases stand, and what an onlooker remembers of the one that is under way.</summary>
/// <param name="Fields">What the release remembers, its time left out.</param>
/// <param name="Probes">What each probe remembers of its threshold.</param>
/// <param name="Lowered">Chips whose threshold is lowered, a bit each; that of the others is 45.00 degC.</param>
/// <param name="Known">Chips that a read has shown as they were last written, a bit each.</param>
/// <param name="Turn">The chip whose turn it is, counted from 0.</param>
/// <param name="HasShown">It has put K2 out alone.</param>
/// <param name="K2WasIn">K2's mirror was open at the look before.</param>
/// <param name="K1Lingers">K1's mirror was open 40 ms after the release, or later.</param>
/// <param name="Helped">The other chip has been lowered too.</param>
/// <param name="HasProven">FAULT of every lowered chip and both mirrors have been found low at one look.</param>
/// <param name="Back">Chips that a read has shown restored since, a bit each.</param>
public readonly record struct ReleasePlace(string Fields, string Probes, int Lowered, int Known, int Turn, bool HasShown, bool K2WasIn, bool K1Lingers, bool Helped, bool HasProven, int Back);

/// <summary>
/// Every course of any number of releases of a box with two chips, one after the other: any levels of both FAULTs, both mirrors
/// and STOP at every look; of each chip a read that shows it as it was written, for some time or not, one that shows its
/// configuration lost, so that it is written again, or none; and any time since the release began, below, at and above each limit.
/// </summary>
/// <param name="spoil">Breaks the release on purpose, after each tick.</param>
/// <param name="misjudge">Breaks what it says of the relays on purpose.</param>
public sealed class ReleaseExploration(Action<Release>? spoil = null, Func<int, int>? misjudge = null)
{
    private const int PassesOn = 1;
    private const int Helps = 2;
    private const int Restores = 4;
    private const int Judges = 8;
    private const int Lingers = 16;

    // As the properties below have them, not from the firmware.
    private const int LingersMs = 40;
    private const int AnswersMs = 200;

    private const int Chips = 2;
    private const int Both = (1 << Chips) - 1;
    private const int LevelSets = 32;

    private static readonly int[] _sinceMs = [0, LingersMs - 1, LingersMs, AnswersMs - 1, AnswersMs, 60_000];

    private static readonly Read[] _reads = [new(0, IsRead: false), new(0), new(BareProbes.ForcedMs - 1), new(BareProbes.ForcedMs), new(0, IsLost: true)];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-60", "A release lowers the chip whose turn it is, which passes on exactly when K2's mirror closed with this chip's FAULT low, the other's high, STOP closed, K1 not lingering and the other not lowered in this release"),
        ("EX-61", "The other chip is lowered exactly when the first's lowered threshold has not been read back after 200 ms, nothing having been proven"),
        ("EX-62", "45.00 degC is restored in a tick that finds FAULT of every lowered chip low and both mirrors closed, and never else; the release ends once it was read back from each that had been lowered"),
        ("EX-63", "RELAY_DID_NOT_OPEN is true exactly in a tick whose read has shown a lowered threshold for 300 ms, with that chip's FAULT high or K2 in"),
        ("EX-64", "K2_HOLD helps from the first look on that finds K1's mirror open 40 ms after the release, until it ends"),
    ];

    private static readonly FieldImage<Release> _image = new();
    private static readonly int _sinceAt = _image.IndexOf("SinceMs");

    /// <summary>True when some course passes the turn on and back.</summary>
    public bool PassesBack { get; private set; }

    /// <summary>Explores to the last state.</summary>
    /// <param name="until">Ends already once this property was broken; null to explore it all.</param>
    public PartResult Run(string? until = null)
    {
        Walk walk = new("release of two chips", _properties) { Until = until };
        Bench bench = new();
        walk.Explore(bench.Save(new ReleasePlace()), place => Moves(bench, place), Describe);
        return walk.Result();
    }

    private IEnumerable<Move<ReleasePlace>> Moves(Bench bench, ReleasePlace place)
    {
        bench.GoTo(place);
        bool isUnderWay = bench.IsUnderWay;
        int letters = LevelSets * _reads.Length * _reads.Length * _sinceMs.Length;
        for (int letter = 0; letter < letters; letter++)
        {
            Facts facts = At(letter);
            // Known for some time is only what was known before.
            bool isPossible = facts.First.MayFollow(place.Known & 1) && facts.Second.MayFollow(place.Known >> 1);
            if (isPossible) yield return isUnderWay ? Step(bench, place, facts, letter) : Begin(bench, place, facts, letter);
        }
    }

    private Move<ReleasePlace> Begin(Bench bench, ReleasePlace place, in Facts facts, int number)
    {
        bench.Load(facts);
        bench.Release.Begin(facts.Levels, facts.SinceMs);
        bench.Release.Serve(facts.Levels);
        spoil?.Invoke(bench.Release);

        int turn = place.HasShown ? Chips - 1 - place.Turn : place.Turn;
        PassesBack |= place.Turn == 1 && turn == 0;
        bool isProven = IsProven(1 << turn, facts.Levels);
        int broken = bench.Chips.Lowered == (isProven ? 0 : 1 << turn) ? 0 : PassesOn;
        if (!bench.IsUnderWay) broken |= Restores;
        // What STOP puts out shows nothing of the chip.
        bool k2WasIn = (facts.Levels & (Levels.K2Mirror | Levels.Stop)) == Levels.K2Mirror;
        return new Move<ReleasePlace>(bench.Save(new ReleasePlace { Turn = turn, K2WasIn = k2WasIn, HasProven = isProven }), number, broken);
    }

    private Move<ReleasePlace> Step(Bench bench, ReleasePlace place, in Facts facts, int number)
    {
        bench.Load(facts);
        int rows = bench.Release.Judge(facts.Levels, facts.SinceMs);
        int helped = bench.Chips.Lowered & ~place.Lowered;
        bench.Release.Serve(facts.Levels);
        spoil?.Invoke(bench.Release);

        int own = 1 << place.Turn;
        int lows = LowFaults(facts.Levels);
        bool isK2In = (facts.Levels & Levels.K2Mirror) != 0;
        bool isK1In = (facts.Levels & Levels.K1Mirror) != 0;
        bool lingers = place.K1Lingers || (isK1In && facts.SinceMs >= LingersMs);
        bool isShown = place.K2WasIn && !isK2In && lows == own && (facts.Levels & Levels.Stop) == 0 && !lingers && !place.Helped;
        int broken = 0;
        int helper = !place.Helped && !place.HasProven && ((place.Known | facts.Whole) & own) == 0 && facts.SinceMs >= AnswersMs ? Both & ~own : 0;
        if (helped != helper) broken |= Helps;
        bool isSlow = IsSlow(place, facts.First, 1, lows, isK2In) || IsSlow(place, facts.Second, 2, lows, isK2In);
        if ((misjudge?.Invoke(rows) ?? rows) != (isSlow ? TripTable.RelayDidNotOpen : 0)) broken |= Judges;
        if (bench.IsUnderWay && bench.Release.HoldsK2 != lingers) broken |= Lingers;

        int lowered = place.Lowered | helper;
        bool isProven = lowered != 0 && IsProven(lowered, facts.Levels);
        if (bench.Chips.Lowered != (isProven ? 0 : lowered)) broken |= Restores;
        int took = place.Helped || helper != 0 ? Both : own;
        int back = place.Back | (place.Lowered == 0 ? facts.Whole : 0);
        bool isOver = (back & took) == took;
        if (bench.IsUnderWay == isOver) broken |= Restores;

        ReleasePlace to = new()
        {
            Turn = place.Turn,
            HasShown = place.HasShown || isShown,
            K2WasIn = isK2In,
            K1Lingers = lingers,
            Helped = place.Helped || helper != 0,
            HasProven = place.HasProven || isProven,
            Back = back,
        };
        // What was remembered of it ends with it, but for the turn.
        return new Move<ReleasePlace>(bench.Save(bench.IsUnderWay ? to : new ReleasePlace { Turn = to.Turn, HasShown = to.HasShown }), number, broken);
    }

    private static bool IsSlow(ReleasePlace place, Read read, int chip, int lows, bool isK2In) =>
        (place.Lowered & chip) != 0 && read is { IsRead: true, IsLost: false, WholeMs: >= BareProbes.ForcedMs } && (isK2In || (lows & chip) == 0);

    private static bool IsProven(int lowered, int levels) => (lowered & ~LowFaults(levels)) == 0 && (levels & (Levels.K1Mirror | Levels.K2Mirror)) == 0;

    private static int LowFaults(int levels) => ((levels & Levels.Fault) == 0 ? 1 : 0) | ((levels & Levels.Fault2) == 0 ? 2 : 0);

    private static Facts At(int number)
    {
        int rest = Math.DivRem(number, LevelSets, out int levels);
        rest = Math.DivRem(rest, _reads.Length, out int first);
        rest = Math.DivRem(rest, _reads.Length, out int second);
        // FAULT, both mirrors and STOP are neighbours among the levels.
        return new Facts((levels & 0xF) * Levels.Fault | ((levels & 0x10) != 0 ? Levels.Fault2 : 0), _reads[first], _reads[second], _sinceMs[rest]);
    }

    private static string Describe(int number)
    {
        Facts facts = At(number);
        string Level(int bit) => (facts.Levels & bit) != 0 ? "high" : "low";
        string levels = $"FAULT {Level(Levels.Fault)}, the second's {Level(Levels.Fault2)}, K1 {Level(Levels.K1Mirror)}, K2 {Level(Levels.K2Mirror)}, STOP {Level(Levels.Stop)}";
        return string.Create(CultureInfo.InvariantCulture, $"{facts.SinceMs} ms: {levels}, first chip {facts.First}, second {facts.Second}");
    }

    private readonly record struct Facts(int Levels, Read First, Read Second, int SinceMs)
    {
        /// <summary>Chips of which this tick's read showed what was written, a bit each.</summary>
        public int Whole => (First.IsWhole ? 1 : 0) | (Second.IsWhole ? 2 : 0);
    }

    /// <summary>What a tick's look at a chip brings.</summary>
    private readonly record struct Read(int WholeMs, bool IsRead = true, bool IsLost = false)
    {
        public bool IsWhole => IsRead && !IsLost;

        public bool MayFollow(int known) => known != 0 || WholeMs == 0;

        public override string ToString() => !IsRead ? "not read" : IsLost ? "lost and written again" : string.Create(CultureInfo.InvariantCulture, $"whole for {WholeMs} ms");
    }

    /// <summary>A release with all that it needs.</summary>
    private sealed class Bench
    {
        private long[] _releaseImage = [];
        private long[] _saved = [];
        private ReleasePlace _place;
        private Facts _facts;

        public Bench()
        {
            Release = new Release(Chips.Probes);
        }

        public BareProbes Chips { get; } = new(ReleaseExploration.Chips);

        public Release Release { get; }

        public bool IsUnderWay => Release.IsUnderWay;

        public void GoTo(ReleasePlace place)
        {
            _place = place;
            _releaseImage = ImageText.Numbers(place.Fields);
            _saved = ImageText.Numbers(place.Probes);
            _image.Load(Release, _releaseImage);
        }

        public void Load(in Facts facts)
        {
            _facts = facts;
            _image.Load(Release, _releaseImage);
            Look(0, facts.First);
            Look(1, facts.Second);
        }

        public ReleasePlace Save(ReleasePlace seen)
        {
            long[] release = _image.Save(Release);
            release[_sinceAt] = 0;
            long[] probes = Chips.Save();
            int known = 0;
            for (int i = 0; i < Chips.Probes.Length; i++)
            {
                bool isLost = (i == 0 ? _facts.First : _facts.Second).IsLost;
                if (!isLost && Chips.Probes[i].WholeMs != Probe.Never) known |= 1 << i;
            }

            return seen with
            {
                Fields = ImageText.Of(release, _releaseImage, _place.Fields),
                Probes = ImageText.Of(probes, _saved, _place.Probes),
                Lowered = Chips.Lowered,
                Known = known,
            };
        }

        private void Look(int chip, Read read)
        {
            bool wasKnown = (_place.Known >> chip & 1) != 0;
            long wholeMs = read.IsWhole || wasKnown ? _facts.SinceMs - read.WholeMs : Probe.Never;
            Chips.Look(chip, _saved, _place.Lowered, read.IsWhole, wholeMs);
        }
    }
}
