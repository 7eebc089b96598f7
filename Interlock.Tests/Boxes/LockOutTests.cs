using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>LOCKED_OUT from a running box: how it is reached, and that K2 then holds the line open.</summary>
    [TestClass]
    public class LockOutTests
    {
        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K1_that_welds_is_helped_by_K2_HOLD_and_the_line_is_open_within_150_ms()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.Board.K1Welded = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            int ticks = 0;
            for (; ticks < 20 && box.Board.LineIsClosed; ticks++) box.Tick();
            Assert.IsTrue(ticks <= 7, "open after " + (ticks * 20).ToString() + " ms");
            Assert.IsTrue(box.Board.HoldsK2);
            box.RunUntil(State.LockedOut, 10);
            box.AssertFirstCause("RELAY_DID_NOT_OPEN");
            box.Board.HoldArm(false);
            box.Run(8);
            box.AssertSaid("ev=RELEASED");
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_CLOSED"), "one relay that released is an open line");
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K1_that_welds_during_a_trip_keeps_the_first_cause()
        {
            Box box = Box.Permitted();
            box.Board.K1Welded = true;
            box.Chip.TipCounts = 42 * 128;
            box.RunUntil(State.LockedOut, 20);
            box.AssertFirstCause("OVER_TEMPERATURE");
            box.Run(10);
            Assert.IsFalse(box.Board.LineIsClosed);
            box.AssertSaid("ev=TRIP cause=OVER_TEMPERATURE");
            box.AssertSaid("ev=ALSO cause=RELAY_DID_NOT_OPEN");
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
        }

        // Locked out, the box asks for no open-circuit test: what a chip converts that was not known before may be of an open probe.
        // Requirement: SR-OPEN
        [TestMethod]
        public void A_probe_that_was_not_known_when_the_box_was_locked_out_has_no_tip()
        {
            Box box = new Box();
            box.Chip.StuckByte = 0xFF;
            box.RunUntil(State.LockedOut, 200);
            box.Chip.StuckByte = -1;
            box.Run(200);
            Assert.AreEqual(0, box.Threshold, "configured, and lowered");
            Assert.IsTrue(box.Lines.Holding("$SAMP", " sr=08 ") > 10, "it converts");
            Assert.AreEqual(0, box.Lines.Holding(" tc=37."));
        }

        // A weld of K2 is found by the first release, though nothing was hot: by FAULT, which the release makes fall.
        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K2_that_welds_is_found_at_the_first_release()
        {
            Box box = Box.Permitted();
            box.Board.K2Welded = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            box.Board.HoldArm(false);
            box.RunUntil(State.LockedOut, 12);
            box.AssertFirstCause("RELAY_DID_NOT_OPEN");
            Assert.IsFalse(box.Board.K1, "K1 holds the line open");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K2_that_welds_locks_out_when_FAULT_falls()
        {
            Box box = Box.Permitted();
            box.Board.K2Welded = true;
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.LockedOut, 12);
            box.AssertFirstCause("HARDWARE_LIMIT");
            box.Run(6);
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
            Assert.IsFalse(box.Board.LineIsClosed, "K1 holds the line open");
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_FAULT_that_is_stuck_high_is_found_at_the_first_release()
        {
            Box box = Box.Permitted();
            box.Board.FaultIsDead = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            box.Board.HoldArm(false);
            int ticks = box.RunUntil(State.LockedOut, 25);
            Assert.IsTrue(ticks >= 15, ticks.ToString());
            box.AssertFirstCause("RELAY_DID_NOT_OPEN");
            box.Run(2);
            Assert.IsFalse(box.Board.K2, "K2_HOLD opens K2 all the same");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // K2_HOLD is low in TRIPPED: a K2 that pulls in all the same has a K2_HOLD that is stuck high.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_K2_HOLD_that_holds_nothing_is_found_at_the_press_that_acknowledges()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.TipCounts = 38 * 128;
            box.Run(75);
            box.Board.K2HoldIsDead = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.LockedOut, 5);
            box.Board.HoldArm(false);
            box.Run(5);
            box.AssertSaid("ev=LOCKOUT cause=K2_UNASKED");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // A press in LOCKED_OUT moves no relay, with FAULT low or high.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void The_forced_K2_cannot_be_armed_again(bool faultIsDead)
        {
            Box box = Box.LockedOut();
            box.Board.FaultIsDead = faultIsDead;
            Assert.AreEqual(0, box.Threshold);
            int closed = box.ClosedAgainstState;
            for (int i = 0; i < 4; i++)
            {
                box.AssertRefused("LOCKED_OUT");
                box.Run(30);
                Assert.IsFalse(box.Board.K2, "K2");
            }

            Assert.AreEqual(closed, box.ClosedAgainstState);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            box.AssertState(State.LockedOut);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_chip_that_is_reset_in_the_lock_out_is_forced_again()
        {
            Box box = Box.LockedOut();
            box.Chip.PowerOn();
            box.Run(30);
            Assert.AreEqual(0, box.Threshold);
            int closed = box.ClosedAgainstState;
            box.Press();
            box.Run(20);
            Assert.AreEqual(closed, box.ClosedAgainstState);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
        }

        // Whatever led there: from a self-test that never configured the chip too.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_chip_that_never_was_configured_is_forced_all_the_same()
        {
            Box box = new Box();
            box.Board.K2Welded = true;
            box.RunUntil(State.LockedOut, 10);
            box.Run(20);
            Assert.AreEqual(0, box.Threshold);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            Assert.IsTrue(box.Board.HoldsK2);
        }

        // A release that was under way restores nothing.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void Nothing_is_restored_and_no_fault_cleared_in_the_lock_out()
        {
            Box box = Box.LockedOut();
            for (int i = 0; i < 200; i++)
            {
                box.Tick();
                Assert.IsTrue(box.Chip.IsFault, "FAULT");
                Assert.IsTrue(box.Board.HoldsK2, "K2_HOLD low");
                Assert.AreEqual(0, box.Threshold);
            }
        }

        // Neither relay is known to have released: the box shouts, and repeats it.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void Both_welded_is_LINE_CLOSED_half_a_second_after_the_lock_out()
        {
            Box box = Box.Permitted();
            box.Board.K1Welded = true;
            box.Board.K2Welded = true;
            box.Board.StopWireBroken = true;
            box.RunUntil(State.LockedOut, 15);
            box.Run(24);
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_CLOSED"));
            box.Run(3);
            Assert.AreEqual(1, box.Lines.Holding("ev=LINE_CLOSED"));
            int sounding = 0;
            for (int i = 0; i < 64; i++)
            {
                box.Tick();
                Assert.IsTrue(box.Board.Red, "red");
                if (box.Board.Sounder) sounding++;
            }

            Assert.IsTrue(sounding > 20 && sounding < 44, "the sounder is urgent: " + sounding.ToString());
            int before = box.Lines.Holding("ev=LINE_CLOSED");
            box.Run(440);
            Assert.IsTrue(before <= 1 && box.Lines.Holding("ev=LINE_CLOSED") == 1, "told again after 10 s");
        }

        [TestMethod]
        public void The_lock_out_goes_on_telling()
        {
            Box box = Box.LockedOut();
            box.Run(20);
            box.AssertSaid("st=LOCKED_OUT");
            Assert.IsTrue(box.Board.Red && box.Board.Sounder, "alarm");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void The_third_internal_error_locks_out_and_forces_K2()
        {
            Box box = Box.Inhibited();
            box.Chip.Throws = 2;
            box.Run(10);
            Assert.AreEqual(0, box.Chip.Throws);
            box.AssertState(State.Inhibited);
            box.Chip.Throws = 1;
            box.RunUntil(State.LockedOut, 6);
            box.AssertFirstCause("INTERNAL");
            box.Run(20);
            Assert.AreEqual(0, box.Threshold);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            box.AssertSaid("ev=LOCKOUT cause=INTERNAL");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void A_bus_that_throws_on_and_on_locks_out_and_forces_K2_once_it_works()
        {
            Box box = Box.Permitted();
            box.Chip.Throws = 12;
            box.RunUntil(State.LockedOut, 20);
            box.AssertFirstCause("INTERNAL");
            Assert.IsFalse(box.Board.Enable);
            Assert.IsTrue(box.Board.HoldsK2);
            Assert.IsTrue(box.Board.Red && box.Board.Sounder, "alarm");
            box.Run(50);
            Assert.AreEqual(0, box.Chip.Throws, "the bus works again");
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            Assert.IsFalse(box.Board.K2);
            box.AssertSaid("ev=TRIP cause=INTERNAL");
            box.AssertSaid("ev=LOCKOUT cause=INTERNAL");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_board_that_throws_for_ever_locks_out_and_K2_is_forced_all_the_same()
        {
            Box box = Box.Permitted();
            box.Board.Throws = 20;
            box.Run(20);
            box.AssertState(State.LockedOut);
            Assert.AreEqual(0, box.Threshold);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            Assert.IsTrue(box.Board.HoldsK2);
        }

        [TestMethod]
        public void An_internal_error_keeps_the_box_from_arming_for_a_second()
        {
            Box box = Box.Inhibited();
            box.Board.Throws = 1;
            box.Run(3);
            box.AssertRefused("INTERNAL");
            box.Run(20);
            box.Arm();
        }
    }
}
