namespace Interlock.Firmware.Telemetry
{
    /// <summary>Temperatures as the lines tell them: 1/100 degC, rounded half up.</summary>
    public static class Hundredths
    {
        /// <summary>Of a tip temperature in 1/128 degC.</summary>
        public static int OfTip(int counts)
        {
            return (counts * 100 + Limits.CountsPerDegree / 2) >> 7;
        }

        /// <summary>Of a cold junction temperature in 1/64 degC.</summary>
        public static int OfColdJunction(int counts)
        {
            return (counts * 100 + 32) >> 6;
        }
    }
}
