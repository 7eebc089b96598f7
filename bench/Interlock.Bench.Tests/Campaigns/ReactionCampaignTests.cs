using Interlock.Firmware.Judgement;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>The reactions in one block of trials each, and whether the campaign notices one that is wrong.</summary>
[TestClass]
public sealed class ReactionCampaignTests
{
    private static readonly Sampling _sample = new(IsAll: false, Seed: 7);
    private static readonly ReactionSetting _onTime = new(false, ConversionTiming.Maximum, Ticks.OnTime);
    private static readonly ReactionSetting _worstGaps = new(true, ConversionTiming.Maximum, Ticks.WorstGaps);

    [TestMethod]
    public void Every_row_reacts_in_time_and_is_named_with_the_worst_gaps_too()
    {
        ReactionExperiment[] quick = [.. ReactionTable.All.Where(e => e.Cause != TripTable.TimeLimit && !e.IsRepetition)];

        IReadOnlyList<ReactionResult> results = Run(quick, _onTime, _worstGaps);

        Assert.HasCount((2 * quick.Length) - quick.Count(e => e.IsOnTimeOnly), results);
        foreach (ReactionResult result in results) Assert.IsTrue(result.Holds, $"{result.Row}, {result.Stimulus}, {result.Ticks}: {result.Verdict}, worst {result.WorstMs} in {result.WorstTrial}");
    }

    [TestMethod]
    public void The_time_limit_is_kept()
    {
        ReactionExperiment timeLimit = ReactionTable.All.Single(e => e.Cause == TripTable.TimeLimit);

        ReactionRun run = ReactionRun.Play(timeLimit, _onTime, 1, timeLimit.FirstOnsetUs);

        Assert.AreEqual("TIME_LIMIT", run.Cause);
        Assert.IsInRange(0.0, 100.0, run.ReactionMs);
    }

    [TestMethod]
    public void Every_row_of_the_trip_table_is_tried()
    {
        for (int row = 0; row < TripTable.Count; row++)
        {
            int bit = 1 << row;
            Assert.IsTrue(ReactionTable.All.Any(e => e.Cause == bit && (e.IsNamedFirst || bit == TripTable.DeadlineMissed || bit == TripTable.HardwareLimit)), CauseNames.Of(bit));
        }
    }

    [TestMethod]
    public void The_same_trial_is_always_the_same()
    {
        ReactionExperiment over = ReactionTable.All.First(e => e.Cause == TripTable.OverTemperature);

        ReactionRun Play() => ReactionRun.Play(over, _worstGaps, 7, over.FirstOnsetUs + 12_345);

        Assert.AreEqual(Play(), Play());
    }

    [TestMethod]
    public void Gaps_are_as_wide_as_the_deadline_admits_and_no_wider()
    {
        using TrialBox box = TrialBox.SwitchOn(new TrialConditions { Ticks = Ticks.WorstGaps, SystemTickPhaseUs = 3_456 });
        Assert.IsTrue(box.Arm(ReactionExperiment.ArmedUs));
        List<long> starts = [];
        box.Ticked = () => starts.Add(box.TickStartedUs);
        box.RunFor(2 * Microseconds.Second);

        long[] gaps = [.. starts.Zip(starts.Skip(1), (before, after) => after - before)];
        Assert.AreEqual(50 * Microseconds.Millisecond, gaps.Max());
        Assert.AreEqual(gaps.Min(), gaps.Max());
        Assert.IsGreaterThan(10 * Microseconds.Millisecond, box.WorstTickUs);
        Assert.IsNull(box.LatchedCause);
    }

    /// <summary>The one phase of 2,048 at which the read of a lowered threshold swallowed a conversion that ended just before: found by `reaction --all`.</summary>
    [TestMethod]
    public void A_conversion_that_a_read_swallows_costs_a_sound_box_no_second_press()
    {
        TrialConditions conditions = TrialPhases.Conditions(1598, isMains60Hz: false, ConversionTiming.Maximum);
        using TrialBox box = TrialBox.SwitchOn(conditions with { NoiseMicrovoltsRms = 0, TipCelsius = Ramps.Drift(37.0) });

        Assert.IsTrue(box.PassSelfTest(5 * Microseconds.Second), string.Join(", ", box.Log.Events));

        Assert.IsEmpty(box.Log.Events);
    }

