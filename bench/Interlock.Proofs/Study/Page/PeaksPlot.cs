using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Interlock.Proofs.Study.Page;

/// <summary>How the peaks are distributed: one histogram an arm, all on one scale.</summary>
public static class PeaksPlot
{
    private const double BinCelsius = 0.25;
    private const double LowestCelsius = 37.0;

    /// <summary>Hotter peaks stand in the last bin.</summary>
    private const double HighestCelsius = 47.0;

    public static string Render(StudyResult result)
    {
        int bins = (int)((HighestCelsius - LowestCelsius) / BinCelsius);
        Dictionary<Arm, int[]> counts = result.Outcomes.ToDictionary(pair => pair.Key, pair => Count(pair.Value, bins));
        int most = counts.Values.Max(arm => arm.Max());
        int every = Math.Max(1, (int)Math.Ceiling(most / 5.0));

        StringBuilder html = new();
        foreach ((Arm arm, int[] count) in counts)
        {
            SvgPlot plot = new(430.0, 190.0, new Scale("peak, degC", LowestCelsius, HighestCelsius, 1.0), new Scale("ablations", 0.0, every * Math.Ceiling(most / (double)every), every));
            for (int bin = 0; bin < bins; bin++)
            {
                double from = LowestCelsius + (bin * BinCelsius);
                if (count[bin] > 0) plot.Bar(from, from + BinCelsius, count[bin], "bar " + ArmStyles.Of(arm), string.Create(CultureInfo.InvariantCulture, $"{from} to {from + BinCelsius} degC: {count[bin]}"));
            }

            plot.VerticalRule(PaperFigures.StopCelsius, "limit");
            html.Append(plot.Render(ArmNames.Of(arm)));
        }

        return html.ToString();
    }

    private static int[] Count(IEnumerable<Outcome> outcomes, int bins)
    {
        int[] count = new int[bins];
        foreach (Outcome outcome in outcomes) count[Math.Clamp((int)((outcome.Peak - LowestCelsius) / BinCelsius), 0, bins - 1)]++;
        return count;
    }
}
