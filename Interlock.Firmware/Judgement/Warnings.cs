using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// What a person should know while nothing trips. A warning begins at once and lasts 10 s at least, so that a course that
    /// hovers about a limit tells at most one begin and one end in 10 s. Judged on the median of three conversions.
    /// </summary>
    public sealed class Warnings
    {
        /// <summary>No warning has begun or ended.</summary>
        public const int None = -1;

        /// <summary>40.00 degC and above, until below 39.50.</summary>
        public const int High = 0;

        /// <summary>Below 30.00 degC, until 30.50.</summary>
        public const int Low = 1;

        /// <summary>
        /// While permitted: more than 1.0 degC below the highest of the ablation, until less than 0.5 below. A needle that slips out slowly.
        /// </summary>
        public const int Falling = 2;

        /// <summary>While permitted: six minutes of ablation in this lesion.</summary>
        public const int TimeTotal = 3;

        private const int Count = 4;
        private const int LeastMs = 10000;

        // Breathing moves a needle by a sine of up to 0.5 degC at 0.25 Hz: 1.0 from crest to trough, but never below for half a breath.
        private const int FallCounts = Limits.CountsPerDegree;
        private const int FallMs = 3000;

        private readonly long[] _begunMs = new long[Count];
        private long _aboveMs;
        private int _true;
        private int _told;

        /// <summary>Any warning is on.</summary>
        public bool AreOn => _told != 0;

        /// <summary>A warning has begun and not ended.</summary>
        public bool IsOn(int warning)
        {
            return (_told & (1 << warning)) != 0;
        }

        /// <summary>Judges a tick and tells one change at most; the next waits for the next tick.</summary>
        /// <param name="medianCounts">1/128 degC, or <see cref="Reading.None"/>, which says nothing new about the temperature.</param>
        /// <param name="highestCounts">The highest median of this ablation, 1/128 degC.</param>
        /// <param name="isPermitted">The state, after this tick's step.</param>
        /// <param name="totalMs">How long the line was permitted in this lesion.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>The warning that has just begun or ended, as <see cref="IsOn"/> tells; <see cref="None"/> if none has.</returns>
        public int Judge(int medianCounts, int highestCounts, bool isPermitted, long totalMs, long nowMs)
        {
            if (medianCounts != Reading.None) JudgeMedian(medianCounts, highestCounts, nowMs);
            if (!isPermitted)
            {
                _aboveMs = nowMs;
                Set(Falling, false);
            }

            Set(TimeTotal, isPermitted && totalMs >= Limits.PermittedMs);
            return _true == _told ? None : Tell(nowMs);
        }

        private void JudgeMedian(int median, int highest, long nowMs)
        {
            Set(High, median >= Limits.WarnHighCounts - (IsTrue(High) ? Limits.WarnHysteresisCounts : 0));
            Set(Low, median < Limits.WarnLowCounts + (IsTrue(Low) ? Limits.WarnHysteresisCounts : 0));
            int least = highest - FallCounts + (IsTrue(Falling) ? Limits.WarnHysteresisCounts : 0);
            if (median >= least) _aboveMs = nowMs;
            Set(Falling, median < least && (IsTrue(Falling) || nowMs - _aboveMs >= FallMs));
        }

        private int Tell(long nowMs)
        {
            for (int warning = 0; warning < Count; warning++)
            {
                int bit = 1 << warning;
                if (((_true ^ _told) & bit) == 0) continue;
                bool begins = (_true & bit) != 0;
                if (begins) _begunMs[warning] = nowMs;
                else if (nowMs - _begunMs[warning] < LeastMs) continue;
                _told ^= bit;
                return warning;
            }

            return None;
        }

        private bool IsTrue(int warning)
        {
            return (_true & (1 << warning)) != 0;
        }

        private void Set(int warning, bool isTrue)
        {
            if (isTrue) _true |= 1 << warning;
            else _true &= ~(1 << warning);
        }
    }
}
