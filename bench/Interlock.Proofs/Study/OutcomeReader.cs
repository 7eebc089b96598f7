using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Tissue;

namespace Interlock.Proofs.Study;

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
