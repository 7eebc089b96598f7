namespace Interlock.Firmware.Telemetry
{
    /// <summary>What the control loop counts of its own time.</summary>
    public sealed class Statistics
    {
        /// <summary>Ticks begun since power-on.</summary>
        public long Ticks;

        /// <summary>Of these, how many began more than <see cref="Limits.LateMs"/> after the one before.</summary>
        public long Late;

        /// <summary>Longest tick from beginning to end since power-on, microseconds.</summary>
        public long WorstUs;

        /// <summary>Longest time from the start of one tick to the next since it was told last, microseconds.</summary>
        public long GapUs;

        /// <summary>Longest tick since it was told last, microseconds.</summary>
        public long TookUs;

        /// <summary>Counts a tick that begins.</summary>
        /// <param name="sinceUs">After the start of the one before.</param>
        public void Begin(long sinceUs)
        {
            Ticks++;
            if (sinceUs > Limits.LateMs * 1000) Late++;
            if (sinceUs > GapUs) GapUs = sinceUs;
        }

        /// <summary>Counts a tick that ends.</summary>
        /// <param name="tookUs">How long it was.</param>
        public void End(long tookUs)
        {
            if (tookUs > WorstUs) WorstUs = tookUs;
            if (tookUs > TookUs) TookUs = tookUs;
        }

        /// <summary>What counts since the last telling has been told.</summary>
        public void Told()
        {
            GapUs = 0;
            TookUs = 0;
        }
    }
}
