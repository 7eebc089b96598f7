using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Interlock.Firmware.Judgement;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>The faults in a few trials each, and whether the campaign notices what should not be.</summary>
[TestClass]
public sealed class FaultCampaignTests
{
    private static readonly Lazy<FaultResults> _few = new(() => new FaultCampaign(8, 4, 2, 4).Run(new NoProgress()));

    // Requirement: SR-HEARTBEAT
    // Requirement: SR-RESET
    // Requirement: SR-PROOF
    [TestMethod]
    public void Everything_holds()
    {
        string[] violations = [.. _few.Value.Judged.Where(cell => !cell.Holds).Select(cell => $"{cell.Fault}, {cell.Where}: {cell.Verdict}")];

        Assert.IsEmpty(violations, string.Join(Environment.NewLine, violations));
    }

    [TestMethod]
    public void Every_fault_has_an_expectation_in_every_state()
    {
        foreach (Fault fault in FaultNames.All) Assert.IsTrue(FaultExpectations.All.Any(e => e.Fault == fault), fault.Name);
        Assert.HasCount(FaultExpectations.All.Count * StartStates.All.Count, _few.Value.States);
    }

    [TestMethod]
    public void Every_pair_is_tried()
    {
        int faults = FaultNames.All.Count;

        Assert.AreEqual(faults * (faults - 1) / 2, _few.Value.Pairs.Count + _few.Value.Residual.Count);
    }

    [TestMethod]
    public void Every_compared_bit_is_tried()
    {
        Assert.AreEqual(75, BitTrial.AllBits.Count());
        Assert.HasCount(10, _few.Value.Bits);
    }

    [TestMethod]
    public void What_no_row_sees_has_a_cover_that_is_run()
    {
        foreach (FaultExpectation e in FaultExpectations.All.Where(e => e.CoveredBy is not null && e.Fault != Fault.TcShort))
        {
            Assert.IsTrue(Covers.All.Any(cover => cover.Fault == e.Name), e.Name);
        }
    }

    [TestMethod]
    public void Both_relays_welded_are_the_residual_risk_that_they_are_said_to_be()
    {
        FaultCell welded = _few.Value.Residual.Single(cell => cell.Fault == "k1-weld" && cell.Where == "k2-weld");

        Assert.AreEqual(welded.Runs, welded.Violations);
    }

    [TestMethod]
    public void A_line_that_opens_too_late_is_noticed()
    {
        FaultExpectation tight = FaultExpectations.Of("tc-slips") with { TypicalMs = 600, MaximumMs = 600 };

        Assert.Contains("the line was closed for", new FaultTrial(tight, StartState.Permitted, 0).Play().Violation!);
    }

    [TestMethod]
    public void A_line_that_stays_closed_is_noticed()
    {
        FaultExpectation hoped = FaultExpectations.Of("uart-stall") with { CoveredBy = null, Causes = [Cause.SensorBus], TypicalMs = 100, MaximumMs = 100 };

        Assert.AreEqual("the line stayed closed", new FaultTrial(hoped, StartState.Permitted, 0).Play().Violation);
    }

    [TestMethod]
    public void A_cause_that_is_not_the_faults_is_noticed()
    {
        FaultExpectation wrong = FaultExpectations.Of("miso-low") with { Causes = [Cause.SensorConfig] };

        Assert.AreEqual("named SENSOR_BUS", new FaultTrial(wrong, StartState.Permitted, 0).Play().Violation);
    }

    [TestMethod]
    public void A_line_closed_without_permission_is_noticed()
    {
        FaultExpectation strict = FaultExpectations.Of("k1-weld") with { UnpermittedMs = RowBudgets.AtOnceMs };

        Assert.Contains("without permission", new FaultTrial(strict, StartState.Inhibited, 0).Play().Violation!);
    }

    [TestMethod]
    public void A_box_that_arms_in_spite_of_a_fault_is_noticed()
    {
        FaultExpectation strict = FaultExpectations.Of("fault-pin-stuck") with { ArmsAfter = [] };

        Assert.AreEqual("the box armed in spite of it", new FaultTrial(strict, StartState.Inhibited, 0).Play().Violation);
    }

    [TestMethod]
    public void A_cover_that_fails_is_noticed()
    {
        Cover none = Covers.All.First(cover => cover.Fault == "uart-stall") with { Budget = (1, 1) };

        Assert.Contains("took", new CoverTrial(none, 0).Play().Violation!);
    }

    [TestMethod]
    public void The_same_trial_is_always_the_same()
    {
        FaultTrial trial = new(FaultExpectations.Of("bitflip"), StartState.Permitted, 17);

        Assert.AreEqual(trial.Play(), trial.Play());
    }

    [TestMethod]
    public void Text_and_json_tell_the_same_verdict()
    {
        StringWriter text = new();
        StringWriter json = new();

        FaultReport.Print(_few.Value, text);
        FaultReport.PrintJson(_few.Value, json);

        Assert.AreEqual(_few.Value.Holds, text.ToString().Contains("everything holds", StringComparison.Ordinal));
        Assert.AreEqual(_few.Value.Holds, JsonDocument.Parse(json.ToString()).RootElement.GetProperty("holds").GetBoolean());
    }
}
