using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
public static class Crc16
{
    private const int Polynomial = 0x1021;
    private const int Initial = 0xFFFF;
    private const int Slices = 8;
    private const int Values = 256;

    // Of a byte that so many others follow, one table after the other: eight bytes are taken in one step.
    private static readonly ushort[] _tables = MakeTables();

    [MethodImpl(Hot.Path)]
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ushort> tables = _tables;
        int crc = Initial;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc = tables[(7 * Values) + (bytes[0] ^ (crc >> 8))] ^ tables[(6 * Values) + (bytes[1] ^ (crc & 0xFF))]
                ^ tables[(5 * Values) + bytes[2]] ^ tables[(4 * Values) + bytes[3]] ^ tables[(3 * Values) + bytes[4]]
                ^ tables[(2 * Values) + bytes[5]] ^ tables[Values + bytes[6]] ^ tables[bytes[7]];
        }

        foreach (byte value in bytes) crc = ((crc << 8) & 0xFF00) ^ tables[(crc >> 8) ^ value];
        return crc;
    }

    private static ushort[] MakeTables()
    {
        ushort[] tables = new ushort[Slices * Values];
        for (int i = 0; i < Values; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            tables[i] = (ushort)crc;
        }

        for (int i = Values; i < tables.Length; i++)
        {
            int crc = tables[i - Values];
            tables[i] = (ushort)((crc << 8) ^ tables[crc >> 8]);
        }

        return tables;
    }
}
