using Interlock.Firmware.Readings;

namespace Interlock.Firmware.Dose
{
    /// <summary>
    /// The ablations of one lesion, their heat added up, the coasts included. An ablation belongs to the lesion before it only
    /// while the needle can't have been moved to the other foramen: the cement wait hasn't ended and, since the line opened,
    /// the probe was never open, never below 30.00 degC and no PROBE_MOVED was true. A lesion ends with the cement wait or at
    /// the ARMED that begins another one, at nothing else.
    /// </summary>
    public sealed class Lesion
    {
        private readonly LesionTotals _totals = new LesionTotals();
        private bool _isGoingOn;
        private bool _isPermitted;
        private bool _hasMoved;
        private long _earlierMs;

        /// <summary>The last ablation.</summary>
        public readonly Ablation Ablation = new Ablation();

        /// <summary>Totals of the lesion that ended last; kept while the next one goes on.</summary>
        public readonly LesionTotals Ended = new LesionTotals();

        /// <summary>Totals so far.</summary>
        public LesionTotals Totals(long nowMs)
        {
            _totals.DurationMs = PermittedMs(nowMs);
            _totals.DoseMilliMinutes = Ablation.TotalDoseMilliMinutes();
            return _totals;
        }

        /// <summary>Milliseconds for which the line has been permitted in this lesion so far.</summary>
        public long PermittedMs(long nowMs)
        {
            return _earlierMs + Ablation.PermittedMs(nowMs);
        }

        /// <summary>ARMED.</summary>
        /// <param name="medianCounts">Median of three, 1/128 degC.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>True when another lesion has ended by it: <see cref="Ended"/> has its totals.</returns>
        public bool Begin(int medianCounts, long nowMs)
        {
            bool endsAnother = _isGoingOn && _hasMoved;
            if (endsAnother) End(nowMs);
            if (_isGoingOn)
            {
                _earlierMs += Ablation.DurationMs;
            }
            else
            {
                Ablation.Forget();
                _earlierMs = 0;
                _totals.Ablations = 0;
                _totals.PeakCounts = medianCounts;
                _isGoingOn = true;
            }

            _totals.Ablations++;
            _isPermitted = true;
            _hasMoved = false;
            Ablation.Begin(medianCounts, nowMs);
            return endsAnother;
        }

        /// <summary>Takes a conversion that can be trusted, in any state.</summary>
        /// <param name="medianCounts">Median of three, 1/128 degC, or <see cref="Reading.None"/>.</param>
        /// <param name="nowMs">The time.</param>
        public void Add(int medianCounts, long nowMs)
        {
            if (!_isGoingOn) return;
            Ablation.Add(medianCounts, nowMs);
            if (Ablation.DosedCounts > _totals.PeakCounts) _totals.PeakCounts = Ablation.DosedCounts;
            if (!_isPermitted && medianCounts != Reading.None && medianCounts < Limits.ArmLowestCounts) _hasMoved = true;
        }

        /// <summary>The probe is open, or PROBE_MOVED is true: the tip may lie elsewhere now.</summary>
        public void NoteMoved()
        {
            _hasMoved = true;
        }

        /// <summary>The line has opened.</summary>
        /// <param name="reason">What ended the ablation.</param>
        /// <param name="nowMs">The time.</param>
        public void Finish(int reason, long nowMs)
        {
            _isPermitted = false;
            Ablation.Finish(reason, nowMs);
        }

        /// <summary>The cement wait is over: the lesion ends, and its heat is no longer counted.</summary>
        public void End(long nowMs)
        {
            LesionTotals totals = Totals(nowMs);
            Ended.Ablations = totals.Ablations;
            Ended.DurationMs = totals.DurationMs;
            Ended.PeakCounts = totals.PeakCounts;
            Ended.DoseMilliMinutes = totals.DoseMilliMinutes;
            Ablation.Stop();
            _isGoingOn = false;
        }
    }

    /// <summary>What LESN tells.</summary>
    public sealed class LesionTotals
    {
        /// <summary>How many ablations.</summary>
        public int Ablations;

        /// <summary>Milliseconds for which the line was permitted, together.</summary>
        public long DurationMs;

        /// <summary>Highest temperature from the first ARMED on, the coasts included, 1/128 degC.</summary>
        public int PeakCounts;

        /// <summary>CEM43 of the ablations and their coasts together, thousandths of a minute.</summary>
        public int DoseMilliMinutes;
    }
}
