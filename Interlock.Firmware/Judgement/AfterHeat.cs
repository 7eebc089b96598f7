using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// STILL_HEATING: after the line opened the reading rises as only power can make it rise, so the generator goes on without
    /// the box. A cut takes most of the slope away within 20 s, later where fat lies before the tip; power leaves it. So it is
    /// on when, 48 s after the opening or later and at 42.75 degC or above, both the last 20 s and the whole time since rise by
    /// three quarters of what the 20 s before the opening rose by; and at once 5 degC above limit and opening, where no
    /// coast gets to. How it was chosen: docs/design-notes.md, "Still heating".
    /// </summary>
    public sealed class AfterHeat
    {
        // Means of 4 s: a breath at 0.25 Hz leaves nothing in them, noise 0.005 degC.
        private const int BlockMs = 4000;
        private const int SpanBlocks = 5;
        private const int SteepBlocks = 2;
        private const int SpanMs = SpanBlocks * BlockMs;
        private const int Means = SpanBlocks + 1;
        private const int GapMs = 1000;

        // Means are in 1/2048 degC.
        private const int Scale = 16;
        private const int Degree = Limits.CountsPerDegree * Scale;

        private const int FirstMs = 48000;
        private const int WarmMean = 42 * Degree + 3 * Degree / 4;
        private const int FarRise = 5 * Degree;

        // 5 mdegC/s, a third of the slowest rise that reaches 42 degC within six minutes.
        private const int LeastRise = Degree / 10;
        private const int UnknownRise = 200 * Degree;

        private readonly int[] _means = new int[Means];
        private int _newest;
        private int _count;
        private long _blockMs;
        private long _lastMs;
        private int _sum;
        private int _inBlock;
        private bool _isJudging;
        private long _openedMs;
        private int _openedMean;
        private int _neededRise;

        /// <summary>STILL_HEATING.</summary>
        public bool IsOn;

        /// <summary>Takes the median at every conversion that can be trusted, in any state.</summary>
        /// <param name="medianCounts">1/128 degC; <see cref="Reading.None"/> is left out.</param>
        /// <param name="nowMs">The time.</param>
        public void Add(int medianCounts, long nowMs)
        {
            if (medianCounts == Reading.None) return;
            if (nowMs - _lastMs > GapMs)
            {
                _count = 0;
                BeginBlock(nowMs);
            }

            _lastMs = nowMs;
            _sum += medianCounts;
            _inBlock++;
            if (nowMs - _blockMs < BlockMs) return;
            EndBlock(_blockMs + BlockMs);
            if (_isJudging) Judge(nowMs - _openedMs);
        }

        /// <summary>The line has opened.</summary>
        public void Open(long nowMs)
        {
            if (_inBlock > 0) EndBlock(nowMs);
            _isJudging = true;
            IsOn = false;
            _openedMs = nowMs;
            _openedMean = _means[_newest];
            _neededRise = NeededRise();
        }

        /// <summary>The line is permitted again.</summary>
        public void Close()
        {
            _isJudging = false;
            IsOn = false;
        }

        private void BeginBlock(long nowMs)
        {
            _blockMs = nowMs;
            _sum = 0;
            _inBlock = 0;
        }

        private void EndBlock(long nowMs)
        {
            _newest = _newest == SpanBlocks ? 0 : _newest + 1;
            _means[_newest] = _sum * Scale / _inBlock;
            if (_count < Means) _count++;
            BeginBlock(nowMs);
        }

        private void Judge(long sinceMs)
        {
            if (_count < Means) return;
            int mean = _means[_newest];
            if (IsOn) IsOn = RiseOver(SpanBlocks) > _neededRise / 2;
            else IsOn = IsFar(mean) || (sinceMs >= FirstMs && mean >= WarmMean && RisesOn(mean, sinceMs));
        }

        private bool IsFar(int mean)
        {
            int from = _openedMean > 42 * Degree ? _openedMean : 42 * Degree;
            return mean >= from + FarRise && RiseOver(1) > LeastRise;
        }

        // The whole time since, too: what a flush of saline has cooled comes back as steeply as power would drive it, but not above where it was.
        private bool RisesOn(int mean, long sinceMs)
        {
            return RiseOver(SpanBlocks) >= _neededRise && (mean - _openedMean) * (long)SpanMs >= _neededRise * sinceMs;
        }

        // Too little known of the time before asks for more than any rise.
        private int NeededRise()
        {
            if (_count < Means) return UnknownRise;
            int rise = RiseOver(SpanBlocks);
            // Power that was on for less than 20 s.
            int steep = RiseOver(SteepBlocks) * SpanBlocks / SteepBlocks;
            if (steep > rise) rise = steep;
            rise = rise * 3 / 4;
            return rise > LeastRise ? rise : LeastRise;
        }

        private int RiseOver(int blocks)
        {
            int before = _newest - blocks;
            return _means[_newest] - _means[before < 0 ? before + Means : before];
        }
    }
}
