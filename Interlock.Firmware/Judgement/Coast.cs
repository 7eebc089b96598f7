namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// COAST_EXPECTED, for a box that anticipates: after the line has opened, heat already in the bone goes on arriving, the
    /// more the steeper the tip was rising. The row is true when the tip and the coast that its slope lets expect reach the
    /// limit. A level is the median of three medians of five conversions, so that neither a spike nor two of them move it;
    /// the slope is that of the levels over 12 s, or over 2 s where it is steep.
    /// </summary>
    public sealed class Coast
    {
        private const int BlockConversions = 5;
        private const int LongSpan = 24;
        private const int ShortSpan = 4;
        private const int Levels = LongSpan + 1;

        // Above it the tip reaches the limit before a long span is full of the rise.
        private const int SteepMilliDegreesPerSecond = 150;

        // From thousandths of a degree a second to hundredths of a degree. What Interlock.Tissue finds to be missing
        // from the level to 42 degC when power must go off for the peak to be 42 degC, with the delay of the levels and the
        // relay: nearly the highest over distances of 5 to 24 mm, 6 to 60 W absorbed and perfusion from half the
        // literature's upwards (docs/design-notes.md, "Anticipation"; the bench's BoxedRunTests hold it against the model).
        private static readonly int[] _slopes = { 0, 10, 20, 30, 60, 100, 200, 400, 800 };
        private static readonly int[] _coasts = { 0, 52, 84, 98, 102, 108, 130, 165, 215 };

        private readonly int[] _block = new int[BlockConversions];
        private readonly int[] _levels = new int[Levels];
        private readonly long[] _timesMs = new long[Levels];
        private int _inBlock;
        private int _blocks;
        private int _newestBlock;
        private int _middleBlock;
        private int _position;
        private int _count;

        /// <summary>COAST_EXPECTED or none.</summary>
        public int Rows;

        /// <summary>The coast that a slope lets expect.</summary>
        /// <param name="milliDegreesPerSecond">The slope, thousandths of a degree a second.</param>
        /// <returns>1/128 degC; none while the tip does not rise, and that of 0.8 degC/s where it is steeper.</returns>
        public static int ExpectedCounts(int milliDegreesPerSecond)
        {
            int[] slopes = _slopes;
            int[] coasts = _coasts;
            if (milliDegreesPerSecond <= 0) return 0;
            int last = slopes.Length - 1;
            int i = 0;
            while (i < last && milliDegreesPerSecond >= slopes[i + 1]) i++;
            if (i == last) return ToCounts(coasts[last]);
            int rise = (milliDegreesPerSecond - slopes[i]) * (ToCounts(coasts[i + 1]) - ToCounts(coasts[i]));
            return ToCounts(coasts[i]) + rise / (slopes[i + 1] - slopes[i]);
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
            int slope = Slope();
            Rows = slope > 0 && level + ExpectedCounts(slope) >= Limits.LimitCounts ? TripTable.CoastExpected : 0;
        }

        private int Slope()
        {
            if (_count <= ShortSpan) return 0;
            int steep = SlopeOver(ShortSpan);
            if (steep >= SteepMilliDegreesPerSecond) return steep;
            return _count == Levels ? SlopeOver(LongSpan) : 0;
        }

        private int SlopeOver(int span)
        {
            int before = _position - span;
            if (before < 0) before += Levels;
            int spanMs = (int)(_timesMs[_position] - _timesMs[before]);
            return (_levels[_position] - _levels[before]) * 1000 / Limits.CountsPerDegree * 1000 / spanMs;
        }

        private static int ToCounts(int hundredths)
        {
            return hundredths * Limits.CountsPerDegree / 100;
        }
    }
}
