using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.States
{
    [TestClass]
    public class StateMachineTests
    {
        [TestMethod]
        public void Begins_in_the_self_test_with_no_cause()
        {
            Machine machine = new Machine();
            machine.AssertState(State.SelfTest);
            Assert.AreEqual(TripTable.None, machine.States.FirstCause);
            machine.Step();
            machine.AssertState(State.SelfTest);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_passed_self_test_inhibits_without_a_word()
        {
            Machine machine = new Machine();
            machine.Inputs.TestPassed = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void A_failed_self_test_locks_out()
        {
            Machine machine = new Machine();
            machine.Inputs.TestFailed = true;
            machine.Step();
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(Reason.SelfTest, machine.States.FirstCause);
            machine.AssertEvent(EventKind.LockOut, Reason.SelfTest, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        [DataRow(Row.StopPressed)]
        [DataRow(Row.SensorStale)]
        [DataRow(Row.OverTemperature)]
        [DataRow(Row.Internal)]
        public void Rows_leave_the_self_test_and_the_inhibited_state_alone(int row)
        {
            Machine machine = new Machine();
            machine.Step(row);
            machine.AssertState(State.SelfTest);
            machine = Machine.In(State.Inhibited);
            machine.Step(row);
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void Presses_in_the_self_test_are_not_the_machines()
        {
            Machine machine = new Machine();
            machine.Click();
            machine.Press();
            machine.AssertState(State.SelfTest);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_click_that_began_inhibited_permits()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Click();
            machine.AssertState(State.Permitted);
            Assert.AreEqual(TripTable.None, machine.States.FirstCause);
            machine.AssertEvent(EventKind.Armed, Reason.None, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void Holding_is_not_enough_to_permit()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Down();
            machine.Press();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_click_that_began_in_the_self_test_permits_nothing()
        {
            Machine machine = new Machine();
            machine.Down();
            machine.Inputs.TestPassed = true;
            machine.Step();
            machine.Inputs.ArmClicked = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void The_press_that_acknowledges_does_not_permit_when_let_go()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Down();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Press();
            machine.AssertState(State.Inhibited);
            machine.Inputs.ArmClicked = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.Click();
            machine.AssertState(State.Permitted);
        }

        [TestMethod]
        public void A_refused_click_has_to_begin_again()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.K2PulledIn = false;
            machine.Click();
            machine.AssertEvent(EventKind.Refused, Reason.K2Released, Machine.Tip);
            machine.Inputs.ArmClicked = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3840, Reason.None)]
        [DataRow(3839, Reason.TooCold)]
        [DataRow(5248, Reason.None)]
        [DataRow(5249, Reason.TooWarm)]
        [DataRow(-128, Reason.TooCold)]
        [DataRow(Plausibility.Unknown, Reason.NoReading)]
        public void Arms_between_30_00_and_41_00(int tip, int refusal)
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.TipCounts = tip;
            machine.Click();
            machine.AssertState(refusal == Reason.None ? State.Permitted : State.Inhibited);
            machine.AssertEvent(refusal == Reason.None ? EventKind.Armed : EventKind.Refused, refusal, tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_row_that_is_true_is_the_refusal()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.Rows = Row.StopPressed | Row.SensorOpen;
            machine.Inputs.AllQuiet = false;
            machine.Inputs.FirstLoud = (int)Cause.SensorOpen;
            machine.Click();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Refused, (int)Cause.StopPressed, Machine.Tip);
        }

        [TestMethod]
        public void A_row_that_was_true_within_a_second_is_the_refusal()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.AllQuiet = false;
            machine.Inputs.FirstLoud = (int)Cause.ProbeMoved;
            machine.Inputs.TipCounts = Plausibility.Unknown;
            machine.Click();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Refused, (int)Cause.ProbeMoved, Plausibility.Unknown);
        }

        [TestMethod]
        public void K2_released_is_a_refusal()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.K2PulledIn = false;
            machine.Click();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Refused, Reason.K2Released, Machine.Tip);
        }

        [TestMethod]
        public void A_press_of_more_than_5_s_is_refused()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Down();
            machine.Inputs.ArmHeldTooLong = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Refused, Reason.PressTooLong, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_press_ends_the_permission()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Press();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Released, Reason.None, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void The_press_that_released_does_not_permit_when_let_go()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Down();
            machine.Press();
            machine.Inputs.ArmClicked = true;
            machine.Step();
            machine.AssertState(State.Inhibited);
        }

        [TestMethod]
        public void A_permitted_box_with_nothing_wrong_stays_permitted()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Down();
            machine.Step();
            machine.AssertState(State.Permitted);
            machine.AssertNoEvent();
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        [DataRow(4)]
        [DataRow(5)]
        [DataRow(6)]
        [DataRow(7)]
        [DataRow(8)]
        [DataRow(9)]
        [DataRow(10)]
        [DataRow(11)]
        [DataRow(12)]
        [DataRow(13)]
        [DataRow(14)]
        [DataRow(15)]
        [DataRow(17)]
        [DataRow(18)]
        public void Each_row_trips_a_permitted_box(int row)
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step(1 << row);
            machine.AssertState(State.Tripped);
            Assert.AreEqual(row, machine.States.FirstCause);
            machine.AssertEvent(EventKind.Trip, row, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_row_comes_before_a_press()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Inputs.Rows = Row.OverTemperature;
            machine.Press();
            machine.AssertState(State.Tripped);
        }

        [TestMethod]
        public void Of_several_rows_the_first_is_the_cause_and_the_others_are_told_in_order()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step(Row.DeadlineMissed | Row.SensorStale | Row.OverTemperature);
            machine.AssertEvent(EventKind.Trip, (int)Cause.SensorStale, Machine.Tip);
            machine.AssertEvent(EventKind.Also, (int)Cause.OverTemperature, Machine.Tip);
            machine.AssertEvent(EventKind.Also, (int)Cause.DeadlineMissed, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void The_first_cause_survives_and_later_ones_are_told_once()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Step(Row.OverTemperature);
            machine.AssertNoEvent();
            machine.Step(Row.StopPressed | Row.OverTemperature);
            machine.AssertEvent(EventKind.Also, (int)Cause.StopPressed, Machine.Tip);
            machine.Step(Row.StopPressed);
            machine.AssertNoEvent();
            Assert.AreEqual((int)Cause.OverTemperature, machine.States.FirstCause);
            machine.AssertState(State.Tripped);
        }

        [TestMethod]
        public void A_new_trip_tells_its_rows_anew()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Step(Row.StopPressed);
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Press();
            machine.Click();
            while (machine.Events.Count > 0) machine.Events.RemoveFirst();
            machine.Step(Row.ProbeMoved);
            machine.AssertEvent(EventKind.Trip, (int)Cause.ProbeMoved, Machine.Tip);
            machine.Step(Row.StopPressed | Row.OverTemperature);
            machine.AssertEvent(EventKind.Also, (int)Cause.StopPressed, Machine.Tip);
            machine.AssertEvent(EventKind.Also, (int)Cause.OverTemperature, Machine.Tip);
        }

        // An over-temperature and the backstop need the tip below 40.00 degC, the other causes only quiet.
        // Requirement: SR-LATCH
        [TestMethod]
        [DataRow(Row.OverTemperature, true, true, true)]
        [DataRow(Row.OverTemperature, true, false, false)]
        [DataRow(Row.OverTemperature, false, true, false)]
        [DataRow(Row.HardwareLimit, true, true, true)]
        [DataRow(Row.HardwareLimit, true, false, false)]
        [DataRow(Row.StopPressed, true, false, true)]
        [DataRow(Row.StopPressed, false, true, false)]
        [DataRow(Row.UnderTemperature, true, false, true)]
        [DataRow(Row.Internal, true, false, true)]
        public void A_trip_is_acknowledged_once_its_cause_is_gone(int row, bool quiet, bool cooled, bool acknowledged)
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step(row);
            machine.Events.RemoveFirst();
            machine.Inputs.CauseQuiet = quiet;
            machine.Inputs.HasCooled = cooled;
            machine.Press();
            int cause = TripTable.First(row);
            if (acknowledged)
            {
                machine.AssertState(State.Inhibited);
                Assert.AreEqual(TripTable.None, machine.States.FirstCause);
                machine.AssertEvent(EventKind.Acknowledged, cause, Machine.Tip);
            }
            else
            {
                machine.AssertState(State.Tripped);
                Assert.AreEqual(cause, machine.States.FirstCause);
                machine.AssertEvent(EventKind.Refused, quiet ? Reason.NotCooled : cause, Machine.Tip);
            }

            machine.AssertNoEvent();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void A_trip_stays_latched_without_a_press()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Step();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Inputs.ArmClicked = true;
            machine.Step();
            machine.AssertState(State.Tripped);
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(0, (int)Cause.RelayDidNotOpen)]
        [DataRow(1, (int)Cause.RelayDidNotOpen)]
        [DataRow(2, (int)Cause.RelayDidNotOpen)]
        [DataRow(3, (int)Cause.OverTemperature)]
        public void A_relay_that_did_not_open_locks_out_of_every_state(int state, int firstCause)
        {
            Machine machine = Machine.In((State)state);
            machine.Step(Row.RelayDidNotOpen);
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(firstCause, machine.States.FirstCause);
            while (machine.Events.Count > 1) machine.Events.RemoveFirst();
            machine.AssertEvent(EventKind.LockOut, (int)Cause.RelayDidNotOpen, Machine.Tip);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_press_does_not_save_from_the_lock_out()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.Rows = Row.RelayDidNotOpen;
            machine.Click();
            machine.AssertState(State.LockedOut);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void Nothing_leaves_the_lock_out()
        {
            Machine machine = Machine.In(State.LockedOut);
            machine.Inputs.TestPassed = true;
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Press();
            machine.Click();
            machine.Step(Row.RelayDidNotOpen | Row.OverTemperature);
            machine.States.StepInternalError();
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(Reason.SelfTest, machine.States.FirstCause);
            machine.AssertNoEvent();
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void An_internal_error_trips_a_permitted_box()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.States.StepInternalError();
            machine.AssertState(State.Tripped);
            Assert.AreEqual((int)Cause.Internal, machine.States.FirstCause);
            machine.AssertEvent(EventKind.Trip, (int)Cause.Internal, Plausibility.Unknown);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void An_internal_error_is_told_of_a_tripped_box_once()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.States.StepInternalError();
            machine.AssertState(State.Tripped);
            Assert.AreEqual((int)Cause.OverTemperature, machine.States.FirstCause);
            machine.AssertEvent(EventKind.Also, (int)Cause.Internal, Plausibility.Unknown);
            machine.States.StepInternalError();
            machine.AssertNoEvent();
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        public void The_third_internal_error_locks_out(int state)
        {
            Machine machine = Machine.In((State)state);
            machine.States.StepInternalError();
            machine.States.StepInternalError();
            machine.AssertState((State)state);
            machine.AssertNoEvent();
            machine.States.StepInternalError();
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(Reason.Internal, machine.States.FirstCause);
            machine.AssertEvent(EventKind.LockOut, Reason.Internal, Plausibility.Unknown);
            machine.AssertNoEvent();
        }
    }
}
