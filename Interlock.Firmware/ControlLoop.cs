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
        private readonly IClock _clock;
        private readonly IBoard _board;
        private readonly Max31856Chip _chip;
        private readonly Sampler _sampler;
        private readonly Judge _judge;
        private readonly RowHistory _history = new RowHistory();
        private readonly RelayMonitor _relays = new RelayMonitor();
        private readonly ArmButton _arm = new ArmButton();
        private readonly EventQueue _events = new EventQueue();
        private readonly DecisionInputs _inputs = new DecisionInputs();
        private readonly StateMachine _machine;
        private readonly SelfTest _selfTest;
        private readonly Ablation _ablation = new Ablation();
        private readonly CementWait _cementWait = new CementWait();
        private readonly Warning _warning = new Warning();
        private readonly Snapshot _snapshot = new Snapshot();
        private readonly Statistics _statistics = new Statistics();
        private readonly Reporter _reporter;
        private long _tickMs;
        private long _permittedMs;
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
            ChipConfiguration configuration = new ChipConfiguration(settings.Mains60Hz, settings.ProbeTypeK);
            _chip = new Max31856Chip(bus, configuration);
            _sampler = new Sampler(_chip);
            _judge = new Judge(_sampler, configuration, settings.Anticipates);
            _machine = new StateMachine(_events);
            _selfTest = new SelfTest(_chip, _sampler, reference, _events);
            int resets = _chip.TakeResetCount(_sampler.Image);
            _reporter = new Reporter(sink, settings, _events, _statistics, _ablation, _sampler.Image, resets);
            _tickMs = clock.NowUs() / 1000;
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
                Run(startUs / 1000);
            }
            catch (Exception)
            {
                HandleInternalError(startUs / 1000);
            }

            long tookUs = _clock.NowUs() - startUs;
            if (tookUs > _statistics.WorstUs) _statistics.WorstUs = tookUs;
        }

        private void Run(long nowMs)
        {
            // Each stage is handed what an earlier one found: a value passed on costs an interpreter much less than one asked for again.
            State before = _machine.State;
            int rows = JudgeSchedule(nowMs);
            int levels = _board.ReadLevels();
            _sampler.Sample(levels, nowMs);
            _arm.Sample((levels & Levels.Arm) == 0, nowMs);
            rows |= JudgeTick(levels, before == State.Permitted, nowMs);
            if (before == State.SelfTest && _selfTest.HoldsFault) rows &= ~Row.HardwareLimit;
            _history.Note(rows | _judge.Unvoted, nowMs);

            int tip = _judge.TipCounts;
            if (before == State.SelfTest) RunSelfTest(levels, rows, tip, nowMs);
            Decide(levels, rows, tip, nowMs);
            State after = _machine.State;
            bool hasConversion = _sampler.HasConversion;
            if (hasConversion) FollowConversion(tip, nowMs);
            if (after != before) OnChange(before, after, nowMs);
            if ((rows & Row.SensorConfig) != 0) FollowLostConfiguration(after, nowMs);
            if (_cementWait.IsOver(nowMs)) _events.Post(EventKind.CementWaitDone, Reason.None, tip);

            bool isWell = DriveK1(after);
            ServeChip(after, levels, rows, nowMs);
            ShowSignals(after, nowMs);
            Record(levels, tip, after, hasConversion, nowMs);
            if (isWell) _board.ToggleHeartbeat();
        }

        private int JudgeSchedule(long nowMs)
        {
            long sinceMs = nowMs - _tickMs;
            _tickMs = nowMs;
            _statistics.Ticks++;
            if (sinceMs > Limits.LateMs) _statistics.Late++;
            return sinceMs > Limits.DeadlineMs ? Row.DeadlineMissed : Row.None;
        }

        private int JudgeTick(int levels, bool permitted, long nowMs)
        {
            int rows = _judge.JudgeReading(levels, nowMs) | _relays.Judge(levels, permitted, nowMs);
            if ((levels & Levels.Stop) != 0) rows |= Row.StopPressed;
            if (!permitted) return rows;
            if ((levels & Levels.K2Mirror) == 0) rows |= Row.HardwareLimit;
            if (nowMs - _permittedMs >= Limits.PermittedMs) rows |= Row.TimeLimit;
            return rows;
        }

        private void RunSelfTest(int levels, int rows, int tip, long nowMs)
        {
            _selfTest.Run(levels, rows, _arm.Pressed, tip, nowMs);
            _inputs.TestPassed = _selfTest.HasPassed;
            _inputs.TestFailed = _selfTest.HasFailed;
        }

        private void Decide(int levels, int rows, int tip, long nowMs)
        {
            DecisionInputs inputs = _inputs;
            inputs.Rows = rows;
            inputs.TipCounts = tip;
            inputs.ArmBegan = false;
            inputs.ArmPressed = false;
            inputs.ArmClicked = false;
            inputs.ArmHeldTooLong = false;
            // Whatever else a step can depend on matters only while ARM does something.
            if (!_arm.IsIdle) GatherForPress(levels, tip, nowMs);
            _machine.Step(inputs);
        }

        private void GatherForPress(int levels, int tip, long nowMs)
        {
            DecisionInputs inputs = _inputs;
            inputs.ArmBegan = _arm.Began;
            inputs.ArmPressed = _arm.Pressed;
            inputs.ArmClicked = _arm.Clicked;
            inputs.ArmHeldTooLong = _arm.HeldTooLong;
            inputs.K2PulledIn = (levels & Levels.K2Mirror) != 0;
            inputs.AllQuiet = _history.AllQuiet(nowMs);
            inputs.FirstLoud = inputs.AllQuiet ? TripTable.None : _history.FirstLoud(nowMs);
            inputs.CauseQuiet = _machine.State == State.Tripped && IsCauseQuiet(nowMs);
            inputs.HasCooled = tip != Plausibility.Unknown && tip < Limits.ResetCounts;
        }

        private bool IsCauseQuiet(long nowMs)
        {
            // The acknowledgement itself rewrites the configuration; whether that took shows before the box can be armed.
            int cause = _machine.FirstCause;
            return cause == (int)Cause.SensorConfig || _history.IsQuiet(cause, nowMs);
        }

        private void FollowLostConfiguration(State after, long nowMs)
        {
            if (_arm.Pressed && after != State.LockedOut) Reconfigure(nowMs);
        }

        private void FollowConversion(int tip, long nowMs)
        {
            if (tip != Plausibility.Unknown) _ablation.Add(tip, nowMs);
            if (!_warning.Judge(_judge.Median)) return;
            _events.Post(EventKind.Warn, _warning.IsHigh ? Reason.High : Reason.Low, _judge.Median);
        }

        private void OnChange(State before, State after, long nowMs)
        {
            if (after == State.Permitted)
            {
                _permittedMs = nowMs;
                _ablation.Begin(_judge.TipCounts, nowMs);
                _cementWait.Cancel();
            }
            else if (before == State.Permitted)
            {
                _ablation.Finish(after == State.Inhibited ? Reason.Released : _machine.FirstCause, nowMs);
                _cementWait.Begin(nowMs);
                _events.Post(EventKind.Procedure, Reason.None, _judge.TipCounts);
            }
            else if (before == State.Tripped && after == State.Inhibited)
            {
                Reconfigure(nowMs);
            }
        }

        private void Reconfigure(long nowMs)
        {
            _sampler.Configure(nowMs);
            _judge.Restart();
        }

        private bool DriveK1(State state)
        {
            bool permitted = state == State.Permitted;
            bool testing = state == State.SelfTest;
            _board.SetEnable(permitted || (testing && _selfTest.EnergisesK1));
            return permitted || (testing && _selfTest.BeatsHeart);
        }

        private void ServeChip(State state, int levels, int rows, long nowMs)
        {
            if (state == State.LockedOut)
            {
                ForceK2(rows, nowMs);
                return;
            }

            if (!_sampler.WasRead) return;
            if (state != State.Permitted) ClearFaults(state, levels);
            _sampler.RequestOpenTest();
        }

        private void ClearFaults(State state, int levels)
        {
            if (state == State.SelfTest && _selfTest.HoldsFault) return;
            if (_sampler.Image.Status != 0 && HasK2Followed(levels)) _chip.ClearFaults();
        }

        private static bool HasK2Followed(int levels)
        {
            // FAULT stays low until K2 has dropped out: else a welded K2 would never have to answer for it.
            return (levels & Levels.Fault) != 0 || (levels & Levels.K2Mirror) == 0;
        }

        private void ForceK2(int rows, long nowMs)
        {
            if (!_isForced)
            {
                _chip.SetHighThreshold(ChipConfiguration.ProofSixteenths);
                _isForced = true;
            }

            // A chip that never was configured, or has lost it, would leave FAULT high and let ARM pull K2 in.
            bool isUnconfigured = _sampler.WasRead && (rows & Row.SensorConfig) != 0;
            if (isUnconfigured || !_sampler.IsRunning) _sampler.Configure(nowMs);
        }

        private void ShowSignals(State state, long nowMs)
        {
            if (state == State.SelfTest)
            {
                _board.SetSignals(_selfTest.Red, _selfTest.Buzzer);
                return;
            }

            bool alarm = state == State.Tripped || state == State.LockedOut;
            bool blink = _warning.IsOn && (nowMs & 0x200) != 0;
            _board.SetSignals(alarm || blink, alarm);
        }

        private void Record(int levels, int tip, State state, bool hasConversion, long nowMs)
        {
            Snapshot snapshot = _snapshot;
            snapshot.NowMs = nowMs;
            snapshot.Levels = levels;
            snapshot.TipCounts = tip;
            snapshot.State = state;
            snapshot.HasConversion = hasConversion;
            _reporter.Report(snapshot);
        }

        private void HandleInternalError(long nowMs)
        {
            // Whatever it was: open the line first, then latch it, then try to tell. What has just failed may fail again.
            _board.SetEnable(false);
            State before = _machine.State;
            _history.Note(Row.Internal, nowMs);
            _machine.StepInternalError();
            if (before == State.Permitted) OnChange(before, _machine.State, nowMs);
            try
            {
                State after = _machine.State;
                Record(_snapshot.Levels, _judge.TipCounts, after, _sampler.HasConversion, nowMs);
                ShowSignals(after, nowMs);
                if (after == State.LockedOut) ForceK2(Row.None, nowMs);
            }
            catch (Exception)
            {
                // The line is open and the state latched; the next tick tries again.
            }
        }
    }
}
