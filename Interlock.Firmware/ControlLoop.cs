using System;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Relays;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware
{
    /// <summary>
    /// The control tick: chip -> reading -> judgement -> state -> relay -> log. Allocates nothing after construction and
    /// waits for nothing; who calls it every <see cref="Limits.TickMs"/> decides what time is.
    /// </summary>
    public sealed class ControlLoop
    {
        // No state of the box: its outputs have to be driven anew.
        private const State NotDriven = (State)(-1);

        private readonly IClock _clock;
        private readonly IBoard _board;
        private readonly Probe _probe;
        private readonly RowHistory _history = new RowHistory();
        private readonly RelayWatch _relays = new RelayWatch();
        private readonly Release _release;
        private readonly LineAlarm _lineAlarm = new LineAlarm();
        private readonly ArmButton _arm;
        private readonly Cooling _cooling = new Cooling();
        private readonly ErrorCount _errors = new ErrorCount();
        private readonly EventQueue _events = new EventQueue();
        private readonly DecisionInputs _inputs = new DecisionInputs();
        private readonly StateMachine _machine;
        private readonly SelfTest _selfTest;
        private readonly Record _record;
        private readonly Statistics _statistics = new Statistics();
        private readonly Reporter _reporter;
        private long _tickUs;
        private long _edgeUs;
        private long _permittedMs;
        private int _levels;
        private bool _holdsK2 = true;
        private long _holdsK2Ms;
        private bool _beats;
        private State _drivenFor = NotDriven;
        private State _shownFor = NotDriven;
        private bool _wasActing;
        private bool _isArmContactBad;
        private bool _isForced;

        /// <summary>Composes the box. Reads the chip once, for the count of resets.</summary>
        /// <param name="settings">What the box is built for.</param>
        /// <param name="clock">The only time that the decisions see.</param>
        /// <param name="board">Contacts, buttons, lamps.</param>
        /// <param name="bus">The chip.</param>
        /// <param name="reference">The stock binding over the same chip.</param>
        /// <param name="sink">Takes the telemetry.</param>
        public ControlLoop(Settings settings, IClock clock, IBoard board, ISpiBus bus, IReferenceThermometer reference, ILineSink sink)
        {
            _clock = clock;
            _board = board;
            _probe = new Probe(bus, settings, Levels.DataReady, Levels.Fault);
            _release = new Release(_probe);
            _machine = new StateMachine(_events);
            _selfTest = new SelfTest(_probe, reference, _events);
            _record = new Record(_events);
            int resets = _probe.TakeResetCount();
            _reporter = new Reporter(sink, settings, _events, _statistics, _record.Lesion, _probe.Reading, _probe.Coast, resets);
            _tickUs = clock.NowUs();
            _arm = new ArmButton(_tickUs / 1000);
        }

        /// <summary>Where the box stands.</summary>
        public State State => _machine.State;

        /// <summary>First cause of the latched trip, a row's number; <see cref="TripTable.None"/> when none is.</summary>
        public int FirstCause => _machine.FirstCause;

        /// <summary>One tick. Never throws.</summary>
        public void Tick()
        {
            long startUs = _clock.NowUs();
            try
            {
                Run(startUs);
            }
            catch (Exception)
            {
                HandleInternalError(startUs / 1000);
            }

            _statistics.End(_clock.NowUs() - startUs);
        }

        private void Run(long startUs)
        {
            // Each stage is handed what an earlier one found: a value passed on costs an interpreter much less than one asked for again.
            long nowMs = startUs / 1000;
            State before = _machine.State;
            int levels = _board.ReadLevels();
            _levels = levels;
            _arm.Look(levels, nowMs);
            int rows = JudgeSchedule(startUs) | _probe.Look(levels, nowMs) | JudgeLine(levels, before, nowMs);
            _history.Note(rows | _probe.Unvoted, nowMs);

            int tip = _probe.TipCounts;
            if (before == State.SelfTest) RunSelfTest(levels, rows, tip, nowMs);
            Decide(levels, rows, tip, nowMs);
            State after = _machine.State;
            bool isConversion = _probe.Reading.IsConversion;
            if (isConversion) _record.Note(tip, _probe.Median, nowMs);
            if (after != before) OnChange(before, after, tip, nowMs);

            DriveLine(after, nowMs);
            ServeChip(after, levels, nowMs);
            if (!isConversion) _record.Serve(tip, nowMs);
            if (rows != 0 || after == State.LockedOut) FollowRows(levels, rows, after, tip, nowMs);
            if (_relays.HasMoved) FollowMoves(rows, before == State.Permitted && after == State.Tripped, tip);
            if (_arm.IsContactBad != _isArmContactBad) FollowArmContact(tip);
            ShowSignals(after, nowMs);
            _reporter.Report(levels, tip, after, nowMs);
            if (_beats) BeatHeart(startUs);
        }

        private int JudgeSchedule(long startUs)
        {
            long sinceUs = startUs - _tickUs;
            _tickUs = startUs;
            _statistics.Begin(sinceUs);
            return TripRules.OfSchedule(sinceUs);
        }

        private int JudgeLine(int levels, State state, long nowMs)
        {
            int rows = TripRules.OfInputs(levels);
            if (_release.IsUnderWay) rows |= _release.Judge(levels, nowMs);
            // A relay on its way in when K2_HOLD falls is no relay that pulls in against it.
            bool isK2Held = _holdsK2 && nowMs - _holdsK2Ms >= Limits.OpenMs;
            rows |= _relays.Judge(levels, state, _arm.IsTouched, isK2Held, _beats, _release.IsUnderWay, nowMs);
            return state == State.Permitted ? rows | TripRules.OfPermitted(levels, nowMs - _permittedMs) : rows;
        }

        private void RunSelfTest(int levels, int rows, int tip, long nowMs)
        {
            _inputs.TestTakesAct = _selfTest.TakesAct;
            _selfTest.Run(levels, rows, _arm, tip, nowMs);
            _inputs.TestPassed = _selfTest.HasPassed;
            _inputs.TestFailed = _selfTest.HasFailed;
        }

        private void Decide(int levels, int rows, int tip, long nowMs)
        {
            DecisionInputs inputs = _inputs;
            inputs.Rows = rows;
            inputs.TipCounts = tip;
            inputs.LockOutFor = _relays.LockOutFor;
            inputs.ArmContactBad = _arm.IsContactBad;
            if (_machine.State == State.Tripped) _cooling.Add(tip, nowMs);
            // Whatever else a step can depend on matters only while ARM does something, and in one tick more, which forgets it.
            bool isActing = !_arm.IsIdle;
            if (isActing || _wasActing) GatherForAct(levels, tip, nowMs);
            _wasActing = isActing;
            _machine.Step(inputs);
        }

        private void GatherForAct(int levels, int tip, long nowMs)
        {
            DecisionInputs inputs = _inputs;
            inputs.ArmBegan = _arm.Began;
            inputs.ArmPressed = _arm.HasPressed;
            inputs.ArmActed = _arm.HasActed;
            inputs.ArmFailed = _arm.HasFailed;
            inputs.ArmTooLong = _arm.IsTooLong;
            inputs.K2PulledIn = (levels & Levels.K2Mirror) != 0;
            inputs.IsReleasing = _release.IsUnderWay;
            inputs.AllQuiet = _history.AllQuiet(nowMs);
            inputs.FirstLoud = inputs.AllQuiet ? TripTable.None : _history.FirstLoud(nowMs);
            inputs.CauseQuiet = _machine.State == State.Tripped && _history.IsQuiet(_machine.FirstCause, nowMs);
            inputs.HasCooled = _cooling.IsSeen(nowMs);
            inputs.IsSteady = IsSteady(_probe.ChangeCounts);
        }

        private static bool IsSteady(int changeCounts)
        {
            // No change known is the lowest number, and no steadiness.
            return changeCounts <= Limits.MovingCounts && changeCounts >= -Limits.MovingCounts;
        }

        private void OnChange(State before, State after, int tip, long nowMs)
        {
            if (after == State.Permitted)
            {
                _permittedMs = nowMs;
                _record.Begin(_probe.Median, nowMs);
                _probe.Coast.Close(_record.Lesion.Totals(nowMs).Ablations > 1);
            }
            else if (before == State.Permitted)
            {
                _record.Finish(_machine.LeftBecause, tip, nowMs);
                _probe.Coast.Open();
                _cooling.Restart();
                // Last, since it talks to the chip.
                _board.SetEnable(false);
                _release.Begin(nowMs);
            }
            else if (before == State.Tripped && after == State.Inhibited)
            {
                _probe.Configure(nowMs);
            }
        }

        private void DriveLine(State state, long nowMs)
        {
            // In nearly every tick nothing is to be driven otherwise than in the one before.
            bool mayChange = state == State.SelfTest || _release.IsUnderWay || _relays.PutsK2Out;
            if (state == _drivenFor && !mayChange) return;

            bool isTesting = state == State.SelfTest;
            bool isPermitted = state == State.Permitted;
            bool holdsK2 = HoldsK2(state);
            // K2 is held before K1 is energised, and let go after K1 was released.
            if (holdsK2) _board.SetK2Hold(true);
            _board.SetEnable(isPermitted || (isTesting && _selfTest.EnergisesK1));
            if (!holdsK2) _board.SetK2Hold(false);
            if (holdsK2 != _holdsK2) _holdsK2Ms = nowMs;
            _holdsK2 = holdsK2;
            _beats = isPermitted || (isTesting && _selfTest.BeatsHeart);
            _drivenFor = mayChange ? NotDriven : state;
        }

        private bool HoldsK2(State state)
        {
            if (_relays.PutsK2Out && state != State.Permitted) return true;
            switch (state)
            {
                case State.SelfTest:
                    return _selfTest.HoldsK2;
                case State.Tripped:
                    return _release.HasProven || _release.HoldsK2;
                case State.Inhibited:
                    return _release.HoldsK2;
                case State.Permitted:
                    return false;
                default:
                    return true;
            }
        }

        private void BeatHeart(long startUs)
        {
            // A tick that comes soon after a late one skips its edge: the watchdog takes edges that are too close for a runaway.
            if (startUs - _edgeUs < Limits.EdgeMs * 1000) return;
            _board.ToggleHeartbeat();
            _edgeUs = _clock.NowUs();
        }

        private void ServeChip(State state, int levels, long nowMs)
        {
            Reading reading = _probe.Reading;
            if (state == State.LockedOut)
            {
                ForceK2(nowMs);
                return;
            }

            if (_release.IsUnderWay) _release.Serve(levels);
            if (!reading.WasRead || !reading.IsConfirmed) return;
            if (state != State.Permitted)
            {
                // A chip that has lost its configuration leaves K2 blind: it is written again without waiting for a person.
                if (!reading.IsWhole) _probe.Configure(nowMs);
                else if (reading.Status != 0 && !_probe.IsLowered && HasK2Followed(levels)) _probe.ClearFaults();
            }

            _probe.Serve(nowMs);
        }

        private static bool HasK2Followed(int levels)
        {
            // FAULT stays low until K2 has dropped out: else a welded K2 would never have to answer for it.
            return (levels & Levels.Fault) != 0 || (levels & Levels.K2Mirror) == 0;
        }

        private void ForceK2(long nowMs)
        {
            if (!_isForced)
            {
                _isForced = true;
                _release.Abandon();
                _probe.Lower();
            }

            // A chip that never was configured, or has lost it, would leave FAULT high and let ARM pull K2 in.
            bool isLost = _probe.Reading.WasRead && _probe.Reading.IsConfirmed && !_probe.Reading.IsWhole;
            if (isLost || !_probe.IsRunning) _probe.Configure(nowMs);
        }

        private void FollowRows(int levels, int rows, State after, int tip, long nowMs)
        {
            if ((rows & (TripTable.SensorOpen | TripTable.ProbeMoved)) != 0) _record.NoteMoved();
            if (after == State.LockedOut && _lineAlarm.Judge(levels, nowMs)) _events.Post(EventKind.LineClosed, Reason.None, tip);
        }

        private void FollowMoves(int rows, bool hasTripped, int tip)
        {
            // A move that the trip of this tick names is told by it.
            int named = hasTripped ? rows : 0;
            if (_relays.K1Moved != Reason.None && (named & TripTable.RelayDidNotClose) == 0) _events.Post(EventKind.LineMoved, _relays.K1Moved, tip);
            if (_relays.K2Moved != Reason.None && (named & TripTable.K2Released) == 0) _events.Post(EventKind.LineMoved, _relays.K2Moved, tip);
        }

        private void FollowArmContact(int tip)
        {
            _isArmContactBad = _arm.IsContactBad;
            _events.Post(_isArmContactBad ? EventKind.Warn : EventKind.WarnEnd, Reason.ArmContact, tip);
        }

        private void ShowSignals(State state, long nowMs)
        {
            bool isUrgent = _lineAlarm.IsOn || _record.IsHeating;
            bool changes = isUrgent || state == State.SelfTest || _record.IsWarning;
            if (state == _shownFor && !changes) return;
            _shownFor = changes ? NotDriven : state;
            if (state == State.SelfTest)
            {
                _board.SetSignals(_selfTest.Red, _selfTest.Sounder);
                return;
            }

            bool isAlarm = state == State.Tripped || state == State.LockedOut;
            if (isUrgent) _board.SetSignals(true, (nowMs & 0x80) != 0);
            else if (isAlarm) _board.SetSignals(true, true);
            else if (_record.IsWarning) _board.SetSignals((nowMs & 0x200) != 0, (nowMs & 0x780) == 0);
            else _board.SetSignals(false, false);
        }

        private void HandleInternalError(long nowMs)
        {
            // Whatever it was: open the line first, then latch it, then try to tell. What has just failed may fail again.
            _board.OpenLine();
            if (!_holdsK2) _holdsK2Ms = nowMs;
            _holdsK2 = true;
            _beats = false;
            _drivenFor = NotDriven;
            _shownFor = NotDriven;
            State before = _machine.State;
            _history.Note(TripTable.Internal, nowMs);
            _machine.StepInternalError(_errors.Add(nowMs));
            State after = _machine.State;
            try
            {
                if (after != before) OnChange(before, after, Reading.None, nowMs);
                if (after == State.LockedOut) ForceK2(nowMs);
                _reporter.Report(_levels, _probe.TipCounts, after, nowMs);
            }
            catch (Exception)
            {
                // The line is open and the state latched; the next tick tries again.
            }
        }
    }
}
