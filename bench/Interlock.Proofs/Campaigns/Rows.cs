using System.Text;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Rows, causes, states and events as the box sends them.</summary>
public static class CauseNames
{
    /// <summary>Mask of all rows.</summary>
    public static int AllRows => (int)((1u << TripTable.Count) - 1);

    /// <summary>Name of a row of the trip table by its bit.</summary>
    public static string Of(int row) => TripTable.Described(TripTable.First(row)).Word;

    /// <summary>The names of a mask of rows.</summary>
    public static string OfRows(int rows)
    {
        if (rows == 0) return "no row";
        return rows == AllRows ? "all rows" : string.Join(" + ", Enumerable.Range(0, TripTable.Count).Where(row => (rows >> row & 1) != 0).Select(OfReason));
    }

    public static string Of(State state) => Word(Words.States, (int)state);

    /// <summary>For a box that has named no cause: where it stands.</summary>
    public static string NoneIn(State state) => $"none, {Of(state)}";

    public static string Of(EventKind kind) => Word(Words.Events, (int)kind);

    /// <summary>Name of a row's number or of another reason; "none" where it is neither.</summary>
    public static string OfReason(int reason)
    {
        bool isKnown = (reason >= 0 && reason < TripTable.Count) || (reason >= Reason.FirstOwn && reason < Reason.FirstOwn + Words.OwnReasons.Length);
        return isKnown ? Encoding.ASCII.GetString(Reason.WordOf(reason)) : "none";
    }

    // A machine that a test has broken may stand where there is no word.
    private static string Word(byte[][] words, int index) => index >= 0 && index < words.Length ? Encoding.ASCII.GetString(words[index]) : $"({index})";
}

/// <summary>How long a reaction may take until the contacts are open, in ms.</summary>
/// <param name="TypicalMs">With the data sheet's typical conversion times, ticks on time.</param>
/// <param name="MaximumMs">With its maximum conversion times.</param>
/// <param name="TypicalGapsMs">Typical conversion times, the worst gaps between ticks that are admitted.</param>
/// <param name="MaximumGapsMs">Maximum conversion times, the same.</param>
public readonly record struct RowBudget(double TypicalMs, double MaximumMs, double TypicalGapsMs, double MaximumGapsMs)
{
    /// <summary>The longest of them.</summary>
    public double LongestMs => System.Math.Max(System.Math.Max(TypicalMs, MaximumMs), System.Math.Max(TypicalGapsMs, MaximumGapsMs));

    /// <summary>One that conversions and gaps have no part in.</summary>
    public static RowBudget Always(double ms) => new(ms, ms, ms, ms);

    /// <summary>A tick on time, and the widest gap that is admitted.</summary>
    public static RowBudget OneTick { get; } = new(Limits.TickMs, Limits.TickMs, Limits.DeadlineMs, Limits.DeadlineMs);

    public static RowBudget operator +(RowBudget a, RowBudget b) =>
        new(a.TypicalMs + b.TypicalMs, a.MaximumMs + b.MaximumMs, a.TypicalGapsMs + b.TypicalGapsMs, a.MaximumGapsMs + b.MaximumGapsMs);

    public double Ms(ConversionTiming timing, Ticks ticks = Ticks.OnTime) => (timing, ticks) switch
    {
        (ConversionTiming.Typical, Ticks.WorstGaps) => TypicalGapsMs,
        (ConversionTiming.Maximum, Ticks.WorstGaps) => MaximumGapsMs,
        (ConversionTiming.Typical, _) => TypicalMs,
        _ => MaximumMs,
    };
}

/// <summary>The budgets of the trip table.</summary>
public static class RowBudgets
{
    /// <summary>"At once": 10 ms of release, and as much again for everything before it.</summary>
    public static RowBudget AtOnce { get; } = RowBudget.Always(20);

    /// <summary>Budget of a row by its bit.</summary>
    public static RowBudget Of(int row)
    {
        RowDescription described = TripTable.Described(TripTable.First(row));
        return new RowBudget(described.TypicalMs, described.MaximumMs, described.TypicalGapsMs, described.MaximumGapsMs);
    }

    public static string RequirementOf(int row) => TripTable.Described(TripTable.First(row)).Requirement;
}
