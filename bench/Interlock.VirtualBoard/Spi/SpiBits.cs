using System;

namespace Interlock.VirtualBoard;

/// <summary>What a wrong setting of the SPI master does to the bits on their way.</summary>
internal static class SpiBits
{
    /// <summary>Turns every byte round: the least significant bit goes first.</summary>
    internal static void Reverse(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int b = bytes[i];
            b = ((b & 0xF0) >> 4) | ((b & 0x0F) << 4);
            b = ((b & 0xCC) >> 2) | ((b & 0x33) << 2);
            bytes[i] = (byte)(((b & 0xAA) >> 1) | ((b & 0x55) << 1));
        }
    }

    /// <summary>The receiver sees every bit one clock too early: it misses the first and ends with an idle line.</summary>
    internal static void ShiftEarlier(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int next = i + 1 < bytes.Length ? bytes[i + 1] : 0;
            bytes[i] = (byte)((bytes[i] << 1) | (next >> 7));
        }
    }

    /// <summary>The receiver sees every bit one clock too late: first what was on the line before.</summary>
    internal static void ShiftLater(Span<byte> bytes)
    {
        int before = 1;
        for (int i = 0; i < bytes.Length; i++)
        {
            int b = bytes[i];
            bytes[i] = (byte)((b >> 1) | (before << 7));
            before = b & 1;
        }
    }
}
