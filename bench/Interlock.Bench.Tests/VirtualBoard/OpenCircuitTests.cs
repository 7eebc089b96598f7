namespace Interlock.VirtualBoard.Tests;

/// <summary>The open-circuit test's schedule (data sheet, Table 4 and "Open-Circuit Fault Detection"), and what an open input reads.</summary>
[TestClass]
public class OpenCircuitTests
{
    private const byte Open = 0x01;

    [TestMethod]
    [DataRow(0x91, 13.3)]
    [DataRow(0xA1, 33.4)]
    [DataRow(0xB1, 113.4)]
    public void InAutomaticModeEverySixteenthConversionHasATest(int cr0, double testMs)
    {
        Rig rig = new Rig();
        rig.StartAutomatic((byte)cr0);
        rig.Convert();
        for (int conversion = 2; conversion <= 48; conversion++)
        {
            double expectedMs = conversion % 16 == 0 ? 98 + testMs : 98;
            Assert.AreEqual(expectedMs, rig.AdvanceToConversionMs(), 0.011);
        }

        Assert.AreEqual(3, rig.Chip.OpenTests);
    }

    [TestMethod]
    public void AnOpenWireIsFoundOnlyByATest()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x95);
        rig.Board.Inject(Fault.TcOpen);
        rig.Convert(15);
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open);
        rig.Convert();
        Assert.AreEqual(Open, rig.Read(Rig.Status));
        Assert.IsFalse(rig.Board.PinLevel(Rig.FaultPin));
    }

    [TestMethod]
    public void WithoutTheTestItIsNeverFound()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x85);
        rig.Board.Inject(Fault.TcOpen);
        rig.Convert(40);
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open);
        Assert.AreEqual(0, rig.Chip.OpenTests);
    }

    [TestMethod]
    public void EveryOneShotTests()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.TcOpen);
        rig.Write(Rig.Cr0, 0x51);
        rig.Convert();
        Assert.AreEqual(Open, rig.Read(Rig.Status));
        Assert.AreEqual(1, rig.Chip.OpenTests);
    }

    [TestMethod]
    public void OnDemandTheTestFollowsTheRunningConversion()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x95);
        rig.Convert(2);
        rig.Advance(30);
        rig.Write(Rig.Cr0, 0x85);
        rig.Write(Rig.Cr0, 0x95);
        rig.Convert();
        Assert.AreEqual(0, rig.Chip.OpenTests);
        Assert.AreEqual(111.3, rig.AdvanceToConversionMs(), 0.011);
        Assert.AreEqual(1, rig.Chip.OpenTests);
        Assert.AreEqual(98, rig.AdvanceToConversionMs(), 0.011);
    }

    [TestMethod]
    public void WritingTheSameSettingAgainAsksForNothing()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x95);
        rig.Convert(2);
        rig.Write(Rig.Cr0, 0x95);
        rig.Convert(3);
        Assert.AreEqual(0, rig.Chip.OpenTests);
    }

    [TestMethod]
    public void ATestOnDemandRestartsTheCountOfSixteen()
    {
        Rig rig = new Rig();
        rig.StartAutomatic(0x95);
        rig.Convert(10);
        rig.Write(Rig.Cr0, 0x85);
        rig.Write(Rig.Cr0, 0x95);
        rig.Convert(2);
        Assert.AreEqual(1, rig.Chip.OpenTests);
        rig.Convert(15);
        Assert.AreEqual(1, rig.Chip.OpenTests);
        rig.Convert();
        Assert.AreEqual(2, rig.Chip.OpenTests);
    }

    [TestMethod]
    public void ATestSeesTheWireAsItWasDuringTheTest()
    {
        Rig rig = new Rig();
        rig.Write(Rig.Cr0, 0x51);
        rig.Advance(50);
        rig.Board.Inject(Fault.TcOpen);
        rig.Convert();
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open, "it broke after the test of that conversion");
    }

    [TestMethod]
    public void InComparatorModeARepairedWireClearsTheBitWithTheNextTest()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.TcOpen);
        rig.StartAutomatic(0x91);
        rig.Convert(16);
        Assert.AreEqual(Open, rig.Read(Rig.Status) & Open);
        rig.Board.Clear(Fault.TcOpen);
        rig.Convert(15);
        Assert.AreEqual(Open, rig.Read(Rig.Status) & Open);
        rig.Convert();
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open);
    }

    /// <summary>"Disabling the open fault detection in comparator mode while there is an open fault will not clear the fault bit."</summary>
    [TestMethod]
    public void DisablingTheTestInComparatorModeLeavesTheBitUntilInterruptModeClearsIt()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.TcOpen);
        rig.StartAutomatic(0x91);
        rig.Convert(16);
        rig.Write(Rig.Cr0, 0x81);
        rig.Board.Clear(Fault.TcOpen);
        rig.Convert(20);
        Assert.AreEqual(Open, rig.Read(Rig.Status) & Open);

        rig.Write(Rig.Cr0, 0x87);
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open);
    }

    [TestMethod]
    public void AnOpenInputRunsToTheColdJunction()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 42));
        rig.StartAutomatic();
        rig.Convert();
        rig.Board.Inject(Fault.TcOpen);
        rig.Convert();

        // The mean of exp(-t / 20 ms) over 98 ms is 0.2026.
        double left = (Thermocouple.T.Microvolts(42) - Thermocouple.T.Microvolts(25)) * 0.2026;
        double expected = Thermocouple.T.Celsius(Thermocouple.T.Microvolts(25) + left);
        Assert.AreEqual(expected, rig.Chip.ThermocoupleCelsius, 0.08);
        rig.Convert(3);
        Assert.AreEqual(25, rig.Chip.ThermocoupleCelsius, 0.03);
        Assert.IsTrue(double.IsNaN(rig.Board.TipCelsius));
    }

    [TestMethod]
    public void ATipThatIsNotANumberIsAnOpenWire()
    {
        BoardOptions options = Rig.Quiet();
        options.Tip = us => us < 150_000 ? 42 : double.NaN;
        Rig rig = new Rig(options);
        rig.StartAutomatic(0xB1);
        rig.Convert();
        Assert.IsGreaterThan(40, rig.Chip.ThermocoupleCelsius, "the input still holds most of its charge");
        rig.Convert(16);
        Assert.AreEqual(25, rig.Chip.ThermocoupleCelsius, 0.03);
        Assert.AreEqual(Open, rig.Read(Rig.Status) & Open);
    }

    [TestMethod]
    public void AShortAtTheConnectorHidesAnOpenWire()
    {
        Rig rig = new Rig();
        rig.Board.Inject(Fault.TcOpen);
        rig.Board.Inject(Fault.TcShort);
        rig.Write(Rig.Cr0, 0x51);
        rig.Convert();
        Assert.AreEqual(0, rig.Read(Rig.Status) & Open);
    }
}
