namespace Interlock.VirtualBoard;

/// <summary>The sixteen registers, as bytes: power-on values, what can be written, and the values in them.</summary>
internal sealed class RegisterFile
{
    private static readonly byte[] s_powerOn =
    {
        0x00, 0x03, 0xFF, 0x7F, 0xC0, 0x7F, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    };

    /// <summary>
    /// The bits that a write over the bus reaches. The data sheet doesn't say what the reserved bits (CR1 bit 7, MASK bits 7
    /// and 6) read after a write: here they keep their power-on value, so that a driver that compares them is found out.
    /// </summary>
    private static readonly byte[] s_writable =
    {
        0xFF, 0x7F, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0x00, 0x00, 0x00, 0x00,
    };

    private readonly byte[] _bytes = new byte[ChipRegister.Count];

    internal RegisterFile()
    {
        Reset();
    }

    internal byte this[int register]
    {
        get => _bytes[register];
        set => _bytes[register] = value;
    }

    internal byte Cr0 => _bytes[ChipRegister.Cr0];

    internal byte Cr1 => _bytes[ChipRegister.Cr1];

    internal bool ColdJunctionSensorOn => (Cr0 & VirtualBoard.Cr0.ColdJunctionOff) == 0;

    internal void Reset() => Array.Copy(s_powerOn, _bytes, ChipRegister.Count);

    /// <summary>A byte from the bus, with the protected bits left as they are.</summary>
    internal void Write(int register, byte value)
    {
        byte writable = s_writable[register];
        _bytes[register] = (byte)((_bytes[register] & ~writable) | (value & writable));
    }

    internal short Int16(int register) => (short)((_bytes[register] << 8) | _bytes[register + 1]);

    internal void SetInt16(int register, int value)
    {
        _bytes[register] = (byte)(value >> 8);
        _bytes[register + 1] = (byte)value;
    }

    internal void SetInt24(int register, int value)
    {
        _bytes[register] = (byte)(value >> 16);
        _bytes[register + 1] = (byte)(value >> 8);
        _bytes[register + 2] = (byte)value;
    }
}

/// <summary>Register addresses (data sheet, Table 6).</summary>
internal static class ChipRegister
{
    internal const int Cr0 = 0x00;
    internal const int Cr1 = 0x01;
    internal const int Mask = 0x02;
    internal const int ColdJunctionHigh = 0x03;
    internal const int ColdJunctionLow = 0x04;
    internal const int ThermocoupleHigh = 0x05;
    internal const int ThermocoupleLow = 0x07;
    internal const int ColdJunctionOffset = 0x09;
    internal const int ColdJunction = 0x0A;
    internal const int ThermocoupleTemperature = 0x0C;
    internal const int Status = 0x0F;

    internal const int Count = 16;
}

/// <summary>Bits of configuration register 0 (data sheet, "Register 00h/80h").</summary>
internal static class Cr0
{
    internal const byte Automatic = 0x80;
    internal const byte OneShot = 0x40;
    internal const byte OpenTest = 0x30;
    internal const int OpenTestShift = 4;
    internal const byte ColdJunctionOff = 0x08;
    internal const byte InterruptMode = 0x04;
    internal const byte FaultClear = 0x02;
    internal const byte Filter50Hz = 0x01;
}

/// <summary>Bits of configuration register 1 (data sheet, "Register 01h/81h").</summary>
internal static class Cr1
{
    internal const byte Averaging = 0x70;
    internal const int AveragingShift = 4;
    internal const byte Type = 0x0F;

    /// <summary>Types 8 and up deliver the voltage: 10xx with gain 8, 11xx with gain 32.</summary>
    internal const int FirstVoltageType = 0x08;
    internal const int FirstGain32Type = 0x0C;

    private const int MostSamplesExponent = 4;

    /// <summary>1, 2, 4, 8 or, for every pattern 1xx, 16.</summary>
    internal static int Samples(byte cr1)
    {
        int exponent = (cr1 & Averaging) >> AveragingShift;
        return 1 << (exponent > MostSamplesExponent ? MostSamplesExponent : exponent);
    }
}

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
