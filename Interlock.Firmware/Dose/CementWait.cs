namespace Interlock.Firmware.Dose
{
    /// <summary>Counts the ten minutes from the end of an ablation to the cement.</summary>
    public sealed class CementWait
    {
        private bool _isCounting;
        private long _sinceMs;

        /// <summary>An ablation has ended.</summary>
        public void Begin(long nowMs)
        {
            _isCounting = true;
            _sinceMs = nowMs;
        }

        /// <summary>Another one has begun.</summary>
        public void Cancel()
        {
            _isCounting = false;
        }

        /// <summary>True once, when the wait is over.</summary>
        public bool IsOver(long nowMs)
        {
            if (!_isCounting || nowMs - _sinceMs < Limits.CementWaitMs) return false;
            _isCounting = false;
            return true;
        }
    }
}
