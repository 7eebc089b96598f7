using System.Globalization;
using Interlock.Proofs.Study;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Study;

/// <summary>The layered model's cohort.</summary>
[TestClass]
public class ForamenDrawsTests
{
    [TestMethod]
    public void Each_foramen_is_whole_and_in_its_ranges()
    {
        foreach (AblationPlan plan in Cohort.Draw(1, 500, TissueModel.Layered).Select(lesion => lesion.Plan))
        {
            LayeredForamen foramen = plan.Foramen!;
            double depth = plan.ForamenMillimetres - foramen.WallMillimetres - foramen.CorticalMillimetres;
            Assert.IsTrue(In(ForamenDraws.Wall, foramen.WallMillimetres) && In(ForamenDraws.Cortical, foramen.CorticalMillimetres) && In(ForamenDraws.Depth, depth));
            Assert.IsTrue(In(ForamenDraws.Behind, foramen.PocketMillimetres - depth) && In(ForamenDraws.Fat, foramen.FatShare) && In(ForamenDraws.Antenna, foramen.AntennaMillimetres));
            Assert.IsTrue(In(ForamenDraws.Veins, foramen.VenousWattsPerKelvin) && In(ForamenDraws.Fluid, foramen.CerebrospinalWattsPerKelvin) && In(ForamenDraws.Lag, plan.ProbeSeconds));
            Assert.IsTrue(plan.NerveNearerMillimetres > 0.0 && plan.NerveNearerMillimetres < depth, "the nerve lies outside the bone");
        }
    }

    [TestMethod]
    public void Power_and_time_are_drawn_as_in_the_first_model()
    {
        double Mean(TissueModel tissue, Func<AblationPlan, double> of) => Cohort.Draw(1, 3000, tissue).Average(lesion => of(lesion.Plan));
        Assert.AreEqual(Mean(TissueModel.Sphere, plan => plan.Watts), Mean(TissueModel.Layered, plan => plan.Watts), 0.5);
        Assert.AreEqual(Mean(TissueModel.Sphere, plan => plan.Seconds), Mean(TissueModel.Layered, plan => plan.Seconds), 4.0);
    }

    [TestMethod]
    public void By_eye_the_mean_of_the_highest_temperature_is_about_that_of_the_paper()
    {
        double mean = Cohort.Draw(1, 48, TissueModel.Layered).AsParallel().Average(lesion => UnboxedRun.Play(lesion, isWatched: true).HighestPowered);

        Assert.AreEqual(PaperFigures.HighestMean, mean, 0.5);
    }

    [TestMethod]
    public void The_table_of_the_design_notes_has_these_ranges()
    {
        string notes = File.ReadAllText(RepositoryFile.Path("docs", "design-notes.md"));
        foreach (Drawn drawn in ForamenDraws.All)
        {
            string scale = drawn.IsLogarithmic ? ", logarithmic" : string.Empty;
            StringAssert.Contains(notes, string.Create(CultureInfo.InvariantCulture, $"| {drawn.What} | {drawn.Lowest:#,0.##} to {drawn.Highest:#,0.##}{(drawn.Unit.Length > 0 ? " " + drawn.Unit : string.Empty)}{scale} | {drawn.Source} |\n"));
        }
    }

    private static bool In(Drawn drawn, double value) => value >= drawn.Lowest - 1e-9 && value <= drawn.Highest + 1e-9;
}
