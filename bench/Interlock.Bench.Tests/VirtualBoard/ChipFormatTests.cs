namespace Interlock.VirtualBoard.Tests;

/// <summary>The data formats of the data sheet's Tables 2 and 3.</summary>
[TestClass]
public class ChipFormatTests
{
    [TestMethod]
    [DataRow(0x064F00, 100.9375)]
    [DataRow(0x019000, 25.0)]
    [DataRow(0xFFF000, -1.0)]
    [DataRow(0xF06000, -250.0)]
    [DataRow(0x000100, 0.0625)]
    public void BytesMeanTheTemperaturesOfTheDataSheet(int bytes, double celsius)
    {
        Rig rig = new Rig();
        Poke(rig, 0x0C, (byte)(bytes >> 16));
        Poke(rig, 0x0D, (byte)(bytes >> 8));
        Poke(rig, 0x0E, (byte)bytes);
        Assert.AreEqual(celsius, rig.Chip.ThermocoupleCelsius);
    }

    /// <summary>A tip at that temperature comes out as those bytes, give or take the inverse function's few hundredths.</summary>
    [TestMethod]
    [DataRow(0x064F00, 100.9375)]
    [DataRow(0x019000, 25.0)]
    [DataRow(0xFFF000, -1.0)]
    [DataRow(0xF38000, -200.0)]
    public void TemperaturesComeOutAsTheBytesOfTheDataSheet(int bytes, double celsius)
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: celsius));
        rig.StartAutomatic();
        rig.Convert();
        byte[] read = rig.Read(0x0C, 3);
        int counts = (read[0] << 16 | read[1] << 8 | read[2]) << 8 >> 8;
        Assert.AreEqual(0, counts & 0x1F, "the five low bits are not used");
        Assert.AreEqual((bytes << 8 >> 8) / 4096.0, counts / 4096.0, 0.05);
    }

    [TestMethod]
    [DataRow(25.0, 0x19, 0x00)]
    [DataRow(-25.0, 0xE7, 0x00)]
    [DataRow(0.5, 0x00, 0x80)]
    [DataRow(-0.5, 0xFF, 0x80)]
    [DataRow(64.0, 0x40, 0x00)]
    [DataRow(-55.0, 0xC9, 0x00)]
    [DataRow(0.015625, 0x00, 0x04)]
    [DataRow(-80.0, 0xC0, 0x00)]
    [DataRow(140.0, 0x7F, 0xFC)]
    public void ColdJunctionBytes(double celsius, int high, int low)
    {
        BoardOptions options = Rig.Quiet();
        options.ColdJunction = _ => celsius;
        Rig rig = new Rig(options);
        rig.StartAutomatic();
        rig.Convert();
        CollectionAssert.AreEqual(new[] { (byte)high, (byte)low }, rig.Read(0x0A, 2));
    }

    [TestMethod]
    [DataRow(0x7F, 7.9375)]
    [DataRow(0x80, -8.0)]
    [DataRow(0x08, 0.5)]
    public void ColdJunctionOffsetIsAddedAndCompensates(int offset, double celsius)
    {
        Rig rig = new Rig();
        rig.Write(0x09, (byte)offset);
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreEqual(25 + celsius, rig.Chip.ColdJunctionCelsius);
        Assert.AreEqual(37 + celsius, rig.Chip.ThermocoupleCelsius, 0.5);
    }

    [TestMethod]
    [DataRow(0x08, 8)]
    [DataRow(0x0B, 8)]
    [DataRow(0x0C, 32)]
    [DataRow(0x0F, 32)]
    public void GainModesDeliverTheVoltage(int type, int gain)
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 42));
        rig.Write(Rig.Cr1, (byte)type);
        rig.Write(Rig.Cr0, 0x81);
        rig.Convert();
        double volts = (Thermocouple.T.Microvolts(42) - Thermocouple.T.Microvolts(25)) * 1e-6;
        Assert.AreEqual(gain * 1.6 * 131072 * volts, rig.Chip.ThermocoupleCelsius * 128, 0.51);
    }

    [TestMethod]
    [DataRow(450.0, 400.0)]
    [DataRow(-250.0, -200.0)]
    public void OutOfRangeIsClampedAndFlaggedWithoutFault(double tip, double clamped)
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: tip));
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreEqual(clamped, rig.Chip.ThermocoupleCelsius);
        Assert.AreEqual(0x40, rig.Read(Rig.Status));
        Assert.IsFalse(rig.Chip.FaultLow);
    }

    [TestMethod]
    [DataRow(-60.0)]
    [DataRow(126.0)]
    public void ColdJunctionOutOfRangeIsFlaggedWithoutFault(double coldJunction)
    {
        BoardOptions options = Rig.Quiet();
        options.ColdJunction = _ => coldJunction;
        Rig rig = new Rig(options);
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreEqual(0x80, rig.Read(Rig.Status) & 0x80);
        Assert.IsFalse(rig.Chip.FaultLow);
    }

    [TestMethod]
    public void ReversedLeadsReadSevenDegrees()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 42));
        rig.Board.Inject(Fault.TcReversed);
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreEqual(7.4, rig.Chip.ThermocoupleCelsius, 0.1);
    }

    [TestMethod]
    public void AConversionReportsTheMeanOverItsDuration()
    {
        BoardOptions options = Rig.Quiet();
        options.Tip = us => 37 + (us * 1.5e-6);
        Rig rig = new Rig(options);
        rig.StartAutomatic();
        rig.Convert(3);
        double middleCelsius = 37 + ((rig.Board.NowUs - 49_000) * 1.5e-6);
        Assert.AreEqual(middleCelsius, rig.Chip.ThermocoupleCelsius, 0.03);
    }

    [TestMethod]
    [DataRow(0x00, 1.3)]
    [DataRow(0x40, 0.325)]
    [DataRow(0x70, 0.325)]
    public void NoiseIsThatOfTheDataSheetAndShrinksWithAveraging(int averaging, double microvoltsRms)
    {
        BoardOptions options = Rig.Quiet();
        options.NoiseMicrovoltsRms = 1.3;
        Rig rig = new Rig(options);
        rig.Write(Rig.Cr1, (byte)(averaging | 0x0C));
        rig.Write(Rig.Cr0, 0x80);
        double expected = (averaging == 0 ? 1.3 : 1.3 / 4) * 0.4 / 1.3;
        Assert.AreEqual(expected, RmsMicrovolts(rig, 32), expected * 0.15);

        rig.Write(Rig.Cr0, 0x00);
        rig.Write(Rig.Cr1, (byte)(averaging | 0x08));
        rig.Write(Rig.Cr0, 0x80);
        Assert.AreEqual(microvoltsRms, RmsMicrovolts(rig, 8), microvoltsRms * 0.15);
    }

    private static double RmsMicrovolts(Rig rig, int gain)
    {
        const int Conversions = 400;
        double sum = 0;
        double squares = 0;
        rig.Advance(1000);
        for (int i = 0; i < Conversions; i++)
        {
            long before = rig.Chip.Conversions;
            while (rig.Chip.Conversions == before)
            {
                rig.Advance(10);
            }

            double microvolts = rig.Chip.ThermocoupleCelsius * 128 / (gain * 1.6 * 131072) * 1e6;
            sum += microvolts;
            squares += microvolts * microvolts;
        }

        double mean = sum / Conversions;
        return Math.Sqrt((squares / Conversions) - (mean * mean));
    }

    private static void Poke(Rig rig, int register, byte value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            if (((rig.Chip.PeekRegister(register) ^ value) & (1 << bit)) != 0)
            {
                rig.Board.FlipRegisterBit(register, bit);
            }
        }
    }
}
