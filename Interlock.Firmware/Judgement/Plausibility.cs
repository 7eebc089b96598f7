using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// What only a run of readings shows: a converter that repeats itself, a probe that moves or has moved.
    /// Keeps the median of the last three conversions and where it stood a second ago, by time.
    /// </summary>
    public sealed class Plausibility
    {
        // A second of the fastest conversions, 82 ms each (data sheet, "Conversion Time"), and one to stand on.
        private const int Kept = 16;
        private const int Last = Kept - 1;

        private readonly int[] _medians = new int[Kept];
        private readonly long[] _timesMs = new long[Kept];
        private int _newestAt = -1;
        private int _oldestAt;
        private int _newest;
        private int _middle;
        private int _readings;
        private int _repeats;
        private int _movedFor;

        /// <summary>Median of the last three trusted conversions, 1/128 degC; <see cref="Reading.None"/> before there are three.</summary>
        public int Median = Reading.None;

        /// <summary>How far the median has gone in the last second, 1/128 degC; <see cref="Reading.None"/> when it is not known.</summary>
        public int ChangeCounts = Reading.None;

        /// <summary>Rows that are true: SENSOR_FROZEN and PROBE_MOVED.</summary>
        public int Rows;

        /// <summary>Takes a conversion that can be trusted.</summary>
        /// <param name="tipCounts">1/128 degC.</param>
        /// <param name="nowMs">When it was read.</param>
        public void Add(int tipCounts, long nowMs)
        {
            _repeats = tipCounts == _newest && _readings > 0 ? _repeats + 1 : 0;
            if (_readings < 2) _readings++;
            else Keep(MedianOf(tipCounts, _newest, _middle), nowMs);
            _middle = _newest;
            _newest = tipCounts;

            bool hasMoved = ChangeCounts != Reading.None && (ChangeCounts > Limits.MovedCounts || ChangeCounts < -Limits.MovedCounts);
            _movedFor = hasMoved ? _movedFor + 1 : 0;
            Rows = TripRules.OfRun(_repeats, _movedFor);
        }

        /// <summary>Forgets the run: a conversion could not be trusted.</summary>
        public void Break()
        {
            _readings = 0;
            _repeats = 0;
            _movedFor = 0;
            Median = Reading.None;
            ChangeCounts = Reading.None;
            _newestAt = -1;
            Rows = 0;
        }

        private void Keep(int median, long nowMs)
        {
            Median = median;
            long[] timesMs = _timesMs;
            int newest = (_newestAt + 1) & Last;
            if (_newestAt < 0) _oldestAt = newest;
            else if (newest == _oldestAt) _oldestAt = (_oldestAt + 1) & Last;
            _newestAt = newest;
            _medians[newest] = median;
            timesMs[newest] = nowMs;

            // The one that stood a second ago is the newest of those that are at least a second old.
            long thenMs = nowMs - Limits.MovedSpanMs;
            int then = _oldestAt;
            while (then != newest && timesMs[(then + 1) & Last] <= thenMs) then = (then + 1) & Last;
            _oldestAt = then;
            ChangeCounts = timesMs[then] <= thenMs ? median - _medians[then] : Reading.None;
        }

        /// <summary>The middle one of three.</summary>
        public static int MedianOf(int a, int b, int c)
        {
            if (a > b) return b > c ? b : (a > c ? c : a);
            return a > c ? a : (b > c ? c : b);
        }
    }
}
