using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Telemetry;

namespace Interlock.Firmware.States
{
    /// <summary>
    /// The decisions. Nothing but <see cref="DecisionInputs"/> comes in, nothing but the state and events go out.
    /// <code>
    /// SELF_TEST  --passed-->  INHIBITED  --act of ARM, all well-->  PERMITTED
    ///     |                    ^      ^                              |     |
    ///   failed                 |      +----ARM pressed, ARM_CONTACT--+   a row
    ///     v                    |                                           v
    /// LOCKED_OUT               +---------act of ARM, cause cleared----  TRIPPED
    /// </code>
    /// LOCKED_OUT is reached from every state by a relay that did not open, by a K2 that pulled in unasked and by the third
    /// internal error in ten minutes, and left by a power cycle only. An act counts at its end, in the state in which it began.
    /// </summary>
    public sealed class StateMachine
    {
        private readonly EventQueue _events;
        private readonly int _lockOut = TripTable.LockOut;
        private int _reported;
        private State _actBeganIn = State.LockedOut;
        private bool _isActSpent;

        /// <summary>A machine in <see cref="States.State.SelfTest"/>.</summary>
        public StateMachine(EventQueue events)
        {
            _events = events;
        }

        /// <summary>Where the box stands.</summary>
        public State State = State.SelfTest;

        /// <summary>First cause of the trip, a row's number or a <see cref="Reason"/>; <see cref="TripTable.None"/> when none is latched.</summary>
        public int FirstCause = TripTable.None;

        /// <summary>Why <see cref="States.State.Permitted"/> was left last: the first cause of a trip, or a <see cref="Reason"/>.</summary>
        public int LeftBecause = Reason.None;

        /// <summary>One step with the facts of one tick.</summary>
        public void Step(DecisionInputs inputs)
        {
            if (inputs.ArmBegan) BeginAct();

            // Known before the act is judged: one that ends in this tick arms and acknowledges nothing.
            int lockOut = inputs.Rows & _lockOut;
            int lockOutFor = lockOut != 0 ? TripTable.First(lockOut) : inputs.LockOutFor;
            switch (State)
            {
                case State.SelfTest:
                    StepSelfTest(inputs);
                    break;
                case State.Inhibited:
                    StepInhibited(inputs, lockOutFor);
                    break;
                case State.Permitted:
                    StepPermitted(inputs);
                    break;
                case State.Tripped:
                    StepTripped(inputs, lockOutFor);
                    break;
                case State.LockedOut:
                    if (inputs.ArmActed) Refuse(Reason.LockedOut, inputs);
                    else RefuseNoPress(inputs);
                    break;
                default:
                    LockOut(TripTable.First(TripTable.Internal), inputs.TipCounts);
                    break;
            }

            if (lockOutFor != Reason.None) LockOut(lockOutFor, inputs.TipCounts);
        }

        /// <summary>Takes an exception that nobody expected: told in every state, trips, and locks out where there were too many.</summary>
        /// <param name="isOneTooMany">True at the third within ten minutes.</param>
        public void StepInternalError(bool isOneTooMany)
        {
            _events.Post(EventKind.Error, TripTable.First(TripTable.Internal), Reading.None);
            if (State == State.Permitted) Trip(TripTable.Internal, Reading.None);
            else if (State == State.Tripped) ReportAlso(TripTable.Internal, Reading.None);
            if (isOneTooMany) LockOut(TripTable.First(TripTable.Internal), Reading.None);
        }

        private void BeginAct()
        {
            _actBeganIn = State;
            _isActSpent = false;
        }

        private void StepSelfTest(DecisionInputs inputs)
        {
            if (inputs.ArmActed && !inputs.TestTakesAct) Refuse(Reason.SelfTest, inputs);
            else RefuseNoPress(inputs);
            if (inputs.TestFailed) LockOut(Reason.SelfTest, inputs.TipCounts);
            else if (inputs.TestPassed) State = State.Inhibited;
        }

        private void StepInhibited(DecisionInputs inputs, int lockOutFor)
        {
            if (!inputs.ArmActed)
            {
                RefuseNoPress(inputs);
                return;
            }

            if (_isActSpent) return;
            int objection = _actBeganIn == State.Inhibited ? Objection(inputs, lockOutFor) : Reason.BeganEarlier;
            if (objection != Reason.None)
            {
                Refuse(objection, inputs);
                return;
            }

            State = State.Permitted;
            FirstCause = TripTable.None;
            _events.Post(EventKind.Armed, Reason.None, inputs.TipCounts);
        }

