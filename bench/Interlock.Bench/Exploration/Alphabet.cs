using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Exploration;

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

    /// <summary>How many letters, without the internal error.</summary>
    public long Count => _blocks.Sum(block => (long)block.Facts.Length * block.Flags.Length);

    /// <summary>A letter by its number, in the order of the blocks, their facts and their flags.</summary>
    public Letter LetterAt(long number)
    {
        if (number == Worker.InternalError) return new Letter(0, 0, 0, 0, true);
        foreach (Block block in _blocks)
        {
            long letters = (long)block.Facts.Length * block.Flags.Length;
            if (number < letters) return block.Facts[number / block.Flags.Length] with { Flags = block.Flags[number % block.Flags.Length] };
            number -= letters;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }

    /// <summary>
    /// Everything: no row, each row, each pair, all rows; no reading, and below, at and above each limit that arming,
    /// acknowledging or tripping knows; all quiet, or not with the first or the last row to name; every combination of flags.
    /// </summary>
    public static Alphabet Full { get; } = new(
        new Block(Product(RowSets(pairs: true), Tips, [TripTable.None, 0, TripTable.Count - 1]), AllFlags));

    /// <summary>The same without pairs and with fewer temperatures: enough to find a machine broken on purpose.</summary>
    public static Alphabet Quick { get; } = new(
        new Block(
            Product(RowSets(pairs: false), [Letter.RestTipCounts, Plausibility.Unknown, Limits.ArmLowestCounts - 1, Limits.ArmHighestCounts + 1], [TripTable.None, 0]),
            AllFlags));

    /// <summary>What makes and ends trips, one thing at a time: for the rows already named, of which there are 2 to the 17th sets per first cause.</summary>
    public static Alphabet Naming { get; } = new(
        new Block(Product(RowSets(pairs: false), [Letter.RestTipCounts], [TripTable.None]), [0]),
        new Block([Letter.Rest], [Flag.ArmBegan, Flag.ArmClicked, Flag.ArmPressed | Flag.CauseQuiet | Flag.HasCooled, Flag.TestPassed]));

    private static int[] AllFlags => [.. Enumerable.Range(0, Flag.Combinations)];

    private static int[] Tips =>
    [
        Letter.RestTipCounts,
        Plausibility.Unknown,
        .. Around(Limits.FloorCounts),
        .. Around(Limits.ArmLowestCounts),
        .. Around(Limits.ResetCounts),
        .. Around(Limits.ArmHighestCounts),
        .. Around(Limits.LimitCounts),
        .. Around(Limits.BackstopDegrees * Limits.CountsPerDegree),
    ];

    private static int[] Around(int counts) => [counts - 1, counts, counts + 1];

    private static IEnumerable<int> RowSets(bool pairs)
    {
        yield return 0;
        for (int row = 0; row < TripTable.Count; row++) yield return 1 << row;
        for (int row = 1; pairs && row < TripTable.Count; row++)
        {
            for (int other = 0; other < row; other++) yield return 1 << row | 1 << other;
        }

        yield return (1 << TripTable.Count) - 1;
    }

    private static Letter[] Product(IEnumerable<int> rowSets, int[] tips, int[] firstLouds) =>
    [
        .. from rows in rowSets
           from tip in tips
           from loud in firstLouds
           select new Letter(rows, tip, loud, 0, false),
    ];

    /// <summary>Letters that are every one of some facts with every one of some combinations of flags.</summary>
    public readonly record struct Block(Letter[] Facts, int[] Flags);
}
