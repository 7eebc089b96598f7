using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Study;

/// <summary><c>study --rules</c>: what opens the line early, and what that costs.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RulesTests : ConsoleFixture
{
    private static readonly DrawnAblation _hot = Draw(1, 40.0);
    private static readonly DrawnAblation _cool = Draw(2, 8.0);

    [TestMethod]
    public void Without_a_rule_the_line_opens_at_42_degC_and_the_peak_is_higher()
    {
        double seconds = _hot.OpensAt(Rule("nothing"));

        Assert.AreEqual(42.0, _hot.Curve.TipAt(seconds), 0.1);
        Assert.IsTrue(_hot.Curve.PeakAt(seconds) > 42.5);
        Assert.IsTrue(_hot.IdealSeconds < seconds);
        Assert.AreEqual(_cool.Curve.EndSeconds, _cool.OpensAt(Rule("nothing")));
        Assert.IsFalse(_cool.WouldPass);
    }

    [TestMethod]
    public void A_lower_limit_opens_at_it_and_the_box_s_rules_in_their_order()
    {
        Assert.AreEqual(41.0, _hot.Curve.TipAt(_hot.OpensAt(Rule("a limit of m below 42", 1.0))), 0.15);
        double cautious = _hot.OpensAt(Rule(EarlyRules.Cautious));
        double measured = _hot.OpensAt(Rule(EarlyRules.Measured));
        Assert.IsTrue(cautious < measured - 1.0 && measured < _hot.OpensAt(Rule("nothing")) - 1.0, $"{cautious} and {measured} s");
    }

    /// <summary>Its expectation is the firmware's own: the tip and 24 s of its slope, at most that of 0.08 degC/s.</summary>
    [TestMethod]
    public void What_is_expected_is_what_the_firmware_expects()
    {
        Moment moment = _hot.Moments.First(moment => moment.Level > 40.0);

        Assert.IsTrue(Math.Abs(moment.Level + (24.0 * Math.Min(0.08, moment.Slope)) - moment.ExpectedPeak) < 0.15, $"{moment}");
        Assert.IsTrue(Math.Abs(0.1 + (18.0 * Math.Min(0.08, moment.Slope)) - moment.ExpectedWidth) < 0.15, $"{moment}");
    }

    [TestMethod]
    public void A_score_counts_peaks_of_those_that_would_pass_and_time_before_the_ideal_instant()
    {
        RuleScore nothing = RuleScore.Of(Rule("nothing"), [_hot, _cool]);
        Assert.AreEqual((1, 1, 1, 1), (nothing.WouldPass, nothing.Above420, nothing.Above425, nothing.Others));
        Assert.AreEqual(0.0, nothing.GivenUp);
        Assert.IsFalse(nothing.KeepsPeaks);

        EarlyRule early = EarlyRule.Coast("half of the time", null, moment => moment.Seconds > _hot.IdealSeconds / 2.0 ? 99.0 : 0.0);
        RuleScore half = RuleScore.Of(early, [_hot]);
        Assert.AreEqual(0.5, half.GivenUp, 0.02);
        Assert.IsTrue(half.KeepsPeaks);
    }

    [TestMethod]
    public void Equal_histories_have_equal_coasts_where_the_ablations_are_one_and_none_count_where_they_are_not()
    {
        EqualHistories same = EqualHistories.Of([_hot, _hot], null)!;
        Assert.AreEqual(2, same.Pairs);
        Assert.AreEqual(0.0, same.Most, 0.01);
        Assert.AreEqual(0.0, same.LeastGivenUp, 0.01);

        Assert.IsNull(EqualHistories.Of([_hot, _cool], null));
    }

    /// <summary>More power for a tip that lags more: near 41 degC the last seconds look alike, and the coasts differ.</summary>
    [TestMethod]
    public void A_rule_that_sees_the_last_seconds_only_pays_for_a_companion_that_coasts_further()
    {
        DrawnAblation sphere = new(3, new AblationPlan { Watts = 30.0, Seconds = 300.0, ForamenMillimetres = 15.0 }, 3);

        EqualHistories found = EqualHistories.Of([_hot, sphere], 1.0)!;

        Assert.IsTrue(found.Most > 0.5, $"{found.Most} degC");
        Assert.IsTrue(found.LeastGivenUp > 0.0, $"{found.LeastGivenUp}");
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_curves_of_three_models_and_odd_draws_are_judged()
    {
        RulesResult result = new RulesCampaign(5, 2).Run(new StageNames(TextWriter.Null));
        using StringWriter text = new();
        using StringWriter again = new();
        RulesReport.Print(result, text);
        RulesReport.Print(new RulesCampaign(5, 2).Run(new StageNames(TextWriter.Null)), again);

        Assert.AreEqual(text.ToString(), again.ToString());
        Assert.HasCount(3, text.ToString().Split("1 ablations judged")[1..]);
        foreach (RulesSet set in result.Sets)
        {
            CollectionAssert.AreEqual(new[] { 1 }, set.Judging.Select(ablation => ablation.Number).ToArray());
            CollectionAssert.AreEqual(new[] { 2 }, set.Fitting.Select(ablation => ablation.Number).ToArray());
        }
    }

    [TestMethod]
    [DataRow("--rules --tissue layered", "--tissue: expected none beside --rules, which plays every model and every rule")]
    [DataRow("--rules --ablations 3", "--ablations: expected none beside --rules, which plays every model and every rule")]
    [DataRow("--ablations 9", "--ablations: expected 1 to 6, found 9")]
    [DataRow("--ablations 3 --shard 1/2", "--shard: expected none beside --ablations, which has no page and no shares")]
    public void What_can_t_be_asked_together_is_said(string options, string expected)
    {
        Assert.AreEqual(ExitStatus.BadInput, ConsoleApp.Run(["study", .. options.Split(' ')]));

        Assert.AreEqual(expected + Environment.NewLine, Error.ToString());
    }

    private static EarlyRule Rule(string family, double? strength = null) => EarlyRules.Given.Single(rule => rule.Family == family && rule.Strength == strength);

    private static DrawnAblation Draw(int number, double watts) =>
        new(number, new AblationPlan { Watts = watts, Seconds = 300.0, ForamenMillimetres = 14.0, ProbeSeconds = 1.0, Foramen = new LayeredForamen(), IsCoarse = true }, number);
}
