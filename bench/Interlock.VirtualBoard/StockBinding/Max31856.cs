using System.Device.Spi;
using UnitsNet;

namespace Iot.Device.Max31856;

/// <summary>
/// Stand-in for the stock binding nanoFramework.Iot.Device.Max31856: the same bytes on the bus and the same decoding,
/// its mistakes included, because a self-test that compares against the binding must meet the real one.
/// </summary>
/// <remarks>
/// Mistakes kept on purpose: negative values are decoded as sign and magnitude where the chip sends two's complement
/// (-1 degC comes out as -2047), a negative cold junction loses its sign, the status register is read and thrown away,
/// every fault stays masked, and CR1 is written when automatic conversion already runs.
/// </remarks>
public class Max31856 : IDisposable
{
    public const int SpiClockFrequency = 5_000_000;
    public const DataFlow SpiDataFlow = DataFlow.MsbFirst;
    public const SpiMode SpiModeSetup = SpiMode.Mode1;

    private const byte WriteCr0 = 0x80;
    private const byte WriteCr1 = 0x81;
    private const byte ReadFromCr0 = 0x00;

    /// <summary>Automatic conversion, open-circuit test 01, comparator mode, 60 Hz: the binding's name for it says "one-shot".</summary>
    private const byte Cr0Value = 0x90;

    /// <summary>The address byte and all sixteen registers: register n arrives as byte n + 1.</summary>
    private const int BurstBytes = 17;

    private const int ColdJunctionByte = 11;
    private const int ThermocoupleByte = 13;
    private const double ColdJunctionCountsPerDegree = 256;
    private const double ThermocoupleCountsPerDegree = 4096;

    private SpiDevice? _spi;

    public Max31856(SpiDevice spiDevice, ThermocoupleType thermocoupleType = ThermocoupleType.T)
    {
        _spi = spiDevice ?? throw new ArgumentNullException(nameof(spiDevice));
        _spi.Write(new byte[] { WriteCr0, Cr0Value });
        _spi.Write(new byte[] { WriteCr1, (byte)thermocoupleType });
    }

    public Temperature GetTemperature()
    {
        byte[] burst = ReadAllRegisters();
        int magnitude = ((burst[ThermocoupleByte] & 0x7F) << 16) | (burst[ThermocoupleByte + 1] << 8) | burst[ThermocoupleByte + 2];
        double celsius = magnitude / ThermocoupleCountsPerDegree;
        bool negative = (burst[ThermocoupleByte] & 0x80) != 0;
        return Temperature.FromDegreesCelsius(negative ? -celsius : celsius);
    }

    public Temperature GetColdJunctionTemperature()
    {
        // The binding masks the sign away in the buffer before it looks at it, so the minus never comes back.
        byte[] burst = ReadAllRegisters();
        int magnitude = ((burst[ColdJunctionByte] & 0x7F) << 8) | burst[ColdJunctionByte + 1];
        return Temperature.FromDegreesCelsius(magnitude / ColdJunctionCountsPerDegree);
    }

    /// <summary>Takes the SPI device along.</summary>
    public void Dispose()
    {
        _spi?.Dispose();
        _spi = null;
    }

    private byte[] ReadAllRegisters()
    {
        byte[] address = new byte[BurstBytes];
        byte[] burst = new byte[BurstBytes];
        address[0] = ReadFromCr0;
        _spi!.TransferFullDuplex(address, burst);
        return burst;
    }
}

public enum ThermocoupleType : byte
{
    B = 0,
    E = 1,
    J = 2,
    K = 3,
    N = 4,
    R = 5,
    S = 6,
    T = 7,
}
