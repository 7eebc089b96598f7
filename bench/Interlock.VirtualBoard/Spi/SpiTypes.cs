using System.Device.Gpio;

namespace System.Device.Spi;

public sealed class SpiConnectionSettings
{
    private bool _chipSelectActiveHigh;

    public SpiConnectionSettings(int busId, int chipSelectLine = -1)
    {
        BusId = busId;
        ChipSelectLine = chipSelectLine;
    }

    internal SpiConnectionSettings(SpiConnectionSettings other)
        : this(other.BusId, other.ChipSelectLine)
    {
        Mode = other.Mode;
        DataBitLength = other.DataBitLength;
        ClockFrequency = other.ClockFrequency;
        DataFlow = other.DataFlow;
        Configuration = other.Configuration;
        _chipSelectActiveHigh = other._chipSelectActiveHigh;
    }

    public int BusId { get; set; }

    public int ChipSelectLine { get; set; }

    public SpiMode Mode { get; set; } = SpiMode.Mode0;

    public int DataBitLength { get; set; } = 8;

    public int ClockFrequency { get; set; } = 500_000;

    public DataFlow DataFlow { get; set; } = DataFlow.MsbFirst;

    public PinValue ChipSelectLineActiveState
    {
        get => _chipSelectActiveHigh;
        set => _chipSelectActiveHigh = value == PinValue.High;
    }

    public SpiBusConfiguration Configuration { get; set; } = SpiBusConfiguration.FullDuplex;
}

public enum SpiMode
{
    Mode0 = 0,
    Mode1 = 1,
    Mode2 = 2,
    Mode3 = 3,
}

public enum DataFlow
{
    MsbFirst = 0,
    LsbFirst = 1,
}

public enum SpiBusConfiguration
{
    FullDuplex = 0,
    HalfDuplex = 1,
    Simplex = 2,
}

public enum SpiSharingMode
{
    Exclusive = 0,
    Shared = 1,
}

public sealed class SpiBusInfo
{
    /// <summary>Any ESP32 pin, half duplex; the full-duplex limit of 26 MHz isn't reported (nf-interpreter, cpu_spi.cpp).</summary>
    private const int MaxHz = 40_000_000;

    private const int MinHz = 20_000_000 / 256;

    internal SpiBusInfo()
    {
    }

    public int MaxClockFrequency => MaxHz;

    public int MinClockFrequency => MinHz;
}

public class SpiDeviceAlreadyInUseException : Exception
{
    public override string ToString() => Message;
}
