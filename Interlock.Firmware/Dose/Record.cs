using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.Dose
{
    /// <summary>
    /// What is kept and told of an ablation and of the heat after it: lesions, warnings, spikes, heating that goes on, the wait
    /// for the cement. Nothing of it opens the line, so a conversion is entered in the tick after it, or before a change of
    /// state: the tick that reads and judges has enough to do.
    /// </summary>
    public sealed class Record
    {
        // What a LESN line tells: the lesion that goes on, or the one that ended.
        private const int GoesOn = 0;
        private const int HasEnded = 1;

        private readonly int _number;
        private readonly EventQueue _events;
        private readonly CementWait _cementWait = new CementWait();
        private readonly AfterHeat _afterHeat = new AfterHeat();
        private readonly Warnings _warnings = new Warnings();
        private readonly Spikes _spikes = new Spikes();
        private bool _isPending;
        private bool _isPermitted;
        private int _tip;
        private int _median;
        private long _conversionMs;
        private long _heatingToldMs;

        /// <summary>A record of nothing.</summary>
        /// <param name="number">The probe, 1 or 2; 0 for the only one.</param>
        /// <param name="events">What is to be told.</param>
        public Record(int number, EventQueue events)
        {
            _number = number;
            _events = events;
        }

        /// <summary>The lesion and its last ablation.</summary>
        public readonly Lesion Lesion = new Lesion();

        /// <summary>STILL_HEATING.</summary>
        public bool IsHeating;

        /// <summary>A warning is on.</summary>
        public bool IsWarning => _warnings.AreOn;

        /// <summary>Takes a conversion; it is entered later.</summary>
        /// <param name="tipCounts">1/128 degC, or <see cref="Reading.None"/> for one that can't be trusted.</param>
        /// <param name="medianCounts">Median of the last three, or <see cref="Reading.None"/>.</param>
        /// <param name="nowMs">The time.</param>
        public void Note(int tipCounts, int medianCounts, long nowMs)
        {
            if (_isPending) Enter();
            _isPending = true;
            _tip = tipCounts;
            _median = tipCounts == Reading.None ? Reading.None : medianCounts;
            _conversionMs = nowMs;
        }

        /// <summary>The line is permitted.</summary>
        public void Begin(int medianCounts, long nowMs)
        {
            if (_isPending) Enter();
            _isPermitted = true;
            if (Lesion.Begin(medianCounts, nowMs)) _events.PostOf(_number, EventKind.Lesion, HasEnded, medianCounts);
            _cementWait.Cancel();
            _afterHeat.Close();
        }

        /// <summary>The line was told to open.</summary>
        /// <param name="reason">What ended the ablation.</param>
        /// <param name="tipCounts">The tip, for the events.</param>
        /// <param name="nowMs">The time.</param>
        public void Finish(int reason, int tipCounts, long nowMs)
        {
            // The conversion that trips belongs to the ablation that it ends.
            if (_isPending) Enter();
            _isPermitted = false;
            Lesion.Finish(reason, nowMs);
            _cementWait.Begin(nowMs);
            _afterHeat.Open(nowMs);
            _events.PostOf(_number, EventKind.Procedure, Reason.None, tipCounts);
            _events.PostOf(_number, EventKind.Lesion, GoesOn, tipCounts);
            JudgeWarnings(Reading.None, tipCounts, nowMs);
        }

        /// <summary>The probe is open, or has moved: the tip may lie elsewhere now.</summary>
        public void NoteMoved()
        {
            Lesion.NoteMoved();
        }

        /// <summary>One tick without a conversion.</summary>
        public void Serve(int tipCounts, long nowMs)
        {
            if (_isPending) Enter();
            else if (nowMs - _conversionMs >= Limits.StaleMs && _warnings.AreOn) JudgeWarnings(Reading.None, tipCounts, nowMs);
            if (!_cementWait.IsOver(nowMs)) return;
            Lesion.End(nowMs);
            if (_number != 2) _events.Post(EventKind.CementWaitDone, Reason.None, tipCounts);
            _events.PostOf(_number, EventKind.Lesion, HasEnded, tipCounts);
        }

        private void Enter()
        {
            _isPending = false;
            if (_tip == Reading.None)
            {
                _spikes.Break();
            }
            else
            {
                Lesion.Add(_median, _conversionMs);
                _afterHeat.Add(_median, _conversionMs);
                if (_spikes.Add(_tip, _conversionMs)) _events.PostOf(_number, EventKind.Warn, Reason.Spike, _tip);
                TellHeating();
            }

            JudgeWarnings(_median, _tip, _conversionMs);
        }

        private void TellHeating()
        {
            bool wasOn = IsHeating;
            IsHeating = _afterHeat.IsOn;
            if (!IsHeating || (wasOn && _conversionMs - _heatingToldMs < Limits.AlarmAgainMs)) return;
            _heatingToldMs = _conversionMs;
            _events.PostOf(_number, EventKind.StillHeating, Reason.None, _tip);
        }

        private void JudgeWarnings(int medianCounts, int tipCounts, long nowMs)
        {
            int changed = _warnings.Judge(medianCounts, Lesion.Ablation.PeakCounts, _isPermitted, Lesion.PermittedMs(nowMs), nowMs);
            if (changed == Warnings.None) return;
            // Reason has the warnings in their order.
            _events.PostOf(_number, _warnings.IsOn(changed) ? EventKind.Warn : EventKind.WarnEnd, Reason.High + changed, tipCounts);
        }
    }
}
