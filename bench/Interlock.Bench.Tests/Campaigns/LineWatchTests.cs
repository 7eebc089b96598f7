using Interlock.Firmware.States;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>What the campaigns take for the truth.</summary>
[TestClass]
public sealed class LineWatchTests
{
    private const long Ms = Microseconds.Millisecond;

    [TestMethod]
    public void A_released_line_was_closed_without_permission_for_the_release_only()
    {
        using TrialBox box = Armed();
        box.PressArm(true);
        box.RunFor(500 * Ms);

        Assert.AreEqual(State.Inhibited, box.State);
        Assert.IsFalse(box.Line.IsClosed);
        Assert.IsInRange(9 * Ms, 21 * Ms, box.Line.LongestUnpermittedUs(box.NowUs));
    }

    [TestMethod]
    public void A_welded_line_is_counted_until_the_other_relay_opens_it()
    {
        using TrialBox box = Armed();
        box.Inject(Fault.K1Weld);
        box.PressArm(true);
        box.RunFor(1_000 * Ms);

        Assert.IsTrue(box.Line.IsK1Closed);
        Assert.AreEqual(box.Line.K2OpenedUs, box.Line.OpenedUs);
        Assert.IsInRange(30 * Ms, 150 * Ms, box.Line.LongestUnpermittedUs(box.NowUs));
    }

    [TestMethod]
    public void Both_welded_stay_closed_and_go_on_being_counted()
    {
        using TrialBox box = Armed();
        box.Inject(Fault.K1Weld);
        box.Inject(Fault.K2Weld);
        box.PressArm(true);
        box.RunFor(2_000 * Ms);

        Assert.IsTrue(box.Line.IsClosed);
        // From the release: 100 ms of both contacts, up to 50 between them and 61 of filter after the hand.
        Assert.IsInRange(1_750 * Ms, 2_000 * Ms, box.Line.LongestUnpermittedUs(box.NowUs));
        Assert.IsInRange(1_999 * Ms, 2_001 * Ms, box.Line.LongestClosedUs(box.NowUs));
    }

    [TestMethod]
    public void A_permitted_line_is_no_violation()
    {
        using TrialBox box = Armed();
        box.RunFor(1_000 * Ms);

        Assert.AreEqual(0, box.Line.LongestUnpermittedUs(box.NowUs));
        Assert.IsInRange(999 * Ms, 1_001 * Ms, box.Line.LongestClosedUs(box.NowUs));
    }

    [TestMethod]
    public void A_closing_that_bounces_is_one()
    {
        Scenario scenario = new() { Board = new BoardOptions(), EndUs = 20_000_000, Presses = [new Press(IsStop: true, 10_000_000)] };
        using VirtualRun run = new(scenario, System.IO.Stream.Null);
        LineWatch line = new(run.Board);
        run.Run();

        LineInterval[] intervals = [.. line.Intervals(20_000_000)];

        Assert.HasCount(1, intervals);
        Assert.IsTrue(intervals[0].ClosedUs is > 1_000_000 and < 6_000_000);
        Assert.IsTrue(intervals[0].OpenedUs is > 10_000_000 and < 10_080_000);
    }

    private static TrialBox Armed()
    {
        TrialBox box = TrialBox.SwitchOn(new TrialConditions());
        Assert.IsTrue(box.Arm(12 * Microseconds.Second));
        box.RunFor(300 * Ms);
        box.Mark();
        return box;
    }
}
