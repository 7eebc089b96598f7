namespace Interlock.Firmware.Judgement
{
    /// <summary>WARN at 40.00 degC and above, and below 30.00 degC, with half a degree between a warning and its end.</summary>
    public sealed class Warning
    {
        private bool _isHigh;
        private bool _isLow;

        /// <summary>The tip is warm.</summary>
        public bool IsHigh => _isHigh;

        /// <summary>The tip is cold.</summary>
        public bool IsLow => _isLow;

        /// <summary>The tip is warm or cold.</summary>
        public bool IsOn => _isHigh || _isLow;

        /// <summary>Takes the median of the last three conversions, so that one spike does not warn.</summary>
        /// <param name="tipCounts">1/128 degC, or <see cref="Readings.Reading.None"/>, which changes nothing.</param>
        /// <returns>True when a warning has just begun.</returns>
        public bool Judge(int tipCounts)
        {
            if (tipCounts == Readings.Reading.None) return false;
            bool wasHigh = _isHigh;
            bool wasLow = _isLow;
            _isHigh = tipCounts >= Limits.WarnHighCounts - (wasHigh ? Limits.WarnHysteresisCounts : 0);
            _isLow = tipCounts < Limits.WarnLowCounts + (wasLow ? Limits.WarnHysteresisCounts : 0);
            return (_isHigh && !wasHigh) || (_isLow && !wasLow);
        }
    }
}
