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

        private byte[][] _form;
        private int _place;
        private int _field;
        private int _room;

        /// <summary>Bytes written.</summary>
        public int Length;

        /// <summary>Starts a line.</summary>
        /// <param name="form">What stands ahead of each value, from the dollar sign on. It is written with the value.</param>
        public void Begin(byte[][] form)
        {
            _form = form;
            _place = 0;
            Length = 0;
            _room = MostBodyBytes;
        }

        /// <summary>Adds a word; null leaves the field out.</summary>
        public void Word(byte[] word)
        {
            if (word == null)
            {
                _place++;
                return;
            }

            BeginField();
            Text(word);
        }

        /// <summary>Adds a whole number.</summary>
        public void Number(long value)
        {
            BeginField();
            Whole(value);
        }

        /// <summary>Adds a fraction given in its smallest unit: 4201 with two places is 42.01.</summary>
        /// <param name="value">In units of the last place.</param>
        /// <param name="places">2 or 3.</param>
        public void Fraction(int value, int places)
        {
            BeginField();
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

        /// <summary>Adds a temperature, 1/100 degC, or that there is none.</summary>
        public void Temperature(bool isKnown, int hundredths)
        {
            if (isKnown) Fraction(hundredths, 2);
            else Word(Words.Unknown);
        }

        /// <summary>Adds so many hex digits, the last ones.</summary>
        public void Hex(int value, int digits)
        {
            BeginField();
            if (!Fits(digits)) return;
            Length += digits;
            WriteHex(Length, value, digits);
        }

        /// <summary>Ends the line: CRC over everything between the dollar sign and the star, CR, LF.</summary>
        /// <returns>The CRC.</returns>
        public int End()
        {
            int star = Length;
            Buffer[star] = (byte)'*';
            Buffer[star + 5] = (byte)'\r';
            Buffer[star + 6] = (byte)'\n';
            Length = star + TailBytes;
            int crc = Crc16.Update(Crc16.Initial, Buffer, 1, star);
            WriteCrc(crc);
            return crc;
        }

        /// <summary>Gives a line that has been ended another CRC: its body was changed since.</summary>
        public void WriteCrc(int crc)
        {
            WriteHex(Length - 2, crc, 4);
        }

        private void WriteHex(int end, int value, int digits)
        {
            byte[] buffer = Buffer;
            byte[] hex = HexDigits;
            do
            {
                buffer[--end] = hex[value & 0xF];
                value >>= 4;
            }
            while (--digits > 0);
        }

        private void BeginField()
        {
            _field = Length;
            Text(_form[_place++]);
        }

        private void Text(byte[] text)
        {
            int count = text.Length;
            if (!Fits(count)) return;
            Array.Copy(text, 0, Buffer, Length, count);
            Length += count;
        }

        private void Whole(long value)
        {
            if (value >= 0 && value < Billion) Digits((int)value, Width((int)value));
            else LongNumber(value);
        }

        private void FourDigits(int value, int places)
        {
            // dd.dd or d.ddd, as nearly every temperature and dose; the point takes one of the two places of the hundreds.
            byte[] buffer = Buffer;
            int at = Length;
            byte hundreds = (byte)('0' + value / 100 % 10);
            buffer[at] = (byte)('0' + value / 1000);
            buffer[at + 1] = hundreds;
            buffer[at + 2] = hundreds;
            buffer[at + 4 - places] = (byte)'.';
            buffer[at + 3] = (byte)('0' + value / 10 % 10);
            buffer[at + 4] = (byte)('0' + value % 10);
            Length = at + 5;
        }

        private void Character(byte character)
        {
            if (Fits(1)) Buffer[Length++] = character;
        }

        private bool Fits(int count)
        {
            if (Length + count <= _room) return true;
            Length = _field;
            _room = 0;
            return false;
        }

        private void LongNumber(long value)
        {
            if (value < 0)
            {
                Character((byte)'-');
                Whole(-value);
                return;
            }

            Whole(value / Billion);
            Digits((int)(value % Billion), 9);
        }

        private void Digits(int value, int width)
        {
            if (!Fits(width)) return;
            int at = Length + width;
            Length = at;

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
