using Interlock.Drivers.Board;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;

namespace Interlock.Firmware.Telemetry
{
    /// <summary>
    /// The SAMP line, kept from one sample to the next. Two samples differ in a few digits, so those are changed in place and
    /// the CRC by what each change does to it; where the layout changes, the line is made anew. Lines are most of what a tick
    /// costs on an interpreter, and samples are most of the lines.
    /// </summary>
    public sealed class SampleLine
    {
        // Values of four digits stand as dd.dd or d.ddd; nearly every temperature and dose does.
        private const int LeastPlain = 1000;
        private const int MostPlain = 9999;
        private const int Billion = 1000000000;
        private const int NoLayout = -1;

        private readonly LineWriter _line = new LineWriter();
        private int _layout = NoLayout;
        private int _crc;
        private int _star;

        // What the line tells, in the order of its fields, and where each number ends.
        private int _sequence;
        private int _sequenceEnd;
        private int _nextWiderSequence;
        private int _timeMs;
        private int _timeEnd;
        private int _nextWiderTimeMs;
        private int _tip;
        private int _tipEnd;
        private int _coldJunction;
        private int _coldJunctionEnd;
        private int _levels;
        private int _levelsEnd;
        private int _dose;
        private int _doseEnd;
        private int _secondTip;
        private int _secondTipEnd;

        /// <summary>Writes a sample.</summary>
        /// <param name="sequence">Its number.</param>
        /// <param name="nowMs">Milliseconds since power-on.</param>
        /// <param name="levels">The board's levels.</param>
        /// <param name="tipCounts">The tip, 1/128 degC, or <see cref="Reading.None"/>.</param>
        /// <param name="state">Where the box stands.</param>
        /// <param name="reading">What the tick knows of the chip.</param>
        /// <param name="dose">Thousandths of a minute.</param>
        /// <param name="second">The second probe, or null.</param>
        /// <returns>The line, ended; good until the next one.</returns>
        public LineWriter Write(long sequence, long nowMs, int levels, int tipCounts, State state, Reading reading, int dose, Probe second)
        {
            int layout = reading.Status | (levels & (Levels.K1Mirror | Levels.K2Mirror)) << 8 | (int)state << 16;
            bool isKnown = tipCounts != Reading.None;
            int tip = isKnown ? Hundredths.OfTip(tipCounts) : 0;
            int coldJunction = Hundredths.OfColdJunction(reading.ColdJunctionCounts);
            bool isPlain = isKnown && IsPlain(tip) && IsPlain(coldJunction) && dose <= MostPlain;
            int secondTip = 0;
            if (second != null)
            {
                secondTip = second.TipCounts == Reading.None ? Reading.None : Hundredths.OfTip(second.TipCounts);
                isPlain &= IsPlain(secondTip);
                layout |= second.Reading.Status << 20;
            }

            if (isPlain && layout == _layout && IsAsWide(sequence, nowMs)) Change((int)sequence, (int)nowMs, levels, tip, coldJunction, dose, secondTip);
            else Make(sequence, nowMs, levels, state, reading.Status, isKnown, tip, coldJunction, dose, second, secondTip, isPlain ? layout : NoLayout);
            return _line;
        }

        private bool IsAsWide(long sequence, long timeMs)
        {
            return sequence < _nextWiderSequence && sequence >= _sequence && timeMs < _nextWiderTimeMs && timeMs >= _timeMs;
        }

        private static bool IsPlain(int hundredths)
        {
            return hundredths >= LeastPlain && hundredths <= MostPlain;
        }

