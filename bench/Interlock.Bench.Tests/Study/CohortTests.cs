using System.Collections.Generic;
using System.Linq;
using Interlock.Proofs.Study;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Study;

[TestClass]
public class CohortTests
{
    [TestMethod]
    public void The_same_seed_draws_the_same_cohort_and_another_seed_another()
    {
        Assert.IsTrue(Cohort.Draw(7, 63).SequenceEqual(Cohort.Draw(7, 63)));
        Assert.IsFalse(Cohort.Draw(7, 63).SequenceEqual(Cohort.Draw(8, 63)));
    }

    [TestMethod]
    public void A_smaller_cohort_is_the_beginning_of_a_larger_one()
    {
        Assert.IsTrue(Cohort.Draw(1, 63).Take(5).SequenceEqual(Cohort.Draw(1, 5)));
    }

    [TestMethod]
    public void A_large_cohort_has_the_papers_powers_and_times_in_its_ranges()
    {
        IReadOnlyList<Lesion> cohort = Cohort.Draw(1, 5000);
        Spread watts = Spread.Of(cohort.Select(lesion => lesion.Plan.Watts));
        Spread minutes = Spread.Of(cohort.Select(lesion => lesion.Plan.Seconds / 60.0));

        // Clipped at 20 and 50 W, the deviation is less than that of the normal distribution that is drawn from.
        Assert.AreEqual(30.3, watts.Mean, 0.6);
        Assert.AreEqual(8.2, watts.Deviation, 1.2);
        Assert.AreEqual(20.0, watts.Lowest);
        Assert.AreEqual(50.0, watts.Highest);
        Assert.AreEqual(3.03, minutes.Mean, 0.06);
        Assert.AreEqual(1.16, minutes.Deviation, 0.1);
        Assert.AreEqual(1.0, minutes.Lowest, 1e-9);
        Assert.AreEqual(6.0, minutes.Highest, 1e-9);
        Assert.IsTrue(cohort.All(lesion => lesion.Plan.ForamenMillimetres is >= Cohort.NearestMillimetres and <= Cohort.FarthestMillimetres));
        Assert.IsTrue(cohort.All(lesion => lesion.Plan.AbsorbedShare is >= Cohort.LowestAbsorbedShare and <= Cohort.HighestAbsorbedShare));
        Assert.IsTrue(cohort.All(lesion => lesion.Plan.PerfusionFactor is >= Cohort.LowestPerfusion and <= Cohort.HighestPerfusion));
    }

    [TestMethod]
    public void By_eye_the_mean_of_the_highest_temperature_is_that_of_the_paper()
    {
        double mean = Cohort.Draw(1, 300).AsParallel().Average(lesion => UnboxedRun.Play(lesion, isWatched: true).HighestPowered);

        Assert.AreEqual(PaperFigures.HighestMean, mean, 0.2);
    }
}
