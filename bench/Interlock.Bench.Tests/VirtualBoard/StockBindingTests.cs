using System.Device.Spi;
using Iot.Device.Max31856;
using UnitsNet;
using UnitsNet.Units;

namespace Interlock.VirtualBoard.Tests;

/// <summary>The stand-in for the stock binding: right above zero, wrong below, as the real one.</summary>
[TestClass]
public class StockBindingTests
{
    [TestMethod]
    public void ReadsPositiveTemperatures()
    {
        Rig rig = new Rig();
        Max31856 binding = new Max31856(rig.Spi);
        rig.Convert(2);
        Assert.AreEqual(37, binding.GetTemperature().DegreesCelsius, 0.05);
        Assert.AreEqual(25, binding.GetColdJunctionTemperature().DegreesCelsius);
    }

    [TestMethod]
    public void DecodesMinusOneAsMinus2047()
    {
        double tip = -1;
        BoardOptions options = Rig.Quiet();
        options.Tip = _ => tip;
        options.ColdJunction = _ => 0;
        Rig rig = new Rig(options);
        Max31856 binding = new Max31856(rig.Spi);
        rig.Convert(2);
        Assert.AreEqual(-1, rig.Chip.ThermocoupleCelsius, 0.05);
        Assert.AreEqual(-2047, binding.GetTemperature().DegreesCelsius, 0.05);
    }

    [TestMethod]
    public void LosesTheSignOfTheColdJunction()
    {
        BoardOptions options = Rig.Quiet();
        options.ColdJunction = _ => -1;
        Rig rig = new Rig(options);
        Max31856 binding = new Max31856(rig.Spi);
        rig.Convert();
        Assert.AreEqual(127, binding.GetColdJunctionTemperature().DegreesCelsius);
    }

    [TestMethod]
    public void WritesCr0ThenCr1AndLeavesEverythingMasked()
    {
        Rig rig = new Rig();
        _ = new Max31856(rig.Spi, ThermocoupleType.K);
        Assert.AreEqual(0x90, rig.Chip.PeekRegister(Rig.Cr0));
        Assert.AreEqual(0x03, rig.Chip.PeekRegister(Rig.Cr1));
        Assert.AreEqual(0xFF, rig.Chip.PeekRegister(Rig.Mask));
    }

    /// <summary>CR1 comes when the first conversion runs already, with the type that stood there.</summary>
    [TestMethod]
    public void ItsFirstReadingIsOfTheWrongType()
    {
        Rig rig = new Rig(Rig.Quiet(tipCelsius: 150));
        Max31856 binding = new Max31856(rig.Spi, ThermocoupleType.T);
        rig.Convert();
        double first = binding.GetTemperature().DegreesCelsius;
        rig.Convert();
        Assert.AreEqual(150, binding.GetTemperature().DegreesCelsius, 0.05);
        Assert.IsGreaterThan(5, Math.Abs(first - 150));
    }

    [TestMethod]
    public void DisposingItDisposesTheSpiDevice()
    {
        Rig rig = new Rig();
        Max31856 binding = new Max31856(rig.Spi);
        binding.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => rig.Spi.ReadByte());
        binding.Dispose();
    }

    [TestMethod]
    public void NeedsADevice() => Assert.ThrowsExactly<ArgumentNullException>(() => new Max31856(null!));

    [TestMethod]
    public void ItsSettings()
    {
        SpiConnectionSettings settings = new SpiConnectionSettings(2, 5)
        {
            ClockFrequency = Max31856.SpiClockFrequency,
            Mode = Max31856.SpiModeSetup,
            DataFlow = Max31856.SpiDataFlow,
        };
        Assert.AreEqual(5_000_000, settings.ClockFrequency);
        Assert.AreEqual(SpiMode.Mode1, settings.Mode);
        Assert.AreEqual(DataFlow.MsbFirst, settings.DataFlow);
    }

    [TestMethod]
    [DataRow(TemperatureUnit.DegreeCelsius, 25.0)]
    [DataRow(TemperatureUnit.DegreeDelisle, 112.5)]
    [DataRow(TemperatureUnit.DegreeFahrenheit, 77.0)]
    [DataRow(TemperatureUnit.DegreeNewton, 8.25)]
    [DataRow(TemperatureUnit.DegreeRankine, 536.67)]
    [DataRow(TemperatureUnit.DegreeReaumur, 20.0)]
    [DataRow(TemperatureUnit.DegreeRoemer, 20.625)]
    [DataRow(TemperatureUnit.Kelvin, 298.15)]
    [DataRow(TemperatureUnit.MillidegreeCelsius, 25000.0)]
    [DataRow(TemperatureUnit.SolarTemperature, 298.15 / 5778)]
    public void TemperatureUnits(TemperatureUnit unit, double value)
    {
        Assert.AreEqual(value, Temperature.FromDegreesCelsius(25).As(unit), 1e-9);
        Assert.AreEqual(25, Temperature.From(value, unit).DegreesCelsius, 1e-9);
        Assert.AreEqual(unit, Temperature.FromDegreesCelsius(25).ToUnit(unit).Unit);
    }
}
