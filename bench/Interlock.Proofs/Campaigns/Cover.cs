using System;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Something that finds, or makes harmless, what no row can see; it is proved by running it.</summary>
public sealed record Cover
{
    /// <summary>What is covered.</summary>
    public required string Fault { get; init; }

    /// <summary>What covers it.</summary>
    public required string By { get; init; }

    /// <summary>Within how many milliseconds the line must be open, at typical and at maximum conversion times.</summary>
    public required (double TypicalMs, double MaximumMs) Budget { get; init; }

    /// <summary>What the trial is played with, given when the decisive thing happens.</summary>
    public Func<TrialConditions, long, TrialConditions> Prepare { get; init; } = (conditions, _) => conditions;

    /// <summary>Runs an armed box through it, the second argument being the instant for which it was prepared.</summary>
    public required Func<TrialBox, long, CoverOutcome> Play { get; init; }

    public double BudgetMs(ConversionTiming timing) => timing == ConversionTiming.Typical ? Budget.TypicalMs : Budget.MaximumMs;
}

/// <summary>What a cover came to.</summary>
/// <param name="Ms">The figure that has a budget.</param>
/// <param name="Told">What the box named.</param>
/// <param name="Violation">What did not hold beside the budget; null when all did.</param>
public readonly record struct CoverOutcome(double Ms, string Told, string? Violation);
