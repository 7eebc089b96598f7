using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.States
{
    [TestClass]
    public class StateMachineTests
    {
        // States by number: a row of data cannot cast back.
        private const int SelfTest = (int)State.SelfTest;
        private const int Inhibited = (int)State.Inhibited;
        private const int Permitted = (int)State.Permitted;
        private const int Tripped = (int)State.Tripped;
        private const int LockedOut = (int)State.LockedOut;

        [TestMethod]
        public void Begins_in_the_self_test_with_no_cause()
        {
            Machine machine = new Machine();
            machine.AssertState(State.SelfTest);
            Assert.AreEqual(TripTable.None, machine.States.FirstCause);
            Assert.AreEqual(Reason.None, machine.States.LeftBecause);
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
        [DataRow("STOP_PRESSED")]
        [DataRow("SENSOR_STALE")]
        [DataRow("OVER_TEMPERATURE")]
        [DataRow("INTERNAL")]
        public void Rows_leave_the_self_test_and_the_inhibited_state_alone(string row)
        {
            Machine machine = new Machine();
            machine.Step(row);
            machine.AssertState(State.SelfTest);
            machine = Machine.In(State.Inhibited);
            machine.Step(row);
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // The proof test answers for the act that it waits for; any other one is refused.
        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void An_act_in_the_self_test_is_the_proof_tests_or_refused(bool taken)
        {
            Machine machine = new Machine();
            machine.Begin();
            machine.Inputs.TestTakesAct = taken;
            machine.End();
            machine.AssertState(State.SelfTest);
            if (!taken) machine.AssertEvent(EventKind.Refused, Reason.SelfTest, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void An_act_that_began_inhibited_permits_at_its_end()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Begin();
            machine.AssertState(State.Inhibited);
            machine.End();
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
            machine.Begin();
            machine.Press();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void An_act_that_began_in_the_self_test_permits_nothing()
        {
            Machine machine = new Machine();
            machine.Begin();
            machine.Inputs.TestPassed = true;
            machine.Step();
            machine.End();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Refused, Reason.BeganEarlier, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void The_act_that_acknowledges_does_not_permit()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Begin();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Press();
            machine.AssertState(State.Tripped);
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.End();
            machine.AssertState(State.Inhibited);
            machine.AssertEvent(EventKind.Acknowledged, Rows.Number("OVER_TEMPERATURE"), Machine.Tip);
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.Act();
            machine.AssertState(State.Permitted);
        }

        // A press begun before the trip acknowledges nothing.
        // Requirement: SR-LATCH
        [TestMethod]
        public void An_act_that_began_before_the_trip_acknowledges_nothing()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.Step("STOP_PRESSED");
            machine.Events.RemoveFirst();
            machine.Inputs.CauseQuiet = true;
            machine.End();
            machine.AssertState(State.Tripped);
            machine.AssertEvent(EventKind.Refused, Reason.BeganEarlier, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_refused_act_has_to_begin_again()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Inputs.K2PulledIn = false;
            machine.Act();
            machine.AssertEvent(EventKind.Refused, Reason.K2Out, Machine.Tip);
            machine.Step();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
            machine.Act();
            machine.AssertState(State.Permitted);
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3840, Reason.None)]
        [DataRow(3839, Reason.NotWarm)]
        [DataRow(5248, Reason.None)]
        [DataRow(5249, Reason.TooWarm)]
        [DataRow(-128, Reason.NotWarm)]
        [DataRow(Reading.None, Reason.NoReading)]
        public void Arms_between_30_00_and_41_00(int tip, int refusal)
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Begin();
            machine.Inputs.TipCounts = tip;
            machine.End();
            machine.AssertState(refusal == Reason.None ? State.Permitted : State.Inhibited);
            machine.AssertEvent(refusal == Reason.None ? EventKind.Armed : EventKind.Refused, refusal, tip);
            machine.AssertNoEvent();
        }

        // What keeps the box from arming, in the order in which it is named: each with everything after it true as well.
        // Requirement: SR-ARM
        [TestMethod]
        public void Each_refusal_to_arm_comes_before_the_later_ones()
        {
            int[] reasons =
            {
                Reason.BeganEarlier, Rows.Number("STOP_PRESSED"), Rows.Number("PROBE_MOVED"), Reason.Releasing, Reason.ArmContact,
                Reason.NoReading, Reason.Moving, Reason.K2Out,
            };
            for (int first = 0; first < reasons.Length; first++)
            {
                Machine machine = Machine.In(first == 0 ? State.SelfTest : State.Inhibited);
                machine.Begin();
                machine.Inputs.TestPassed = true;
                if (first == 0) machine.Step();
                DecisionInputs inputs = machine.Inputs;
                if (first <= 1) inputs.Rows = Rows.Of("STOP_PRESSED SENSOR_OPEN");
                inputs.IsReleasing = first <= 3;
                inputs.AllQuiet = first > 2;
                inputs.FirstLoud = Rows.Number("PROBE_MOVED");
                inputs.ArmContactBad = first <= 4;
                if (first <= 5) inputs.TipCounts = Reading.None;
                inputs.IsSteady = first > 6;
                inputs.K2PulledIn = false;
                machine.End();
                machine.AssertState(State.Inhibited);
                machine.AssertEvent(EventKind.Refused, reasons[first], first <= 5 ? Reading.None : Machine.Tip);
                machine.AssertNoEvent();
            }
        }

        // An act that does nothing is refused in every state, and says why.
        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(SelfTest, Reason.SelfTest)]
        [DataRow(Tripped, 8)]
        [DataRow(LockedOut, Reason.LockedOut)]
        public void An_act_is_refused_where_it_does_nothing(int state, int why)
        {
            Machine machine = Machine.In((State)state);
            machine.Act();
            machine.AssertState((State)state);
            machine.AssertEvent(EventKind.Refused, why, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(SelfTest)]
        [DataRow(Inhibited)]
        [DataRow(Tripped)]
        [DataRow(LockedOut)]
        public void An_act_that_was_no_press_or_too_long_is_refused_in_every_state(int state)
        {
            Machine machine = Machine.In((State)state);
            machine.Begin();
            machine.Inputs.ArmFailed = true;
            machine.Step();
            machine.AssertEvent(EventKind.Refused, Reason.ArmContact, Machine.Tip);
            machine.Begin();
            machine.Inputs.ArmTooLong = true;
            machine.Step();
            machine.AssertEvent(EventKind.Refused, Reason.PressTooLong, Machine.Tip);
            machine.AssertState((State)state);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_press_ends_the_permission()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.AssertState(State.Permitted);
            machine.Press();
            machine.AssertState(State.Inhibited);
            Assert.AreEqual(Reason.Released, machine.States.LeftBecause);
            machine.AssertEvent(EventKind.Released, Reason.None, Machine.Tip);
            machine.AssertNoEvent();
        }

        // Its act is spent: it neither permits nor is refused at its end.
        // Requirement: SR-ARM
        [TestMethod]
        public void The_act_that_released_is_spent()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.Press();
            machine.Events.RemoveFirst();
            machine.End();
            machine.AssertState(State.Inhibited);
            machine.AssertNoEvent();
            machine.Act();
            machine.AssertState(State.Permitted);
        }

        [TestMethod]
        public void A_spent_act_that_fails_is_not_refused_either_but_one_that_never_ends_is()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.Press();
            machine.Events.RemoveFirst();
            machine.Inputs.ArmFailed = true;
            machine.Step();
            machine.AssertNoEvent();
            machine.Inputs.ArmTooLong = true;
            machine.Step();
            machine.AssertEvent(EventKind.Refused, Reason.PressTooLong, Machine.Tip);
        }

        // ARM's contacts contradict each other, or an act of more than 200 ms was no press: the permission ends, and it is told once.
        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(true, false, false, Reason.ArmContact)]
        [DataRow(false, true, false, Reason.ArmContact)]
        [DataRow(false, false, true, Reason.PressTooLong)]
        public void An_ARM_that_cannot_be_believed_ends_the_permission(bool bad, bool failed, bool tooLong, int why)
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.Inputs.ArmContactBad = bad;
            machine.Inputs.ArmFailed = failed;
            machine.Inputs.ArmTooLong = tooLong;
            machine.Step();
            machine.AssertState(State.Inhibited);
            Assert.AreEqual(why, machine.States.LeftBecause);
            machine.AssertEvent(EventKind.Released, why, Machine.Tip);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void A_permitted_box_with_nothing_wrong_stays_permitted()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Begin();
            machine.Step();
            machine.AssertState(State.Permitted);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void Each_row_but_the_one_that_locks_out_trips_a_permitted_box()
        {
            for (int row = 0; row < TripTable.Count; row++)
            {
                if ((1 << row & TripTable.LockOut) != 0) continue;
                Machine machine = Machine.In(State.Permitted);
                machine.Step(Rows.Word(row));
                machine.AssertState(State.Tripped);
                Assert.AreEqual(row, machine.States.FirstCause);
                Assert.AreEqual(row, machine.States.LeftBecause);
                machine.AssertEvent(EventKind.Trip, row, Machine.Tip);
                machine.AssertNoEvent();
            }
        }

        [TestMethod]
        public void A_row_comes_before_a_press()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Inputs.Rows = TripTable.OverTemperature;
            machine.Press();
            machine.AssertState(State.Tripped);
        }

        [TestMethod]
        public void Of_several_rows_the_first_is_the_cause_and_the_others_are_told_in_order()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step("DEADLINE_MISSED SENSOR_STALE OVER_TEMPERATURE");
            machine.AssertEvent(EventKind.Trip, Rows.Number("SENSOR_STALE"), Machine.Tip);
            machine.AssertEvent(EventKind.Also, Rows.Number("OVER_TEMPERATURE"), Machine.Tip);
            machine.AssertEvent(EventKind.Also, Rows.Number("DEADLINE_MISSED"), Machine.Tip);
            machine.AssertNoEvent();
        }

        // One cause, one word: what the first explains is no ALSO, at once or later.
        [TestMethod]
        [DataRow("STOP_PRESSED", "K2_RELEASED RELAY_DID_NOT_CLOSE", "")]
        [DataRow("STOP_PRESSED", "K2_RELEASED HARDWARE_LIMIT", "HARDWARE_LIMIT")]
        [DataRow("SENSOR_CONFIG", "SENSOR_STALE", "")]
        [DataRow("SENSOR_BUS", "SENSOR_STALE OVER_TEMPERATURE", "OVER_TEMPERATURE")]
        [DataRow("SENSOR_OPEN", "SENSOR_RANGE PROBE_MOVED", "")]
        [DataRow("OVER_TEMPERATURE", "HARDWARE_LIMIT", "HARDWARE_LIMIT")]
        public void What_follows_from_the_first_cause_is_not_told_as_another(string first, string later, string told)
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step(first);
            machine.Events.RemoveFirst();
            machine.Step(later);
            if (told.Length > 0) machine.AssertEvent(EventKind.Also, Rows.Number(told), Machine.Tip);
            machine.AssertNoEvent();

            machine = Machine.In(State.Permitted);
            machine.Step(first + " " + later);
            machine.AssertEvent(EventKind.Trip, Rows.Number(first), Machine.Tip);
            if (told.Length > 0) machine.AssertEvent(EventKind.Also, Rows.Number(told), Machine.Tip);
            machine.AssertNoEvent();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void The_first_cause_survives_and_later_ones_are_told_once()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Step("OVER_TEMPERATURE");
            machine.AssertNoEvent();
            machine.Step("STOP_PRESSED OVER_TEMPERATURE");
            machine.AssertEvent(EventKind.Also, Rows.Number("STOP_PRESSED"), Machine.Tip);
            machine.Step("STOP_PRESSED");
            machine.AssertNoEvent();
            Assert.AreEqual(Rows.Number("OVER_TEMPERATURE"), machine.States.FirstCause);
            machine.AssertState(State.Tripped);
        }

        [TestMethod]
        public void A_new_trip_tells_its_rows_anew()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Step("STOP_PRESSED");
            machine.Begin();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.End();
            machine.Act();
            machine.AssertState(State.Permitted);
            while (machine.Events.Count > 0) machine.Events.RemoveFirst();
            machine.Step("PROBE_MOVED");
            machine.AssertEvent(EventKind.Trip, Rows.Number("PROBE_MOVED"), Machine.Tip);
            machine.Step("STOP_PRESSED OVER_TEMPERATURE");
            machine.AssertEvent(EventKind.Also, Rows.Number("STOP_PRESSED"), Machine.Tip);
            machine.AssertEvent(EventKind.Also, Rows.Number("OVER_TEMPERATURE"), Machine.Tip);
        }

        // An over-temperature and the backstop need cooling that was seen, the other causes only quiet.
        // Requirement: SR-LATCH
        [TestMethod]
        [DataRow("OVER_TEMPERATURE", true, true, true)]
        [DataRow("OVER_TEMPERATURE", true, false, false)]
        [DataRow("OVER_TEMPERATURE", false, true, false)]
        [DataRow("COAST_EXPECTED", true, true, true)]
        [DataRow("COAST_EXPECTED", true, false, false)]
        [DataRow("HARDWARE_LIMIT", true, true, true)]
        [DataRow("HARDWARE_LIMIT", true, false, false)]
        [DataRow("STOP_PRESSED", true, false, true)]
        [DataRow("STOP_PRESSED", false, true, false)]
        [DataRow("K2_RELEASED", true, false, true)]
        [DataRow("UNDER_TEMPERATURE", true, false, true)]
        [DataRow("INTERNAL", true, false, true)]
        public void A_trip_is_acknowledged_once_its_cause_is_gone(string row, bool quiet, bool cooled, bool acknowledged)
        {
            Machine machine = Machine.In(State.Permitted);
            machine.Step(row);
            machine.Events.RemoveFirst();
            machine.Begin();
            machine.Inputs.CauseQuiet = quiet;
            machine.Inputs.HasCooled = cooled;
            machine.End();
            int cause = Rows.Number(row);
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
        [DataRow(true, true, Reason.ArmContact)]
        [DataRow(true, false, Reason.ArmContact)]
        [DataRow(false, true, Reason.Releasing)]
        public void Nothing_is_acknowledged_with_bad_contacts_or_before_the_release_is_proven(bool bad, bool releasing, int why)
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Begin();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Inputs.ArmContactBad = bad;
            machine.Inputs.IsReleasing = releasing;
            machine.End();
            machine.AssertState(State.Tripped);
            machine.AssertEvent(EventKind.Refused, why, Machine.Tip);
        }

        [TestMethod]
        public void A_row_that_keeps_the_release_from_its_end_is_named()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.Begin();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Inputs.IsReleasing = true;
            machine.Inputs.AllQuiet = false;
            machine.Inputs.FirstLoud = Rows.Number("SENSOR_BUS");
            machine.End();
            machine.AssertState(State.Tripped);
            machine.AssertEvent(EventKind.Refused, Rows.Number("SENSOR_BUS"), Machine.Tip);
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void A_trip_stays_latched_without_a_whole_act()
        {
            Machine machine = Machine.In(State.Tripped);
            for (int i = 0; i < 3; i++)
            {
                machine.Inputs.CauseQuiet = true;
                machine.Inputs.HasCooled = true;
                machine.Inputs.ArmBegan = i == 1;
                machine.Inputs.ArmPressed = i == 2;
                machine.Step();
                machine.AssertState(State.Tripped);
            }

            machine.AssertNoEvent();
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(SelfTest, "RELAY_DID_NOT_OPEN")]
        [DataRow(Inhibited, "RELAY_DID_NOT_OPEN")]
        [DataRow(Permitted, "RELAY_DID_NOT_OPEN")]
        [DataRow(Tripped, "OVER_TEMPERATURE")]
        public void A_relay_that_did_not_open_locks_out_of_every_state(int state, string firstCause)
        {
            Machine machine = Machine.In((State)state);
            machine.Step("RELAY_DID_NOT_OPEN");
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(firstCause, Rows.Word(machine.States.FirstCause));
            while (machine.Events.Count > 1) machine.Events.RemoveFirst();
            machine.AssertEvent(EventKind.LockOut, Rows.Number("RELAY_DID_NOT_OPEN"), Machine.Tip);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        [DataRow(SelfTest)]
        [DataRow(Inhibited)]
        [DataRow(Permitted)]
        [DataRow(Tripped)]
        public void A_K2_that_pulled_in_unasked_locks_out_of_every_state(int state)
        {
            Machine machine = Machine.In((State)state);
            machine.Inputs.LockOutFor = Reason.K2Unasked;
            machine.Step();
            machine.AssertState(State.LockedOut);
            machine.AssertEvent(EventKind.LockOut, Reason.K2Unasked, Machine.Tip);
            machine.AssertNoEvent();
            if (state == Permitted) Assert.AreEqual(Reason.K2Unasked, machine.States.LeftBecause);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_press_does_not_save_from_the_lock_out()
        {
            Machine machine = Machine.In(State.Inhibited);
            machine.Begin();
            machine.Inputs.Rows = TripTable.RelayDidNotOpen;
            machine.End();
            machine.AssertState(State.LockedOut);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void Nothing_leaves_the_lock_out()
        {
            Machine machine = Machine.In(State.LockedOut);
            machine.Begin();
            machine.Inputs.TestPassed = true;
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.Press();
            machine.Inputs.CauseQuiet = true;
            machine.Inputs.HasCooled = true;
            machine.End();
            machine.AssertEvent(EventKind.Refused, Reason.LockedOut, Machine.Tip);
            machine.Inputs.LockOutFor = Reason.K2Unasked;
            machine.Step("RELAY_DID_NOT_OPEN OVER_TEMPERATURE");
            machine.AssertNoEvent();
            machine.States.StepInternalError(true);
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(Reason.SelfTest, machine.States.FirstCause);
            machine.AssertEvent(EventKind.Error, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertNoEvent();
        }

        // One exception in any state leaves an event.
        // Requirement: SR-INTERNAL
        [TestMethod]
        [DataRow(SelfTest)]
        [DataRow(Inhibited)]
        [DataRow(LockedOut)]
        public void An_internal_error_is_told_in_every_state_and_moves_none_but_permitted(int state)
        {
            Machine machine = Machine.In((State)state);
            machine.States.StepInternalError(false);
            machine.AssertState((State)state);
            machine.AssertEvent(EventKind.Error, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertNoEvent();
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void An_internal_error_trips_a_permitted_box()
        {
            Machine machine = Machine.In(State.Permitted);
            machine.States.StepInternalError(false);
            machine.AssertState(State.Tripped);
            Assert.AreEqual(Rows.Number("INTERNAL"), machine.States.FirstCause);
            machine.AssertEvent(EventKind.Error, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertEvent(EventKind.Trip, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertNoEvent();
        }

        [TestMethod]
        public void An_internal_error_is_another_cause_of_a_tripped_box_once()
        {
            Machine machine = Machine.In(State.Tripped);
            machine.States.StepInternalError(false);
            machine.AssertState(State.Tripped);
            Assert.AreEqual(Rows.Number("OVER_TEMPERATURE"), machine.States.FirstCause);
            machine.AssertEvent(EventKind.Error, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertEvent(EventKind.Also, Rows.Number("INTERNAL"), Reading.None);
            machine.States.StepInternalError(false);
            machine.AssertEvent(EventKind.Error, Rows.Number("INTERNAL"), Reading.None);
            machine.AssertNoEvent();
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        [DataRow(SelfTest)]
        [DataRow(Inhibited)]
        [DataRow(Permitted)]
        [DataRow(Tripped)]
        public void One_internal_error_too_many_locks_out(int state)
        {
            Machine machine = Machine.In((State)state);
            machine.States.StepInternalError(true);
            machine.AssertState(State.LockedOut);
            Assert.AreEqual(state == Tripped ? "OVER_TEMPERATURE" : "INTERNAL", Rows.Word(machine.States.FirstCause));
            while (machine.Events.Count > 1) machine.Events.RemoveFirst();
            machine.AssertEvent(EventKind.LockOut, Rows.Number("INTERNAL"), Reading.None);
        }
    }
}
