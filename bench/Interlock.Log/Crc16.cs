using System;

namespace Interlock.Log;

/// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
public static class Crc16
{
    private const int Polynomial = 0x1021;
    private const int Initial = 0xFFFF;

    private static readonly ushort[] _table = MakeTable();

    public static int Of(ReadOnlySpan<byte> bytes)
    {
        int crc = Initial;
        foreach (byte value in bytes) crc = ((crc << 8) & 0xFF00) ^ _table[(crc >> 8) ^ value];
        return crc;
    }

    private static ushort[] MakeTable()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            table[i] = (ushort)crc;
        }

        return table;
    }
}
