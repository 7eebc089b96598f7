using System.Globalization;
using System.Numerics;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>One input of the decision logic: the facts of one tick, or an internal error instead of them.</summary>
/// <param name="Rows">Mask of rows that are true.</param>
/// <param name="TipCounts">1/128 degC, or <see cref="Reading.None"/>.</param>
/// <param name="FirstLoud">The row that is not quiet; <see cref="TripTable.None"/> when all are.</param>
/// <param name="Flags">Bits of <see cref="Flag"/>.</param>
/// <param name="Error">The tick threw.</param>
public readonly record struct Letter(int Rows, int TipCounts, int FirstLoud, int Flags, InternalError Error)
{
    /// <summary>Where the tip rests when nothing happens: 37 degC.</summary>
    public const int RestTipCounts = 37 * 128;

    private static readonly string[] _flagNames =
    [
        "cause quiet", "cooled", "K2 out", "moves", "release under way", "act begins", "ARM pressed", "act ends", "act ends as none", "act too long",
        "contacts bad", "test passed", "test failed", "test takes the act", "K2 in unasked", "K1 never came in",
    ];

    /// <summary>A tick in which nothing happens.</summary>
    public static Letter Rest => new(0, RestTipCounts, TripTable.None, 0, InternalError.None);

    /// <summary>How far from a tick in which nothing happens: of two paths of one length the plainer one is shown.</summary>
    public int Oddity => BitOperations.PopCount((uint)Rows)
        + BitOperations.PopCount((uint)Flags)
        + (TipCounts == RestTipCounts ? 0 : 1)
        + (FirstLoud == TripTable.None ? 0 : 1);

    /// <summary>Fills in the inputs of a step, but for the flags.</summary>
    public void SetFacts(DecisionInputs inputs)
    {
        inputs.Rows = Rows;
        inputs.TipCounts = TipCounts;
        inputs.AllQuiet = FirstLoud == TripTable.None;
        inputs.FirstLoud = FirstLoud;
    }

    /// <summary>Fills in the flags of a step.</summary>
    public static void SetFlags(DecisionInputs inputs, int flags)
    {
        inputs.CauseQuiet = (flags & Flag.CauseQuiet) != 0;
        inputs.HasCooled = (flags & Flag.HasCooled) != 0;
        inputs.K2PulledIn = (flags & Flag.K2Out) == 0;
        inputs.IsSteady = (flags & Flag.Moves) == 0;
        inputs.IsReleasing = (flags & Flag.IsReleasing) != 0;
        inputs.ArmBegan = (flags & Flag.ArmBegan) != 0;
        inputs.ArmPressed = (flags & Flag.ArmPressed) != 0;
        inputs.ArmActed = (flags & Flag.ArmActed) != 0;
        inputs.ArmFailed = (flags & Flag.ArmFailed) != 0;
        inputs.ArmTooLong = (flags & Flag.ArmTooLong) != 0;
        inputs.ArmContactBad = (flags & Flag.ArmContactBad) != 0;
        inputs.TestPassed = (flags & Flag.TestPassed) != 0;
        inputs.TestFailed = (flags & Flag.TestFailed) != 0;
        inputs.TestTakesAct = (flags & Flag.TestTakesAct) != 0;
        inputs.LockOutFor = LockOutFor(flags);
    }

    /// <summary>What is not as in a tick in which nothing happens.</summary>
    public override string ToString()
    {
        if (Error != InternalError.None) return Error == InternalError.OneTooMany ? "one internal error too many" : "internal error";
        List<string> said = [];
        if (Rows != 0) said.Add(CauseNames.OfRows(Rows));
        if (FirstLoud != TripTable.None) said.Add($"{CauseNames.OfReason(FirstLoud)} not quiet");
        if (TipCounts == Reading.None) said.Add("no reading");
        else if (TipCounts != RestTipCounts) said.Add(string.Create(CultureInfo.InvariantCulture, $"{TipCounts / 128.0:F3} degC"));
        int flags = Flags;
        said.AddRange(_flagNames.Where((_, bit) => (flags >> bit & 1) != 0));
        return said.Count == 0 ? "nothing" : string.Join(", ", said);
    }

    private static int LockOutFor(int flags)
    {
        if ((flags & Flag.K2Unasked) != 0) return Reason.K2Unasked;
        return (flags & Flag.K1NeverIn) != 0 ? TripTable.First(TripTable.RelayDidNotClose) : Reason.None;
    }
}