    [TestMethod]
    public void On_the_exact_clock_the_same_trials_are_played_with_ticks_on_time()
    {
        ReactionExperiment[] stop = [ReactionTable.All.First(e => e.Cause == TripTable.StopPressed)];

        ReactionResult steps = Campaign(stop, _sample, _worstGaps, _onTime).Run(new StageNames(TextWriter.Null))[1];
        ReactionResult exact = new ReactionCampaign(stop, [_worstGaps, _onTime], _sample, blocks: 4) { HasExactClock = true }.Run(new StageNames(TextWriter.Null)).Single();

        Assert.AreEqual("exact clock", exact.Ticks);
        Assert.AreEqual((steps.Series, steps.Trials, steps.BudgetMs), (exact.Series, exact.Trials, exact.BudgetMs));
        Assert.IsTrue(exact.Holds, exact.Verdict);
        Assert.AreNotEqual(steps.MeanMs, exact.MeanMs, "it is another clock");
    }

    [TestMethod]
    public void A_reaction_over_its_budget_is_noticed()
    {
        ReactionExperiment tight = ReactionTable.All.First(e => e.Cause == TripTable.StopPressed) with { OwnBudget = RowBudget.Always(15) };

        ReactionResult result = Run([tight], _onTime).Single();

        Assert.IsFalse(result.Holds);
        Assert.Contains("OVER BUDGET", result.Verdict);
        Assert.IsLessThan(0.0, result.MarginMs!.Value);
    }

    [TestMethod]
    public void A_wrong_cause_is_noticed()
    {
        ReactionExperiment wrong = ReactionTable.All.First(e => e.Cause == TripTable.SensorBus) with { Cause = TripTable.SensorConfig };

        ReactionResult result = Run([wrong], _onTime).Single();

        Assert.AreEqual(result.Runs, result.WrongCauses);
        Assert.Contains("SENSOR_BUS", result.Verdict);
    }

    [TestMethod]
    public void A_reaction_that_never_comes_is_noticed_and_is_null_in_json()
    {
        ReactionExperiment healthy = ReactionTable.All.First(e => e.Cause == TripTable.SensorBus) with
        {
            Play = (box, onsetUs) => box.Arm(onsetUs) ? RunOn(box, onsetUs) : null,
        };
        ReactionReport report = new(7, Run([healthy], _onTime));
        StringWriter json = new();

        CampaignJson.Print(report, json);

        Assert.IsNull(report.Rows.Single().WorstMs);
        Assert.IsFalse(report.Holds);
        Assert.Contains("\"worstMs\": null", json.ToString());
    }

    [TestMethod]
    public void Shares_together_are_the_whole()
    {
        ReactionExperiment[] some = [.. ReactionTable.OneProbe.Where(e => e.Cause == TripTable.StopPressed)];

        ReactionReport whole = new(7, Campaign(some, _sample, _onTime, _worstGaps with { IsMains60Hz = false }).Run(new StageNames(TextWriter.Null)));
        ReactionReport merged = ReactionReport.Merge([.. Enumerable.Range(1, 3).Select(k => Reread(new ReactionReport(7, Campaign(some, _sample with { Shard = k, Shards = 3 }, _onTime, _worstGaps with { IsMains60Hz = false }).Run(new StageNames(TextWriter.Null)))))]);

        Assert.AreEqual(Text(whole), Text(merged));
    }

    private static IReadOnlyList<ReactionResult> Run(IReadOnlyList<ReactionExperiment> experiments, params ReactionSetting[] settings) =>
        new ReactionCampaign(experiments, settings, _sample, blocks: 1).Run(new StageNames(TextWriter.Null));

    private static ReactionCampaign Campaign(IReadOnlyList<ReactionExperiment> experiments, Sampling sampling, params ReactionSetting[] settings) =>
        new(experiments, settings, sampling, blocks: 4);

    private static ReactionReport Reread(ReactionReport report)
    {
        StringWriter json = new();
        CampaignJson.Print(report, json);
        return CampaignJson.Read<ReactionReport>(json.ToString());
    }

    private static string Text(ReactionReport report)
    {
        StringWriter text = new();
        report.Print(text);
        return text.ToString();
    }

    private static long? RunOn(TrialBox box, long onsetUs)
    {
        box.RunTo(onsetUs + Microseconds.Second);
        return onsetUs;
    }
}
