using System;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>Writes one line into a buffer that is made once. What would not fit is cut, never written past the end.</summary>
    public sealed class LineWriter
    {
        /// <summary>Longest line with CRC and CRLF: it fits the UART's 128-byte transmit FIFO.</summary>
        public const int MostBytes = 120;

        private const int TailBytes = 7;

        private static readonly byte[] _hex = Ascii.Bytes("0123456789ABCDEF");

        /// <summary>The line, from its first byte on.</summary>
        public readonly byte[] Buffer = new byte[MostBytes];

        private readonly byte[] _digits = new byte[20];

        /// <summary>Bytes written.</summary>
        public int Length { get; private set; }

        /// <summary>Starts a line.</summary>
        public void Begin(byte[] head)
        {
            Length = 0;
            Text(head);
        }

        /// <summary>Adds bytes as they are.</summary>
        public void Text(byte[] text)
        {
            int count = text.Length;
            int room = MostBytes - TailBytes - Length;
            if (count > room) count = room;
            Array.Copy(text, 0, Buffer, Length, count);
            Length += count;
        }

        /// <summary>Adds one character.</summary>
        public void Character(byte character)
        {
            if (Length < MostBytes - TailBytes) Buffer[Length++] = character;
        }

        /// <summary>Adds a whole number.</summary>
        public void Number(long value)
        {
            if (value < 0)
            {
                Character((byte)'-');
                value = -value;
            }

            if (value <= int.MaxValue) Digits((int)value, 1);
            else LongDigits(value);
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
            Digits(value / unit, 1);
            Character((byte)'.');
            Digits(value % unit, places);
        }

        /// <summary>Adds two hex digits.</summary>
        public void Hex(int value)
        {
            Character(_hex[value >> 4 & 0xF]);
            Character(_hex[value & 0xF]);
        }

        /// <summary>Ends the line: CRC over everything between the dollar sign and the star, CR, LF.</summary>
        public void End()
        {
            int crc = Crc16.Update(Crc16.Initial, Buffer, 1, Length);
            byte[] buffer = Buffer;
            int at = Length;
            buffer[at] = (byte)'*';
            buffer[at + 1] = _hex[crc >> 12];
            buffer[at + 2] = _hex[crc >> 8 & 0xF];
            buffer[at + 3] = _hex[crc >> 4 & 0xF];
            buffer[at + 4] = _hex[crc & 0xF];
            buffer[at + 5] = (byte)'\r';
            buffer[at + 6] = (byte)'\n';
            Length = at + TailBytes;
        }

        private void LongDigits(long value)
        {
            const int billion = 1000000000;
            Number(value / billion);
            Digits((int)(value % billion), 9);
        }

        private void Digits(int value, int atLeast)
        {
            byte[] digits = _digits;
            int count = 0;
            do
            {
                int tens = value / 10;
                digits[count++] = (byte)(value - tens * 10 + '0');
                value = tens;
            }
            while (value != 0);

            while (count < atLeast) digits[count++] = (byte)'0';
            if (count > MostBytes - TailBytes - Length) return;

            byte[] buffer = Buffer;
            int at = Length;
            while (count > 0) buffer[at++] = digits[--count];
            Length = at;
        }
    }
}
