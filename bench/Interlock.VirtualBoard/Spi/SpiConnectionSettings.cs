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
