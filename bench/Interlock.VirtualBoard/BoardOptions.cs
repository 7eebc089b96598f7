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

    /// <summary>The system clock goes in steps of 10 ms, as FreeRTOS at 100 Hz does; without, time and sleeps are exact.</summary>
    public bool SystemTick10Ms { get; set; } = true;

    /// <summary>Where the steps of the system clock lie: the first one so long after the microcontroller's reset, 0 to 9999.</summary>
    public long SystemTickPhaseUs { get; set; }

    /// <summary>How many of the sleeps end one step late, drawn by the seed: 0 none, 1 all.</summary>
    public double LateWakeShare { get; set; }

    /// <summary>Decides instead of <see cref="LateWakeShare"/> whether the sleep that begins at a time ends one step late.</summary>
    public Func<long, bool>? LateWake { get; set; }

    /// <summary>How long a collection stops the firmware; 0 for none. 5 to 10 ms are expected of an ESP32.</summary>
    public double PauseMs { get; set; } = 10;

    /// <summary>
    /// From one collection to the next. A heap of some 100 KB, of which the device calls of a 20 ms tick take 23 KB a second.
    /// </summary>
    public double PauseEveryMs { get; set; } = 4300;

    /// <summary>How much later than one spacing after the reset the first collection comes.</summary>
    public long PausePhaseUs { get; set; }

    /// <summary>How fast the ESP32's crystal runs against true time.</summary>
    public double McuClockRate { get; set; } = 1.0;

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
