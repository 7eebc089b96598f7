using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Study;

/// <summary><c>study --ablations</c>: several ablations of one lesion, with the firmware in the loop.</summary>
[TestClass]
public class LesionsTests
{
    private static readonly Lesion _lesion = new(1, new AblationPlan { Watts = 36.0, Seconds = 60.0, ForamenMillimetres = 14.0, ProbeSeconds = 0.5, Foramen = new LayeredForamen() });
    private static readonly LesionOutcome _measured = LesionRun.Play(_lesion, Arm.Measured, 2, 1);

    [TestMethod]
    public void The_operator_arms_again_and_the_later_ablation_is_judged_by_the_coast_of_the_first()
    {
        Assert.HasCount(2, _measured.Ablations);
        Assert.IsEmpty(_measured.Violations);
        (LaterAblation first, LaterAblation second) = (_measured.Ablations[0], _measured.Ablations[1]);
        Assert.IsTrue(second.StartCelsius is > 38.0 and < LesionRun.WarmCelsius, $"{second.StartCelsius} degC");
        Assert.AreEqual("COAST_EXPECTED", second.Cause);
        Assert.IsTrue(second.ExpectedWidth < first.ExpectedWidth / 2.0, $"{second.ExpectedWidth} after {first.ExpectedWidth} degC");
        Assert.IsTrue(Math.Abs(second.Peak - 42.0) < 0.4, $"{second.Peak} degC");
        Assert.IsTrue(second.WouldPass && second.GivenSeconds < second.PlannedSeconds);
    }

    [TestMethod]
    public void A_box_that_does_nothing_about_it_lets_the_later_one_pass()
    {
        LesionOutcome off = LesionRun.Play(_lesion, Arm.WithBox, 2, 1);

        Assert.IsTrue(off.Ablations[1].Peak > _measured.Ablations[1].Peak + 0.1);
        Assert.AreEqual(0.0, off.Ablations[1].GivenUpSeconds);
    }

    [TestMethod]
    public void A_score_is_of_those_that_would_pass_and_of_all()
    {
        LaterAblation hot = new(2, 50.0, 100.0, 120.0, 39.0, 42.6, "COAST_EXPECTED", 42.0, 0.3);
        LaterAblation cool = new(2, 100.0, null, 100.0, 38.0, 40.0, "RELEASED", 40.0, 0.1);

        LaterScore score = LaterScore.Of("2", [hot, cool])!;

        Assert.AreEqual((2, 1, 1, 1, 0), (score.Ablations, score.WouldPass, score.Above420, score.Above425, score.Above430));
        Assert.AreEqual(0.25, score.GivenUp, 1e-9);
        Assert.AreEqual(0.5, score.GivenUpOfPassing, 1e-9);
        Assert.AreEqual(0.6, score.ExpectationError!.Value, 1e-9);
        Assert.AreEqual(0.0, score.Within);
        Assert.IsNull(LaterScore.Of("3", []));
    }

    [TestMethod]
    public void The_report_has_a_row_for_each_ablation_and_the_later_ones_together()
    {
        using StringWriter text = new();
        LesionsReport.Print(new LesionsResult(1, 1, 2, [_measured]), text);

        StringAssert.Contains(text.ToString(), "1 lesions of up to 2 ablations each, seed 1");
        foreach (string row in (string[])["|        1 |", "|        2 |", "| 2 and on |"]) StringAssert.Contains(text.ToString(), row);
        StringAssert.Contains(text.ToString(), "held in all 1 lesions");
    }
}
