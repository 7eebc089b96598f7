using System;

namespace Interlock.VirtualBoard;

/// <summary>Everything about a board that can be chosen before it is switched on.</summary>
public sealed class BoardOptions
{
    /// <summary>The same seed gives the same noise, the same bounces and the same flipped bit.</summary>
    public int Seed { get; set; } = 1;

    public ProbeType Probe { get; set; } = ProbeType.T;

    public ConversionTiming Timing { get; set; } = ConversionTiming.Typical;

    /// <summary>Input-referred noise at gain 8 without averaging (data sheet, Electrical Characteristics).</summary>
    public double NoiseMicrovoltsRms { get; set; } = 1.3;

    /// <summary>Tip temperature in degC at a time in microseconds; NaN when the wire is open.</summary>
    public Func<long, double> Tip { get; set; } = static _ => 37.0;

    /// <summary>Temperature of the connector in degC at a time in microseconds.</summary>
    public Func<long, double> ColdJunction { get; set; } = static _ => 25.0;

    /// <summary>How much later than the rise of chip select the first automatic conversion starts: lets a sweep vary the phase against the tick.</summary>
    public long ChipPhaseUs { get; set; }

    public double RelayPullInMs { get; set; } = 15;

    public double RelayReleaseMs { get; set; } = 10;

    /// <summary>The watchdog lets K1 go this long after the last heartbeat edge.</summary>
    public double WatchdogHoldMs { get; set; } = 300;

    /// <summary>Heartbeat edges closer together than this make the watchdog let go.</summary>
    public double WatchdogMinEdgeMs { get; set; } = 8;

    /// <summary>What a call of the GPIO classes costs in virtual time; nothing would let a loop that polls a pin never end.</summary>
    public long GpioCallUs { get; set; } = 5;

    /// <summary>What an SPI transfer costs beside its bits.</summary>
    public long SpiOverheadUs { get; set; } = 20;

    /// <summary>What a call of the serial port costs beside waiting for room.</summary>
    public long SerialCallUs { get; set; } = 20;

    /// <summary>Byte order of the 16-bit SPI transfers on the wire.</summary>
    public SpiWordOrder SpiWordOrder { get; set; } = SpiWordOrder.HighByteFirst;

    /// <summary>Makes the fault mirror-stuck hold K1's mirror open instead of closed.</summary>
    public bool MirrorStuckOpen { get; set; }
}