        private void StepPermitted(DecisionInputs inputs)
        {
            if (inputs.Rows != 0)
            {
                Trip(inputs.Rows, inputs.TipCounts);
                RefuseNoPress(inputs);
            }
            else if (inputs.ArmPressed)
            {
                Release(Reason.None, Reason.Released, inputs.TipCounts);
            }
            else if (inputs.ArmContactBad || inputs.ArmFailed)
            {
                Release(Reason.ArmContact, Reason.ArmContact, inputs.TipCounts);
            }
            else if (inputs.ArmTooLong)
            {
                Release(Reason.PressTooLong, Reason.PressTooLong, inputs.TipCounts);
            }
        }

        private void StepTripped(DecisionInputs inputs, int lockOutFor)
        {
            ReportAlso(inputs.Rows, inputs.TipCounts);
            if (!inputs.ArmActed)
            {
                RefuseNoPress(inputs);
                return;
            }

            if (_isActSpent) return;
            int objection = ObjectionToAcknowledging(inputs, lockOutFor);
            if (objection != Reason.None)
            {
                Refuse(objection, inputs);
                return;
            }

            _events.Post(EventKind.Acknowledged, FirstCause, inputs.TipCounts);
            State = State.Inhibited;
            FirstCause = TripTable.None;
        }

        private int ObjectionToAcknowledging(DecisionInputs inputs, int lockOutFor)
        {
            if (_actBeganIn != State.Tripped) return Reason.BeganEarlier;
            if (lockOutFor != Reason.None) return lockOutFor;
            if (!inputs.CauseQuiet) return FirstCause;
            if ((1 << FirstCause & TripTable.NeedsCooling) != 0 && !inputs.HasCooled) return Reason.NotCooled;
            if (inputs.ArmContactBad) return Reason.ArmContact;
            if (!inputs.IsReleasing) return Reason.None;
            return inputs.AllQuiet ? Reason.Releasing : inputs.FirstLoud;
        }

        private static int Objection(DecisionInputs inputs, int lockOutFor)
        {
            if (lockOutFor != Reason.None) return lockOutFor;
            if (inputs.Rows != 0) return TripTable.First(inputs.Rows);
            if (!inputs.AllQuiet) return inputs.FirstLoud;
            if (inputs.IsReleasing) return Reason.Releasing;
            if (inputs.ArmContactBad) return Reason.ArmContact;
            if (inputs.TipCounts == Reading.None) return Reason.NoReading;
            if (inputs.TipCounts < Limits.ArmLowestCounts) return Reason.NotWarm;
            if (inputs.TipCounts > Limits.ArmHighestCounts) return Reason.TooWarm;
            if (!inputs.IsSteady) return Reason.Moving;
            return inputs.K2PulledIn ? Reason.None : Reason.K2Out;
        }

        private void RefuseNoPress(DecisionInputs inputs)
        {
            if (inputs.ArmTooLong) Refuse(Reason.PressTooLong, inputs);
            else if (inputs.ArmFailed && !_isActSpent) Refuse(Reason.ArmContact, inputs);
        }

        private void Refuse(int reason, DecisionInputs inputs)
        {
            _events.Post(EventKind.Refused, reason, inputs.TipCounts);
        }

        private void Release(int why, int end, int tipCounts)
        {
            State = State.Inhibited;
            _isActSpent = true;
            LeftBecause = end;
            _events.Post(EventKind.Released, why, tipCounts);
        }

        private void Trip(int rows, int tipCounts)
        {
            State = State.Tripped;
            FirstCause = TripTable.First(rows);
            _reported = 1 << FirstCause;
            LeftBecause = FirstCause;
            _events.Post(EventKind.Trip, FirstCause, tipCounts);
            ReportAlso(rows, tipCounts);
        }

        private void ReportAlso(int rows, int tipCounts)
        {
            // What follows from the first cause by itself is no other cause.
            int later = rows & ~(_reported | TripTable.Of(FirstCause).Explains);
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
            if (State == State.LockedOut) return;
            if (State == State.Permitted) LeftBecause = reason;
            State = State.LockedOut;
            if (FirstCause == TripTable.None) FirstCause = reason;
            _events.Post(EventKind.LockOut, reason, tipCounts);
        }
    }
}
