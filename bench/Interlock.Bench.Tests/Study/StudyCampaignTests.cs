using System.Text.RegularExpressions;
using System.Xml;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;

namespace Interlock.Bench.Tests.Study;

[TestClass]
public class StudyCampaignTests
{
    private const int Lesions = 16;

    private static readonly StudyResult _result = new StudyCampaign(3, Lesions, Share.Whole).Run(new StageNames(TextWriter.Null));

    [TestMethod]
    public void The_same_seed_gives_the_same_numbers()
    {
        StudyResult again = new StudyCampaign(3, Lesions, Share.Whole).Run(new StageNames(TextWriter.Null));

        Assert.AreEqual(Json(_result), Json(again));
    }

    [TestMethod]
    public void Every_lesion_is_run_in_every_arm_and_the_safety_properties_hold()
    {
        foreach (IReadOnlyList<Outcome> arm in _result.Outcomes.Values)
        {
            CollectionAssert.AreEqual(_result.Cohort.ToArray(), arm.Select(outcome => outcome.Lesion).ToArray());
        }

        Assert.HasCount(5, _result.Outcomes);
        Assert.IsTrue(_result.Holds);
    }

    [TestMethod]
    public void The_box_stops_what_would_be_too_hot_and_a_cautious_one_earlier()
    {
        foreach (Outcome without in _result.Outcomes[Arm.WithoutBox].Where(outcome => outcome.HighestPowered > 42.2))
        {
            int i = without.Lesion.Number - 1;
            Assert.AreEqual(Ending.Stopped, _result.Outcomes[Arm.WithBox][i].Ending);
            Assert.IsTrue(_result.Outcomes[Arm.WithBox][i].HighestPowered < 42.15);
            Assert.IsTrue(_result.Outcomes[Arm.Cautious][i].Peak < 42.2);
        }

        Assert.IsTrue(_result.Summaries[(int)Arm.WithBox].Endings[Ending.Stopped] > 0);
        Assert.IsTrue(_result.Summaries[(int)Arm.Cautious].Above425 == 0);
    }

    [TestMethod]
    public void The_table_has_a_column_for_the_paper_and_each_arm()
    {
        using StringWriter text = new();
        StudyReport.Print(_result, text);

        StringAssert.Matches(text.ToString(), new Regex(@"paper \W+no box \W+by eye \W+box \W+box, measured \W+box, cautious"));
        StringAssert.Matches(text.ToString(), new Regex(@"power, W +\| +30\.3 ± 8\.2 "));
        StringAssert.Contains(text.ToString(), "held in all 48 runs with the box");
    }

    [TestMethod]
    public void A_broken_property_is_told_with_its_lesion()
    {
        Dictionary<Arm, IReadOnlyList<Outcome>> outcomes = _result.Outcomes.ToDictionary();
        outcomes[Arm.WithBox] = [.. outcomes[Arm.WithBox].Select((outcome, i) => i == 4 ? outcome with { Violations = ["it burned"] } : outcome)];
        StudyResult broken = new(3, _result.Cohort, outcomes);
        using StringWriter text = new();
        StudyReport.Print(broken, text);

        Assert.IsFalse(broken.Holds);
        StringAssert.Contains(text.ToString(), "DID NOT HOLD in 1 of 48 runs");
        StringAssert.Contains(text.ToString(), "lesion 5, box: it burned");
    }

    [TestMethod]
    public void The_page_is_whole_and_needs_nothing_else()
    {
        string page = StudyPage.Render(_result);

        Assert.AreEqual(string.Empty, string.Join(' ', Regex.Matches(page, "(?:src|href|url|@import)[=(][^;>]*").Select(match => match.Value)));
        MatchCollection plots = Regex.Matches(page, "<svg.*?</svg>", RegexOptions.Singleline);
        Assert.IsTrue(plots.Count >= 7, $"{plots.Count} plots");
        foreach (Match plot in plots)
        {
            XmlDocument svg = new();
            svg.LoadXml(plot.Value);
            Assert.IsFalse(plot.Value.Contains("NaN"));
        }
    }

    private static string Json(StudyResult result)
    {
        using StringWriter text = new();
        StudyReport.PrintJson(result, text);
        return text.ToString();
    }
}

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
