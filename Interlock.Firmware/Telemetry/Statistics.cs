namespace Interlock.Firmware.Telemetry
{
    /// <summary>Counters of the control loop since power-on.</summary>
    public sealed class Statistics
    {
        /// <summary>Ticks begun.</summary>
        public long Ticks;

        /// <summary>Ticks that began more than <see cref="Limits.LateMs"/> after the one before.</summary>
        public long Late;

        /// <summary>Longest tick from beginning to end, microseconds.</summary>
        public long WorstUs;
    }
}
