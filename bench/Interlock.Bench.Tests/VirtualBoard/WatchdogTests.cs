using Microsoft.VisualStudio.TestTools.UnitTesting;

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
        Assert.AreEqual(310, rig.MsUntil(() => !rig.Board.K1Closed), 0.02);
        rig.Advance(2000);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsTrue(rig.Board.K2Closed, "the other channel knows nothing of it");
    }

    // Requirement: SR-HEARTBEAT
    [TestMethod]
    public void AHeartbeatThatIsTooFastDropsK1()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Beat(100, 7.9);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    public void AHeartbeatJustInTheWindowHoldsK1()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Beat(500, 8.1);
        Assert.IsTrue(rig.Board.K1Closed);
        rig.Beat(2000, 299);
        Assert.IsTrue(rig.Board.K1Closed);
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
        rig.Advance(200);
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
