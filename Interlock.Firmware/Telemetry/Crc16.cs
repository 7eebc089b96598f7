namespace Interlock.Firmware.Telemetry
{
    /// <summary>CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, not reflected; "123456789" gives 29B1.</summary>
    public static class Crc16
    {
        /// <summary>Value before the first byte.</summary>
        public const int Initial = 0xFFFF;

        /// <summary>How many bytes may stand behind one whose change is followed up.</summary>
        public const int MostBehind = 127;

        // A byte ahead of the CRC's end, and two bytes ahead: with both, two bytes take one step and no shift of the CRC,
        // since a 16-bit CRC is used up by two bytes.
        private static readonly ushort[] _one = MakeTable(1);
        private static readonly ushort[] _two = MakeTable(2);

        /// <summary>
        /// What changed bits do to a CRC: exclusive or with <c>LowEffects[behind * 16 + bits]</c> is the change of the CRC when the
        /// given bits of a byte's lower half are turned over, with that many bytes behind it. A CRC is linear: changes act on it
        /// independently of each other and of everything else.
        /// </summary>
        public static readonly ushort[] LowEffects = MakeEffects(0);

        /// <summary>The same for the upper half of a byte.</summary>
        public static readonly ushort[] HighEffects = MakeEffects(4);

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

        private static ushort[] MakeEffects(int shift)
        {
            ushort[] effects = new ushort[(MostBehind + 1) * 16];
            for (int bits = 0; bits < 16; bits++)
            {
                int crc = _one[bits << shift];
                for (int at = bits; at < effects.Length; at += 16)
                {
                    effects[at] = (ushort)crc;
                    crc = (crc << 8 & 0xFF00) ^ _one[crc >> 8];
                }
            }

            return effects;
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
