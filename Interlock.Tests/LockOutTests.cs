using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests
{
    /// <summary>LOCKED_OUT from a running box: how it is reached, and that K2 then holds the line open.</summary>
    [TestClass]
    public class LockOutTests
    {
        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K1_that_welds_locks_out_and_K2_opens_the_line_within_500_ms()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.Board.K1Welded = true;
            box.Press(2);
            int ticks = box.RunUntil(State.LockedOut, 5);
            Assert.AreEqual((int)Cause.RelayDidNotOpen, box.Loop.FirstCause);
            for (; ticks < 10 && box.Board.LineIsClosed; ticks++) box.Tick();
            Assert.IsFalse(box.Board.LineIsClosed, "the line after 500 ms");
            Assert.IsFalse(box.Board.K2);
            box.AssertSaid("ev=RELEASED");
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K1_that_welds_during_a_trip_keeps_the_first_cause()
        {
            Box box = Box.Permitted();
            box.Board.K1Welded = true;
            box.Chip.TipCounts = 42 * 128;
            box.RunUntil(State.LockedOut, 9);
            Assert.AreEqual((int)Cause.OverTemperature, box.Loop.FirstCause);
            box.Run(6);
            Assert.IsFalse(box.Board.LineIsClosed);
            box.AssertSaid("ev=TRIP cause=OVER_TEMPERATURE");
            box.AssertSaid("ev=ALSO cause=RELAY_DID_NOT_OPEN");
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_K2_that_welds_locks_out_when_FAULT_falls()
        {
            Box box = Box.Permitted();
            box.Board.K2Welded = true;
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.LockedOut, 6);
            Assert.AreEqual((int)Cause.HardwareLimit, box.Loop.FirstCause);
            box.Run(3);
            box.AssertSaid("ev=LOCKOUT cause=RELAY_DID_NOT_OPEN");
            Assert.IsFalse(box.Board.LineIsClosed, "K1 holds the line open");
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void The_forced_K2_cannot_be_armed_again()
        {
            Box box = LockedOut();
            Assert.AreEqual(0, box.Chip.Holds(Register.ThresholdHigh));
            Assert.AreEqual(0, box.Chip.Holds(Register.ThresholdHigh + 1));
            int closed = box.ClosedAgainstState;
            for (int i = 0; i < 4; i++)
            {
                box.Press(3);
                box.Run(10);
            }

            Assert.AreEqual(closed, box.ClosedAgainstState);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            box.AssertState(State.LockedOut);
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_chip_that_is_reset_in_the_lock_out_is_forced_again()
        {
            Box box = LockedOut();
            box.Chip.PowerOn();
            box.Run(12);
            int closed = box.ClosedAgainstState;
            box.Press(3);
            box.Run(10);
            Assert.AreEqual(closed, box.ClosedAgainstState);
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
        }

        [TestMethod]
        public void Faults_are_not_cleared_in_the_lock_out()
        {
            Box box = LockedOut();
            box.Run(10);
            for (int i = 0; i < 10; i++)
            {
                box.Tick();
                Assert.IsTrue(box.Chip.IsFault, "FAULT");
            }
        }

        [TestMethod]
        public void The_lock_out_goes_on_telling()
        {
            Box box = LockedOut();
            box.Run(20);
            box.AssertSaid("st=LOCKED_OUT");
            Assert.IsTrue(box.Board.Red && box.Board.Buzzer && !box.Board.Green, "alarm");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void The_third_internal_error_locks_out_and_forces_K2()
        {
            Box box = Box.Inhibited();
            box.Chip.Throws = 2;
            box.Run(4);
            box.AssertState(State.Inhibited);
            box.Chip.Throws = 1;
            box.RunUntil(State.LockedOut, 3);
            Assert.AreEqual(Reason.Internal, box.Loop.FirstCause);
            box.Run(10);
            Assert.AreEqual(0, box.Chip.Holds(Register.ThresholdHigh + 1));
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
            box.AssertSaid("ev=LOCKOUT cause=INTERNAL");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void A_bus_that_throws_on_and_on_locks_out_and_forces_K2_once_it_works()
        {
            Box box = Box.Permitted();
            box.Chip.Throws = 12;
            box.RunUntil(State.LockedOut, 8);
            Assert.AreEqual((int)Cause.Internal, box.Loop.FirstCause);
            Assert.IsFalse(box.Board.Enable);
            Assert.IsTrue(box.Board.Red && box.Board.Buzzer && !box.Board.Green, "alarm");
            box.Run(20);
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
            for (int tick = 0; tick < 10; tick++)
            {
                box.Board.Throws = true;
                box.Tick();
            }

            box.AssertState(State.LockedOut);
            Assert.AreEqual(0, box.Chip.Holds(Register.ThresholdHigh + 1));
            Assert.IsTrue(box.Chip.IsFault, "FAULT");
        }

        [TestMethod]
        public void An_internal_error_keeps_the_box_from_arming_for_a_second()
        {
            Box box = Box.Inhibited();
            box.Chip.Throws = 1;
            box.Run(3);
            box.Press(3);
            box.AssertState(State.Inhibited);
            box.Tick();
            box.AssertSaid("ev=REFUSED why=INTERNAL");
            box.Run(20);
            box.Arm();
        }

        private static Box LockedOut()
        {
            Box box = Box.Permitted();
            box.Board.K1Welded = true;
            box.Press(2);
            box.RunUntil(State.LockedOut, 5);
            box.Run(6);
            return box;
        }
    }
}