        private void Change(int sequence, int timeMs, int levels, int tip, int coldJunction, int dose, int secondTip)
        {
            ChangeDigits(_sequenceEnd, _sequence, sequence);
            _sequence = sequence;
            ChangeDigits(_timeEnd, _timeMs, timeMs);
            _timeMs = timeMs;
            if (tip != _tip) ChangeFraction(_tipEnd, 2, 100, _tip, tip);
            _tip = tip;
            if (coldJunction != _coldJunction) ChangeFraction(_coldJunctionEnd, 2, 100, _coldJunction, coldJunction);
            _coldJunction = coldJunction;
            if (levels != _levels) ChangeLevels(levels);
            if (dose != _dose) ChangeFraction(_doseEnd, 3, 1000, _dose, dose);
            _dose = dose;
            if (secondTip != _secondTip) ChangeFraction(_secondTipEnd, 2, 100, _secondTip, secondTip);
            _secondTip = secondTip;
            _line.WriteCrc(_crc);
        }

        private void ChangeFraction(int end, int places, int unit, int before, int after)
        {
            ChangeDigits(end, before % unit, after % unit);
            ChangeDigits(end - places - 1, before / unit, after / unit);
        }

        private void ChangeDigits(int end, int before, int after)
        {
            byte[] buffer = _line.Buffer;
            ushort[] effects = Crc16.LowEffects;
            int behind = _star - end;
            while (before != after)
            {
                // A digit is its value or-ed to 30: two of them differ in their values' bits only.
                int change = before % 10 ^ after % 10;
                if (change != 0)
                {
                    buffer[_star - behind - 1] ^= (byte)change;
                    _crc ^= effects[behind << 4 | change];
                }

                before /= 10;
                after /= 10;
                behind++;
            }
        }

        private void ChangeLevels(int levels)
        {
            _levels = levels;
            ChangeCharacter(_levelsEnd - 3, LineWriter.HexDigits[levels >> 8 & 0xF]);
            ChangeCharacter(_levelsEnd - 2, LineWriter.HexDigits[levels >> 4 & 0xF]);
            ChangeCharacter(_levelsEnd - 1, LineWriter.HexDigits[levels & 0xF]);
        }

        private void ChangeCharacter(int at, byte character)
        {
            int change = _line.Buffer[at] ^ character;
            if (change == 0) return;
            int behind = _star - at - 1;
            _line.Buffer[at] = character;
            _crc ^= Crc16.LowEffects[behind << 4 | change & 0xF] ^ Crc16.HighEffects[behind << 4 | change >> 4];
        }

        private void Make(long sequence, long nowMs, int levels, State state, int status, bool isKnown, int tip, int coldJunction, int dose, Probe second, int secondTip, int layout)
        {
            LineWriter line = _line;
            line.Begin(Words.Sample);
            line.Number(sequence);
            _sequenceEnd = line.Length;
            line.Number(nowMs);
            _timeEnd = line.Length;
            line.Temperature(isKnown, tip);
            _tipEnd = line.Length;
            line.Temperature(isKnown, coldJunction);
            _coldJunctionEnd = line.Length;
            line.Hex(status, 2);
            line.Word(Words.States[(int)state]);
            line.Number((levels & Levels.K1Mirror) == 0 ? 0 : 1);
            line.Number((levels & Levels.K2Mirror) == 0 ? 0 : 1);
            line.Hex(levels, 3);
            _levelsEnd = line.Length;
            line.Fraction(dose, 3);
            _doseEnd = line.Length;
            if (second != null)
            {
                line.Temperature(secondTip != Reading.None, secondTip);
                _secondTipEnd = line.Length;
                line.Hex(second.Reading.Status, 2);
            }

            _star = line.Length;
            _crc = line.End();

            bool canBeChanged = sequence < Billion && nowMs < Billion;
            _layout = canBeChanged ? layout : NoLayout;
            if (_layout == NoLayout) return;
            _sequence = (int)sequence;
            _nextWiderSequence = NextWider(_sequence);
            _timeMs = (int)nowMs;
            _nextWiderTimeMs = NextWider(_timeMs);
            _tip = tip;
            _coldJunction = coldJunction;
            _levels = levels;
            _dose = dose;
            _secondTip = secondTip;
        }

        private static int NextWider(int value)
        {
            int power = 10;
            while (power <= value) power *= 10;
            return power;
        }
    }
}
