namespace Interlock.Proofs.Campaigns;

/// <summary>What one trial came to.</summary>
/// <param name="ClosedMs">How long the line stayed closed that should not have been, or what else has a budget.</param>
/// <param name="Told">What the box named, or what became of it.</param>
/// <param name="Violation">What did not hold; null when all did.</param>
public sealed record FaultRun(double ClosedMs, string Told, string? Violation);

/// <summary>All trials of one kind: a fault in a state, a pair of faults, a register's bits, a cover, a sweep.</summary>
/// <param name="Table">Where it is reported.</param>
/// <param name="Fault">What is tried.</param>
/// <param name="Where">The state, the other fault, or what the cover is.</param>
/// <param name="BudgetMs">The longest that is admitted.</param>
/// <param name="IsCovered">No row sees it here.</param>
/// <param name="Trials">How many there are.</param>
/// <param name="Sampled">How many of them a sample has.</param>
/// <param name="Play">Plays one by its number.</param>
public sealed record FaultSeries(FaultTable Table, string Fault, string Where, double BudgetMs, bool IsCovered, int Trials, int Sampled, System.Func<int, FaultRun> Play);

/// <summary>The tables of a report.</summary>
public enum FaultTable
{
    /// <summary>Each fault in each state.</summary>
    States,

    /// <summary>Each pair of faults in PERMITTED that must open the line.</summary>
    Pairs,

    /// <summary>Each pair that is known to leave it closed. Told, not judged.</summary>
    Residual,

    /// <summary>Each register of the configuration, bit by bit.</summary>
    Bits,

    /// <summary>Each cover of what no row sees.</summary>
    Covers,

    /// <summary>Buttons, wires, supply and bus over their ranges.</summary>
    Sweeps,
}
