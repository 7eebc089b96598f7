namespace Interlock.VirtualBoard.Tests;

/// <summary>A voltage outside the supply: seen at once, and it suspends the conversions (data sheet, SR bit 1).</summary>
[TestClass]
public class OvuvTests
{
    private const byte Ovuv = 0x02;

    [TestMethod]
    [DataRow(0x81)]
    [DataRow(0x85)]
    public void SetsStatusAndFaultAtOnceAndSuspendsConversions(int cr0)
    {
        Rig rig = new Rig();
        rig.StartAutomatic((byte)cr0);
        rig.Convert();
        rig.ReadAll();
        rig.Board.Inject(Fault.Ovuv);
        Assert.AreEqual(Ovuv, rig.Read(Rig.Status));
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));
        rig.Advance(2000);
        Assert.AreEqual(1, rig.Chip.Conversions);
        Assert.IsTrue(rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void MaskedItDoesntReachThePin()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x85, mask: Ovuv);
        rig.Board.Inject(Fault.Ovuv);
        Assert.AreEqual(Ovuv, rig.Read(Rig.Status));
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void ConversionsGoOnWhenItIsGone()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        rig.Board.Inject(Fault.Ovuv);
        rig.Advance(500);
        rig.Board.Clear(Fault.Ovuv);
        Assert.AreEqual(98, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    public void ComparatorModeLetsGoAtOnceInterruptModeAfterFaultClear()
    {
        Rig comparator = new Rig();
        comparator.StartAutomatic(0x81);
        comparator.Board.Inject(Fault.Ovuv);
        comparator.Board.Clear(Fault.Ovuv);
        Assert.AreEqual(0, comparator.Read(Rig.Status));
        Assert.IsTrue(comparator.Board.PinLevel(Rig.FaultPin));

        Rig interrupt = new Rig();
        interrupt.StartAutomatic(0x85);
        interrupt.Board.Inject(Fault.Ovuv);
        interrupt.Write(Rig.Cr0, 0x87);
        Assert.AreEqual(Ovuv, interrupt.Read(Rig.Status), "it is still there");
        interrupt.Board.Clear(Fault.Ovuv);
        Assert.AreEqual(Ovuv, interrupt.Read(Rig.Status));
        interrupt.Write(Rig.Cr0, 0x87);
        Assert.AreEqual(0, interrupt.Read(Rig.Status));
        Assert.IsTrue(interrupt.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void OtherFaultsAreNotUpdatedMeanwhile()
    {
        double tip = 37;
        Rig rig = Rig.Following(() => tip);
        rig.Write(0x05, 0x02, 0xA0);
        rig.StartAutomatic(0x85);
        rig.Convert();
        rig.Board.Inject(Fault.Ovuv);
        tip = 50;
        rig.Advance(1000);
        Assert.AreEqual(Ovuv, rig.Read(Rig.Status));
    }

    [TestMethod]
    public void AOneShotWaitsForItsEnd()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.Ovuv);
        rig.Write(Rig.Cr0, 0x41);
        rig.Advance(1000);
        Assert.AreEqual(0, rig.Chip.Conversions);
        rig.Board.Clear(Fault.Ovuv);
        Assert.AreEqual(169, rig.AdvanceToConversionMs(), 0.011);
    }
}
