namespace Interlock.VirtualBoard;

/// <summary>Everything about a board that can be chosen before it is switched on.</summary>
public sealed record BoardOptions
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

    /// <summary>The same of a second probe's tip; null where none is fitted, nor its chip.</summary>
    public Func<long, double>? SecondTip { get; set; }

    /// <summary>Temperature of the second probe's connector; null where it is the first one's.</summary>
    public Func<long, double>? SecondColdJunction { get; set; }

    /// <summary>How much later than the rise of chip select the first automatic conversion starts: lets a sweep vary the phase against the tick.</summary>
    public long ChipPhaseUs { get; set; }

    /// <summary>The same of the second chip.</summary>
    public long SecondChipPhaseUs { get; set; }

    public double RelayPullInMs { get; set; } = 15;

    /// <summary>Both relays' release; a relay's own figure below goes before it. The slowest that the parts may have.</summary>
    public double RelayReleaseMs { get; set; } = 10;

    public double? K1ReleaseMs { get; set; }

    public double? K2ReleaseMs { get; set; }

    /// <summary>Draws each relay's release by the seed, from 2 to 10 ms.</summary>
    public bool DrawRelayTimes { get; set; }

    /// <summary>A loss of the coils' rail is seen after so long: 0.2 ms is ignored, 1 ms must be seen.</summary>
    public double RailDetectMs { get; set; } = 1.0;

    /// <summary>Low-pass of the wire of ARM's normally open contact; 24 to 36 with the parts' tolerances.</summary>
    public double ArmFilterMs { get; set; } = 30;

    /// <summary>The same of its normally closed contact.</summary>
    public double ArmRestFilterMs { get; set; } = 30;

    public SchmittThresholds ArmThresholds { get; set; } = SchmittThresholds.ArmNo;

    public SchmittThresholds ArmRestThresholds { get; set; } = SchmittThresholds.ArmNc;

    /// <summary>Between the changes of ARM's contacts; null draws 1 to 50 ms at each press and release.</summary>
    public double? ArmGapMs { get; set; }

    /// <summary>How long each of ARM's contacts bounces; null draws 2 to 5 ms, 0 is none.</summary>
    public double? ArmBounceMs { get; set; }

    /// <summary>The same of STOP's two poles.</summary>
    public double? StopBounceMs { get; set; }

    /// <summary>The watchdog lets K1 go this long after the last heartbeat edge: 77 to 98 with the parts' tolerances.</summary>
    public double WatchdogHoldMs { get; set; } = 100;

    /// <summary>Heartbeat edges closer together than this make the watchdog let go: 4.5 to 5.7 with the parts' tolerances.</summary>
    public double WatchdogMinEdgeMs { get; set; } = 4.5;

    /// <summary>Low-pass through which K2's latch sees that ENABLE is high: 136 to 234 with the parts' tolerances (R520, C511).</summary>
    public double EnableFilterMs { get; set; } = 184;

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

    /// <summary>From one collection to the next: a little more often than docs/design-notes.md, "The device's clock", lets expect.</summary>
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
}

/// <summary>Which column of the data sheet's conversion times this chip keeps to.</summary>
public enum ConversionTiming
{
    Typical,
    Maximum,
}

/// <summary>What the probe is made of, whatever the chip was told.</summary>
public enum ProbeType
{
    T,
    K,
    N,
    J,
}

/// <summary>How the ushort[] overloads of SpiDevice put a word on the wire.</summary>
public enum SpiWordOrder
{
    /// <summary>Most significant bit first over all sixteen bits.</summary>
    HighByteFirst,

    /// <summary>
    /// The words' memory, byte by byte: what the sources of nf-interpreter (ESP32 cpu_spi.cpp) do on that little-endian
    /// machine. A driver for the real board must find out which of the two it meets.
    /// </summary>
    LowByteFirst,
}
