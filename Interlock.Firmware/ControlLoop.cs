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
        private readonly Probe[] _probes;
        private readonly Record[] _records;
        private readonly Probe _probe;
        private readonly Probe _second;
        private readonly Agreement _agreement;
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
        private int _forced;
        private bool _secondWaits;
        private bool _isHeating;
        private bool _isWarning;

        /// <summary>Composes the box. Reads the chip once, for the count of resets.</summary>
        /// <param name="settings">What the box is built for.</param>
        /// <param name="clock">The only time that the decisions see.</param>
        /// <param name="board">Contacts, buttons, lamps.</param>
        /// <param name="buses">The chip, and the second one in a box of two probes.</param>
        /// <param name="references">The stock binding over the same chip, and over the second.</param>
        /// <param name="sink">Takes the telemetry.</param>
        public ControlLoop(Settings settings, IClock clock, IBoard board, ISpiBus[] buses, IReferenceThermometer[] references, ILineSink sink)
        {
            _clock = clock;
            _board = board;
            int count = buses.Length;
            _probes = new Probe[count];
            _records = new Record[count];
            Lesion[] lesions = new Lesion[count];
            int resets = 0;
            for (int i = 0; i < count; i++)
            {
                int number = count == 1 ? 0 : i + 1;
                Probe probe = i == 0 ? new Probe(buses[i], settings, Levels.DataReady, Levels.Fault, number) : new Probe(buses[i], settings, Levels.DataReady2, Levels.Fault2, number);
                _probes[i] = probe;
                _records[i] = new Record(number, _events);
                lesions[i] = _records[i].Lesion;
                int counted = probe.TakeResetCount();
                if (i == 0) resets = counted;
            }

            _probe = _probes[0];
            if (count > 1)
            {
                _second = _probes[1];
                _agreement = new Agreement(_probe, _second, settings.SecondProbe == SecondProbe.SameSite);
            }

            _release = new Release(_probes);
            _machine = new StateMachine(_events);
            _selfTest = new SelfTest(_probes, references, _events);
            _reporter = new Reporter(sink, settings, _events, _statistics, lesions, _probe.Reading, _probe.Coast, _second, resets);
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
            int rows = JudgeSchedule(startUs) | _probe.Look(levels, nowMs);
            int unvoted = _probe.Unvoted;
            if (_second != null)
            {
                rows |= LookAtSecond(levels, nowMs);
                unvoted |= _second.Unvoted | _agreement.Unvoted;
            }

            rows |= JudgeLine(levels, before, nowMs);
            _history.Note(rows | unvoted, nowMs);

            int tip = _probe.TipCounts;
            if (before == State.SelfTest) RunSelfTest(levels, rows, tip, nowMs);
            Decide(levels, rows, tip, nowMs);
            State after = _machine.State;
            NoteConversions(nowMs);
            if (after != before) OnChange(before, after, tip, nowMs);

            DriveLine(after, nowMs);
            ServeChips(after, levels, nowMs);
            ServeRecords(nowMs);
            if (rows != 0 || after == State.LockedOut) FollowRows(levels, rows, after, tip, nowMs);
            if (_relays.HasMoved) FollowMoves(rows, before == State.Permitted && after == State.Tripped, tip);
            if (_arm.IsContactBad != _isArmContactBad) FollowArmContact(tip);
            ShowSignals(after, nowMs);
            _reporter.Report(levels, tip, after, nowMs);
            if (_beats) BeatHeart(startUs);
        }

        private int LookAtSecond(int levels, long nowMs)
        {
            // One chip a tick: what the second has to tell waits, at its pins, for the next one, but for no other.
            _secondWaits = _probe.Reading.WasRead && !_secondWaits && _second.CanWait(nowMs);
            int rows = _secondWaits ? _second.Wait(levels, nowMs) : _second.Look(levels, nowMs);
            _events.Note(_probe.Rows, _probe.TipCounts, rows, _second.TipCounts);
            return rows | _agreement.Judge(nowMs);
        }

        private void NoteConversions(long nowMs)
        {
            for (int i = 0; i < _probes.Length; i++)
            {
                Probe probe = _probes[i];
                if (probe.Reading.IsConversion) _records[i].Note(probe.TipCounts, probe.Median, nowMs);
            }
        }

        private void ServeRecords(long nowMs)
        {
            _isHeating = false;
            _isWarning = false;
            for (int i = 0; i < _probes.Length; i++)
            {
                Record record = _records[i];
                if (!_probes[i].Reading.IsConversion) record.Serve(_probes[i].TipCounts, nowMs);
                _isHeating |= record.IsHeating;
                _isWarning |= record.IsWarning;
            }
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
            levels = AsLatchSees(levels);
            // A relay on its way in when K2_HOLD falls is no relay that pulls in against it.
            bool isK2Held = _holdsK2 && nowMs - _holdsK2Ms >= Limits.OpenMs;
            rows |= _relays.Judge(levels, state, _arm.IsTouched, isK2Held, _beats, _release.IsUnderWay, nowMs);
            return state == State.Permitted ? rows | TripRules.OfPermitted(levels, nowMs - _permittedMs) : rows;
        }

        private int AsLatchSees(int levels)
        {
            // K2's latch is set by either chip's FAULT.
            return _second != null && (levels & Levels.Fault2) == 0 ? levels & ~Levels.Fault : levels;
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
            if (_machine.State == State.Tripped) _cooling.Add(_second == null ? tip : Hotter(tip, _second.TipCounts), nowMs);
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
            if (_second == null) return;
            inputs.IsSteady &= IsSteady(_second.ChangeCounts);
            // Both tips have to be where an ablation begins: the one that is not says why.
            inputs.TipCounts = _second.TipCounts < Limits.ArmLowestCounts ? _second.TipCounts : Hotter(tip, _second.TipCounts);
            if (tip < Limits.ArmLowestCounts) inputs.TipCounts = tip;
        }

        private static int Hotter(int tip, int other)
        {
            // No reading is the lowest number, and hotter than any that is known.
            return tip == Reading.None || other == Reading.None ? Reading.None : tip > other ? tip : other;
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
                for (int i = 0; i < _records.Length; i++)
                {
                    _records[i].Begin(_probes[i].Median, nowMs);
                    _probes[i].Coast.Close(_records[i].Lesion.Totals(nowMs).Ablations > 1);
                }
            }
            else if (before == State.Permitted)
            {
                for (int i = 0; i < _records.Length; i++)
                {
                    _records[i].Finish(_machine.LeftBecause, i == 0 ? tip : _second.TipCounts, nowMs);
                    _probes[i].Coast.Open();
                }

                _cooling.Restart();
                // Last, since it talks to the chip.
                _board.SetEnable(false);
                _release.Begin(_holdsK2 ? 0 : _levels, nowMs);
            }
            else if (before == State.Tripped && after == State.Inhibited)
            {
                for (int i = 0; i < _probes.Length; i++) _probes[i].Configure(nowMs);
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

        private void ServeChips(State state, int levels, long nowMs)
        {
            if (state == State.LockedOut)
            {
                ForceK2(nowMs);
                return;
            }

            if (_release.IsUnderWay) _release.Serve(levels);
            for (int i = 0; i < _probes.Length; i++)
            {
                Reading reading = _probes[i].Reading;
                if (reading.WasRead && reading.IsConfirmed) ServeChip(_probes[i], state, levels, nowMs);
            }
        }

        private void ServeChip(Probe probe, State state, int levels, long nowMs)
        {
            if (state != State.Permitted)
            {
                // A chip that has lost its configuration leaves K2 blind: it is written again without waiting for a person.
                if (!probe.Reading.IsWhole) probe.Configure(nowMs);
                else if (probe.Reading.Status != 0 && !probe.IsLowered && HasK2Followed(AsLatchSees(levels))) probe.ClearFaults();
            }

            probe.Serve(nowMs);
        }

        private static bool HasK2Followed(int levels)
        {
            // FAULT stays low until K2 has dropped out: else a welded K2 would never have to answer for it.
            return (levels & Levels.Fault) != 0 || (levels & Levels.K2Mirror) == 0;
        }

        private void ForceK2(long nowMs)
        {
            _release.Abandon();
            for (int i = 0; i < _probes.Length; i++)
            {
                Probe probe = _probes[i];
                if ((_forced & probe.FaultBit) == 0)
                {
                    _forced |= probe.FaultBit;
                    probe.Lower();
                }

                // A chip that never was configured, or has lost it, would leave FAULT high and let ARM pull K2 in.
                bool isLost = probe.Reading.WasRead && probe.Reading.IsConfirmed && !probe.Reading.IsWhole;
                if (isLost || !probe.IsRunning) probe.Configure(nowMs);
            }
        }

        private void FollowRows(int levels, int rows, State after, int tip, long nowMs)
        {
            for (int i = 0; i < _probes.Length; i++)
            {
                if ((_probes[i].Rows & (TripTable.SensorOpen | TripTable.ProbeMoved)) != 0) _records[i].NoteMoved();
            }

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
            bool isUrgent = _lineAlarm.IsOn || _isHeating;
            bool changes = isUrgent || state == State.SelfTest || _isWarning;
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
            else if (_isWarning) _board.SetSignals((nowMs & 0x200) != 0, (nowMs & 0x780) == 0);
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
