using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>The faults in a few trials each, and whether the campaign notices what should not be.</summary>
[TestClass]
public sealed class FaultCampaignTests
{
    private static readonly Lazy<FaultReport> _few = new(() => new FaultReport(7, new FaultCampaign(new Sampling(IsAll: false, Seed: 7), effort: 0.13).Run(new StageNames(TextWriter.Null))));

    // Requirement: SR-HEARTBEAT
    // Requirement: SR-RESET
    // Requirement: SR-PROOF
    // Requirement: SR-ARM
    [TestMethod]
    public void Everything_holds()
    {
        string[] violations = [.. _few.Value.Cells.Where(cell => cell.IsJudged && !cell.Holds).Select(cell => $"{cell.Fault}, {cell.Where}: {cell.Verdict}")];

        Assert.IsEmpty(violations, string.Join(Environment.NewLine, violations));
    }

    [TestMethod]
    public void Every_fault_has_an_expectation_in_every_state()
    {
        foreach (Fault fault in FaultNames.All) Assert.IsTrue(FaultExpectations.All.Any(e => e.Fault == fault), fault.Name);
        Assert.HasCount(FaultExpectations.All.Count * StartStates.All.Count, Cells(FaultTable.States));
    }

    [TestMethod]
    public void Every_fault_is_tried_with_a_second_probe_and_of_either_where_it_is_of_one()
    {
        int ofProbe = FaultExpectations.All.Count(e => e.Fault.IsOfProbe);

        Assert.HasCount((4 * ofProbe) + (2 * (FaultExpectations.All.Count - ofProbe)), Cells(FaultTable.TwoProbes));
    }

    /// <summary>A second chip's fault that were played on the first, or nowhere, would be named otherwise.</summary>
    [TestMethod]
    public void A_second_probe_that_is_well_in_truth_is_noticed()
    {
        FaultExpectation wrong = FaultExpectations.Of("tc-open") with { Causes = [Firmware.Judgement.TripTable.SensorBus] };

        Assert.AreEqual("named SENSOR_OPEN", new FaultTrial(wrong, StartState.Permitted, 0) { Fitting = new Fitting(Firmware.SecondProbe.OtherSide, 2) }.Play().Violation);
    }

    [TestMethod]
    public void Every_pair_is_tried_but_for_those_that_contradict_each_other()
    {
        IReadOnlyList<Fault> faults = FaultNames.All;
        int pairs = (from i in Enumerable.Range(0, faults.Count)
                     from j in Enumerable.Range(i + 1, faults.Count - i - 1)
                     where !FaultExpectations.Contradict(faults[i], faults[j])
                     select (i, j)).Count();

        Assert.AreEqual(pairs, Cells(FaultTable.Pairs).Count + Cells(FaultTable.Residual).Count);
    }

    [TestMethod]
    public void Each_fault_is_paired_with_each_of_a_second_chip()
    {
        FaultCell[] firsts = [.. Cells(FaultTable.TwoChipPairs)];
        int ofSecond = FaultNames.All.Count(fault => fault.IsOfProbe);

        Assert.HasCount(FaultNames.All.Count, firsts);
        Assert.IsTrue(firsts.All(cell => cell.OfTrials % ofSecond == 0), "each of the second's as often");
    }

    /// <summary>A release by the first chip finds what is wrong with its FAULT, and not what is wrong with the second's.</summary>
    [TestMethod]
    [DataRow("fault-pin-stuck", "cj-drift", "RELAY_DID_NOT_OPEN")]
    [DataRow("cj-drift", "fault-pin-stuck", "RELEASED")]
    public void Of_a_pair_one_fault_is_the_first_chips_and_one_the_seconds(string first, string second, string told)
    {
        FaultRun run = new PairTrial(FaultExpectations.Of(first), FaultExpectations.Of(second), 0) { Second = Firmware.SecondProbe.OtherSide }.Play();

        Assert.AreEqual((told, null), (run.Told, run.Violation));
    }

    /// <summary>With the draw of trial 75 both flips would fall on one bit of one chip, and heal it.</summary>
    [TestMethod]
    public void The_same_fault_of_both_chips_is_not_twice_that_of_one()
    {
        FaultExpectation flip = FaultExpectations.Of("bitflip");

        FaultRun run = new PairTrial(flip, flip, 75) { Second = Firmware.SecondProbe.OtherSide }.Play();

        Assert.AreEqual(("SENSOR_CONFIG", null), (run.Told, run.Violation));
    }

    [TestMethod]
    public void A_line_that_opens_too_late_with_two_chips_is_noticed()
    {
        FaultExpectation tight = FaultExpectations.Of("tc-slips") with { Budget = RowBudget.Always(300) };

        Assert.Contains("the line was closed for", new PairTrial(FaultExpectations.Of("cj-drift"), tight, 0) { Second = Firmware.SecondProbe.OtherSide }.Play().Violation!);
    }

    [TestMethod]
    public void Every_compared_bit_is_tried()
    {
        Assert.AreEqual(75, ConfigurationBits.All.Count);
        Assert.HasCount(10, Cells(FaultTable.Bits));
    }

