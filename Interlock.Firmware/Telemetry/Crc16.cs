namespace Interlock.Firmware.Telemetry
{
    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
    public static class Crc16
    {
        /// <summary>Value before the first byte.</summary>
        public const int Initial = 0xFFFF;

        /// <summary>Length of a leap: the shortest stretch that a sample repeats, TRIPPED without a reading or a dose.</summary>
        public const int LeapBytes = 49;

        // A byte ahead of the CRC's end, and two bytes ahead: with both, two bytes take one step and no shift of the CRC,
        // since a 16-bit CRC is used up by two bytes. Lines are most of what a tick costs on an interpreter.
        private static readonly ushort[] _one = MakeTable(1);
        private static readonly ushort[] _two = MakeTable(2);

        // What either byte of a CRC comes to after a leap.
        private static readonly ushort[] _leapHigh = MakeLeapTable(8);
        private static readonly ushort[] _leapLow = MakeLeapTable(0);

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

        /// <summary>
        /// Goes on with a CRC over <see cref="LeapBytes"/> bytes without looking at them. What went before and the bytes
        /// themselves act on a CRC independently, and their parts add up by exclusive or.
        /// </summary>
        /// <param name="crc">As for <see cref="Update"/>.</param>
        /// <param name="own">The CRC of the bytes alone: begun with 0.</param>
        public static int Leap(int crc, int own)
        {
            return _leapHigh[crc >> 8] ^ _leapLow[crc & 0xFF] ^ own;
        }

        private static ushort[] MakeLeapTable(int shift)
        {
            byte[] zeros = new byte[LeapBytes];
            ushort[] table = new ushort[256];
            for (int i = 0; i < 256; i++) table[i] = (ushort)Update(i << shift, zeros, 0, LeapBytes);
            return table;
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
