namespace Interlock.Firmware.Telemetry
{
    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
    public static class Crc16
    {
        /// <summary>Value before the first byte.</summary>
        public const int Initial = 0xFFFF;

        private static readonly ushort[] _table = MakeTable();

        /// <summary>Goes on with a CRC over some bytes.</summary>
        /// <param name="crc"><see cref="Initial"/>, or what an earlier call gave.</param>
        /// <param name="buffer">The bytes.</param>
        /// <param name="start">First byte.</param>
        /// <param name="end">Behind the last byte.</param>
        public static int Update(int crc, byte[] buffer, int start, int end)
        {
            ushort[] table = _table;
            for (int i = start; i < end; i++)
            {
                crc = (crc << 8 & 0xFF00) ^ table[crc >> 8 ^ buffer[i]];
            }

            return crc;
        }

        private static ushort[] MakeTable()
        {
            const int polynomial = 0x1021;
            ushort[] table = new ushort[256];
            for (int i = 0; i < 256; i++)
            {
                int crc = i << 8;
                for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ polynomial : crc << 1;
                table[i] = (ushort)crc;
            }

            return table;
        }
    }
}
