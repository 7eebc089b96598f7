using System;
using System.Collections.Generic;

namespace Interlock.Station.Report;

/// <summary>
/// What a row of samples comes to. A reading holds for the time since the one before, as the box counts its dose; a gap of more
/// than a second is not filled.
/// </summary>
public sealed class CourseFigures
{
    public const double WarmCelsius = 40.0;
    public const double HotCelsius = 42.0;

    // The longest regular distance is 200 ms and one tick for each of 16 events.
    private const long LongestStepMs = 1000;
    private const double ReferenceCelsius = 43.0;
    private const double HalvingAbove = 0.5;
    private const double HalvingBelow = 0.25;

    /// <summary>Highest reading; null when none can be trusted.</summary>
    public double? PeakCelsius { get; private set; }

    /// <summary>When that was.</summary>
    public long PeakMs { get; private set; }

    /// <summary>Time at or above 40.00 degC.</summary>
    public TimeSpan Warm { get; private set; }

    /// <summary>Time at or above 42.00 degC.</summary>
    public TimeSpan Hot { get; private set; }

    /// <summary>CEM43 in minutes, from the readings.</summary>
    public double DoseMinutes { get; private set; }

    /// <summary>Time without a trusted reading.</summary>
    public TimeSpan Gaps { get; private set; }

    /// <param name="samples">In order.</param>
    /// <param name="fromMs">Where the time of the first begins.</param>
    /// <param name="isAfterCutoff">The dose then ends at the first reading of 39 degC or below, as the box's does.</param>
    public static CourseFigures Of(IReadOnlyList<LogSample> samples, long fromMs, bool isAfterCutoff)
    {
        CourseFigures figures = new();
        bool isDosing = true;
        long lastMs = fromMs;
        foreach (LogSample sample in samples)
        {
            if (sample.TipCelsius is not { } celsius) continue;
            isDosing &= !isAfterCutoff || celsius > AblationFigures.DoseLowestCelsius;
            figures.Add(celsius, sample.TimeMs, sample.TimeMs - lastMs, isDosing);
            lastMs = sample.TimeMs;
        }

        return figures;
    }

    private void Add(double celsius, long timeMs, long stepMs, bool isDosing)
    {
        if (PeakCelsius is null || celsius > PeakCelsius)
        {
            PeakCelsius = celsius;
            PeakMs = timeMs;
        }

        TimeSpan step = TimeSpan.FromMilliseconds(stepMs);
        if (stepMs > LongestStepMs)
        {
            Gaps += step;
            return;
        }

        if (celsius >= WarmCelsius) Warm += step;
        if (celsius >= HotCelsius) Hot += step;
        double halving = celsius >= ReferenceCelsius ? HalvingAbove : HalvingBelow;
        if (isDosing) DoseMinutes += step.TotalMinutes * Math.Pow(halving, ReferenceCelsius - celsius);
    }
}
