using System.Collections.Generic;

namespace Interlock.Proofs.Study;

/// <summary>What came of one ablation in one arm. Temperatures are those of the tissue at the probe, not the readings.</summary>
public sealed record Outcome
{
    public required Lesion Lesion { get; init; }

    public required Arm Arm { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>Name of the row that tripped while power was on; null when none did.</summary>
    public string? TripCause { get; init; }

    public required double PoweredSeconds { get; init; }

    /// <summary>Highest until power off, degC.</summary>
    public required double HighestPowered { get; init; }

    /// <summary>Highest of all, the coast included, degC.</summary>
    public required double Peak { get; init; }

    /// <summary>From power off to the peak.</summary>
    public required double PeakAfterSeconds { get; init; }

    /// <summary>Thermal dose until the end of the coast, minutes.</summary>
    public required double Cem43Minutes { get; init; }

    /// <summary>The course from power on, a value each <see cref="CourseStepSeconds"/>.</summary>
    public required IReadOnlyList<double> Course { get; init; }

    /// <summary>Safety properties that did not hold.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    public static double CourseStepSeconds => 1.0;
}
