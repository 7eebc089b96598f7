using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Tissue;

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

/// <summary>What ended an ablation.</summary>
public enum Ending
{
    /// <summary>The time that the operator meant.</summary>
    Planned,

    /// <summary>The temperature: by the operator's eye or by a trip of the box.</summary>
    Stopped,

    /// <summary>TIME_LIMIT: six minutes from ARMED, a few seconds of which go by before power is on.</summary>
    TimeLimit,

    /// <summary>A trip by another row.</summary>
    OtherTrip,
}

/// <summary>Reads off a finished course what the study tells of it.</summary>
public static class OutcomeReader
{
    /// <summary>How long the heat that still arrives is followed after power off.</summary>
    public const double CoastSeconds = 300.0;

    private const double ReferenceCelsius = 43.0;

    /// <param name="lesion">The ablation.</param>
    /// <param name="arm">How it was run.</param>
    /// <param name="course">A course whose power has gone off; it is run to the end of the coast.</param>
    public static Outcome Read(Lesion lesion, Arm arm, AblationCourse course)
    {
        long onUs = course.PowerOnUs ?? throw new InvalidOperationException("The power never went on.");
        long offUs = course.PowerOffUs ?? throw new InvalidOperationException("The power never went off.");
        course.Tip(offUs + (long)(CoastSeconds * 1e6));

        double[] celsius = [.. course.TissueCelsius];
        int on = Index(onUs);
        int off = Index(offUs);
        int peak = IndexOfHighest(celsius);
        double poweredSeconds = (offUs - onUs) / 1e6;
        return new Outcome
        {
            Lesion = lesion,
            Arm = arm,
            Ending = poweredSeconds < lesion.Plan.Seconds - AblationCourse.StepSeconds ? Ending.Stopped : Ending.Planned,
            PoweredSeconds = poweredSeconds,
            HighestPowered = celsius[..(off + 1)].Max(),
            Peak = celsius[peak],
            PeakAfterSeconds = (peak - off) * AblationCourse.StepSeconds,
            Cem43Minutes = celsius.Sum(DoseOfStep),
            Course = Thin(celsius[on..]),
        };
    }

    /// <summary>Dose of one step at a temperature (Sapareto and Dewey 1984), minutes.</summary>
    private static double DoseOfStep(double celsius) =>
        Math.Pow(celsius >= ReferenceCelsius ? 0.5 : 0.25, ReferenceCelsius - celsius) * AblationCourse.StepSeconds / 60.0;

    private static int Index(long us) => (int)(us / 1e6 / AblationCourse.StepSeconds);

    private static int IndexOfHighest(double[] celsius) => Array.IndexOf(celsius, celsius.Max());

    private static List<double> Thin(double[] celsius)
    {
        int stride = (int)Math.Round(Outcome.CourseStepSeconds / AblationCourse.StepSeconds);
        List<double> thinned = [];
        for (int i = 0; i < celsius.Length; i += stride) thinned.Add(celsius[i]);
        return thinned;
    }
}
