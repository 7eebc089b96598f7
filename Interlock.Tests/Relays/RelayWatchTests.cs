using Interlock.Drivers.Board;
using Interlock.Firmware.Relays;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Relays
{
    [TestClass]
    public class RelayWatchTests
    {
        private const int On = Inputs.Rest | Levels.Enable | Levels.K2Mirror;
        private const int Off = Inputs.Rest | Levels.K2Mirror;
        private const int K1 = Levels.K1Mirror;
        private const int K2 = Levels.K2Mirror;
        private const string Fails = "RELAY_DID_NOT_CLOSE";

        // Requirement: SR-CLOSE
        [TestMethod]
        [DataRow(20, "")]
        [DataRow(249, "")]
        [DataRow(250, Fails)]
        [DataRow(5000, Fails)]
        public void K1_has_250_ms_to_pull_in_from_the_tick_that_drove_ENABLE(int sinceMs, string expected)
        {
            Watch watch = Watch.Armed();
            watch.AssertRows("", On, 20);
            watch.AssertRows(expected, On, sinceMs - 20);
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        public void K1_that_has_pulled_in_is_well_and_one_that_drops_out_is_not()
        {
            Watch watch = Watch.Armed();
            watch.AssertRows("", On, 20);
            watch.AssertRows("", On | K1, 60);
            watch.AssertRows("", On | K1, 5000);
            watch.AssertRows(Fails, On, 20);
        }

        [TestMethod]
        public void Pulling_in_is_the_self_tests_business_unless_permitted()
        {
            Watch watch = Watch.Armed();
            watch.State = State.SelfTest;
            watch.AssertRows("", On, 20);
            watch.AssertRows("", On, 1000);
        }

        // A relay that never pulls in, twice running, with nothing else to blame.
        // Requirement: SR-CLOSE
        [TestMethod]
        public void A_K1_that_never_pulls_in_twice_running_locks_out()
        {
            Watch watch = Watch.Armed();
            watch.Energise(300);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor, "the first time");
            watch.AssertRows(Fails, On, 20);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor, "counted once");
            watch.AssertRows("", Off, 20);
            watch.Energise(300);
            Assert.AreEqual(Rows.Number(Fails), watch.Relays.LockOutFor, "the second time");
            watch.AssertRows(Fails, On, 20);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor, "told in one tick");
        }

        [TestMethod]
        public void A_K1_that_pulls_in_between_two_failures_does_not()
        {
            Watch watch = Watch.Armed();
            watch.Energise(300);
            watch.AssertRows("", Off, 20);
            watch.AssertRows("", On, 20);
            watch.AssertRows("", On | K1, 60);
            watch.AssertRows("", Off, 20);
            watch.Energise(300);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        // A supply that was just connected, or STOP, is no broken relay; and a K1 that let go had pulled in.
        [TestMethod]
        [DataRow(On | Levels.Stop)]
        [DataRow(On & ~K2)]
        [DataRow(On | K1)]
        public void A_failure_with_something_else_to_blame_is_not_counted(int between)
        {
            Watch watch = Watch.Armed();
            for (int i = 0; i < 3; i++)
            {
                watch.Look(On, 20);
                watch.Look(between, 100);
                watch.AssertRows(Fails, On, 200);
                Assert.AreEqual(Reason.None, watch.Relays.LockOutFor, "failure " + i.ToString());
                watch.AssertRows("", Off, 20);
            }
        }

        [TestMethod]
        public void A_disturbed_failure_begins_the_count_anew()
        {
            Watch watch = Watch.Armed();
            watch.Energise(300);
            watch.AssertRows("", Off, 20);
            watch.Look(On, 20);
            watch.Look(On | Levels.Stop, 20);
            watch.Look(On, 300);
            watch.AssertRows("", Off, 20);
            watch.Energise(300);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
            watch.AssertRows("", Off, 20);
            watch.Energise(300);
            Assert.AreEqual(Rows.Number(Fails), watch.Relays.LockOutFor);
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(20, "")]
        [DataRow(99, "")]
        [DataRow(100, "RELAY_DID_NOT_OPEN")]
        [DataRow(5000, "RELAY_DID_NOT_OPEN")]
        public void K1_has_100_ms_to_drop_out_from_the_tick_that_drove_ENABLE(int sinceMs, string expected)
        {
            Watch watch = Watch.Armed();
            watch.Look(On, 20);
            watch.Look(On | K1, 60);
            watch.AssertRows("", Off | K1, 20);
            watch.AssertRows(expected, Off | K1, sinceMs - 20);
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        [DataRow((int)State.Tripped)]
        [DataRow((int)State.LockedOut)]
        public void K1_must_be_out_at_any_later_time(int state)
        {
            Watch watch = Watch.Armed();
            watch.Look(On, 20);
            watch.Look(On | K1, 60);
            watch.State = (State)state;
            watch.AssertRows("", Off, 20);
            watch.AssertRows("", Off, 1000);
            watch.AssertRows("RELAY_DID_NOT_OPEN", Off | K1, 20);
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(0, "")]
        [DataRow(99, "")]
        [DataRow(100, "RELAY_DID_NOT_OPEN")]
        public void K2_has_100_ms_to_drop_out_from_the_fall_of_FAULT(int sinceMs, string expected)
        {
            Watch watch = Watch.Armed();
            watch.AssertRows("", Inputs.FaultLow | K2, 20);
            watch.AssertRows(expected, Inputs.FaultLow | K2, sinceMs);
        }

        [TestMethod]
        public void K2_may_stay_while_FAULT_is_high()
        {
            Watch watch = Watch.Armed();
            watch.AssertRows("", Off, 20);
            watch.AssertRows("", Off, 5000);
        }

        [TestMethod]
        [DataRow(Off)]
        [DataRow(Inputs.FaultLow)]
        public void K2s_time_runs_while_FAULT_is_low_and_its_mirror_open_at_every_look(int between)
        {
            Watch watch = Watch.Armed();
            watch.Look(Inputs.FaultLow | K2, 20);
            watch.AssertRows("", between, 80);
            watch.Touched = true;
            watch.AssertRows("", Inputs.FaultLow | K2, 20);
            watch.AssertRows("", Inputs.FaultLow | K2, 99);
            watch.AssertRows("RELAY_DID_NOT_OPEN", Inputs.FaultLow | K2, 1);
        }

        // While K2_HOLD is low nothing clears K2's latch: a K2 that pulls in all the same is LOCKED_OUT, press or none.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        [DataRow((int)State.SelfTest, true)]
        [DataRow((int)State.SelfTest, false)]
        [DataRow((int)State.Inhibited, true)]
        [DataRow((int)State.Inhibited, false)]
        [DataRow((int)State.Tripped, true)]
        [DataRow((int)State.Tripped, false)]
        public void A_K2_that_pulls_in_while_K2_HOLD_is_low_locks_out(int state, bool touched)
        {
            Watch watch = Watch.PullsIn((State)state, touched, true);
            Assert.AreEqual(Reason.K2Unasked, watch.Relays.LockOutFor);
            Assert.IsFalse(watch.Relays.PutsK2Out);
            watch.AssertRows("", Off, 20);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor, "told in one tick");
        }

        // A tap can clear the latch between two looks: K2 is put out again, and nothing is locked out.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        [DataRow((int)State.Tripped)]
        public void A_K2_that_pulls_in_with_no_press_seen_is_put_out_again(int state)
        {
            Watch watch = Watch.PullsIn((State)state, false, false);
            Assert.AreEqual(Reason.K2In, watch.Relays.K2Moved, "told");
            for (int i = 0; i < 4; i++)
            {
                Assert.IsTrue(watch.Relays.PutsK2Out, "until its mirror has closed");
                Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
                watch.AssertRows("", Off, 20);
                Assert.IsFalse(watch.Relays.HasMoved, "told in one tick");
            }

            watch.AssertRows("", Inputs.Rest, 20);
            Assert.IsFalse(watch.Relays.PutsK2Out);
            Assert.IsFalse(watch.Relays.HasMoved, "K2_HOLD put it out");
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        // K2_HOLD has been low for 100 ms, and K2 is in still: it holds nothing, or K2 is welded.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_K2_that_K2_HOLD_does_not_put_out_again_locks_out()
        {
            Watch watch = Watch.PullsIn(State.Inhibited, false, false);
            watch.AssertRows("", Off, 20);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
            watch.HoldsK2 = true;
            watch.AssertRows("", Off, 80);
            Assert.AreEqual(Reason.K2Unasked, watch.Relays.LockOutFor);
            watch.AssertRows("", Inputs.Rest, 20);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        [DataRow((int)State.Tripped)]
        public void A_K2_that_a_press_pulled_in_stays(int state)
        {
            Watch watch = Watch.PullsIn((State)state, true, false);
            Assert.IsFalse(watch.Relays.PutsK2Out);
            Assert.IsFalse(watch.Relays.HasMoved);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        // While PERMITTED K2_HOLD is high, and a K2 that was out has tripped the box already.
        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void In_PERMITTED_a_K2_that_pulls_in_is_told_and_neither_put_out_nor_locked_out(bool touched)
        {
            Watch watch = Watch.PullsIn(State.Permitted, touched, false);
            Assert.AreEqual(touched ? Reason.None : Reason.K2In, watch.Relays.K2Moved);
            Assert.AreEqual(!touched, watch.Relays.HasMoved);
            Assert.IsFalse(watch.Relays.PutsK2Out);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        [TestMethod]
        public void A_press_from_before_K2_dropped_out_asks_for_nothing()
        {
            Watch watch = Watch.Armed();
            watch.State = State.Inhibited;
            watch.Touched = true;
            watch.Look(Off, 20);
            watch.Touched = false;
            watch.Look(Off, 20);
            watch.Look(Inputs.FaultLow, 20);
            watch.Look(Inputs.Rest, 200);
            watch.Look(Off, 20);
            Assert.IsTrue(watch.Relays.PutsK2Out);
            Assert.AreEqual(Reason.K2In, watch.Relays.K2Moved);
        }

        [TestMethod]
        public void A_press_that_lasts_while_K2_drops_out_may_pull_it_in()
        {
            Watch watch = Watch.Armed();
            watch.State = State.Inhibited;
            watch.Touched = true;
            watch.Look(Inputs.FaultLow, 20);
            watch.Touched = false;
            watch.Look(Off, 60);
            Assert.IsFalse(watch.Relays.PutsK2Out);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        // Expected are K1 after ENABLE and HEARTBEAT, K2 in at a press with FAULT high, out with FAULT low, STOP, K2_HOLD or a release.
        [TestMethod]
        [DataRow(On, On | K1, true, Reason.None)]
        [DataRow(On, On | K1, false, Reason.None)]
        [DataRow(Off, Off | K1, false, Reason.K1In)]
        [DataRow(On | K1, On, true, Reason.K1Out)]
        [DataRow(On | K1, On, false, Reason.None)]
        [DataRow(On | K1, Off, true, Reason.None)]
        [DataRow(Off | K1, Off, false, Reason.None)]
        public void A_move_of_K1_that_nothing_asked_for_is_told(int before, int after, bool beats, int expected)
        {
            Watch watch = Watch.Armed();
            watch.Beats = beats;
            watch.Look(before, 20);
            watch.Look(after, 20);
            Assert.AreEqual(expected, watch.Relays.K1Moved);
            Assert.AreEqual(Reason.None, watch.Relays.K2Moved);
            Assert.AreEqual(expected != Reason.None, watch.Relays.HasMoved);
            watch.Look(after, 20);
            Assert.IsFalse(watch.Relays.HasMoved, "told in one tick");
        }

        [TestMethod]
        [DataRow(Inputs.Rest, true, false, false, Reason.None)]
        [DataRow(Inputs.Rest, false, false, false, Reason.K2In)]
        [DataRow(Inputs.FaultLow, true, false, false, Reason.K2In)]
        public void A_K2_that_pulls_in_is_told_unless_a_press_with_FAULT_high_asked_for_it(int before, bool touched, bool holds, bool releasing, int expected)
        {
            Watch watch = new Watch();
            watch.HoldsK2 = holds;
            watch.Releasing = releasing;
            watch.Look(before, 20);
            watch.Touched = touched;
            watch.Look(before | K2, 20);
            Assert.AreEqual(expected, watch.Relays.K2Moved);
            Assert.AreEqual(expected != Reason.None, watch.Relays.HasMoved);
        }

        [TestMethod]
        [DataRow(Inputs.Rest, false, false, Reason.K2DroppedOut)]
        [DataRow(Inputs.FaultLow, false, false, Reason.None)]
        [DataRow(Inputs.Rest | Levels.Stop, false, false, Reason.None)]
        [DataRow(Inputs.Rest, true, false, Reason.None)]
        [DataRow(Inputs.Rest, false, true, Reason.None)]
        public void A_K2_that_drops_out_is_told_unless_something_released_it(int after, bool holds, bool releasing, int expected)
        {
            Watch watch = Watch.Armed();
            watch.HoldsK2 = holds;
            watch.Releasing = releasing;
            watch.Look(after, 20);
            Assert.AreEqual(expected, watch.Relays.K2Moved);
        }

        // What stands at power-on has not moved: the self-test's first step judges it.
        [TestMethod]
        public void Mirrors_that_are_open_at_the_first_look_have_not_moved()
        {
            Watch watch = new Watch();
            watch.Look(Inputs.Rest | K1 | K2, 20);
            Assert.IsFalse(watch.Relays.HasMoved);
            Assert.AreEqual(Reason.None, watch.Relays.LockOutFor);
        }

        /// <summary>A watch with what a tick tells it.</summary>
        private sealed class Watch
        {
            public readonly RelayWatch Relays = new RelayWatch();
            public State State = State.Inhibited;
            public bool Touched;
            public bool HoldsK2;
            public bool Beats = true;
            public bool Releasing;
            private long _nowMs;

            /// <summary>A box about to be energised: K2 was pulled in by a press, ENABLE is low.</summary>
            public static Watch Armed()
            {
                Watch watch = new Watch();
                watch.Look(Inputs.Rest, 20);
                watch.Touched = true;
                watch.Look(Off, 20);
                watch.Touched = false;
                watch.State = State.Permitted;
                return watch;
            }

            /// <summary>A watch that has just seen K2 pull in, ENABLE low, after a touch of ARM or none.</summary>
            public static Watch PullsIn(State state, bool touched, bool holdsK2)
            {
                Watch watch = new Watch();
                watch.State = state;
                watch.HoldsK2 = holdsK2;
                watch.Look(Inputs.Rest, 20);
                watch.Touched = touched;
                watch.Look(Inputs.Rest, 20);
                watch.Touched = false;
                watch.AssertRows("", Off, 20);
                return watch;
            }

            public int Look(int levels, int afterMs)
            {
                _nowMs += afterMs;
                return Relays.Judge(levels, State, Touched, HoldsK2, Beats, Releasing, _nowMs);
            }

            public void AssertRows(string expected, int levels, int afterMs)
            {
                Assert.AreEqual(expected, Rows.Words(Look(levels, afterMs)), "rows at " + _nowMs.ToString());
            }

            /// <summary>ENABLE high, K1 out, for so long.</summary>
            public void Energise(int forMs)
            {
                Look(On, 20);
                AssertRows(Fails, On, forMs);
            }
        }
    }
}
