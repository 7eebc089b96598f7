using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// One conversion, or two that share a disturbance of 20 ms, stand alone more than half a degree from the conversions on
    /// both sides. Tissue warms by 2 degC/s at most (<see cref="Limits.MovedCounts"/>) and can't turn round within 0.2 s; noise
    /// is 0.03 degC rms; so it is the measurement. The median keeps one such conversion out of decisions and record; a person is told of the cable or the shield.
    /// </summary>
    public sealed class Spikes
    {
        private const int AloneCounts = Limits.CountsPerDegree / 2;
        private const int LeastMs = 10000;

        private int _third = Reading.None;
        private int _second = Reading.None;
        private int _newest = Reading.None;
        private long _toldMs = -LeastMs;

        /// <summary>Takes a conversion that can be trusted.</summary>
        /// <param name="tipCounts">1/128 degC, not the median.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>True when a spike has just passed and none was told for 10 s.</returns>
        public bool Add(int tipCounts, long nowMs)
        {
            bool isSpike = (_second != Reading.None && StandsAlone(_second, _newest, _newest, tipCounts))
                || (_third != Reading.None && StandsAlone(_third, _second, _newest, tipCounts));
            _third = _second;
            _second = _newest;
            _newest = tipCounts;
            if (!isSpike || nowMs - _toldMs < LeastMs) return false;
            _toldMs = nowMs;
            return true;
        }

        /// <summary>Forgets the run: a conversion could not be trusted.</summary>
        public void Break()
        {
            _third = Reading.None;
            _second = Reading.None;
            _newest = Reading.None;
        }

        private static bool StandsAlone(int before, int first, int last, int after)
        {
            int highest = (before > after ? before : after) + AloneCounts;
            int lowest = (before < after ? before : after) - AloneCounts;
            return (first > highest && last > highest) || (first < lowest && last < lowest);
        }
    }
}
