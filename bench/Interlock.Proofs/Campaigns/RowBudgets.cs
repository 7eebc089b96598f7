using Interlock.Firmware.Judgement;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>How long a row of the trip table may take until the contacts are open, as the table says.</summary>
/// <param name="Requirement">The requirement's ID.</param>
/// <param name="TypicalMs">With the data sheet's typical conversion times, ticks on time.</param>
/// <param name="MaximumMs">With its maximum conversion times.</param>
public readonly record struct RowBudget(string Requirement, double TypicalMs, double MaximumMs)
{
    public double Ms(ConversionTiming timing) => timing == ConversionTiming.Typical ? TypicalMs : MaximumMs;
}

/// <summary>The budgets of the trip table.</summary>
public static class RowBudgets
{
    /// <summary>"At once": 10 ms of release, and as much again for everything before it.</summary>
    public const double AtOnceMs = 20;

    /// <summary>K2 alone, for a step to exactly its limit: the conversion in which the step falls reads too little.</summary>
    public const double StepToBackstopMs = 250;

    /// <summary>Budget of a row by its bit, ticks on time.</summary>
    public static RowBudget Of(int row)
    {
        RowDescription described = TripTable.Described(TripTable.First(row));
        return new RowBudget(described.Requirement, described.TypicalMs, described.MaximumMs);
    }

    /// <summary>Budget of a row by its bit, with the worst gaps between ticks that are admitted.</summary>
    public static RowBudget WithGaps(int row)
    {
        RowDescription described = TripTable.Described(TripTable.First(row));
        return new RowBudget(described.Requirement, described.TypicalGapsMs, described.MaximumGapsMs);
    }
}
