namespace Interlock.Firmware.Telemetry
{
    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
    public static class Crc16
    {
        /// <summary>Value before the first byte.</summary>
        public const int Initial = 0xFFFF;

        // A byte ahead of the CRC's end, and two bytes ahead: with both, two bytes take one step and no shift of the CRC,
        // since a 16-bit CRC is used up by two bytes. Lines are most of what a tick costs on an interpreter.
        private static readonly ushort[] _one = MakeTable(1);
        private static readonly ushort[] _two = MakeTable(2);

        /// <summary>Goes on with a CRC over some bytes.</summary>
        /// <param name="crc"><see cref="Initial"/>, or what an earlier call gave.</param>
        /// <param name="buffer">The bytes.</param>
        /// <param name="start">First byte.</param>
        /// <param name="end">Behind the last byte.</param>
        public static int Update(int crc, byte[] buffer, int start, int end)
        {
            ushort[] one = _one;
            ushort[] two = _two;
            int i = start;
            while (i < end - 1)
            {
                crc = two[crc >> 8 ^ buffer[i++]] ^ one[crc & 0xFF ^ buffer[i++]];
            }

            return i < end ? (crc << 8 & 0xFF00) ^ one[crc >> 8 ^ buffer[i]] : crc;
        }

        private static ushort[] MakeTable(int bytesAhead)
        {
            const int polynomial = 0x1021;
            ushort[] table = new ushort[256];
            for (int i = 0; i < 256; i++)
            {
                int crc = i << 8;
                for (int bit = 0; bit < 8 * bytesAhead; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ polynomial : crc << 1;
                table[i] = (ushort)crc;
            }

            return table;
        }
    }
}
