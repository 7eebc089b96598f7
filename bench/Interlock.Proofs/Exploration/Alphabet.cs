using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// The inputs that every state is tried with. Timers and counters are facts already where the machine sees them, so an
/// alphabet in which every fact takes every value at every step holds all timings, and sequences that no timing makes
/// besides: what is proved over it holds for every run of the box.
/// </summary>
public sealed class Alphabet
{
    private const int AllRows = (1 << TripTable.Count) - 1;

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
    /// Everything, with every combination of flags. No row, each row and all rows: with no reading and readings below, at
    /// and above each limit, all quiet or not, the first or the last row to name. Each pair of rows: with and without a
    /// reading, quiet or not. Each three rows.
    /// </summary>
    public static Alphabet Full { get; } = new(
        new Block(Product([0, .. RowSets(1), AllRows], Tips, [TripTable.None, 0, TripTable.Count - 1]), AllFlags),
        new Block(Product(RowSets(2), [Letter.RestTipCounts, Plausibility.Unknown], [TripTable.None, 0]), AllFlags),
        new Block(Product(RowSets(3), [Letter.RestTipCounts], [TripTable.None]), AllFlags));

    /// <summary>
    /// A tiny part of it that reaches the same states: no row, each row, two pairs and all rows, fewer temperatures, few
    /// combinations of flags. Enough to find a machine broken on purpose.
    /// </summary>
    public static Alphabet Quick { get; } = new(
        new Block(Product([0, .. RowSets(1)], [Letter.RestTipCounts, Plausibility.Unknown, Limits.ArmHighestCounts + 1, Limits.ArmLowestCounts - 1], [TripTable.None, 0]), FewFlags),
        new Block(Product([AllRows, Row.TimeLimit | Row.Internal, Row.StopPressed | Row.RelayDidNotOpen], [Plausibility.Unknown], [TripTable.None]), FewFlags));

    /// <summary>
    /// What makes and ends trips, one thing at a time: for the rows already named, any set of them with each first cause.
    /// </summary>
    public static Alphabet Naming { get; } = Trips([0, .. RowSets(1), AllRows]);

    /// <summary>The same with four rows.</summary>
    public static Alphabet QuickNaming { get; } = Trips([0, Row.SensorOpen, Row.OverTemperature, Row.TimeLimit, Row.DeadlineMissed]);

    private static int[] AllFlags => [.. Enumerable.Range(0, Flag.Combinations)];

    private static int[] FewFlags =>
    [
        0,
        .. Enumerable.Range(0, Flag.Count).Select(bit => 1 << bit),
        Flag.ArmBegan | Flag.ArmClicked,
        Flag.ArmPressed | Flag.CauseQuiet,
        Flag.ArmPressed | Flag.CauseQuiet | Flag.HasCooled,
        Flag.K2Released | Flag.ArmClicked,
    ];

    // What the machine itself compares the tip with: no reading, and the two ends of arming. The other limits are rows or
    // flags before it sees them; it is tried on both sides of them all the same.
    private static int[] Tips =>
    [
        Letter.RestTipCounts,
        Plausibility.Unknown,
        .. Around(Limits.ArmLowestCounts),
        .. Around(Limits.ArmHighestCounts),
        .. Around(Limits.ResetCounts),
        Limits.LimitCounts,
        Limits.FloorCounts - 1,
    ];

    private static int[] Around(int counts) => [counts - 1, counts, counts + 1];

    private static IEnumerable<int> RowSets(int count) =>
        Enumerable.Range(0, AllRows + 1).Where(rows => BitOperations.PopCount((uint)rows) == count);

    private static Alphabet Trips(int[] rowSets) => new(
        new Block(Product(rowSets, [Letter.RestTipCounts], [TripTable.None]), [0]),
        new Block([Letter.Rest], [Flag.ArmBegan, Flag.ArmClicked, Flag.ArmPressed | Flag.CauseQuiet | Flag.HasCooled, Flag.TestPassed]));

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
