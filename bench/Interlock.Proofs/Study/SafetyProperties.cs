using System.Collections.Generic;
using System.Globalization;

namespace Interlock.Proofs.Study;

/// <summary>What must hold of every run with the box, whatever the tissue does. Judged from the contacts and the true tip, not from what the firmware says.</summary>
public static class SafetyProperties
{
    /// <summary>The limit and three times the chip's noise: readings of a tip that stays here are above the limit.</summary>
    public const double StaysCelsius = 42.10;

    /// <summary>A tip that is here for less may slip between conversions.</summary>
    public const double StaysSeconds = 0.4;

    /// <summary>SR-OVER (docs/safety.md).</summary>
    public const double OpensWithinSeconds = 0.35;

    /// <param name="tip">The tip in degC from 0 on.</param>
    /// <param name="stepSeconds">Between two values.</param>
    /// <param name="line">When the line was closed.</param>
    /// <param name="trippedUs">When the box first tripped; null when it did not.</param>
    /// <returns>What did not hold.</returns>
    public static IReadOnlyList<string> Judge(IReadOnlyList<double> tip, double stepSeconds, IReadOnlyList<LineInterval> line, long? trippedUs)
    {
        List<string> violations = [];
        foreach (LineInterval interval in line)
        {
            double closed = interval.ClosedUs / 1e6;
            double opened = interval.OpenedUs / 1e6;
            if (trippedUs < interval.ClosedUs) violations.Add(At(closed, "the line closed again after a trip"));
            if (HotFrom(tip, stepSeconds, closed, opened) is not { } hot) continue;
            if (trippedUs is null) violations.Add(At(hot, "no trip though the tip stayed at or above 42.10 degC"));
            if (opened - hot > OpensWithinSeconds) violations.Add(At(hot, $"the line stayed closed for {((opened - hot) * 1e3).ToString("F0", CultureInfo.InvariantCulture)} ms with the tip at or above 42.10 degC"));
        }

        return violations;
    }

    /// <summary>When the tip first began to stay hot while the line was closed.</summary>
    private static double? HotFrom(IReadOnlyList<double> tip, double stepSeconds, double closed, double opened)
    {
        int stays = (int)(StaysSeconds / stepSeconds);
        int run = 0;
        for (int i = (int)(closed / stepSeconds) + 1; i < tip.Count && (run > 0 || i * stepSeconds < opened); i++)
        {
            run = tip[i] >= StaysCelsius ? run + 1 : 0;
            if (run > stays) return (i - stays) * stepSeconds;
        }

        return null;
    }

    private static string At(double seconds, string what) => string.Create(CultureInfo.InvariantCulture, $"{what}, at {seconds:F2} s");
}
