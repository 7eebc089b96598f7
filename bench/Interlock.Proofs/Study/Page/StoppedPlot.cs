using System;
using System.Globalization;
using System.Linq;

namespace Interlock.Proofs.Study.Page;

/// <summary>Which ablations were stopped: by how far the foramen is, and by the energy that was meant to be absorbed.</summary>
public static class StoppedPlot
{
    private const double EveryKilojoules = 0.5;

    public static string Render(StudyResult result)
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

    private static double Kilojoules(Lesion lesion) => lesion.Plan.Watts * lesion.Plan.AbsorbedShare * lesion.Plan.Seconds / 1000.0;
}
