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

        private static readonly byte[] _hex = Ascii.Bytes("0123456789ABCDEF");

        /// <summary>The line, from its first byte on.</summary>
        public readonly byte[] Buffer = new byte[MostBytes];

        // The CRC is summed up to _summed bytes; the rest at the end, or before a stretch whose own CRC is known.
        private int _length;
        private int _crc;
        private int _summed;
        private int _ownCrc;

        /// <summary>Bytes written.</summary>
        public int Length => _length;

        /// <summary>Starts a line.</summary>
        public void Begin(byte[] head)
        {
            Begin(head, Crc16.Initial, 1);
        }

        /// <summary>Starts a line whose head is summed already.</summary>
        /// <param name="head">The head.</param>
        /// <param name="crc">CRC of the head without the dollar sign, up to <paramref name="summed"/>.</param>
        /// <param name="summed">How many bytes of the head were summed, the dollar sign counted.</param>
        public void Begin(byte[] head, int crc, int summed)
        {
            _length = 0;
            _crc = crc;
            _summed = summed;
            Text(head);
        }

        /// <summary>Makes what was written, at least <see cref="Crc16.LeapBytes"/>, ready to be repeated in other lines.</summary>
        public void Keep()
        {
            _ownCrc = Crc16.Update(0, Buffer, _length - Crc16.LeapBytes, _length);
        }

        /// <summary>Adds what another writer keeps, without going over its CRC again; left out whole where it does not fit.</summary>
        public void Repeat(LineWriter kept)
        {
            int end = _length + kept._length;
            if (end > MostBodyBytes) return;
            Array.Copy(kept.Buffer, 0, Buffer, _length, kept._length);
            _crc = Crc16.Leap(Crc16.Update(_crc, Buffer, _summed, end - Crc16.LeapBytes), kept._ownCrc);
            _summed = end;
            _length = end;
        }

        /// <summary>Adds bytes as they are.</summary>
        public void Text(byte[] text)
        {
            int count = text.Length;
            if (count > MostBodyBytes - _length) count = MostBodyBytes - _length;
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

            if (value < 10000 && (value >= 1000 || places == 3) && _length <= MostBodyBytes - 5)
            {
                FourDigits(value, places);
                return;
            }

            int unit = places == 2 ? 100 : 1000;
            Digits(value / unit, Width(value / unit));
            Character((byte)'.');
            Digits(value % unit, places);
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
            int crc = Crc16.Update(_crc, buffer, _summed, at);
            buffer[at] = (byte)'*';
            buffer[at + 1] = hex[crc >> 12];
            buffer[at + 2] = hex[crc >> 8 & 0xF];
            buffer[at + 3] = hex[crc >> 4 & 0xF];
            buffer[at + 4] = hex[crc & 0xF];
            buffer[at + 5] = (byte)'\r';
            buffer[at + 6] = (byte)'\n';
            _length = at + TailBytes;
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

        private void Digits(int value, int width)
        {
            int at = _length + width;
            if (at > MostBodyBytes) return;
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
