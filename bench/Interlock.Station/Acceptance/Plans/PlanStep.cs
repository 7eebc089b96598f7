using System.Collections.Generic;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>One step of a plan.</summary>
public sealed class PlanStep
{
    /// <summary>How <c>--only</c>, <c>--skip</c> and the record name it.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What a pass shows.</summary>
    public required string Proves { get; init; }

    /// <summary>Rows of the trip table (SR-...).</summary>
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>What the technician is told before the first action.</summary>
    public required string Instruction { get; init; }

    public required StartState Start { get; init; }

    /// <summary><c>--skip</c> may leave it out, with a reason that the record keeps.</summary>
    public required bool IsSkippable { get; init; }

    public required IReadOnlyList<PlanPhase> Phases { get; init; }
}
