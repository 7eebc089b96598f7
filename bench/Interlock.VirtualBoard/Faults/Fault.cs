namespace Interlock.VirtualBoard;

/// <summary>What can be made to go wrong on the board; <see cref="FaultNames"/> has the names that users write.</summary>
public enum Fault
{
    /// <summary>The thermocouple's wire breaks; the input runs to 0 V.</summary>
    TcOpen,

    /// <summary>The leads touch at the connector: 0 V, so the reading becomes the cold junction's.</summary>
    TcShort,

    TcReversed,

    /// <summary>The tip leaves the tissue and cools.</summary>
    TcSlips,

    /// <summary>A voltage outside the chip's supply at its inputs.</summary>
    Ovuv,

    MisoLow,
    MisoHigh,

    /// <summary>One configuration bit of the chip changes, once.</summary>
    Bitflip,

    DrdyStuckHigh,
    DrdyStuckLow,

    /// <summary>The FAULT line stays high, for the latch and for the microcontroller.</summary>
    FaultPinStuck,

    /// <summary>All the chip's registers fall back to their power-on values, once.</summary>
    ChipReset,

    K1Weld,
    K2Weld,
    K1CoilOpen,

    /// <summary>K1's mirror input stays at the level of a closed mirror.</summary>
    MirrorStuck,

    /// <summary>The wire from STOP's first pole to the microcontroller breaks.</summary>
    StopWire,

    ArmStuck,

    /// <summary>Done by whoever runs the firmware; the board only keeps the flag.</summary>
    McuHang,

    /// <summary>Done by whoever runs the firmware; the board only keeps the flag.</summary>
    McuRunaway,

    /// <summary>Done by whoever runs the firmware; the board only keeps the flag.</summary>
    ClockJump,

    /// <summary>Nothing leaves the telemetry UART any more.</summary>
    UartStall,

    /// <summary>The supply dips once: chip and microcontroller are reset.</summary>
    Brownout,
}
