namespace Interlock.VirtualBoard.Tests;

/// <summary>Power-on values, addresses and write rules (data sheet, Table 6 and the register descriptions).</summary>
[TestClass]
public class ChipRegisterTests
{
    private static readonly byte[] s_powerOn =
    {
        0x00, 0x03, 0xFF, 0x7F, 0xC0, 0x7F, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    };

    [TestMethod]
    public void PowerOnValues() => CollectionAssert.AreEqual(s_powerOn, new Rig().ReadAll());

    [TestMethod]
    public void PatternsReadBack()
    {
        Rig rig = new Rig();
        foreach (byte pattern in new byte[] { 0x55, 0xAA })
        {
            for (int register = 0x03; register <= 0x09; register++)
            {
                rig.Write(register, pattern);
                Assert.AreEqual(pattern, rig.Read(register));
            }
        }
    }

    [TestMethod]
    public void ABurstCountsTheAddressUp()
    {
        Rig rig = new Rig();
        rig.Write(0x03, 1, 2, 3, 4, 5, 6, 7);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6, 7 }, rig.Read(0x03, 7));
    }

    [TestMethod]
    public void InvalidAddressesReadFFAndTheAddressWrapsAround()
    {
        Rig rig = new Rig();
        byte[] read = rig.Read(0x0F, 0x72);
        Assert.AreEqual(0x00, read[0]);
        for (int i = 1; i <= 0x70; i++)
        {
            Assert.AreEqual(0xFF, read[i]);
        }

        Assert.AreEqual(s_powerOn[0], read[0x71]);
    }

    [TestMethod]
    public void AWriteWrapsAroundFrom7FTo00()
    {
        Rig rig = new Rig();
        rig.Write(0x7F, 0x12, 0x04);
        Assert.AreEqual(0x04, rig.Read(Rig.Cr0));
    }

    [TestMethod]
    public void ReadOnlyRegistersIgnoreWrites()
    {
        Rig rig = new Rig();
        rig.Write(0x0C, 0x11, 0x22, 0x33, 0x44);
        CollectionAssert.AreEqual(new byte[4], rig.Read(0x0C, 4));
    }

    [TestMethod]
    public void ReservedBitsKeepTheirPowerOnValue()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr1, 0xFF);
        rig.Write(Rig.Mask, 0x00);
        Assert.AreEqual(0x7F, rig.Read(Rig.Cr1));
        Assert.AreEqual(0xC0, rig.Read(Rig.Mask));
    }

    [TestMethod]
    public void ColdJunctionIsWritableOnlyWithItsSensorOff()
    {
        Rig rig = new Rig();
        rig.Write(0x0A, 0x20, 0xFF);
        CollectionAssert.AreEqual(new byte[2], rig.Read(0x0A, 2));

        rig.Write(Rig.Cr0, 0x08);
        rig.Write(0x0A, 0x20, 0xFF);
        CollectionAssert.AreEqual(new byte[] { 0x20, 0xFC }, rig.Read(0x0A, 2), "the two low bits stay 0");
    }

    [TestMethod]
    public void AWrittenColdJunctionCompensates()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr1, Rig.TypeT);
        rig.Write(Rig.Cr0, 0x08);
        rig.Write(0x0A, 0x1E, 0x00);
        rig.Write(Rig.Cr0, 0x89);
        rig.Convert();
        Assert.AreEqual(30, rig.Chip.ColdJunctionCelsius);
        Assert.AreEqual(42, rig.Chip.ThermocoupleCelsius, 0.3);
    }

    [TestMethod]
    public void SwitchingTheSensorOffKeepsTheLastColdJunction()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        rig.Write(Rig.Cr0, 0x89);
        Assert.AreEqual(25, rig.Chip.ColdJunctionCelsius);
    }

    [TestMethod]
    public void FilterBitCantChangeInAutomaticMode()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x81);
        rig.Write(Rig.Cr0, 0x80);
        Assert.AreEqual(0x81, rig.Read(Rig.Cr0));
        rig.Write(Rig.Cr0, 0x00);
        Assert.AreEqual(0x01, rig.Read(Rig.Cr0), "this write found automatic mode still on");
        rig.Write(Rig.Cr0, 0x00);
        Assert.AreEqual(0x00, rig.Read(Rig.Cr0));
    }

    [TestMethod]
    public void AveragingCantChangeDuringAConversion()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Write(Rig.Cr1, 0x43);
        Assert.AreEqual(0x03, rig.Read(Rig.Cr1), "the type changed, AVGSEL did not");
        rig.Write(Rig.Cr0, 0x01);
        rig.Write(Rig.Cr1, 0x43);
        Assert.AreEqual(0x43, rig.Read(Rig.Cr1));
    }

    [TestMethod]
    public void OneShotReadsOneUntilTheConversionHasEnded()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr0, 0x40);
        Assert.AreEqual(0x40, rig.Read(Rig.Cr0));
        rig.Advance(144);
        Assert.AreEqual(0x00, rig.Read(Rig.Cr0));
        Assert.AreEqual(1, rig.Chip.Conversions);
        rig.Advance(1000);
        Assert.AreEqual(1, rig.Chip.Conversions);
    }

    [TestMethod]
    public void OneShotIsDroppedInAutomaticMode()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr0, 0xC0);
        Assert.AreEqual(0x80, rig.Read(Rig.Cr0));
    }

    [TestMethod]
    public void FaultClearReadsZero()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr0, 0x06);
        Assert.AreEqual(0x04, rig.Read(Rig.Cr0));
    }

    [TestMethod]
    public void PeekHasNoSideEffectAndKnowsItsRegisters()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreNotEqual(0, rig.Chip.PeekRegister(0x0C) | rig.Chip.PeekRegister(0x0D));
        Assert.IsTrue(rig.Chip.DataReadyLow);
        Assert.ThrowsExactly<System.ArgumentOutOfRangeException>(() => rig.Chip.PeekRegister(16));
    }
}
