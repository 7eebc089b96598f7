using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>The names of causes and states as the box sends them.</summary>
public static class CauseNames
{
    /// <summary>Name of a row of the trip table by its bit.</summary>
    public static string Of(int row) => TripTable.Described(TripTable.First(row)).Word;

    public static string Of(State state) => Encoding.ASCII.GetString(Words.States[(int)state]).Replace(" st=", string.Empty, System.StringComparison.Ordinal);

    /// <summary>For a box that has named no cause: where it stands.</summary>
    public static string NoneIn(State state) => $"none, {Of(state)}";

    /// <summary>Name of a row's number or of another reason.</summary>
    public static string OfReason(int reason) => Encoding.ASCII.GetString(Reason.WordOf(reason));
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

    public static RowBudget operator +(RowBudget a, RowBudget b) =>
        new(a.TypicalMs + b.TypicalMs, a.MaximumMs + b.MaximumMs, a.TypicalGapsMs + b.TypicalGapsMs, a.MaximumGapsMs + b.MaximumGapsMs);

    public double Ms(ConversionTiming timing, Ticks ticks = Ticks.OnTime) => (timing, ticks) switch
    {
        (ConversionTiming.Typical, Ticks.OnTime) => TypicalMs,
        (ConversionTiming.Maximum, Ticks.OnTime) => MaximumMs,
        (ConversionTiming.Typical, _) => TypicalGapsMs,
        _ => MaximumGapsMs,
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
