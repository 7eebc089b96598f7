using System;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>Writes one line into a buffer that is made once. What would not fit is cut, never written past the end.</summary>
    public sealed class LineWriter
    {
        /// <summary>Longest line with CRC and CRLF: it fits the UART's 128-byte transmit FIFO.</summary>
        public const int MostBytes = 120;

        private const int TailBytes = 7;
        private const int MostBodyBytes = MostBytes - TailBytes;
        private const int Billion = 1000000000;

        // Digits in pairs: a division and two look-ups make two digits.
        private static readonly byte[] _tens = MakePairs(10);
        private static readonly byte[] _ones = MakePairs(1);
        private static readonly byte[] _hex = Ascii.Bytes("0123456789ABCDEF");

        /// <summary>The line, from its first byte on.</summary>
        public readonly byte[] Buffer = new byte[MostBytes];

        private int _length;

        /// <summary>Bytes written.</summary>
        public int Length => _length;

        /// <summary>Starts a line.</summary>
        public void Begin(byte[] head)
        {
            _length = 0;
            Text(head);
        }

        /// <summary>Adds bytes as they are.</summary>
        public void Text(byte[] text)
        {
            int count = text.Length;
            int at = _length;
            if (count > MostBodyBytes - at) count = MostBodyBytes - at;
            Array.Copy(text, 0, Buffer, at, count);
            _length = at + count;
        }

        /// <summary>Adds a whole number.</summary>
        public void Number(long value)
        {
            if (value >= 0 && value < Billion) Digits((int)value, 1);
            else LongNumber(value);
        }

        /// <summary>Adds a fraction given in its smallest unit: 4201 with two places is 42.01.</summary>
        /// <param name="value">In units of the last place.</param>
        /// <param name="places">2 or 3.</param>
        public void Fraction(int value, int places)
        {
            if (value < 0)
            {
                Character((byte)'-');
                value = -value;
            }

            int unit = places == 2 ? 100 : 1000;
            int whole = value / unit;
            Digits(whole, 1);
            Character((byte)'.');
            Digits(value - whole * unit, places);
        }

        /// <summary>Adds two hex digits.</summary>
        public void Hex(int value)
        {
            int at = _length;
            if (at > MostBodyBytes - 2) return;
            Buffer[at] = _hex[value >> 4 & 0xF];
            Buffer[at + 1] = _hex[value & 0xF];
            _length = at + 2;
        }

        /// <summary>Ends the line: CRC over everything between the dollar sign and the star, CR, LF.</summary>
        public void End()
        {
            byte[] buffer = Buffer;
            byte[] hex = _hex;
            int at = _length;
            int crc = Crc16.Update(Crc16.Initial, buffer, 1, at);
            buffer[at] = (byte)'*';
            buffer[at + 1] = hex[crc >> 12];
            buffer[at + 2] = hex[crc >> 8 & 0xF];
            buffer[at + 3] = hex[crc >> 4 & 0xF];
            buffer[at + 4] = hex[crc & 0xF];
            buffer[at + 5] = (byte)'\r';
            buffer[at + 6] = (byte)'\n';
            _length = at + TailBytes;
        }

        private void Character(byte character)
        {
            if (_length < MostBodyBytes) Buffer[_length++] = character;
        }

        private void LongNumber(long value)
        {
            if (value < 0)
            {
                Character((byte)'-');
                Number(-value);
                return;
            }

            Number(value / Billion);
            Digits((int)(value % Billion), 9);
        }

        private void Digits(int value, int atLeast)
        {
            int width = Width(value);
            if (width < atLeast) width = atLeast;
            int start = _length;
            int at = start + width;
            if (at > MostBodyBytes) return;
            _length = at;

            byte[] buffer = Buffer;
            while (at - start >= 2)
            {
                int hundreds = value / 100;
                int pair = value - hundreds * 100;
                buffer[--at] = _ones[pair];
                buffer[--at] = _tens[pair];
                value = hundreds;
            }

            if (at > start) buffer[start] = _ones[value];
        }

        private static int Width(int value)
        {
            if (value < 100) return value < 10 ? 1 : 2;
            if (value < 10000) return value < 1000 ? 3 : 4;
            if (value < 1000000) return value < 100000 ? 5 : 6;
            if (value < 100000000) return value < 10000000 ? 7 : 8;
            return value < Billion ? 9 : 10;
        }

        private static byte[] MakePairs(int unit)
        {
            byte[] digits = new byte[100];
            for (int i = 0; i < digits.Length; i++) digits[i] = (byte)('0' + i / unit % 10);
            return digits;
        }
    }
}
