using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Interlock.Proofs.Study.Page;

/// <summary>A few ablations over time, each in every arm.</summary>
public static class CoursesPlot
{
    private const double LowestCelsius = 37.0;

    public static string Render(StudyResult result)
    {
        StringBuilder html = new();
        foreach ((string why, int lesion) in Chosen(result)) html.Append(Render(result, why, lesion));
        return html.ToString();
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

    private static string Render(StudyResult result, string why, int lesion)
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
}
