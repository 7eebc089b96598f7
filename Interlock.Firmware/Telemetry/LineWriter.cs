using System;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// Writes one line into a buffer that is made once. A field that does not fit is left out whole, and so is all that would
    /// follow: a number of which the last digits are missing reads as another one, under a good CRC.
    /// </summary>
    public sealed class LineWriter
    {
        /// <summary>Longest line with CRC and CRLF: it fits the UART's 128-byte transmit FIFO.</summary>
        public const int MostBytes = 120;

        private const int TailBytes = 7;
        private const int MostBodyBytes = MostBytes - TailBytes;
        private const int Billion = 1000000000;

        /// <summary>The upper-case hex digits.</summary>
        public static readonly byte[] HexDigits = Ascii.Bytes("0123456789ABCDEF");

        /// <summary>The line, from its first byte on.</summary>
        public readonly byte[] Buffer = new byte[MostBytes];

        private int _length;
        private int _field;
        private int _room;

        /// <summary>Bytes written.</summary>
        public int Length => _length;

        /// <summary>Starts a line.</summary>
        public void Begin(byte[] head)
        {
            _length = 0;
            _field = 0;
            _room = MostBodyBytes;
            Text(head);
        }

        /// <summary>Adds bytes as they are; a space ahead of them begins a field.</summary>
        public void Text(byte[] text)
        {
            int count = text.Length;
            if (text[0] == ' ') _field = _length;
            if (!Fits(count)) return;
            Array.Copy(text, 0, Buffer, _length, count);
            _length += count;
        }

        /// <summary>Adds a whole number.</summary>
        public void Number(long value)
        {
            if (value >= 0 && value < Billion) Digits((int)value, Width((int)value));
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

            if (value < 10000 && (value >= 1000 || places == 3) && Fits(5))
            {
                FourDigits(value, places);
                return;
            }

            int unit = places == 2 ? 100 : 1000;
            Digits(value / unit, Width(value / unit));
            Character((byte)'.');
            Digits(value % unit, places);
        }

        /// <summary>Adds one hex digit.</summary>
        public void HexDigit(int value)
        {
            Character(HexDigits[value & 0xF]);
        }

        /// <summary>Adds two hex digits.</summary>
        public void Hex(int value)
        {
            if (!Fits(2)) return;
            int at = _length;
            Buffer[at] = HexDigits[value >> 4 & 0xF];
            Buffer[at + 1] = HexDigits[value & 0xF];
            _length = at + 2;
        }

        /// <summary>Ends the line: CRC over everything between the dollar sign and the star, CR, LF.</summary>
        /// <returns>The CRC.</returns>
        public int End()
        {
            int star = _length;
            Buffer[star] = (byte)'*';
            Buffer[star + 5] = (byte)'\r';
            Buffer[star + 6] = (byte)'\n';
            _length = star + TailBytes;
            int crc = Crc16.Update(Crc16.Initial, Buffer, 1, star);
            WriteCrc(crc);
            return crc;
        }

        /// <summary>Gives a line that has been ended another CRC: its body was changed since.</summary>
        public void WriteCrc(int crc)
        {
            byte[] buffer = Buffer;
            byte[] hex = HexDigits;
            int at = _length - TailBytes + 1;
            buffer[at] = hex[crc >> 12];
            buffer[at + 1] = hex[crc >> 8 & 0xF];
            buffer[at + 2] = hex[crc >> 4 & 0xF];
            buffer[at + 3] = hex[crc & 0xF];
        }

        private void FourDigits(int value, int places)
        {
            // dd.dd or d.ddd, as nearly every temperature and dose; the point takes one of the two places of the hundreds.
            byte[] buffer = Buffer;
            int at = _length;
            byte hundreds = (byte)('0' + value / 100 % 10);
            buffer[at] = (byte)('0' + value / 1000);
            buffer[at + 1] = hundreds;
            buffer[at + 2] = hundreds;
            buffer[at + 4 - places] = (byte)'.';
            buffer[at + 3] = (byte)('0' + value / 10 % 10);
            buffer[at + 4] = (byte)('0' + value % 10);
            _length = at + 5;
        }

        private void Character(byte character)
        {
            if (Fits(1)) Buffer[_length++] = character;
        }

        private bool Fits(int count)
        {
            if (_length + count <= _room) return true;
            _length = _field;
            _room = 0;
            return false;
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

        private void Digits(int value, int width)
        {
            if (!Fits(width)) return;
            int at = _length + width;
            _length = at;

            // Arithmetic is nearly free on an interpreter; a look-up in a table of digits would be dearer.
            byte[] buffer = Buffer;
            do
            {
                buffer[--at] = (byte)('0' + value % 10);
                value /= 10;
            }
            while (--width > 0);
        }

        private static int Width(int value)
        {
            if (value < 100) return value < 10 ? 1 : 2;
            if (value < 10000) return value < 1000 ? 3 : 4;
            if (value < 1000000) return value < 100000 ? 5 : 6;
            if (value < 100000000) return value < 10000000 ? 7 : 8;
            return value < Billion ? 9 : 10;
        }
    }
}
