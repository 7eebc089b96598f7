namespace Interlock.Firmware.Judgement
{
    /// <summary>WARN at 40.00 degC and above, and below 30.00 degC, with half a degree between a warning and its end.</summary>
    public sealed class Warning
    {
        /// <summary>The tip is warm.</summary>
        public bool IsHigh { get; private set; }

        /// <summary>The tip is cold.</summary>
        public bool IsLow { get; private set; }

        /// <summary>Takes the median of the last three conversions, so that one spike does not warn.</summary>
        /// <param name="tipCounts">1/128 degC, or <see cref="Plausibility.Unknown"/>, which changes nothing.</param>
        /// <returns>True when a warning has just begun.</returns>
        public bool Judge(int tipCounts)
        {
            if (tipCounts == Plausibility.Unknown) return false;
            bool wasHigh = IsHigh;
            bool wasLow = IsLow;
            IsHigh = tipCounts >= Limits.WarnHighCounts - (IsHigh ? Limits.WarnHysteresisCounts : 0);
            IsLow = tipCounts < Limits.WarnLowCounts + (IsLow ? Limits.WarnHysteresisCounts : 0);
            return (IsHigh && !wasHigh) || (IsLow && !wasLow);
        }
    }
}