/// <summary>Whether a tick threw, and how often that has happened.</summary>
public enum InternalError
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It did, and fewer than three times in ten minutes.</summary>
    One,

    /// <summary>It did, for the third time.</summary>
    OneTooMany,
}

/// <summary>The booleans of DecisionInputs as bits, turned so that none is set in a tick in which nothing happens, and what locks out beside the rows.</summary>
public static class Flag
{
    public const int CauseQuiet = 0x0001;
    public const int HasCooled = 0x0002;
    public const int K2Out = 0x0004;
    public const int Moves = 0x0008;
    public const int IsReleasing = 0x0010;
    public const int ArmBegan = 0x0020;
    public const int ArmPressed = 0x0040;
    public const int ArmActed = 0x0080;
    public const int ArmFailed = 0x0100;
    public const int ArmTooLong = 0x0200;
    public const int ArmContactBad = 0x0400;
    public const int TestPassed = 0x0800;
    public const int TestFailed = 0x1000;
    public const int TestTakesAct = 0x2000;
    public const int K2Unasked = 0x4000;
    public const int K1NeverIn = 0x8000;

    /// <summary>How many there are.</summary>
    public const int Count = 16;

    /// <summary>What one look at ARM can come to, as <see cref="ArmButtonExploration"/> shows (EX-44).</summary>
    public static readonly int[] Looks = [0, ArmBegan, ArmPressed, ArmPressed | ArmTooLong, ArmActed, ArmFailed, ArmTooLong];

    /// <summary>What <see cref="ArmButtonExploration"/> calls a look.</summary>
    public const int AnyLook = ArmBegan | ArmPressed | ArmActed | ArmFailed | ArmTooLong;

    /// <summary>Every set of some flags.</summary>
    public static IEnumerable<int> SetsOf(params int[] flags) =>
        Enumerable.Range(0, 1 << flags.Length).Select(set => flags.Where((_, bit) => (set >> bit & 1) != 0).Sum());
}

/// <summary>
/// The inputs that every state is tried with. Timers and counters are facts already where the machine sees them, so an
/// alphabet in which every fact takes every value at every step holds all timings, and sequences that no timing makes
/// besides: what is proved over it holds for every run of the box.
/// </summary>
public sealed class Alphabet
{
    private readonly Block[] _blocks;

    private Alphabet(params Block[] blocks)
    {
        _blocks = blocks;
    }

    /// <summary>The letters: each block's facts with each of its combinations of flags.</summary>
    public ReadOnlySpan<Block> Blocks => _blocks;

    /// <summary>How many letters, without the internal errors.</summary>
    public long Count => _blocks.Sum(block => (long)block.Facts.Length * block.Flags.Length);

