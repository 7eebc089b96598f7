using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Proofs.Campaigns;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>What blinds a box with one probe, played with two: a cold junction that creeps, registers with one live bit, a chip that no longer forces K2.</summary>
[TestClass]
public sealed class TwoProbeTests
{
    private const long Second = Microseconds.Second;
    private const long BudgetUs = 1_500 * Microseconds.Millisecond;

    // Requirement: SR-AGREE
    [TestMethod]
    [DataRow(1, 0.1)]
    [DataRow(2, 0.1)]
    [DataRow(1, -0.1)]
    [DataRow(1, 0.7)]
    [DataRow(2, -1.3)]
    [DataRow(1, 1.9)]
    public void A_creeping_cold_junction_in_one_needle_opens_the_line_within_a_second_and_a_half_of_the_disagreement(int tried, double celsiusPerSecond)
    {
        using TrialBox box = Armed(new Fitting(SecondProbe.SameSite, tried), Ramps.Drift(37.0));
        box.Inject(Fault.CjDrift, celsiusPerSecond);

        OpensAfter(box, () => Math.Abs(box.Chip.ThermocoupleCelsius - box.OtherChip.ThermocoupleCelsius) > 2.0);

        Assert.IsTrue(box.LatchedCause is "PROBES_DISAGREE" or "PROBE_MOVED", box.LatchedCause);
    }

    // Requirement: SR-COLD
    [TestMethod]
    [DataRow(1, 0.1)]
    [DataRow(2, 0.1)]
    [DataRow(2, -1.9)]
    public void A_creeping_cold_junction_of_either_side_opens_the_line_within_a_second_and_a_half_of_the_disagreement(int tried, double celsiusPerSecond)
    {
        using TrialBox box = Armed(new Fitting(SecondProbe.OtherSide, tried), Ramps.Drift(37.0));
        box.Inject(Fault.CjDrift, celsiusPerSecond);

        OpensAfter(box, () => Math.Abs(box.Chip.ColdJunctionCelsius - box.OtherChip.ColdJunctionCelsius) > 3.0);

        Assert.IsTrue(box.LatchedCause is "COLD_JUNCTION" or "PROBE_MOVED", box.LatchedCause);
    }

    // Requirement: SR-AGREE
    [TestMethod]
    [DataRow(1, 0.1)]
    [DataRow(2, 0.1)]
    [DataRow(1, 1.5)]
    [DataRow(2, 1.5)]
    public void Registers_with_one_live_bit_open_the_line_within_a_second_and_a_half_of_the_disagreement(int tried, double celsiusPerSecond)
    {
        using TrialBox box = Armed(new Fitting(SecondProbe.SameSite, tried), Ramps.Cross(37.0, celsiusPerSecond, 12 * Second, leadSeconds: 0));
        double shown = box.Chip.ThermocoupleCelsius;
        box.Inject(Fault.BitFrozen, 0);

        OpensAfter(box, () => box.OtherChip.ThermocoupleCelsius - shown > 2.0);

        Assert.AreEqual("PROBES_DISAGREE", box.LatchedCause);
    }

    /// <summary>Both blind cases with one probe: nothing opens the line, which is what the second junction is for.</summary>
    [TestMethod]
    public void With_one_probe_the_same_faults_are_not_seen()
    {
        using TrialBox drifts = Armed(Fitting.One, Ramps.Drift(37.0));
        drifts.Inject(Fault.CjDrift, -0.1);
        drifts.RunFor(30 * Second);
        Assert.IsTrue(drifts.Line.IsClosed);

        using TrialBox frozen = Armed(Fitting.One, Ramps.Cross(37.0, 0.2, 12 * Second, leadSeconds: 0));
        frozen.Inject(Fault.BitFrozen, 0);
        frozen.RunFor(40 * Second);
        Assert.IsTrue(frozen.Line.IsClosed);
        Assert.IsGreaterThan(42.0, frozen.Board.TipCelsius);
    }

    /// <summary>The first release is the first chip's; the second's shows at the next.</summary>
    // Requirement: SR-PROOF
    [TestMethod]
    [DataRow("fault-pin-stuck")]
    [DataRow("latch-input-dead")]
    public void A_second_chip_that_no_longer_forces_K2_is_found_at_its_turn(string name)
    {
        Assert.IsTrue(FaultNames.TryFind(name, out Fault fault));
        using TrialBox box = Armed(new Fitting(SecondProbe.OtherSide, 2), Ramps.Drift(37.0));
        box.Inject(fault);

        Release(box);
        Assert.AreEqual(State.Inhibited, box.State);
        Assert.IsTrue(box.PressUntil(() => box.State == State.Permitted, box.NowUs + (6 * Second)));
        Release(box);

        Assert.AreEqual(State.LockedOut, box.State);
        Assert.AreEqual("RELAY_DID_NOT_OPEN", box.LatchedCause);
        Assert.IsFalse(box.Line.IsClosed);
    }

    private static TrialBox Armed(Fitting fitting, Func<long, double> tipCelsius)
    {
        TrialBox box = TrialBox.SwitchOn(new TrialConditions { Fitting = fitting, TipCelsius = tipCelsius, NoiseMicrovoltsRms = 0 });
        Assert.IsTrue(box.Arm(12 * Second));
        box.RunFor(Second);
        return box;
    }

    private static void Release(TrialBox box)
    {
        box.PressArm(true);
        Assert.IsTrue(box.RunUntil(() => box.State != State.Permitted, box.NowUs + Second));
        box.PressArm(false);
        box.RunFor(2 * Second);
    }

    private static void OpensAfter(TrialBox box, Func<bool> disagrees)
    {
        Assert.IsTrue(box.RunUntil(disagrees, box.NowUs + (60 * Second)));
        bool wasClosed = box.Line.IsClosed;
        box.RunFor(BudgetUs);
        Assert.IsTrue(wasClosed);
        Assert.IsFalse(box.Line.IsClosed);
    }
}
