using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;

namespace Interlock.Proofs.Exploration;

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
        new Block(Product([0, .. RowSets.Of(1), RowNames.All], [Letter.RestTipCounts], [TripTable.None, 0]), LooksWithEveryFlag),
        new Block(Product([0, TripTable.TimeLimit], [Letter.RestTipCounts], [TripTable.None]), [.. Enumerable.Range(0, 1 << Flag.Count)]),
        new Block(Product([0, .. RowSets.Of(1), RowNames.All], Tips, [TripTable.None, 0, TripTable.Count - 1]), LooksThatDecide),
        new Block(Product(RowSets.Of(2), [Letter.RestTipCounts, Reading.None], [TripTable.None]), LooksThatDecide),
        new Block(Product(RowSets.Of(3), [Letter.RestTipCounts], [TripTable.None]), LooksThatDecide));

    /// <summary>
    /// A tiny part of it that reaches the same states: no row, each row, three pairs and all rows, fewer temperatures, few
    /// combinations of flags. Enough to find a machine broken on purpose.
    /// </summary>
    public static Alphabet Quick { get; } = new(
        new Block(Product([0, .. RowSets.Of(1)], [Letter.RestTipCounts, Reading.None, Limits.ArmHighestCounts + 1, Limits.ArmLowestCounts - 1], [TripTable.None, 0]), FewFlags),
        new Block(Product([RowNames.All, TripTable.TimeLimit | TripTable.Internal, TripTable.StopPressed | TripTable.RelayDidNotOpen, TripTable.SensorBus | TripTable.SensorConfig], [Reading.None], [TripTable.None]), FewFlags));

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
