using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Dose
{
    /// <summary>
    /// The record of one ablation: from ARMED to the opening of the line, and the dose of the heat that still arrives.
    /// Everything is of the median of three conversions, so that one wrong conversion is in neither peak nor dose.
    /// </summary>
    public sealed class Ablation
    {
        // Tissue warms by 2 degC/s at most (Limits.MovedCounts), 0.2 degC from one conversion to the next. A disturbance of 20 ms that falls across
        // two conversions shifts two medians; what jumps further than this is dosed only from its third median on.
        private const int JumpCounts = Limits.CountsPerDegree;
        private const int HeldMedians = 2;

        private readonly ThermalDose _dose = new ThermalDose();
        private bool _isCounting;
        private bool _isOpen;
        private long _startMs;
        private long _lastMs;
        private int _held;

        /// <summary>Milliseconds from ARMED to the end.</summary>
        public long DurationMs;

        /// <summary>Highest median from ARMED to the end, 1/128 degC.</summary>
        public int PeakCounts;

        /// <summary>When that was.</summary>
        public long PeakMs;

        /// <summary>The number of the row that ended it, or a <see cref="Telemetry.Reason"/>.</summary>
        public int End;

        /// <summary>The temperature at which the last span was dosed, 1/128 degC.</summary>
        public int DosedCounts;

        /// <summary>Thermal dose since ARMED, thousandths of a minute; goes on after the end, until <see cref="Stop"/>.</summary>
        public int DoseMilliMinutes()
        {
            return _dose.MilliMinutesSinceMark();
        }

        /// <summary>The same, and that of the ablations before it since <see cref="Forget"/>.</summary>
        public int TotalDoseMilliMinutes()
        {
            return _dose.MilliMinutes();
        }

        /// <summary>The ablations before are of another lesion.</summary>
        public void Forget()
        {
            _dose.Clear();
        }

        /// <summary>The line is permitted.</summary>
        public void Begin(int medianCounts, long nowMs)
        {
            _dose.Mark();
            _isCounting = true;
            _isOpen = true;
            _startMs = nowMs;
            _lastMs = nowMs;
            _held = HeldMedians;
            PeakCounts = medianCounts;
            PeakMs = nowMs;
            DosedCounts = medianCounts;
        }

        /// <summary>Takes a conversion that can be trusted.</summary>
        /// <param name="medianCounts">
        /// Median of three, 1/128 degC; while it is <see cref="Reading.None"/>, after a break, the last one stands for it.
        /// </param>
        /// <param name="nowMs">The time.</param>
        public void Add(int medianCounts, long nowMs)
        {
            if (!_isCounting) return;
            if (medianCounts != Reading.None) Take(medianCounts, nowMs);
            long spanMs = nowMs - _lastMs;
            _lastMs = nowMs;
            if (DosedCounts == Reading.None) return;
            // Minutes without a reading aren't made into dose.
            _dose.Add(DosedCounts, spanMs < Limits.StaleMs ? (int)spanMs : Limits.StaleMs);
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

        /// <summary>Its lesion has ended: nothing more is counted.</summary>
        public void Stop()
        {
            _isCounting = false;
        }

        /// <summary>Milliseconds for which the line has been permitted so far.</summary>
        public long PermittedMs(long nowMs)
        {
            return _isOpen ? nowMs - _startMs : DurationMs;
        }

        private void Take(int medianCounts, long nowMs)
        {
            if (_isOpen && medianCounts > PeakCounts)
            {
                PeakCounts = medianCounts;
                PeakMs = nowMs;
            }

            int change = medianCounts - DosedCounts;
            bool jumps = change > JumpCounts || change < -JumpCounts;
            if (jumps && _held < HeldMedians)
            {
                _held++;
                return;
            }

            _held = 0;
            DosedCounts = medianCounts;
        }
    }
}
