using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>Whether the coast to be expected opens the line.</summary>
    public enum CoastRule
    {
        /// <summary>It is only told.</summary>
        Off,

        /// <summary>When the expected peak reaches the limit.</summary>
        Measured,

        /// <summary>When the upper end of its width does.</summary>
        Cautious,
    }

    /// <summary>
    /// What the tip would still reach if the line opened now, and COAST_EXPECTED for a box that acts on it: heat already in the
    /// bone goes on arriving, the more the steeper the tip was rising. A level is the median of three medians of five
    /// conversions, so that neither a spike nor two of them move it; the slope is that of the levels over 12 s, or over 2 s
    /// where it is steep. The coast is the slope for a time: for a first ablation that of the tissue models, then what this
    /// lesion has shown when its line opened (docs/design-notes.md, "Anticipation").
    /// </summary>
    public sealed class Coast
    {
        private const int BlockConversions = 5;
        private const int LongSpan = 24;
        private const int ShortSpan = 4;
        private const int Levels = LongSpan + 1;

        // Above it the tip reaches the limit before a long span is full of the rise.
        private const int SteepMilliDegreesPerSecond = 150;

        // Nine of ten coasts are the slope for 6 to 42 s, and no more than at 0.08 degC/s; the level is known to 0.1 degC.
        private const int ExpectedSeconds = 24;
        private const int WidthSeconds = 18;
        private const int SteepestMilliDegreesPerSecond = 80;
        private const int LeastWidthCounts = Limits.CountsPerDegree / 10;

        // A coast is over when the level has fallen as far from its peak. One that looks smaller than 12 s of slope was cut
        // short by saline or by a needle that slipped.
        private const int OverCounts = Limits.CountsPerDegree / 10;
        private const int LeastTaughtSeconds = 12;

        // A gentler rise is noise for a good part.
        private const int LeastTeachingMilliDegreesPerSecond = 10;

        private readonly int[] _block = new int[BlockConversions];
        private readonly int[] _levels = new int[Levels];
        private readonly long[] _timesMs = new long[Levels];
        private int _inBlock;
        private int _blocks;
        private int _newestBlock;
        private int _middleBlock;
        private int _position;
        private int _count;

        private readonly CoastRule _rule;
        private int _level;
        private int _slope;
        private bool _isCoasting;
        private int _openedLevel;
        private int _openedSlope;
        private int _highest;
        private int _taughtCounts;
        private int _taughtSlope;

        /// <summary>Nothing is known yet.</summary>
        public Coast(CoastRule rule)
        {
            _rule = rule;
        }

        /// <summary>COAST_EXPECTED or none.</summary>
        public int Rows;

        /// <summary>What the tip would reach if the line opened now, 1/128 degC; <see cref="Reading.None"/> while the slope isn't known.</summary>
        public int PeakCounts = Reading.None;

        /// <summary>The peak may be higher or lower by this, 1/128 degC.</summary>
        public int WidthCounts;

        /// <summary>The longest coast that a slope lets expect in a lesion that has shown none, 1/128 degC.</summary>
        public static int MostCounts(int milliDegreesPerSecond)
        {
            int slope = Capped(milliDegreesPerSecond);
            return Rise(slope, ExpectedSeconds) + Rise(slope, WidthSeconds) + LeastWidthCounts;
        }

        // What a slope is in so many seconds, 1/128 degC.
        private static int Rise(int milliDegreesPerSecond, int seconds)
        {
            return milliDegreesPerSecond * seconds * 16 / 125;
        }

        /// <summary>Takes a conversion that can be trusted.</summary>
        /// <param name="tipCounts">1/128 degC.</param>
        /// <param name="nowMs">The time.</param>
        public void Add(int tipCounts, long nowMs)
        {
            int[] block = _block;
            int at = _inBlock++;
            while (at > 0 && block[at - 1] > tipCounts)
            {
                block[at] = block[at - 1];
                at--;
            }

            block[at] = tipCounts;
            if (_inBlock < BlockConversions) return;
            _inBlock = 0;
            AddBlock(block[BlockConversions / 2], nowMs);
        }

        /// <summary>Forgets the run: a conversion could not be trusted.</summary>
        public void Break()
        {
            _inBlock = 0;
            _blocks = 0;
            _count = 0;
            Rows = 0;
            PeakCounts = Reading.None;
            _slope = 0;
        }

        /// <summary>The line is permitted.</summary>
        /// <param name="isSameLesion">The needle lies where it lay when the line last opened.</param>
        public void Close(bool isSameLesion)
        {
            _isCoasting = false;
            if (!isSameLesion) _taughtSlope = 0;
        }

        /// <summary>The line was told to open: the coast that comes now teaches.</summary>
        public void Open()
        {
            _isCoasting = _slope >= LeastTeachingMilliDegreesPerSecond;
            _openedLevel = _level;
            _openedSlope = _slope;
            _highest = _level;
        }

        private void AddBlock(int median, long nowMs)
        {
            int level = Plausibility.MedianOf(median, _newestBlock, _middleBlock);
            _middleBlock = _newestBlock;
            _newestBlock = median;
            if (_blocks < 2)
            {
                _blocks++;
                return;
            }

            _position = _position + 1 == Levels ? 0 : _position + 1;
            _levels[_position] = level;
            _timesMs[_position] = nowMs;
            if (_count < Levels) _count++;
            _level = level;
            _slope = Slope();
            Rows = 0;
            if (_isCoasting) Follow();
            if (PeakCounts != Reading.None) Expect();
        }

        private void Follow()
        {
            if (_level > _highest) _highest = _level;
            if (_highest - _level < OverCounts) return;
            _isCoasting = false;
            int coast = _highest - _openedLevel;
            int least = Rise(Capped(_openedSlope), LeastTaughtSeconds);
            if (coast < least) coast = least;
            // A later coast is shorter, since the bone is warm then: the longest is the one to reckon from.
            if (coast * _taughtSlope < _taughtCounts * _openedSlope) return;
            _taughtCounts = coast;
            _taughtSlope = _openedSlope;
        }

        private void Expect()
        {
            int coast = 0;
            int width = LeastWidthCounts;
            int slope = _slope;
            if (slope > 0 && _taughtSlope > 0)
            {
                // In warm bone half to three quarters of the coast that was seen for the same slope.
                int seen = slope * _taughtCounts / _taughtSlope;
                coast = seen * 5 / 8;
                width += seen / 8;
            }
            else if (slope > 0)
            {
                coast = Rise(Capped(slope), ExpectedSeconds);
                width += Rise(Capped(slope), WidthSeconds);
            }

            int peak = _level + coast;
            PeakCounts = peak;
            WidthCounts = width;
            if (_rule == CoastRule.Cautious) peak += width;
            if (slope > 0 && peak >= Limits.LimitCounts && _rule != CoastRule.Off) Rows = TripTable.CoastExpected;
        }

        private static int Capped(int slope)
        {
            return slope < SteepestMilliDegreesPerSecond ? slope : SteepestMilliDegreesPerSecond;
        }

        // Leaves PeakCounts at none while there is no slope.
        private int Slope()
        {
            PeakCounts = Reading.None;
            if (_count <= ShortSpan) return 0;
            int steep = SlopeOver(ShortSpan);
            bool isSteep = steep >= SteepMilliDegreesPerSecond;
            if (!isSteep && _count < Levels) return 0;
            PeakCounts = _level;
            return isSteep ? steep : SlopeOver(LongSpan);
        }

        private int SlopeOver(int span)
        {
            int before = _position - span;
            if (before < 0) before += Levels;
            int spanMs = (int)(_timesMs[_position] - _timesMs[before]);
            return (_levels[_position] - _levels[before]) * 1000 / Limits.CountsPerDegree * 1000 / spanMs;
        }
    }
}
