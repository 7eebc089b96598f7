using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.States
{
    /// <summary>
    /// The decisions. Nothing but <see cref="DecisionInputs"/> comes in, nothing but the state and events go out.
    /// <code>
    /// SELF_TEST  --passed-->  INHIBITED  --ARM let go, all well-->  PERMITTED
    ///     |                    ^      ^                              |     |
    ///   failed                 |      +----------ARM pressed---------+   a row
    ///     v                    |                                           v
    /// LOCKED_OUT               +--------ARM pressed, cause cleared----  TRIPPED
    /// </code>
    /// LOCKED_OUT is reached from every state by a relay that did not open and by the third internal error, and left
    /// by a power cycle only.
    /// </summary>
    public sealed class StateMachine
    {
        private readonly EventQueue _events;
        private State _state = State.SelfTest;
        private int _firstCause = TripTable.None;
        private int _reported;
        private int _internalErrors;
        private bool _pressBeganInhibited;

        /// <summary>A machine in <see cref="States.State.SelfTest"/>.</summary>
        public StateMachine(EventQueue events)
        {
            _events = events;
        }

        /// <summary>Where the box stands.</summary>
        public State State => _state;

        /// <summary>First cause of the trip, a row's number; <see cref="TripTable.None"/> when none is latched.</summary>
        public int FirstCause => _firstCause;

        /// <summary>One step with the facts of one tick.</summary>
        public void Step(DecisionInputs inputs)
        {
            if (inputs.ArmBegan) _pressBeganInhibited = _state == State.Inhibited;

            switch (_state)
            {
                case State.SelfTest:
                    StepSelfTest(inputs);
                    break;
                case State.Inhibited:
                    StepInhibited(inputs);
                    break;
                case State.Permitted:
                    StepPermitted(inputs);
                    break;
                case State.Tripped:
                    StepTripped(inputs);
                    break;
                case State.LockedOut:
                    break;
                default:
                    LockOut(Reason.Internal, inputs.TipCounts);
                    break;
            }

            int lockOut = inputs.Rows & TripTable.LockOut;
            if (lockOut != 0) LockOut(TripTable.First(lockOut), inputs.TipCounts);
        }

        /// <summary>Takes an exception that nobody expected: trips, and at the third locks out.</summary>
        public void StepInternalError()
        {
            _internalErrors++;
            if (_state == State.Permitted) Trip(Row.Internal, Plausibility.Unknown);
            else if (_state == State.Tripped) ReportAlso(Row.Internal, Plausibility.Unknown);
            if (_internalErrors >= Limits.InternalErrors) LockOut(Reason.Internal, Plausibility.Unknown);
        }

        private void StepSelfTest(DecisionInputs inputs)
        {
            if (inputs.TestFailed) LockOut(Reason.SelfTest, inputs.TipCounts);
            else if (inputs.TestPassed) _state = State.Inhibited;
        }

        private void StepInhibited(DecisionInputs inputs)
        {
            if (inputs.ArmHeldTooLong) _events.Post(EventKind.Refused, Reason.PressTooLong, inputs.TipCounts);
            if (!inputs.ArmClicked || !_pressBeganInhibited) return;

            _pressBeganInhibited = false;
            int objection = Objection(inputs);
            if (objection != Reason.None)
            {
                _events.Post(EventKind.Refused, objection, inputs.TipCounts);
                return;
            }

            _state = State.Permitted;
            _firstCause = TripTable.None;
            _events.Post(EventKind.Armed, Reason.None, inputs.TipCounts);
        }

        private void StepPermitted(DecisionInputs inputs)
        {
            if (inputs.Rows != 0)
            {
                Trip(inputs.Rows, inputs.TipCounts);
            }
            else if (inputs.ArmPressed)
            {
                _state = State.Inhibited;
                _events.Post(EventKind.Released, Reason.None, inputs.TipCounts);
            }
        }

        private void StepTripped(DecisionInputs inputs)
        {
            ReportAlso(inputs.Rows, inputs.TipCounts);
            if (!inputs.ArmPressed) return;

            if (!inputs.CauseQuiet)
            {
                _events.Post(EventKind.Refused, _firstCause, inputs.TipCounts);
            }
            else if ((1 << _firstCause & TripTable.NeedsCooling) != 0 && !inputs.HasCooled)
            {
                _events.Post(EventKind.Refused, Reason.NotCooled, inputs.TipCounts);
            }
            else
            {
                _events.Post(EventKind.Acknowledged, _firstCause, inputs.TipCounts);
                _state = State.Inhibited;
                _firstCause = TripTable.None;
            }
        }

        private static int Objection(DecisionInputs inputs)
        {
            if (inputs.Rows != 0) return TripTable.First(inputs.Rows);
            if (!inputs.AllQuiet) return inputs.FirstLoud;
            if (inputs.TipCounts == Plausibility.Unknown) return Reason.NoReading;
            if (inputs.TipCounts < Limits.ArmLowestCounts) return Reason.TooCold;
            if (inputs.TipCounts > Limits.ArmHighestCounts) return Reason.TooWarm;
            return inputs.K2PulledIn ? Reason.None : Reason.K2Released;
        }

        private void Trip(int rows, int tipCounts)
        {
            _state = State.Tripped;
            _firstCause = TripTable.First(rows);
            _reported = 1 << _firstCause;
            _events.Post(EventKind.Trip, _firstCause, tipCounts);
            ReportAlso(rows, tipCounts);
        }

        private void ReportAlso(int rows, int tipCounts)
        {
            int later = rows & ~_reported;
            while (later != 0)
            {
                int row = TripTable.First(later);
                _events.Post(EventKind.Also, row, tipCounts);
                later &= ~(1 << row);
                _reported |= 1 << row;
            }
        }

        private void LockOut(int reason, int tipCounts)
        {
            if (_state == State.LockedOut) return;
            _state = State.LockedOut;
            if (_firstCause == TripTable.None) _firstCause = reason;
            _events.Post(EventKind.LockOut, reason, tipCounts);
        }
    }
}
