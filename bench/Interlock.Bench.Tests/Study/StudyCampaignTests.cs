using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Study;

[TestClass]
public class StudyCampaignTests
{
    private const int Lesions = 16;

    private static readonly StudyResult _result = new StudyCampaign(3, Lesions).Run(new NoProgress());

    [TestMethod]
    public void The_same_seed_gives_the_same_numbers()
    {
        StudyResult again = new StudyCampaign(3, Lesions).Run(new NoProgress());

        Assert.AreEqual(Json(_result), Json(again));
    }

    [TestMethod]
    public void Every_lesion_is_run_in_every_arm_and_the_safety_properties_hold()
    {
        foreach (IReadOnlyList<Outcome> arm in _result.Outcomes.Values)
        {
            CollectionAssert.AreEqual(_result.Cohort.ToArray(), arm.Select(outcome => outcome.Lesion).ToArray());
        }

        Assert.HasCount(4, _result.Outcomes);
        Assert.IsTrue(_result.Holds);
    }

    [TestMethod]
    public void The_box_stops_what_would_be_too_hot_and_ANTICIPATE_keeps_the_peak_below_it()
    {
        foreach (Outcome without in _result.Outcomes[Arm.WithoutBox].Where(outcome => outcome.HighestPowered > 42.2))
        {
            int i = without.Lesion.Number - 1;
            Assert.AreEqual(Ending.Stopped, _result.Outcomes[Arm.WithBox][i].Ending);
            Assert.IsTrue(_result.Outcomes[Arm.WithBox][i].HighestPowered < 42.15);
            Assert.IsTrue(_result.Outcomes[Arm.Anticipating][i].Peak < 42.2);
        }

        Assert.IsTrue(_result.Summaries[(int)Arm.WithBox].Endings[Ending.Stopped] > 0);
        Assert.IsTrue(_result.Summaries[(int)Arm.Anticipating].Above425 == 0);
    }

    [TestMethod]
    public void The_table_has_a_column_for_the_paper_and_each_arm()
    {
        using StringWriter text = new();
        StudyReport.Print(_result, text);

        StringAssert.Matches(text.ToString(), new Regex(@"paper \W+no box \W+by eye \W+box \W+box, ANTICIPATE"));
        StringAssert.Matches(text.ToString(), new Regex(@"power, W +\| +30\.3 ± 8\.2 "));
        StringAssert.Contains(text.ToString(), "held in all 32 runs with the box");
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
        StringAssert.Contains(text.ToString(), "DID NOT HOLD in 1 of 32 runs");
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
