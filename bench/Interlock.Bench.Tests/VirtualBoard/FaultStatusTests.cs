namespace Interlock.VirtualBoard.Tests;

/// <summary>The status register and the FAULT pin in both modes (data sheet, CR0 bit 2, MASK and "Register 0Fh").</summary>
[TestClass]
public class FaultStatusTests
{
    private const byte ComparatorAuto = 0x81;
    private const byte InterruptAuto = 0x85;
    private const byte FaultClear = 0x02;

    /// <summary>42.0000 degC against 0x02A0 is not above it; against 0x029F, a sixteenth lower, it is.</summary>
    [TestMethod]
    [DataRow(0x02A0, false)]
    [DataRow(0x029F, true)]
    public void HighThresholdIsStrict(int threshold, bool faulty)
    {
        Rig rig = RigReading(42.0);
        Assert.AreEqual(42.0, rig.Chip.ThermocoupleCelsius);
        rig.Write(0x05, (byte)(threshold >> 8), (byte)threshold);
        rig.Convert();
        Assert.AreEqual(faulty ? 0x08 : 0x00, rig.Read(Rig.Status));
        Assert.AreEqual(!faulty, rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    [DataRow(0x02A0, false)]
    [DataRow(0x02A1, true)]
    public void LowThresholdIsStrict(int threshold, bool faulty)
    {
        Rig rig = RigReading(42.0);
        rig.Write(0x07, (byte)(threshold >> 8), (byte)threshold);
        rig.Convert();
        Assert.AreEqual(faulty ? 0x04 : 0x00, rig.Read(Rig.Status));
        Assert.AreEqual(!faulty, rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    [DataRow(0x03, 25, 0x00)]
    [DataRow(0x03, 24, 0x20)]
    [DataRow(0x04, 25, 0x00)]
    [DataRow(0x04, 26, 0x10)]
    public void ColdJunctionThresholdsAreStrict(int register, int degrees, int status)
    {
        Rig rig = RigReading(42.0);
        rig.Write(register, (byte)degrees);
        rig.Convert();
        Assert.AreEqual(status, rig.Read(Rig.Status));
        Assert.AreEqual(status == 0, rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    [DataRow(0x04, 0xE7)]
    [DataRow(0x04, 0xE6)]
    public void NegativeThresholdsAreSigned(int register, int threshold)
    {
        BoardOptions options = Rig.Quiet();
        options.ColdJunction = _ => -26;
        Rig rig = new Rig(options);
        rig.StartAutomatic();
        rig.Write(register, (byte)threshold);
        rig.Convert();
        Assert.AreEqual(threshold == 0xE7 ? 0x10 : 0x00, rig.Read(Rig.Status), "below -25, not below -26");
    }

    [TestMethod]
    public void MaskedFaultSetsTheStatusButNotThePin()
    {
        Rig rig = RigReading(42.0, mask: 0x08);
        rig.Write(0x05, 0x01, 0x00);
        rig.Convert();
        Assert.AreEqual(0x08, rig.Read(Rig.Status));
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void AThresholdIsJudgedAtTheEndOfAConversion()
    {
        Rig rig = RigReading(42.0);
        rig.Write(0x05, 0x01, 0x00);
        rig.Advance(50);
        Assert.AreEqual(0x00, rig.Read(Rig.Status));
        rig.Convert();
        Assert.AreEqual(0x08, rig.Read(Rig.Status));
    }

    [TestMethod]
    public void ComparatorModeFollowsWithTwoDegreesOfHysteresis()
    {
        double tip = 44;
        Rig rig = Rig.Following(() => tip);
        rig.Write(0x05, 0x02, 0xA0);
        rig.StartAutomatic(ComparatorAuto);
        rig.Convert();
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin), "44 is above 42");

        tip = 40.2;
        rig.Convert(2);
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin), "40.2 is within the hysteresis");

        tip = 39.8;
        rig.Convert(2);
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin), "39.8 is below it");
        Assert.AreEqual(0x00, rig.Read(Rig.Status));

        tip = 41.8;
        rig.Convert(2);
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin), "not above 42 again");
    }

    [TestMethod]
    public void ComparatorHysteresisOfTheLowThreshold()
    {
        double tip = 14;
        Rig rig = Rig.Following(() => tip);
        rig.Write(0x07, 0x00, 0xF0);
        rig.StartAutomatic(ComparatorAuto);
        rig.Convert();
        Assert.AreEqual(0x04, rig.Read(Rig.Status));
        tip = 16.8;
        rig.Convert(2);
        Assert.AreEqual(0x04, rig.Read(Rig.Status));
        tip = 17.2;
        rig.Convert(2);
        Assert.AreEqual(0x00, rig.Read(Rig.Status));
    }

    [TestMethod]
    public void InterruptModeHoldsUntilFaultClear()
    {
        double tip = 44;
        Rig rig = Rig.Following(() => tip);
        rig.Write(0x05, 0x02, 0xA0);
        rig.StartAutomatic(InterruptAuto);
        rig.Convert();
        tip = 30;
        rig.Convert(5);
        Assert.AreEqual(0x08, rig.Read(Rig.Status));
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));

        rig.Write(Rig.Cr0, InterruptAuto | FaultClear);
        Assert.AreEqual(0x00, rig.Read(Rig.Status));
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
        rig.Convert(5);
        Assert.AreEqual(0x00, rig.Read(Rig.Status));
    }

    [TestMethod]
    public void FaultThatPersistsComesBackWithTheNextConversion()
    {
        Rig rig = RigReading(44.0, InterruptAuto);
        rig.Write(0x05, 0x02, 0xA0);
        rig.Convert();
        rig.Write(Rig.Cr0, InterruptAuto | FaultClear);
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin));
        rig.Convert();
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void FaultClearDoesNothingInComparatorMode()
    {
        Rig rig = RigReading(44.0, ComparatorAuto);
        rig.Write(0x05, 0x02, 0xA0);
        rig.Convert();
        rig.Write(Rig.Cr0, ComparatorAuto | FaultClear);
        Assert.AreEqual(0x08, rig.Read(Rig.Status));
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void InterruptModeHoldsThePinThroughAMask()
    {
        Rig rig = RigReading(44.0, InterruptAuto);
        rig.Write(0x05, 0x02, 0xA0);
        rig.Convert();
        rig.Write(Rig.Mask, 0x3F);
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin), "only FAULTCLR lets it go");
        rig.Write(Rig.Cr0, InterruptAuto | FaultClear);
        rig.Convert();
        Assert.IsTrue(rig.Board.PinLevel(Rig.FaultPin), "masked first, it doesn't come back");
        Assert.AreEqual(0x08, rig.Read(Rig.Status));
    }

    [TestMethod]
    public void RangeBitsAreClearedByFaultClearToo()
    {
        double tip = 500;
        Rig rig = Rig.Following(() => tip);
        rig.StartAutomatic(InterruptAuto);
        rig.Convert();
        tip = 37;
        rig.Convert(2);
        Assert.AreEqual(0x40, rig.Read(Rig.Status));
        rig.Write(Rig.Cr0, InterruptAuto | FaultClear);
        Assert.AreEqual(0x00, rig.Read(Rig.Status));
    }

    /// <summary>A board on which the chip reports exactly that temperature.</summary>
    private static Rig RigReading(double celsius, byte cr0 = ComparatorAuto, byte mask = 0x00)
    {
        // The inverse function is off by a few hundredths, so the tip has to stand a little beside it.
        double microvolts = TipMicrovolts(celsius);
        Rig rig = new Rig(Rig.Quiet(TipForMicrovolts(microvolts)));
        rig.StartAutomatic(cr0, mask);
        rig.Convert();
        return rig;
    }

    private static double TipMicrovolts(double reported) => Bisect(5000, microvolts => Thermocouple.T.Celsius(microvolts) < reported);

    private static double TipForMicrovolts(double microvolts) => Bisect(100, celsius => Thermocouple.T.Microvolts(celsius) < microvolts);

    private static double Bisect(double high, Func<double, bool> isBelow)
    {
        double low = 0;
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
