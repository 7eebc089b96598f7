namespace Interlock.Firmware.Telemetry
{
    /// <summary>A fixed queue of what has happened and not been sent. When it is full the newest is dropped and counted: the first cause stays.</summary>
    public sealed class EventQueue
    {
        /// <summary>Places in the queue.</summary>
        public const int Capacity = 16;

        private readonly EventKind[] _kinds = new EventKind[Capacity];
        private readonly int[] _reasons = new int[Capacity];
        private readonly int[] _tips = new int[Capacity];
        private int _first;

        /// <summary>Events waiting.</summary>
        public int Count;

        /// <summary>Events dropped since power-on.</summary>
        public int Dropped;

        /// <summary>Kind of the oldest event.</summary>
        public EventKind Kind => _kinds[_first];

        /// <summary>Reason of the oldest event; for a test its step, doubled, plus 1 if it passed.</summary>
        public int Reason => _reasons[_first];

        /// <summary>Tip temperature of the oldest event, 1/128 degC, or <see cref="Readings.Reading.None"/>.</summary>
        public int TipCounts => _tips[_first];

        /// <summary>Adds an event.</summary>
        public void Post(EventKind kind, int reason, int tipCounts)
        {
            if (Count == Capacity)
            {
                Dropped++;
                return;
            }

            int place = (_first + Count) % Capacity;
            _kinds[place] = kind;
            _reasons[place] = reason;
            _tips[place] = tipCounts;
            Count++;
        }

        /// <summary>Takes the oldest event away.</summary>
        public void RemoveFirst()
        {
            _first = (_first + 1) % Capacity;
            Count--;
        }
    }
}
