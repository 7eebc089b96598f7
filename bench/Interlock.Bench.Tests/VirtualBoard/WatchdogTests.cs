namespace Interlock.VirtualBoard.Tests;

/// <summary>K1's window watchdog: ENABLE and a heartbeat that is neither too slow nor too fast.</summary>
[TestClass]
public class WatchdogTests
{
    // Requirement: SR-HEARTBEAT
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AStoppedHeartbeatDropsK1WhateverTheLevel(bool stuckHigh)
    {
        Rig rig = new Rig();
        rig.CloseLine();
        if (rig.Board.PinLevel(Rig.Heartbeat) != stuckHigh)
        {
            rig.ToggleHeartbeat();
        }
        else
        {
            rig.ToggleHeartbeat();
            rig.Advance(50);
            rig.ToggleHeartbeat();
        }

        Assert.AreEqual(stuckHigh, rig.Board.PinLevel(Rig.Heartbeat));
        Assert.AreEqual(110, rig.MsUntil(() => !rig.Board.K1Closed), 0.02);
        rig.Advance(2000);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed, "a K1 that lapsed takes K2 with it");
    }

    // Requirement: SR-HEARTBEAT
    [TestMethod]
    public void AHeartbeatThatIsTooFastDropsK1()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Beat(100, 4.4);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    public void AHeartbeatJustInTheWindowHoldsK1()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Beat(500, 4.6);
        Assert.IsTrue(rig.Board.K1Closed);
        rig.Beat(2000, 99);
        Assert.IsTrue(rig.Board.K1Closed);
    }

    /// <summary>A tick of 20 ms with its sleeps one step late and caught up: 10 and 30 ms apart, at every corner of the parts.</summary>
    [TestMethod]
    [DataRow(4.5, 83.0)]
    [DataRow(5.2, 83.0)]
    [DataRow(4.5, 100.0)]
    [DataRow(5.2, 100.0)]
    public void EdgesOfLateTicksThatCatchUpHoldK1(double minEdgeMs, double holdMs)
    {
        BoardOptions options = Rig.Quiet();
        options.WatchdogMinEdgeMs = minEdgeMs;
        options.WatchdogHoldMs = holdMs;
        Rig rig = new Rig(options);
        rig.CloseLine();
        for (int i = 0; i < 50; i++)
        {
            rig.ToggleHeartbeat();
            rig.Advance(i % 2 == 0 ? 10 : 30);
            Assert.IsTrue(rig.Board.K1Closed);
        }
    }

    // Requirement: SR-HEARTBEAT
    [TestMethod]
    public void TheSounderSoundsByItselfWhenTheWatchdogHasDroppedK1()
    {
        Rig rig = new Rig();
        rig.FeedK1(1);
        Assert.IsFalse(rig.Board.Sounder, "not yet fed is not dropped");
        rig.Beat(200, 50);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.Sounder);
        rig.Advance(100);
        Assert.IsTrue(rig.Board.Sounder);
        rig.SetEnable(false);
        rig.Advance(250);
        Assert.IsFalse(rig.Board.Sounder);
    }

    // Requirement: SR-LINE
    [TestMethod]
    [DataRow(0.1)]
    [DataRow(5)]
    [DataRow(12)]
    [DataRow(22)]
    [DataRow(40)]
    public void EnableLowForAnInstantOpensTheLineForGood(double lowMs)
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.SetEnable(false);
        rig.Advance(lowMs);
        rig.SetEnable(true);
        rig.Beat(500, 20);
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.LineClosed);
    }

    // Requirement: SR-LINE
    [TestMethod]
    public void AnEdgeTooManyOpensTheLineForGood()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.ToggleHeartbeat();
        rig.Advance(1);
        rig.ToggleHeartbeat();
        rig.Beat(500, 20);
        Assert.IsTrue(rig.Board.K1Closed, "it comes back by itself");
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.IsFalse(rig.Board.LineClosed);
    }

    /// <summary>Two edges as late as ticks may come, on the board that sees ENABLE soonest.</summary>
    [TestMethod]
    public void AnAblationThatBeginsLateIsNoLapse()
    {
        BoardOptions options = Rig.Quiet();
        options.EnableFilterMs = 136;
        Rig rig = new Rig(options);
        rig.ClickArm();
        rig.FeedK1(1);
        rig.Advance(16);
        rig.Beat(300, 20);
        Assert.IsTrue(rig.Board.LineClosed);
    }

    [TestMethod]
    public void OneEdgeTooSoonDropsUntilAPairInTheWindow()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.ToggleHeartbeat();
        rig.Advance(1);
        rig.ToggleHeartbeat();
        rig.Advance(30);
        Assert.IsFalse(rig.Board.K1Closed);
        rig.ToggleHeartbeat();
        rig.Advance(30);
        Assert.IsTrue(rig.Board.K1Closed, "this edge made a pair with the one before");
    }

    [TestMethod]
    public void OneEdgeAloneDoesntFeed()
    {
        Rig rig = new Rig();
        rig.FeedK1(1);
        rig.Advance(40);
        Assert.IsFalse(rig.Board.K1Closed);
        rig.ToggleHeartbeat();
        rig.Advance(30);
        Assert.IsTrue(rig.Board.K1Closed);
    }

    [TestMethod]
    public void HeartbeatWithoutEnableDoesNothing()
    {
        Rig rig = new Rig();
        rig.FeedK1(1);
        rig.SetEnable(false);
        rig.Beat(500, 50);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    public void EnableLowReleasesWithoutTheHoldTime()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.ToggleHeartbeat();
        rig.SetEnable(false);
        Assert.AreEqual(10, rig.MsUntil(() => !rig.Board.K1Closed), 0.02);
    }

    [TestMethod]
    public void TheTimesAreOptions()
    {
        BoardOptions options = Rig.Quiet();
        options.WatchdogHoldMs = 120;
        options.WatchdogMinEdgeMs = 60;
        Rig rig = new Rig(options);
        rig.FeedK1(1);
        rig.Beat(300, 70);
        Assert.IsTrue(rig.Board.K1Closed);
        rig.Beat(300, 50);
        Assert.IsFalse(rig.Board.K1Closed);
    }
}
