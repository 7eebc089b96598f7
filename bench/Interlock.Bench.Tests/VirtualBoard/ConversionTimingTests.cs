namespace Interlock.VirtualBoard.Tests;

/// <summary>When conversions end (data sheet, "Temperature Conversion Time" and Table 4), and what DRDY says.</summary>
[TestClass]
public class ConversionTimingTests
{
    [TestMethod]
    [DataRow(0x80, 0x00, ConversionTiming.Typical, 143.0, 82.0)]
    [DataRow(0x80, 0x00, ConversionTiming.Maximum, 155.0, 90.0)]
    [DataRow(0x81, 0x00, ConversionTiming.Typical, 169.0, 98.0)]
    [DataRow(0x81, 0x00, ConversionTiming.Maximum, 185.0, 110.0)]
    [DataRow(0x81, 0x10, ConversionTiming.Typical, 209.0, 118.0)]
    [DataRow(0x81, 0x20, ConversionTiming.Typical, 289.0, 158.0)]
    [DataRow(0x81, 0x30, ConversionTiming.Typical, 449.0, 238.0)]
    [DataRow(0x81, 0x40, ConversionTiming.Typical, 769.0, 398.0)]
    [DataRow(0x81, 0x70, ConversionTiming.Typical, 769.0, 398.0)]
    [DataRow(0x80, 0x10, ConversionTiming.Typical, 176.33, 98.67)]
    [DataRow(0x80, 0x40, ConversionTiming.Typical, 642.95, 332.05)]
    [DataRow(0x89, 0x00, ConversionTiming.Typical, 144.0, 73.0)]
    [DataRow(0x88, 0x00, ConversionTiming.Typical, 118.0, 57.0)]
    public void AutomaticConversion(int cr0, int averaging, ConversionTiming timing, double firstMs, double nextMs)
    {
        BoardOptions options = Rig.Quiet();
        options.Timing = timing;
        Rig rig = new Rig(options);
        rig.Write(Rig.Cr1, (byte)(averaging | Rig.TypeT));
        rig.Write(Rig.Cr0, (byte)cr0);
        Assert.AreEqual(firstMs, rig.AdvanceToConversionMs(), 0.011);
        Assert.AreEqual(nextMs, rig.AdvanceToConversionMs(), 0.011);
        Assert.AreEqual(nextMs, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    [DataRow(0x40, ConversionTiming.Typical, 143.0)]
    [DataRow(0x41, ConversionTiming.Typical, 169.0)]
    [DataRow(0x41, ConversionTiming.Maximum, 185.0)]
    [DataRow(0x51, ConversionTiming.Typical, 182.3)]
    [DataRow(0x61, ConversionTiming.Typical, 202.4)]
    [DataRow(0x71, ConversionTiming.Typical, 282.4)]
    [DataRow(0x51, ConversionTiming.Maximum, 200.0)]
    [DataRow(0x61, ConversionTiming.Maximum, 222.0)]
    [DataRow(0x71, ConversionTiming.Maximum, 310.0)]
    [DataRow(0x59, ConversionTiming.Typical, 184.0)]
    public void OneShotConversion(int cr0, ConversionTiming timing, double ms)
    {
        BoardOptions options = Rig.Quiet();
        options.Timing = timing;
        Rig rig = new Rig(options);
        rig.Write(Rig.Cr0, (byte)cr0);
        Assert.AreEqual(ms, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    public void PhaseDelaysTheFirstConversion()
    {
        BoardOptions options = Rig.Quiet();
        options.ChipPhaseUs = 12_340;
        Rig rig = new Rig(options);
        rig.Write(Rig.Cr0, 0x81);
        Assert.AreEqual(181.34, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    public void LeavingAutomaticModeAbandonsTheConversion()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Advance(100);
        rig.Write(Rig.Cr0, 0x01);
        Assert.IsFalse(rig.Chip.Converting);
        rig.Advance(1000);
        Assert.AreEqual(0, rig.Chip.Conversions);
    }

    [TestMethod]
    public void RepeatedWritesOfTheModeDontRestart()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Advance(100);
        rig.Write(Rig.Cr0, 0x81);
        Assert.AreEqual(69, rig.AdvanceToConversionMs(), 0.1);
    }

    [TestMethod]
    public void OneShotStartsOnlyWhenChipSelectRises()
    {
        Rig rig = new Rig();
        rig.Spi.Write(new byte[] { 0x80, 0x41, 0x07, 0xFF, 0x7F, 0xC0, 0x7F, 0xFF, 0x80, 0x00 });
        Assert.IsTrue(rig.Chip.Converting);
        Assert.AreEqual(169, rig.AdvanceToConversionMs(), 0.011, "counted from the end of the burst");
    }

    [TestMethod]
    [DataRow(0x0A, true)]
    [DataRow(0x0B, true)]
    [DataRow(0x0C, true)]
    [DataRow(0x0D, true)]
    [DataRow(0x0E, true)]
    [DataRow(0x0F, false)]
    [DataRow(0x09, false)]
    [DataRow(0x00, false)]
    public void ReadingATemperatureRaisesDataReady(int register, bool raises)
    {
        Rig rig = new Rig();
        Assert.IsTrue(rig.Board.PinLevel(Rig.DataReady));
        rig.StartAutomatic();
        rig.Convert();
        Assert.IsFalse(rig.Board.PinLevel(Rig.DataReady));
        rig.Read(register);
        Assert.AreEqual(raises, rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void ColdJunctionDoesntRaiseDataReadyWithItsSensorOff()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x89);
        rig.Convert();
        rig.Read(0x0A, 2);
        Assert.IsFalse(rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void AResultThatArrivesDuringABurstIsAnnouncedAfterIt()
    {
        Rig rig = new Rig();
        rig.StartAutomatic();
        rig.Convert();
        byte[] old = rig.ReadAll();
        rig.Advance(98 - 0.136 - 0.02 - 0.05);
        Assert.AreEqual(1, rig.Chip.Conversions);
        byte[] burst = rig.ReadAll();
        Assert.AreEqual(2, rig.Chip.Conversions, "the second conversion ended within the burst");
        CollectionAssert.AreEqual(old, burst);
        Assert.IsFalse(rig.Board.PinLevel(Rig.DataReady));
    }

    [TestMethod]
    public void TypeIsThatOfTheConversionsStart()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 150));
        rig.Write(Rig.Cr0, 0x81);
        rig.Write(Rig.Cr1, Rig.TypeT);
        rig.Convert();
        double asK = rig.Chip.ThermocoupleCelsius;
        rig.Convert();
        Assert.AreEqual(150, rig.Chip.ThermocoupleCelsius, 0.05);
        Assert.IsGreaterThan(5, System.Math.Abs(asK - 150));
    }
}
