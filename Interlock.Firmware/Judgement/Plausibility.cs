namespace Interlock.Firmware.Judgement
{
    /// <summary>
    /// What only a run of readings shows: a converter that repeats itself, a probe that has moved.
    /// Keeps the median of the last three conversions and where it stood a second ago.
    /// </summary>
    public sealed class Plausibility
    {
        /// <summary>No median yet.</summary>
        public const int Unknown = int.MinValue;

        private const int SpanTicks = Limits.MovedSpanMs / Limits.TickMs;

        private readonly int[] _medians = new int[SpanTicks];
        private int _position;
        private int _median = Unknown;
        private int _rows;
        private int _newest;
        private int _middle;
        private int _readings;
        private int _repeats;
        private int _moved;

        /// <summary>A judge that has seen nothing.</summary>
        public Plausibility()
        {
            for (int i = 0; i < SpanTicks; i++) _medians[i] = Unknown;
        }

        /// <summary>Median of the last three trusted conversions, 1/128 degC; <see cref="Unknown"/> before there are three.</summary>
        public int Median => _median;

        /// <summary>Rows that are true: SENSOR_FROZEN and PROBE_MOVED.</summary>
        public int Rows => _rows;

        /// <summary>Takes a conversion that can be trusted.</summary>
        /// <param name="tipCounts">1/128 degC.</param>
        public void Add(int tipCounts)
        {
            _repeats = tipCounts == _newest && _readings > 0 ? _repeats + 1 : 0;
            if (_readings < 2) _readings++;
            else _median = MedianOf(tipCounts, _newest, _middle);
            _middle = _newest;
            _newest = tipCounts;

            _moved = HasMoved() ? _moved + 1 : 0;
            _rows = (_repeats >= Limits.FrozenReadings - 1 ? Row.SensorFrozen : 0)
                | (_moved >= Limits.MovedConversions ? Row.ProbeMoved : 0);
        }

        /// <summary>Forgets the run: a conversion could not be trusted.</summary>
        public void Break()
        {
            _readings = 0;
            _repeats = 0;
            _moved = 0;
            _median = Unknown;
            _rows = 0;
        }

        /// <summary>Moves the second's window on by a tick.</summary>
        public void Tick()
        {
            _medians[_position] = _median;
            _position++;
            if (_position == SpanTicks) _position = 0;
        }

        private bool HasMoved()
        {
            int before = _medians[_position];
            if (_median == Unknown || before == Unknown) return false;
            int change = _median - before;
            return change > Limits.MovedCounts || change < -Limits.MovedCounts;
        }

        /// <summary>The middle one of three.</summary>
        public static int MedianOf(int a, int b, int c)
        {
            if (a > b) return b > c ? b : (a > c ? c : a);
            return a > c ? a : (b > c ? c : b);
        }
    }
}
