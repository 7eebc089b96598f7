using System;

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