    /// <summary>A letter by its number, in the order of the blocks, their facts and their flags.</summary>
    public Letter LetterAt(long number)
    {
        if (number < 0) return Letter.Rest with { Error = number == Worker.OneError ? InternalError.One : InternalError.OneTooMany };
        foreach (Block block in _blocks)
        {
            long letters = (long)block.Facts.Length * block.Flags.Length;
            if (number < letters) return block.Facts[number / block.Flags.Length] with { Flags = block.Flags[number % block.Flags.Length] };
            number -= letters;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }

    /// <summary>
    /// No row, each row and all rows, quiet or not, with every combination of flags that a look at ARM can bring. Every
    /// combination of flags at all in two ticks. No row, each row and all rows with no reading and readings below, at and
    /// above each limit, the first or the last row to name; each pair and each three rows: with the flags that decide.
    /// </summary>
    public static Alphabet Full { get; } = new(
        new Block(Product([0, .. RowSets.Of(1), CauseNames.AllRows], [Letter.RestTipCounts], [TripTable.None, 0]), LooksWithEveryFlag),
        new Block(Product([0, TripTable.TimeLimit], [Letter.RestTipCounts], [TripTable.None]), [.. Enumerable.Range(0, 1 << Flag.Count)]),
        new Block(Product([0, .. RowSets.Of(1), CauseNames.AllRows], Tips, [TripTable.None, 0, TripTable.Count - 1]), LooksThatDecide),
        new Block(Product(RowSets.Of(2), [Letter.RestTipCounts, Reading.None], [TripTable.None]), LooksThatDecide),
        new Block(Product(RowSets.Of(3), [Letter.RestTipCounts], [TripTable.None]), LooksThatDecide));

    /// <summary>
    /// A tiny part of it that reaches the same states: no row, each row, three pairs and all rows, fewer temperatures, few
    /// combinations of flags. Enough to find a machine broken on purpose.
    /// </summary>
    public static Alphabet Quick { get; } = new(
        new Block(Product([0, .. RowSets.Of(1)], [Letter.RestTipCounts, Reading.None, Limits.ArmHighestCounts + 1, Limits.ArmLowestCounts - 1], [TripTable.None, 0]), FewFlags),
        new Block(Product([CauseNames.AllRows, TripTable.TimeLimit | TripTable.Internal, TripTable.StopPressed | TripTable.RelayDidNotOpen, TripTable.SensorBus | TripTable.SensorConfig], [Reading.None], [TripTable.None]), FewFlags));

    private static int[] LooksWithEveryFlag =>
    [
        .. from look in Flag.Looks
           from rest in Flag.SetsOf(Flag.CauseQuiet, Flag.HasCooled, Flag.K2Out, Flag.Moves, Flag.IsReleasing, Flag.ArmContactBad)
           from test in Flag.SetsOf(Flag.TestPassed, Flag.TestFailed, Flag.TestTakesAct)
           from lockOut in new[] { 0, Flag.K2Unasked, Flag.K1NeverIn }
           select look | rest | test | lockOut,
    ];

    private static int[] LooksThatDecide =>
    [
        .. from look in Flag.Looks
           from rest in new[] { 0, Flag.CauseQuiet, Flag.CauseQuiet | Flag.HasCooled, Flag.CauseQuiet | Flag.HasCooled | Flag.IsReleasing, Flag.ArmContactBad, Flag.K2Unasked }
           select look | rest,
    ];

    private static int[] FewFlags =>
    [
        .. Enumerable.Range(0, Flag.Count).Select(bit => 1 << bit).Except([Flag.ArmActed]),
        0,
        Flag.ArmActed,
        Flag.ArmActed | Flag.CauseQuiet,
        Flag.ArmActed | Flag.CauseQuiet | Flag.HasCooled,
        Flag.ArmActed | Flag.CauseQuiet | Flag.HasCooled | Flag.IsReleasing,
        Flag.ArmActed | Flag.CauseQuiet | Flag.HasCooled | Flag.K2Unasked,
        Flag.ArmActed | Flag.K2Out,
        Flag.ArmActed | Flag.Moves,
        Flag.ArmActed | Flag.ArmContactBad,
        Flag.ArmActed | Flag.TestTakesAct,
        Flag.ArmActed | Flag.TestFailed,
        Flag.ArmPressed | Flag.ArmTooLong,
    ];

    // What the machine itself compares the tip with: no reading, and the two ends of arming. The other limits are rows or
    // flags before it sees them; it is tried on both sides of them all the same.
    private static int[] Tips =>
    [
        Letter.RestTipCounts,
        Reading.None,
        .. Around(Limits.ArmLowestCounts),
        .. Around(Limits.ArmHighestCounts),
        .. Around(Limits.ResetCounts),
        Limits.LimitCounts,
        Limits.FloorCounts - 1,
    ];

    private static int[] Around(int counts) => [counts - 1, counts, counts + 1];

    private static Letter[] Product(IEnumerable<int> rowSets, int[] tips, int[] firstLouds) =>
    [
        .. from rows in rowSets
           from tip in tips
           from loud in firstLouds
           select Letter.Rest with { Rows = rows, TipCounts = tip, FirstLoud = loud },
    ];

    /// <summary>Letters that are every one of some facts with every one of some combinations of flags.</summary>
    public readonly record struct Block(Letter[] Facts, int[] Flags);
}

/// <summary>Sets of rows of the trip table, as masks.</summary>
public static class RowSets
{
    /// <summary>Every set of so many rows, each made once: the sets of all sizes are too many to go through.</summary>
    public static IEnumerable<int> Of(int count) => Of(count, 0);

    private static IEnumerable<int> Of(int count, int from)
    {
        if (count == 0) return [0];
        return Enumerable.Range(from, TripTable.Count - from).SelectMany(row => Of(count - 1, row + 1).Select(others => others | 1 << row));
    }
}
