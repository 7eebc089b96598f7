using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Interlock.Proofs.Study;

/// <summary>The class of the page's style sheet that gives an arm its colour.</summary>
public static class ArmStyles
{
    public static string Of(Arm arm) => arm switch
    {
        Arm.WithoutBox => "none",
        Arm.ByEye => "eye",
        Arm.WithBox => "box",
        Arm.Anticipating => "ant",
        _ => throw new ArgumentOutOfRangeException(nameof(arm)),
    };
}

/// <summary>The study in pictures.</summary>
public static class StudyPlots
{
    private const double LowestCelsius = 37.0;

    /// <summary>Hotter peaks stand in the last bin.</summary>
    private const double HighestCelsius = 47.0;
    private const double BinCelsius = 0.25;
    private const double EveryKilojoules = 0.5;

    /// <summary>How the peaks are distributed: one histogram an arm, all on one scale.</summary>
    public static IEnumerable<XElement> Peaks(StudyResult result)
    {
        int bins = (int)((HighestCelsius - LowestCelsius) / BinCelsius);
        Dictionary<Arm, int[]> counts = result.Outcomes.ToDictionary(pair => pair.Key, pair => Count(pair.Value, bins));
        int most = counts.Values.Max(arm => arm.Max());
        int every = Math.Max(1, (int)Math.Ceiling(most / 5.0));
        foreach ((Arm arm, int[] count) in counts)
        {
            SvgPlot plot = new(430.0, 190.0, new Scale("peak, degC", LowestCelsius, HighestCelsius, 1.0), new Scale("ablations", 0.0, every * Math.Ceiling(most / (double)every), every));
            for (int bin = 0; bin < bins; bin++)
            {
                double from = LowestCelsius + (bin * BinCelsius);
                if (count[bin] > 0) plot.Bar(from, from + BinCelsius, count[bin], "bar " + ArmStyles.Of(arm), string.Create(CultureInfo.InvariantCulture, $"{from} to {from + BinCelsius} degC: {count[bin]}"));
            }

            plot.VerticalRule(PaperFigures.StopCelsius, "limit");
            yield return plot.Render(ArmNames.Of(arm));
        }
    }

    /// <summary>A few ablations over time, each in every arm.</summary>
    public static IEnumerable<XElement> Courses(StudyResult result) => Chosen(result).Select(chosen => Course(result, chosen.Why, chosen.Lesion));

    /// <summary>Which ablations were stopped: by how far the foramen is, and by the energy that was meant to be absorbed.</summary>
    public static XElement Stopped(StudyResult result)
    {
        double most = Math.Ceiling(result.Cohort.Max(Kilojoules) / EveryKilojoules) * EveryKilojoules;
        SvgPlot plot = new(640.0, 360.0, new Scale("antenna to thermocouple, mm", Math.Floor(Cohort.NearestMillimetres), Math.Ceiling(Cohort.FarthestMillimetres), 1.0), new Scale("meant to be absorbed, kJ", 0.0, most, EveryKilojoules));
        for (int i = 0; i < result.Cohort.Count; i++)
        {
            Lesion lesion = result.Cohort[i];
            bool box = result.Outcomes[Arm.WithBox][i].Ending == Ending.Stopped;
            bool anticipating = result.Outcomes[Arm.Anticipating][i].Ending == Ending.Stopped;
            string style = box ? "stopped" : anticipating ? "anticipated" : "planned";
            string tip = string.Create(CultureInfo.InvariantCulture, $"lesion {lesion.Number}: {lesion.Plan.Watts:F1} W for {lesion.Plan.Seconds:F0} s, absorbed {lesion.Plan.AbsorbedShare:P0}, perfusion {lesion.Plan.PerfusionFactor:F2}; {style}");
            plot.Circle(lesion.Plan.ForamenMillimetres, Kilojoules(lesion), style, tip);
        }

        return plot.Render("each ablation");
    }

    private static int[] Count(IEnumerable<Outcome> outcomes, int bins)
    {
        int[] count = new int[bins];
        foreach (Outcome outcome in outcomes) count[Math.Clamp((int)((outcome.Peak - LowestCelsius) / BinCelsius), 0, bins - 1)]++;
        return count;
    }

    private static List<(string Why, int Lesion)> Chosen(StudyResult result)
    {
        IReadOnlyList<Outcome> box = result.Outcomes[Arm.WithBox];
        int[] stopped = [.. Indices(box, Ending.Stopped).OrderBy(i => box[i].Peak)];
        int[] planned = [.. Indices(box, Ending.Planned).OrderBy(i => box[i].Peak)];
        List<(string, int)> chosen = [];
        if (stopped.Length > 0) chosen.Add(("hottest with the box", stopped[^1]));
        if (stopped.Length > 2) chosen.Add(("median stopped", stopped[stopped.Length / 2]));
        if (planned.Length > 0) chosen.Add(("warmest not stopped", planned[^1]));
        if (planned.Length > 2) chosen.Add(("median not stopped", planned[planned.Length / 2]));
        return chosen;
    }

    private static IEnumerable<int> Indices(IReadOnlyList<Outcome> outcomes, Ending ending) => Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i].Ending == ending);

    private static XElement Course(StudyResult result, string why, int lesion)
    {
        Outcome[] outcomes = [.. StudyCampaign.Arms.Select(arm => result.Outcomes[arm][lesion])];
        double highest = Math.Ceiling(outcomes.Max(outcome => outcome.Peak) + 0.2);
        double seconds = outcomes.Max(outcome => outcome.Course.Count) * Outcome.CourseStepSeconds;
        double everyCelsius = highest > LowestCelsius + 10.0 ? 2.0 : 1.0;
        SvgPlot plot = new(430.0, 250.0, new Scale("s from power on", 0.0, Math.Ceiling(seconds / 60.0) * 60.0, 60.0), new Scale("tissue, degC", LowestCelsius, highest, everyCelsius));
        plot.HorizontalRule(PaperFigures.StopCelsius, "limit");
        foreach (Outcome outcome in outcomes)
        {
            plot.Line(outcome.Course.Select((celsius, i) => (i * Outcome.CourseStepSeconds, celsius)), "course " + ArmStyles.Of(outcome.Arm));
            int off = Math.Min((int)(outcome.PoweredSeconds / Outcome.CourseStepSeconds), outcome.Course.Count - 1);
            plot.Circle(outcome.PoweredSeconds, outcome.Course[off], "off " + ArmStyles.Of(outcome.Arm), string.Create(CultureInfo.InvariantCulture, $"{ArmNames.Of(outcome.Arm)}: power off after {outcome.PoweredSeconds:F1} s, peak {outcome.Peak:F2} degC"));
        }

        Lesion it = result.Cohort[lesion];
        return plot.Render(string.Create(CultureInfo.InvariantCulture, $"{why}: lesion {it.Number}, {it.Plan.Watts:F0} W, {it.Plan.ForamenMillimetres:F1} mm"));
    }

    private static double Kilojoules(Lesion lesion) => lesion.Plan.Watts * lesion.Plan.AbsorbedShare * lesion.Plan.Seconds / 1000.0;
}
