namespace Interlock.VirtualBoard;

/// <summary>Bits of the fault status register; the low six are also those of the fault mask (data sheet, "Register 0Fh").</summary>
internal static class StatusBit
{
    internal const byte ColdJunctionRange = 0x80;
    internal const byte ThermocoupleRange = 0x40;
    internal const byte ColdJunctionHigh = 0x20;
    internal const byte ColdJunctionLow = 0x10;
    internal const byte ThermocoupleHigh = 0x08;
    internal const byte ThermocoupleLow = 0x04;
    internal const byte OverUnderVoltage = 0x02;
    internal const byte Open = 0x01;

    /// <summary>Those that can pull FAULT low. A reading out of range never does.</summary>
    internal const byte Maskable = 0x3F;

    /// <summary>Those that a finished conversion decides on.</summary>
    internal const byte OfConversion = 0xFC;
}
