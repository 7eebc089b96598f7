namespace System.Device.Spi;

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
