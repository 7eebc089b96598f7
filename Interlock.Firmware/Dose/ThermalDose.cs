namespace Interlock.Firmware.Dose
{
    /// <summary>
    /// Thermal dose CEM43 in whole numbers: equivalent minutes at 43 degC, the sum of dt * R^(43 - T) with R = 0.5 from
    /// 43 degC on and 0.25 below (Sapareto and Dewey 1984). No lower cut-off: what 65536ths of a millisecond can't hold, below
    /// 31 degC, is a ten-thousandth of a minute in a day. Tells the whole, and what has come since a mark.
    /// </summary>
    public sealed class ThermalDose
    {
        private const int Reference = 43 * Limits.CountsPerDegree;
        private const int StepsPerDoubling = Limits.CountsPerDegree;
        private const int StepsShift = 7;
        private const int FractionBits = 16;
        private const long MilliMinute = 60L << FractionBits;

        // 2^(1/128) times 2^30.
        private const long RootOfTwo = 1079572137L;

        // Above 57 degC a minute counts as one at 57 degC: 16384 minutes of dose, far past any meaning.
        private const int MostSteps = 14 * StepsPerDoubling;
        private const int LeastDoublings = -24;

        private readonly int[] _fractions = new int[StepsPerDoubling];
        private long _dose;
        private long _mark;

        /// <summary>No dose yet.</summary>
        public ThermalDose()
        {
            long fraction = 1L << 30;
            for (int i = 0; i < StepsPerDoubling; i++)
            {
                _fractions[i] = (int)((fraction + (1 << 13)) >> (30 - FractionBits));
                fraction = (fraction * RootOfTwo) >> 30;
            }
        }

        /// <summary>The whole dose, thousandths of a minute, rounded.</summary>
        public int MilliMinutes()
        {
            return Rounded(_dose);
        }

        /// <summary>The dose since the last mark, thousandths of a minute, rounded.</summary>
        public int MilliMinutesSinceMark()
        {
            return Rounded(_dose - _mark);
        }

        /// <summary>Starts again at nothing.</summary>
        public void Clear()
        {
            _dose = 0;
            _mark = 0;
        }

        /// <summary>What comes from now on is told by itself too.</summary>
        public void Mark()
        {
            _mark = _dose;
        }

        /// <summary>Adds a span at one temperature.</summary>
        /// <param name="tipCounts">1/128 degC.</param>
        /// <param name="spanMs">Milliseconds.</param>
        public void Add(int tipCounts, int spanMs)
        {
            int steps = tipCounts - Reference;
            if (steps < 0) steps *= 2;
            if (steps > MostSteps) steps = MostSteps;
            int doublings = steps >> StepsShift;
            if (doublings < LeastDoublings) return;
            long rate = _fractions[steps & (StepsPerDoubling - 1)];
            // Shifted after the product, so that nothing is lost below 43 degC.
            _dose += doublings >= 0 ? (rate * spanMs) << doublings : (rate * spanMs) >> -doublings;
        }

        private static int Rounded(long dose)
        {
            long milliMinutes = (dose + MilliMinute / 2) / MilliMinute;
            return milliMinutes > int.MaxValue ? int.MaxValue : (int)milliMinutes;
        }
    }
}
