namespace Interlock.Firmware.Judgement
{
    /// <summary>Cooling that was seen: a second of trusted readings below <see cref="Limits.ResetCounts"/>, without one that is not.</summary>
    public sealed class Cooling
    {
        private bool _isCool;
        private long _sinceMs;

        /// <summary>Takes this tick's tip.</summary>
        /// <param name="tipCounts">1/128 degC, or <see cref="Readings.Reading.None"/>, which is no cooling.</param>
        /// <param name="nowMs">The time.</param>
        public void Add(int tipCounts, long nowMs)
        {
            // No reading is the lowest number, and must not pass for a cold one.
            bool isCool = tipCounts != Readings.Reading.None && tipCounts < Limits.ResetCounts;
            if (isCool && !_isCool) _sinceMs = nowMs;
            _isCool = isCool;
        }

        /// <summary>Nothing has been seen yet.</summary>
        public void Restart()
        {
            _isCool = false;
        }

        /// <summary>True when the tip has been seen to be cool for <see cref="Limits.QuietMs"/>.</summary>
        public bool IsSeen(long nowMs)
        {
            return _isCool && nowMs - _sinceMs >= Limits.QuietMs;
        }
    }
}
