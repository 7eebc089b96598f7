namespace Interlock.Firmware.Dose
{
    /// <summary>The record of one ablation: from ARMED to the opening of the line, and the dose of the heat that still arrives.</summary>
    public sealed class Ablation
    {
        private readonly ThermalDose _dose = new ThermalDose();
        private bool _isCounting;
        private bool _isOpen;
        private long _startMs;
        private long _lastMs;
        private int _peakCounts;

        /// <summary>Milliseconds from ARMED to the end.</summary>
        public long DurationMs { get; private set; }

        /// <summary>Highest tip temperature until the end, 1/128 degC.</summary>
        public int PeakCounts => _peakCounts;

        /// <summary>When that was.</summary>
        public long PeakMs { get; private set; }

        /// <summary>The number of the row that ended it, or a <see cref="Telemetry.Reason"/>.</summary>
        public int End { get; private set; }

        /// <summary>Thermal dose since ARMED, thousandths of a minute; goes on after the end while the tip stays above 39 degC.</summary>
        public int DoseMilliMinutes()
        {
            return _dose.MilliMinutes();
        }

        /// <summary>The line is permitted.</summary>
        public void Begin(int tipCounts, long nowMs)
        {
            _dose.Clear();
            _isCounting = true;
            _isOpen = true;
            _startMs = nowMs;
            _lastMs = nowMs;
            _peakCounts = tipCounts;
            PeakMs = nowMs;
        }

        /// <summary>Takes a trusted reading.</summary>
        public void Add(int tipCounts, long nowMs)
        {
            if (!_isCounting) return;
            _dose.Add(tipCounts, (int)(nowMs - _lastMs));
            _lastMs = nowMs;
            if (!_isOpen || tipCounts <= _peakCounts) return;
            _peakCounts = tipCounts;
            PeakMs = nowMs;
        }

        /// <summary>The line has opened.</summary>
        /// <param name="reason">What ended it.</param>
        /// <param name="nowMs">The time.</param>
        public void Finish(int reason, long nowMs)
        {
            _isOpen = false;
            DurationMs = nowMs - _startMs;
            End = reason;
        }
    }
}
