namespace Interlock.VirtualBoard.Tests;

/// <summary>A loss of the coils' rail is remembered by both channels.</summary>
[TestClass]
public class RailTests
{
    // Requirement: SR-STOP
    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0.9)]
    [DataRow(1.0)]
    [DataRow(3.0)]
    [DataRow(5.0)]
    [DataRow(9.9)]
    [DataRow(20.0)]
    [DataRow(45.0)]
    [DataRow(100.0)]
    public void AfterADipTheLineNeverMovedOrStaysOpenUntilArm(double ms)
    {
        Rig rig = new Rig(Fast());
        rig.CloseLine();
        int changes = 0;
        rig.Board.ContactsChanged += (_, _, _) => changes++;
        rig.Board.Inject(Fault.CoilDip, ms);
        rig.Beat(500, 50);
        bool isSeen = ms >= 1;
        Assert.AreEqual(isSeen, rig.Board.K2LatchSet);
        Assert.AreEqual(!isSeen, rig.Board.LineClosed);
        Assert.AreEqual(isSeen, changes > 0);
        Assert.IsFalse(isSeen && (rig.Board.K1Closed || rig.Board.K2Closed), "neither comes back with the rail");
    }

    [TestMethod]
    public void EnableMustHaveBeenLowForK1ToComeBack()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(Fault.CoilDip, 20);
        rig.Beat(500, 50);
        Assert.IsFalse(rig.Board.K1Closed);
        rig.SetEnable(false);
        rig.SetEnable(true);
        rig.Beat(200, 50);
        Assert.IsTrue(rig.Board.K1Closed);
        Assert.IsFalse(rig.Board.K2Closed);
    }

    [TestMethod]
    public void ARiseOfEnableWhileTheRailIsGoneIsLost()
    {
        Rig rig = new Rig();
        rig.FeedK1(1);
        rig.SetEnable(false);
        rig.Board.SetContact(Contact.CoilSupply, false);
        rig.Advance(2);
        rig.SetEnable(true);
        rig.Board.SetContact(Contact.CoilSupply, true);
        rig.Beat(300, 50);
        Assert.IsFalse(rig.Board.K1Closed);
    }

    [TestMethod]
    [DataRow("rail-detector-dead", true, true)]
    [DataRow("rail-detector-dead-k1", true, false)]
    [DataRow("rail-detector-dead-k2", false, false)]
    public void ADeadDetectorForgets(string name, bool k1ComesBack, bool k2ComesBack)
    {
        Assert.IsTrue(FaultNames.TryFind(name, out Fault fault));
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(fault);
        rig.Board.Inject(Fault.CoilDip, 20);
        rig.Beat(300, 50);
        Assert.AreEqual(k1ComesBack, rig.Board.K1Closed);
        Assert.AreEqual(k2ComesBack, rig.Board.K2Closed);
    }

    [TestMethod]
    public void ADipMayDropTheFasterRelayAlone()
    {
        BoardOptions options = Rig.Quiet();
        options.K1ReleaseMs = 3;
        options.K2ReleaseMs = 10;
        Rig rig = new Rig(options);
        rig.CloseLine();
        rig.Board.Inject(Fault.RailDetectorDead);
        rig.Board.Inject(Fault.CoilDip, 6);
        rig.Advance(7);
        Assert.IsFalse(rig.Board.K1Closed);
        Assert.IsTrue(rig.Board.K2Closed);
        rig.Beat(100, 50);
        Assert.IsTrue(rig.Board.LineClosed, "which is why there is a detector");
    }

    [TestMethod]
    public void StopsPolesCanBeMovedOneByOne()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.SetContact(Contact.Stop, false);
        Assert.IsTrue(rig.Board.PinLevel(Rig.Stop));
        rig.Beat(100, 50);
        Assert.IsTrue(rig.Board.LineClosed);
        rig.Board.SetContact(Contact.Stop, true);
        rig.Board.SetContact(Contact.Stop2, false);
        Assert.IsFalse(rig.Board.PinLevel(Rig.Stop));
        rig.Advance(11);
        Assert.IsFalse(rig.Board.LineClosed);
    }

    [TestMethod]
    public void ASecondPoleThatSticksLeavesStopToTheFirmware()
    {
        Rig rig = new Rig();
        rig.CloseLine();
        rig.Board.Inject(Fault.Stop2Stuck);
        rig.Board.PressStop(true);
        rig.Beat(100, 50);
        Assert.IsTrue(rig.Board.PinLevel(Rig.Stop));
        Assert.IsTrue(rig.Board.LineClosed);
    }

    private static BoardOptions Fast()
    {
        BoardOptions options = Rig.Quiet();
        options.RelayReleaseMs = 2;
        return options;
    }
}
