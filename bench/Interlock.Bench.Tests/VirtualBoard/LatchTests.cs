namespace Interlock.VirtualBoard.Tests;

/// <summary>K2's set-dominant latch, and STOP's second pole.</summary>
[TestClass]
public class LatchTests
{
    [TestMethod]
    public void ArmClearsItAndK2PullsIn()
    {
        Rig rig = new Rig();
        rig.ClickArm();
        Assert.IsFalse(rig.Board.K2LatchSet);
        Assert.IsTrue(rig.Board.K2Closed);
    }

    [TestMethod]
    public void FaultSetsItAndItStaysSet()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x81);
        rig.ClickArm();
        rig.Board.Inject(Fault.Ovuv);
        Assert.IsTrue(rig.Board.K2LatchSet);
        Assert.AreEqual(10, rig.MsUntil(() => !rig.Board.K2Closed), 0.02);
        rig.Board.Clear(Fault.Ovuv);
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
        rig.Advance(1000);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void WhileFaultIsLowArmCantClearIt()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x81);
        rig.Board.Inject(Fault.Ovuv);
        rig.ClickArm();
        Assert.IsTrue(rig.Board.K2LatchSet);
        rig.Board.Clear(Fault.Ovuv);
        Assert.IsTrue(rig.Board.K2LatchSet);
        rig.ClickArm();
        Assert.IsFalse(rig.Board.K2LatchSet);
    }

    /// <summary>It is the edge that clears: holding the button down while FAULT goes away doesn't.</summary>
    [TestMethod]
    public void AHeldArmDoesntClearIt()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x81);
        rig.Board.Inject(Fault.Ovuv);
        rig.AllowK2();
        rig.Board.PressArm(true);
        rig.Advance(300);
        rig.Board.Clear(Fault.Ovuv);
        rig.Advance(50);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void FaultSetsItAgainWhileArmIsHeld()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x81);
        rig.AllowK2();
        rig.Board.PressArm(true);
        rig.Advance(300);
        Assert.IsFalse(rig.Board.K2LatchSet);
        rig.Board.Inject(Fault.Ovuv);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    [TestMethod]
    public void StopsSecondPoleCutsBothCoilsAtOnceAndTheLatchRemembersIt()
    {
        BoardOptions options = Rig.Quiet();
        options.StopBounceMs = 0;
        Rig rig = new Rig(options);
        rig.CloseLine();
        rig.Board.PressStop(true);
        long startUs = rig.Board.NowUs;
        Assert.AreEqual(10, rig.MsUntil(() => !rig.Board.K1Closed), 0.02);
        Assert.IsFalse(rig.Board.K2Closed);
        Assert.AreEqual(10, (rig.Board.NowUs - startUs) / 1000.0, 0.02);
        Assert.IsTrue(rig.Board.K2LatchSet);
    }

    // Requirement: SR-STOP
    [TestMethod]
    public void LettingGoOfStopClosesNothing()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.PressStop(true);
        rig.Beat(200, 50);
        rig.Board.PressStop(false);
        rig.Beat(200, 50);
        Assert.IsFalse(rig.Board.K1Closed, "its flip-flop waits for ENABLE to have been low");
        Assert.IsFalse(rig.Board.K2Closed, "its latch waits for ARM");
    }

    [TestMethod]
    public void StopsFirstPoleOpensWithBounces()
    {
        Rig rig = new Rig();
        rig.Board.PressStop(true);
        Assert.IsTrue(rig.Board.PinLevel(Rig.Stop));
        rig.MsUntil(() => !rig.Board.PinLevel(Rig.Stop), 5.1);
        rig.Advance(5.1);
        Assert.IsTrue(rig.Board.PinLevel(Rig.Stop));
        rig.Board.PressStop(false);
        rig.Advance(5.1);
        Assert.IsFalse(rig.Board.PinLevel(Rig.Stop));
    }

    [TestMethod]
    public void ButtonsBounceForTwoToFiveMilliseconds()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            BoardOptions options = Rig.Quiet();
            options.Seed = seed;
            Rig rig = new Rig(options);
            rig.Board.PressStop(true);
            long startUs = rig.Board.NowUs;
            long lastUs = startUs;
            bool level = rig.Board.PinLevel(Rig.Stop);
            Assert.IsTrue(level);
            for (int i = 0; i < 1000; i++)
            {
                rig.Board.AdvanceTo(startUs + (i * 10));
                if (rig.Board.PinLevel(Rig.Stop) != level)
                {
                    level = !level;
                    lastUs = rig.Board.NowUs;
                }
            }

            Assert.IsTrue(level);
            Assert.IsTrue(lastUs - startUs is >= 2000 and <= 5010, $"{lastUs - startUs} us");
        }
    }
}
