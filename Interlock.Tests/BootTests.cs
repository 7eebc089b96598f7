using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests
{
    /// <summary>From power-on to INHIBITED, by whole ticks, and every way in which that fails.</summary>
    [TestClass]
    public class BootTests
    {
        // Requirement: SR-SELFTEST
        [TestMethod]
        public void Says_what_it_is_and_tells_each_step()
        {
            Box box = new Box();
            box.Tick();
            Assert.IsTrue(box.Lines.Last().StartsWith("$BOOT seq=0 t=50 "), box.Lines.Last());
            Assert.IsTrue(box.Lines.Last().IndexOf(" resets=0 ") > 0, box.Lines.Last());
            box.Tick();
            Assert.IsTrue(box.Lines.Last().StartsWith("$CONF seq=1 t=100 "), box.Lines.Last());
            box.PassSelfTest();
            string[] steps = { "MIRRORS", "CHIP", "BINDING", "CONFIG", "INPUTS", "LAMPS", "K2", "K1", "WATCHDOG", "RESTORE" };
            for (int i = 0; i < steps.Length; i++)
            {
                Assert.AreEqual(1, box.Lines.Holding("step=" + steps[i] + " ok=1*"), steps[i]);
            }

            Assert.AreEqual(0, box.Lines.Holding("ok=0"));
            Assert.AreEqual(0, box.Lines.Holding("REFUSED"));
        }

        // Requirement: SR-LINE
        // Requirement: SR-RESET
        [TestMethod]
        public void The_line_is_never_closed_before_the_box_is_armed()
        {
            Box box = Box.Inhibited();
            Assert.AreEqual(0, box.ClosedAgainstState);
            Assert.IsFalse(box.Board.Enable);
            Assert.IsFalse(box.Board.LineIsClosed);
        }

        [TestMethod]
        public void The_proof_test_waits_for_a_person()
        {
            Box box = new Box();
            box.Run(400);
            box.AssertState(State.SelfTest);
            Assert.AreEqual(0, box.Board.Beats, "edges of HEARTBEAT");
            box.Press(3);
            Assert.IsTrue(box.RunUntil(State.Inhibited, 40) > 0);
        }

        [TestMethod]
        public void The_self_test_is_over_2_s_after_the_press()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(3);
            int ticks = box.RunUntil(State.Inhibited, 40);
            Assert.IsTrue(ticks < 36, ticks.ToString());
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void K1_is_seen_to_drop_out_by_its_watchdog()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(3);
            int dropped = 0;
            for (int i = 0; i < 40; i++)
            {
                bool wasEnabled = box.Board.Enable;
                bool wasPulledIn = box.Board.K1;
                int beats = box.Board.Beats;
                box.Tick();
                if (wasEnabled && wasPulledIn && !box.Board.K1 && beats == box.Board.Beats) dropped++;
            }

            Assert.AreEqual(1, dropped, "falls of K1 with ENABLE high");
            box.AssertState(State.Inhibited);
        }

        [TestMethod]
        public void After_the_self_test_the_backstop_is_in_force_and_FAULT_is_high()
        {
            Box box = Box.Inhibited();
            Assert.AreEqual(0x02, box.Chip.Holds(Register.ThresholdHigh));
            Assert.AreEqual(0xCF, box.Chip.Holds(Register.ThresholdHigh + 1));
            Assert.IsFalse(box.Chip.IsFault);
        }

        [TestMethod]
        [DataRow(false, false, 0x95, 0x07)]
        [DataRow(true, false, 0x94, 0x07)]
        [DataRow(false, true, 0x95, 0x03)]
        public void The_chip_is_configured_as_the_box_is_built(bool mains60Hz, bool typeK, int mode, int type)
        {
            Box box = new Box(new Settings { Mains60Hz = mains60Hz, ProbeTypeK = typeK }, new ScriptedChip());
            box.PassSelfTest();
            Assert.AreEqual(mode, box.Chip.Holds(Register.Configuration0));
            Assert.AreEqual(type, box.Chip.Holds(Register.Configuration1));
        }

        [TestMethod]
        public void Resets_are_counted_in_the_chip()
        {
            ScriptedChip chip = new ScriptedChip();
            Box first = new Box(new Settings(), chip);
            first.PassSelfTest();
            Box second = new Box(new Settings(), chip);
            second.Tick();
            second.AssertSaid(" resets=1 ");
            second.PassSelfTest();
            Box third = new Box(new Settings(), chip);
            third.Tick();
            third.AssertSaid(" resets=2 ");
        }

        [TestMethod]
        public void Lamps_and_buzzer_are_shown_one_after_the_other()
        {
            Box box = new Box();
            int green = 0;
            int red = 0;
            int buzzer = 0;
            for (int i = 0; i < 20; i++)
            {
                box.Tick();
                if (box.Board.Green) green++;
                if (box.Board.Red) red++;
                if (box.Board.Buzzer) buzzer++;
            }

            Assert.AreEqual(2, green, "green");
            Assert.AreEqual(2, red, "red");
            Assert.AreEqual(2, buzzer, "buzzer");
        }

        [TestMethod]
        public void A_missing_probe_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.Chip.IsOpen = true;
            box.ReachProofTest();
            box.Run(8);
            box.Board.ArmDown = true;
            for (int i = 0; i < 40 && box.Lines.Holding("ev=REFUSED why=SENSOR_OPEN") == 0; i++)
            {
                box.Board.ArmDown = (i & 3) < 3;
                box.Tick();
            }

            box.AssertSaid("ev=REFUSED why=SENSOR_OPEN tc=--*");
            box.AssertState(State.SelfTest);
            box.Board.ArmDown = false;
            box.Chip.IsOpen = false;
            box.Run(20);
            box.Press(3);
            box.RunUntil(State.Inhibited, 40);
        }

        [TestMethod]
        public void STOP_in_the_proof_test_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Board.StopWireBroken = true;
            box.Press(3);
            box.AssertSaid("ev=REFUSED why=STOP_PRESSED");
            box.Board.StopWireBroken = false;
            box.Press(3);
            box.RunUntil(State.Inhibited, 40);
        }

        [TestMethod]
        public void STOP_while_K1_is_exercised_ends_the_attempt_and_the_next_press_succeeds()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(3);
            for (int i = 0; i < 20 && !box.Board.Enable; i++) box.Tick();
            Assert.IsTrue(box.Board.Enable, "K1 is exercised");
            box.Board.StopWireBroken = true;
            box.Tick();
            Assert.IsFalse(box.Board.Enable);
            box.Board.StopWireBroken = false;
            box.Run(10);
            box.AssertSaid("ev=REFUSED why=STOP_PRESSED");
            box.AssertState(State.SelfTest);
            box.Press(3);
            box.RunUntil(State.Inhibited, 40);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void A_welded_K1_locks_out_and_a_press_does_not_close_the_line()
        {
            Box box = new Box();
            box.Board.K1Welded = true;
            AssertLocksOut(box, 10);
            for (int i = 0; i < 5; i++)
            {
                box.Press(3);
                box.Run(10);
            }

            Assert.AreEqual(0, box.ClosedAgainstState, "ticks with the line closed");
        }

        [TestMethod]
        public void A_welded_K2_locks_out_in_the_first_step()
        {
            Box box = new Box();
            box.Board.K2Welded = true;
            AssertLocksOut(box, 10);
            box.AssertSaid("step=MIRRORS ok=0");
            box.AssertSaid("ev=LOCKOUT cause=SELF_TEST");
            Assert.AreEqual(Reason.SelfTest, box.Loop.FirstCause);
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void A_dead_bus_locks_out(int value)
        {
            Box box = new Box();
            box.Chip.StuckByte = value;
            AssertLocksOut(box, 10);
            box.AssertSaid("step=CHIP ok=0");
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void Decoders_that_disagree_lock_out()
        {
            Box box = new Box();
            box.Reference.OffsetCounts = 128;
            AssertLocksOut(box, 15);
            box.AssertSaid("step=BINDING ok=0");
        }

        [TestMethod]
        public void Decoders_that_disagree_below_zero_do_not()
        {
            Box box = new Box();
            box.Reference.OffsetCounts = 128;
            box.Chip.TipCounts = -128;
            box.Run(20);
            box.AssertState(State.SelfTest);
            box.AssertSaid("step=BINDING ok=1");
        }

        [TestMethod]
        public void A_chip_that_never_converts_locks_out()
        {
            Box box = new Box();
            box.Chip.FirstConversionTicks = 1000;
            AssertLocksOut(box, 15);
            box.AssertSaid("step=BINDING ok=0");
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void A_configuration_that_does_not_stick_locks_out()
        {
            Box box = new Box();
            box.Chip.StuckRegister = Register.Mask;
            box.Chip.StuckOnes = 0x01;
            AssertLocksOut(box, 15);
            box.AssertSaid("step=CONFIG ok=0");
        }

        [TestMethod]
        public void STOP_at_power_on_locks_out()
        {
            Box box = new Box();
            box.Board.StopPressed = true;
            AssertLocksOut(box, 15);
            box.AssertSaid("step=INPUTS ok=0");
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void ARM_that_is_stuck_locks_out_after_5_s()
        {
            Box box = new Box();
            box.Board.ArmDown = true;
            box.Run(95);
            box.AssertState(State.SelfTest);
            AssertLocksOut(box, 20);
            box.AssertSaid("step=INPUTS ok=0");
        }

        [TestMethod]
        public void A_K2_that_does_not_pull_in_locks_out()
        {
            Box box = new Box();
            box.Board.K2CoilOpen = true;
            box.ReachProofTest();
            box.Press(3);
            AssertLocksOut(box, 10);
            box.AssertSaid("step=K2 ok=0");
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_K2_that_does_not_drop_out_locks_out()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(2);
            Assert.IsTrue(box.Board.K2, "K2 has pulled in");
            box.Board.K2Welded = true;
            AssertLocksOut(box, 15);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        [TestMethod]
        public void A_K1_that_does_not_pull_in_locks_out()
        {
            Box box = new Box();
            box.Board.K1CoilOpen = true;
            box.ReachProofTest();
            box.Press(3);
            AssertLocksOut(box, 30);
            box.AssertSaid("step=K2 ok=1");
            box.AssertSaid("step=K1 ok=0");
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_K1_that_welds_in_the_test_locks_out_with_the_line_open()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(3);
            for (int i = 0; i < 20 && !box.Board.K1; i++) box.Tick();
            box.Board.K1Welded = true;
            AssertLocksOut(box, 10);
            box.Press(3);
            box.Run(20);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_watchdog_that_does_not_bite_locks_out()
        {
            Box box = new Box();
            box.Board.WatchdogIsBroken = true;
            box.ReachProofTest();
            box.Press(3);
            AssertLocksOut(box, 40);
            box.AssertSaid("step=K1 ok=1");
            box.AssertSaid("step=WATCHDOG ok=0");
        }

        [TestMethod]
        public void A_FAULT_that_does_not_rise_again_locks_out()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press(3);
            for (int i = 0; i < 20 && !box.Board.Enable; i++) box.Tick();
            box.Board.FaultPinLow = true;
            AssertLocksOut(box, 40);
            box.AssertSaid("step=WATCHDOG ok=1");
            box.AssertSaid("step=RESTORE ok=0");
        }

        private static void AssertLocksOut(Box box, int most)
        {
            box.RunUntil(State.LockedOut, most);
            Assert.IsFalse(box.Board.Enable, "ENABLE");
            box.Run(5);
            box.AssertState(State.LockedOut);
            box.AssertSaid("ev=LOCKOUT");
            Assert.IsTrue(box.Board.Red && box.Board.Buzzer && !box.Board.Green, "alarm");
            int beats = box.Board.Beats;
            box.Press(3);
            box.AssertState(State.LockedOut);
            Assert.AreEqual(beats, box.Board.Beats, "edges of HEARTBEAT");
            Assert.AreNotEqual(TripTable.None, box.Loop.FirstCause);
        }
    }
}