    /// <summary>A lamp, a sounder and a probe that was shorted before are for a person to find.</summary>
    [TestMethod]
    public void What_no_row_sees_has_a_cover_that_is_run()
    {
        foreach (FaultExpectation e in FaultExpectations.All.Where(e => e.CoveredBy is not null && e.Fault != Fault.TcShort && e.Fault != Fault.RedDead && e.Fault != Fault.SounderDead))
        {
            Assert.IsTrue(Covers.All.Any(cover => cover.Fault == e.Name), e.Name);
        }
    }

    [TestMethod]
    public void Both_relays_welded_are_the_residual_risk_that_they_are_said_to_be()
    {
        FaultCell welded = Cells(FaultTable.Residual).Single(cell => cell.Fault == "k1-weld" && cell.Where == "k2-weld");

        Assert.AreEqual(welded.Runs, welded.Violations);
    }

    [TestMethod]
    public void A_line_that_opens_too_late_is_noticed()
    {
        FaultExpectation tight = FaultExpectations.Of("tc-slips") with { Budget = RowBudget.Always(600) };

        Assert.Contains("the line was closed for", new FaultTrial(tight, StartState.Permitted, 0).Play().Violation!);
    }

    [TestMethod]
    public void A_line_that_stays_closed_is_noticed()
    {
        FaultExpectation hoped = FaultExpectations.Of("uart-stall") with { CoveredBy = null, Budget = RowBudget.Always(100) };

        Assert.AreEqual("the line stayed closed", new FaultTrial(hoped, StartState.Permitted, 0).Play().Violation);
    }

    [TestMethod]
    public void A_cause_that_is_not_the_faults_is_noticed()
    {
        FaultExpectation wrong = FaultExpectations.Of("miso-low") with { Causes = [Firmware.Judgement.TripTable.SensorConfig] };

        Assert.AreEqual("named SENSOR_BUS", new FaultTrial(wrong, StartState.Permitted, 0).Play().Violation);
    }

    [TestMethod]
    public void A_line_closed_without_permission_is_noticed()
    {
        FaultExpectation strict = FaultExpectations.Of("k1-weld") with { UnpermittedMs = RowBudgets.AtOnce.TypicalMs };

        Assert.Contains("without permission", new FaultTrial(strict, StartState.Inhibited, 0).Play().Violation!);
    }

    [TestMethod]
    public void A_box_that_arms_in_spite_of_a_fault_is_noticed()
    {
        FaultExpectation strict = FaultExpectations.Of("fault-pin-stuck") with { ArmsAfter = [] };

        Assert.AreEqual("the box armed in spite of it", new FaultTrial(strict, StartState.Inhibited, 0).Play().Violation);
    }

    [TestMethod]
    public void A_sound_box_that_is_locked_out_is_noticed()
    {
        FaultExpectation wrong = FaultExpectations.Of("mirror-stuck=1, open") with { IsOfSoundBox = true };

        Assert.Contains("a sound box was locked out", new FaultTrial(wrong, StartState.PowerOn, 0).Play().Violation!);
    }

    [TestMethod]
    public void A_line_that_closes_by_itself_is_noticed()
    {
        using TrialBox box = TrialBox.SwitchOn(new TrialConditions());
        Assert.IsTrue(box.Arm(ReactionExperiment.ArmedUs));
        box.PressArm(true);
        box.RunFor(1000 * Microseconds.Millisecond);
        box.PressArm(false);
        box.RunFor(1000 * Microseconds.Millisecond);
        Assert.IsNull(Proofs.Campaigns.Properties.Judge(box, isSound: true));

        // A press that the judge does not know of.
        box.Board.PressArm(true);
        box.RunFor(300 * Microseconds.Millisecond);
        box.Board.PressArm(false);
        box.RunFor(1000 * Microseconds.Millisecond);

        Assert.Contains("the line closed without a press", Proofs.Campaigns.Properties.Judge(box, isSound: false)!);
    }

    [TestMethod]
    public void A_cover_that_fails_is_noticed()
    {
        Cover none = Covers.All.First(cover => cover.Fault == "uart-stall") with { Budget = RowBudget.Always(1) };

        Assert.Contains("took", none.Run(0).Violation!);
    }

    [TestMethod]
    public void The_same_trial_is_always_the_same()
    {
        FaultTrial trial = new(FaultExpectations.Of("bitflip"), StartState.Permitted, 17);

        Assert.AreEqual(trial.Play(), trial.Play());
    }

    [TestMethod]
    public void Shares_together_are_the_whole()
    {
        FaultReport[] shares = [.. Enumerable.Range(1, 2).Select(k => Reread(new FaultReport(7, Bits(new Sampling(false, 7, k, 2)))))];

        Assert.AreEqual(Text(new FaultReport(7, Bits(new Sampling(false, 7)))), Text(FaultReport.Merge(shares)));
    }

    private static IReadOnlyList<FaultCell> Bits(Sampling sampling) => new FaultCampaign(sampling) { Only = "register 0" }.Run(new StageNames(TextWriter.Null));

    private static List<FaultCell> Cells(FaultTable table) => [.. _few.Value.Cells.Where(cell => cell.Table == table)];

    private static FaultReport Reread(FaultReport report)
    {
        StringWriter json = new();
        CampaignJson.Print(report, json);
        return CampaignJson.Read<FaultReport>(json.ToString());
    }

    private static string Text(FaultReport report)
    {
        StringWriter text = new();
        report.Print(text);
        return text.ToString();
    }
}
