using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Interlock.Firmware.Judgement;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>The reactions in a few steps, and whether the campaign notices one that is wrong.</summary>
[TestClass]
public sealed class ReactionCampaignTests
{
    private const long CoarseStepUs = 200 * Microseconds.Millisecond;

    private static readonly (bool IsMains60Hz, ConversionTiming Timing)[] _slowest = [(false, ConversionTiming.Maximum)];

    [TestMethod]
    public void Every_row_reacts_in_time_and_is_named()
    {
        ReactionExperiment[] quick = [.. ReactionTable.All.Where(e => e.Cause != Cause.TimeLimit)];

        IReadOnlyList<ReactionResult> results = new ReactionCampaign(quick, _slowest, CoarseStepUs).Run(new NoProgress());

        Assert.HasCount(quick.Length, results);
        foreach (ReactionResult result in results) Assert.IsTrue(result.Holds, $"{result.Experiment.Cause}, {result.Experiment.Stimulus}: {result.Verdict}, worst {result.Worst}");
    }

    [TestMethod]
    public void The_time_limit_is_kept()
    {
        ReactionExperiment timeLimit = ReactionTable.All.Single(e => e.Cause == Cause.TimeLimit);

        ReactionRun run = ReactionRun.Play(timeLimit, false, ConversionTiming.Typical, timeLimit.FirstOnsetUs, 1, 0);

        Assert.AreEqual("TIME_LIMIT", run.Cause);
        Assert.IsInRange(10.0, 100.0, run.ReactionMs);
    }

    [TestMethod]
    public void Every_row_of_the_trip_table_is_tried()
    {
        foreach (Cause cause in Enum.GetValues<Cause>()) Assert.IsTrue(ReactionTable.All.Any(e => e.Cause == cause && (e.IsNamedFirst || cause == Cause.DeadlineMissed)), cause.ToString());
    }

    [TestMethod]
    public void Requirements_are_those_of_the_trip_table()
    {
        string table = File.ReadAllText(RepositoryFile.Path("Interlock.Firmware", "Judgement", "TripTable.cs"));
        foreach (Cause cause in Enum.GetValues<Cause>())
        {
            string pattern = $@"{RowBudgets.Of(cause).Requirement}\s+{CauseNames.Of(cause)}\s";
            Assert.IsTrue(Regex.IsMatch(table, pattern), pattern);
        }
    }

    [TestMethod]
    public void The_same_trial_is_always_the_same()
    {
        ReactionExperiment over = ReactionTable.All.First(e => e.Cause == Cause.OverTemperature);

        ReactionRun Play() => ReactionRun.Play(over, true, ConversionTiming.Typical, over.FirstOnsetUs + 12_345, 7, 6_789);

        Assert.AreEqual(Play(), Play());
    }

    [TestMethod]
    public void A_reaction_over_its_budget_is_noticed()
    {
        ReactionExperiment tight = ReactionTable.All.First(e => e.Cause == Cause.StopPressed) with { BudgetMs = 30 };

        ReactionResult result = new ReactionCampaign([tight], _slowest, CoarseStepUs).Run(new NoProgress()).Single();

        Assert.IsFalse(result.Holds);
        Assert.AreEqual("OVER BUDGET", result.Verdict);
        Assert.IsLessThan(0.0, result.MarginMs);
    }

    [TestMethod]
    public void A_wrong_cause_is_noticed()
    {
        ReactionExperiment wrong = ReactionTable.All.First(e => e.Cause == Cause.SensorBus) with { Cause = Cause.SensorConfig };

        ReactionResult result = new ReactionCampaign([wrong], _slowest, CoarseStepUs).Run(new NoProgress()).Single();

        Assert.AreEqual(result.Runs, result.WrongCauses);
        Assert.Contains("SENSOR_BUS", result.Verdict);
    }

    [TestMethod]
    public void A_reaction_that_never_comes_is_noticed()
    {
        ReactionExperiment healthy = ReactionTable.All.First(e => e.Cause == Cause.SensorBus) with
        {
            Play = (box, onsetUs) => box.Arm(onsetUs) ? RunOn(box, onsetUs) : null,
        };

        ReactionResult result = new ReactionCampaign([healthy], _slowest, CoarseStepUs).Run(new NoProgress()).Single();

        Assert.AreEqual(double.PositiveInfinity, result.Worst.ReactionMs);
        Assert.IsFalse(result.Holds);
    }

    [TestMethod]
    public void Json_says_never_as_null()
    {
        ReactionRun never = new(0, 1, 0, double.PositiveInfinity, "none", false);
        StringWriter json = new();

        ReactionReport.PrintJson([new ReactionResult(ReactionTable.All[0], false, ConversionTiming.Typical, [never])], json);

        JsonElement root = JsonDocument.Parse(json.ToString()).RootElement;
        Assert.IsFalse(root.GetProperty("holds").GetBoolean());
        Assert.AreEqual(JsonValueKind.Null, root.GetProperty("rows")[0].GetProperty("worstMs").ValueKind);
    }

    private static long? RunOn(TrialBox box, long onsetUs)
    {
        box.RunTo(onsetUs + Microseconds.Second);
        return onsetUs;
    }
}
