using Interlock.Firmware.Judgement;

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
        private readonly int[] _probes = new int[Capacity];
        private int _first;
        private int _firstProbesRows;
        private int _firstProbesTip;
        private int _secondProbesRows;
        private int _secondProbesTip;

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

        /// <summary>The probe that the oldest event is of, 1 or 2; 0 for none, and in a box with one.</summary>
        public int Probe => _probes[_first];

        /// <summary>Of a box with two probes: the rows and tip of each in this tick: an event of a row tells its probe, and that one's tip.</summary>
        public void Note(int firstProbesRows, int firstProbesTip, int secondProbesRows, int secondProbesTip)
        {
            _firstProbesRows = firstProbesRows;
            _firstProbesTip = firstProbesTip;
            _secondProbesRows = secondProbesRows;
            _secondProbesTip = secondProbesTip;
        }

        /// <summary>Adds an event.</summary>
        public void Post(EventKind kind, int reason, int tipCounts)
        {
            int row = reason >= 0 && reason < TripTable.Most ? 1 << reason : 0;
            if ((_firstProbesRows & row) != 0) PostOf(1, kind, reason, _firstProbesTip);
            else if ((_secondProbesRows & row) != 0) PostOf(2, kind, reason, _secondProbesTip);
            else PostOf(0, kind, reason, tipCounts);
        }

        /// <summary>Adds an event of a probe.</summary>
        public void PostOf(int probe, EventKind kind, int reason, int tipCounts)
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
            _probes[place] = probe;
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
