namespace Interlock.VirtualBoard.Tests;

/// <summary>The curves against the published tables.</summary>
[TestClass]
public class ThermocoupleTests
{
    [TestMethod]
    [DataRow(25, 992.0)]
    [DataRow(37, 1486.3)]
    [DataRow(42, 1695.9)]
    [DataRow(45, 1822.7)]
    [DataRow(100, 4278.5)]
    [DataRow(400, 20872.0)]
    [DataRow(-100, -3379)]
    [DataRow(-200, -5603)]
    public void TypeTVoltage(double celsius, double microvolts) =>
        Assert.AreEqual(microvolts, Thermocouple.T.Microvolts(celsius), celsius < 0 ? 0.5 : 0.06);

    [TestMethod]
    [DataRow(25, 1000.2)]
    [DataRow(37, 1488.9)]
    [DataRow(42, 1693.8)]
    [DataRow(45, 1817.1)]
    [DataRow(100, 4096.2)]
    [DataRow(400, 16397.1)]
    [DataRow(1372, 54886.4)]
    [DataRow(-100, -3554)]
    [DataRow(-200, -5891)]
    public void TypeKVoltage(double celsius, double microvolts) =>
        Assert.AreEqual(microvolts, Thermocouple.K.Microvolts(celsius), celsius < 0 ? 0.5 : 0.06);

    [TestMethod]
    public void InverseFunctionsAreWithinTheirError()
    {
        for (double celsius = 20; celsius <= 60; celsius += 0.5)
        {
            Assert.AreEqual(celsius, Thermocouple.T.Celsius(Thermocouple.T.Microvolts(celsius)), 0.0215);
            Assert.AreEqual(celsius, Thermocouple.K.Celsius(Thermocouple.K.Microvolts(celsius)), 0.034);
        }
    }

    [TestMethod]
    public void InverseFunctionsHoldOverTheWholeRange()
    {
        for (double celsius = -195; celsius <= 395; celsius += 5)
        {
            Assert.AreEqual(celsius, Thermocouple.T.Celsius(Thermocouple.T.Microvolts(celsius)), 0.06);
        }

        for (double celsius = -195; celsius <= 1370; celsius += 5)
        {
            Assert.AreEqual(celsius, Thermocouple.K.Celsius(Thermocouple.K.Microvolts(celsius)), 0.07);
        }
    }

    [TestMethod]
    public void OtherTypesAgreeWithThePublishedTables()
    {
        Assert.AreEqual(6319, Thermocouple.E.Microvolts(100), 0.5);
        Assert.AreEqual(76373, Thermocouple.E.Microvolts(1000), 0.5);
        Assert.AreEqual(-8825, Thermocouple.E.Microvolts(-200), 0.5);
        Assert.AreEqual(5269, Thermocouple.J.Microvolts(100), 0.5);
        Assert.AreEqual(69553, Thermocouple.J.Microvolts(1200), 0.5);
        Assert.AreEqual(2774, Thermocouple.N.Microvolts(100), 0.5);
        Assert.AreEqual(36256, Thermocouple.N.Microvolts(1000), 0.5);
        Assert.AreEqual(647, Thermocouple.R.Microvolts(100), 0.5);
        Assert.AreEqual(646, Thermocouple.S.Microvolts(100), 0.5);
        Assert.AreEqual(33, Thermocouple.B.Microvolts(100), 0.5);
        Assert.AreEqual(42.5, Thermocouple.E.Celsius(Thermocouple.E.Microvolts(42.5)), 1e-4);
    }

    /// <summary>One flipped bit turns K into E, and a true 42 degC reads several degrees low.</summary>
    [TestMethod]
    public void TypeBitFlippedFromKToEMisreads()
    {
        BoardOptions options = Rig.Quiet(tipCelsius: 42);
        options.Probe = ProbeType.K;
        options.ColdJunction = _ => 23;
        Rig rig = new Rig(options);
        rig.Write(Rig.Cr1, 0x03);
        rig.Write(Rig.Cr0, 0x81);
        rig.Convert();
        Assert.AreEqual(42, rig.Chip.ThermocoupleCelsius, 0.05);

        rig.Board.FlipRegisterBit(Rig.Cr1, 1);
        rig.Convert(2);
        Assert.AreEqual(35.6, rig.Chip.ThermocoupleCelsius, 0.1);
    }

    /// <summary>A mix-up of T and K is invisible, 0.24 degC at a cold junction of 25.</summary>
    [TestMethod]
    public void KProbeReadAsTReadsSlightlyLow()
    {
        BoardOptions options = Rig.Quiet(tipCelsius: 42);
        options.Probe = ProbeType.K;
        Rig rig = new Rig(options);
        rig.StartAutomatic();
        rig.Convert();
        Assert.AreEqual(42 - 0.24, rig.Chip.ThermocoupleCelsius, 0.03);
    }
}
