using System;
using System.Linq;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>The numbers of one ablation.</summary>
public sealed class AblationFigures
{
    /// <summary>The box counts dose above it after the line has opened.</summary>
    public const double DoseLowestCelsius = UsualLimits.DoseLowestCelsius;

    /// <summary>Heat in the bone arrives up to this long after the line has opened (design, "Coasting").</summary>
    public static readonly TimeSpan LongestCoast = TimeSpan.FromSeconds(120);

    public AblationFigures(Ablation ablation)
    {
        During = CourseFigures.Of(ablation.During, ablation.StartMs, isAfterCutoff: false);
        After = CourseFigures.Of(ablation.After, ablation.EndMs, isAfterCutoff: true);
        Duration = TimeSpan.FromMilliseconds(ablation.Procedure?.DurationMs ?? ablation.EndMs - ablation.StartMs);
        CutoffCelsius = ablation.HasEnded ? ablation.Cutoff?.TipCelsius ?? ablation.During.LastOrDefault(sample => sample.TipCelsius is not null)?.TipCelsius : null;
        DoseAtEnd = ablation.Procedure?.DoseMinutes ?? ablation.During.LastOrDefault(sample => sample.DoseMinutes is not null)?.DoseMinutes;
        DoseAfter = ablation.HasEnded ? ablation.After.Max(sample => sample.DoseMinutes) : null;
        PeakCelsius = Highest(During.PeakCelsius, ablation.Cutoff?.TipCelsius);
        if (After.PeakCelsius is { } peak && CutoffCelsius is { } cutoff)
        {
            CoastCelsius = peak - cutoff;
            CoastPeakAfter = TimeSpan.FromMilliseconds(After.PeakMs - ablation.EndMs);
        }

        LogSample? last = ablation.After.LastOrDefault(sample => sample.TipCelsius is not null);
        IsCoastCut = ablation.HasEnded
            && ablation.WatchedUntilMs - ablation.EndMs < LongestCoast.TotalMilliseconds
            && (last is null || last.TipCelsius > DoseLowestCelsius);
    }

    /// <summary>Until the line opened.</summary>
    public CourseFigures During { get; }

    /// <summary>After the line opened.</summary>
    public CourseFigures After { get; }

    public TimeSpan Duration { get; }

    /// <summary>Highest reading until the line opened, the one that opened it included.</summary>
    public double? PeakCelsius { get; }

    /// <summary>The tip when the line opened.</summary>
    public double? CutoffCelsius { get; }

    /// <summary>How much higher than that the tip rose afterwards; below zero when it only fell.</summary>
    public double? CoastCelsius { get; }

    /// <summary>From cut-off to that peak.</summary>
    public TimeSpan CoastPeakAfter { get; }

    /// <summary>CEM43 that the box counted until the line opened, minutes.</summary>
    public double? DoseAtEnd { get; }

    /// <summary>CEM43 that the box counted until the tip was below 39 degC or the log ended, minutes.</summary>
    public double? DoseAfter { get; }

    /// <summary>The log, or the watch, ends while heat may still be arriving.</summary>
    public bool IsCoastCut { get; }

    private static double? Highest(double? first, double? second) => first is null || second > first ? second ?? first : first;
}
