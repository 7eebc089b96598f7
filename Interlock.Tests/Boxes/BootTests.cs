using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
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
            Assert.IsTrue(box.Lines.Last().StartsWith("$BOOT seq=0 t=20 "), box.Lines.Last());
            Assert.IsTrue(box.Lines.Last().IndexOf(" resets=0 ") > 0, box.Lines.Last());
            box.Tick();
            Assert.IsTrue(box.Lines.Last().StartsWith("$CONF seq=1 t=40 "), box.Lines.Last());
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
            box.Run(3000);
            box.AssertState(State.SelfTest);
            Assert.AreEqual(0, box.Board.Beats, "edges of HEARTBEAT");
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        [TestMethod]
        public void The_self_test_is_over_2_s_after_the_press()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            int ticks = box.RunUntil(State.Inhibited, 100);
            Assert.IsTrue(ticks < 100, ticks.ToString());
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void K1_is_seen_to_drop_out_by_its_watchdog()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            int dropped = 0;
            for (int i = 0; i < 100; i++)
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
        public void Red_lamp_and_sounder_are_shown_one_after_the_other()
        {
            Box box = new Box();
            int red = 0;
            int sounder = 0;
            int both = 0;
            for (int i = 0; i < 100; i++)
            {
                box.Tick();
                if (box.Board.Red) red++;
                if (box.Board.Sounder) sounder++;
                if (box.Board.Red && box.Board.Sounder) both++;
            }

            Assert.AreEqual(5, red, "red");
            Assert.AreEqual(5, sounder, "sounder");
            Assert.AreEqual(0, both, "both");
        }

        // A press before the mirrors were looked at, as a frightened person's after a power cycle, moves nothing.
        // Requirement: SR-PROOF
        [TestMethod]
        public void A_press_at_power_on_moves_no_relay()
        {
            for (int after = 0; after < 36; after += 5)
            {
                Box box = new Box();
                box.Run(after);
                box.Board.HoldArm(true);
                for (int i = 0; i < 15 && box.Board.HoldsK2; i++)
                {
                    box.Tick();
                    Assert.IsFalse(box.Board.K2, "K2");
                }

                box.Board.HoldArm(false);
                box.Run(100);
                box.AssertState(State.SelfTest);
                box.Press();
                box.RunUntil(State.Inhibited, 200);
            }
        }

        // K2_HOLD is high for a press to clear the latch, low while K1 is energised: two relays are never proven at once.
        // Requirement: SR-PROOF
        [TestMethod]
        public void K2_is_held_whenever_K1_is_energised_in_the_proof()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            int energised = 0;
            for (int i = 0; i < 100 && box.Loop.State == State.SelfTest; i++)
            {
                box.Tick();
                if (!box.Board.Enable && !box.Board.K1) continue;
                energised++;
                Assert.IsTrue(box.Board.HoldsK2, "K2_HOLD low");
                Assert.IsTrue(box.Chip.IsFault, "FAULT low");
                Assert.IsFalse(box.Board.K2, "K2 out");
            }

            Assert.IsTrue(energised > 5, energised.ToString());
            box.AssertState(State.Inhibited);
            Assert.IsFalse(box.Board.HoldsK2);
        }

        [TestMethod]
        public void A_missing_probe_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.Chip.IsOpen = true;
            box.ReachProofTest();
            box.Run(20);
            box.AssertRefused("SENSOR_OPEN");
            box.AssertSaid("ev=REFUSED why=SENSOR_OPEN tc=--*");
            box.AssertState(State.SelfTest);
            box.Chip.IsOpen = false;
            box.Run(50);
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        // The press came while FAULT was low: it cleared nothing, though the probe was plugged in before the act had ended.
        // Requirement: SR-PROOF
        [TestMethod]
        public void A_probe_that_was_just_plugged_in_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.Chip.IsOpen = true;
            box.ReachProofTest();
            box.Run(20);
            box.Board.HoldArm(true);
            box.Run(Box.PressTicks);
            box.Chip.IsOpen = false;
            box.Board.HoldArm(false);
            box.Run(60);
            box.AssertState(State.SelfTest);
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED"));
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void STOP_or_a_dip_at_the_edge_of_the_press_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.ReachProofTest();
            for (int i = 0; i < 3; i++)
            {
                box.Board.RailDips = true;
                box.Board.HoldArm(true);
                box.Run(2);
                box.Board.RailDips = false;
                box.Run(Box.PressTicks);
                box.Board.HoldArm(false);
                box.Run(Box.RestTicks + 16);
                Assert.AreEqual(i + 1, box.Lines.Holding("ev=REFUSED why=K2_RELEASED"));
                box.AssertState(State.SelfTest);
            }

            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        [TestMethod]
        public void STOP_in_the_proof_test_is_refused_and_fails_no_step()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Board.StopWireBroken = true;
            box.AssertRefused("STOP_PRESSED");
            box.Board.StopWireBroken = false;
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        // In each tick of the proof: STOP for a while, a dip, a chip that is reset. None locks a sound box out, and the next press passes.
        // Requirement: SR-PROOF
        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        public void Whatever_a_sound_box_meets_in_the_proof_locks_nothing_out(int what)
        {
            for (int tick = 0; tick < 60; tick++)
            {
                Box box = new Box();
                box.ReachProofTest();
                box.Press();
                box.Run(tick);
                bool wasInProof = box.Loop.State == State.SelfTest;
                box.Board.StopPressed = what == 0;
                box.Board.RailDips = what == 1;
                box.Board.StopWireBroken = what == 3;
                if (what == 2) box.Chip.PowerOn();
                box.Tick();
                box.Board.RailDips = false;
                box.Run(3);
                box.Board.StopPressed = false;
                box.Board.StopWireBroken = false;
                box.Run(100);
                string at = "tick " + tick.ToString() + "; last line " + box.Lines.Last();
                Assert.IsTrue(box.Loop.State == State.SelfTest || box.Loop.State == State.Inhibited, at);
                if (box.Loop.State == State.SelfTest)
                {
                    Assert.IsTrue(box.Lines.Holding("ev=REFUSED") > 0, at);
                    box.Press();
                    box.RunUntil(State.Inhibited, 100);
                }

                Assert.AreEqual(0, box.ClosedAgainstState, at);
                if (!wasInProof) break;
            }
        }

        [TestMethod]
        public void STOP_while_K1_is_exercised_ends_the_attempt_and_the_next_press_succeeds()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            for (int i = 0; i < 50 && !box.Board.Enable; i++) box.Tick();
            Assert.IsTrue(box.Board.Enable, "K1 is exercised");
            box.Board.StopWireBroken = true;
            box.Tick();
            Assert.IsFalse(box.Board.Enable);
            box.Board.StopWireBroken = false;
            box.Run(30);
            box.AssertSaid("ev=REFUSED why=STOP_PRESSED");
            box.AssertState(State.SelfTest);
            box.Press();
            box.RunUntil(State.Inhibited, 100);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // An act whose beginning the wait did not see.
        [TestMethod]
        public void An_act_that_began_in_the_proof_is_refused_in_the_next_wait()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            for (int i = 0; i < 50 && !box.Board.Enable; i++) box.Tick();
            box.Board.HoldArm(true);
            box.Board.StopWireBroken = true;
            box.Run(2);
            box.Board.StopWireBroken = false;
            box.Run(25);
            box.Board.HoldArm(false);
            box.Run(Box.RestTicks + 2);
            box.AssertSaid("ev=REFUSED why=BEGAN_EARLIER");
            box.AssertState(State.SelfTest);
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
                box.Press();
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
            AssertLocksOut(box, 60);
            box.AssertSaid("step=BINDING ok=0");
        }

        [TestMethod]
        public void Decoders_that_disagree_below_zero_do_not()
        {
            Box box = new Box();
            box.Reference.OffsetCounts = 128;
            box.Chip.TipCounts = -128;
            box.Run(30);
            box.AssertState(State.SelfTest);
            box.AssertSaid("step=BINDING ok=1");
        }

        [TestMethod]
        public void A_chip_that_never_converts_locks_out()
        {
            Box box = new Box();
            box.Chip.FirstConversionTicks = 1000;
            AssertLocksOut(box, 60);
            box.AssertSaid("step=BINDING ok=0");
        }

        // Requirement: SR-SELFTEST
        [TestMethod]
        public void A_configuration_that_does_not_stick_locks_out()
        {
            Box box = new Box();
            box.Chip.StuckRegister = Register.Mask;
            box.Chip.StuckOnes = 0x01;
            AssertLocksOut(box, 30);
            box.AssertSaid("step=CONFIG ok=0");
        }

        // Requirement: SR-STOP
        [TestMethod]
        public void STOP_at_power_on_is_asked_to_be_pulled_and_locks_nothing_out()
        {
            Box box = new Box();
            box.Board.StopPressed = true;
            box.Run(300);
            box.AssertState(State.SelfTest);
            box.AssertSaid("ev=WARN why=STOP_PRESSED");
            box.Board.StopPressed = false;
            box.PassSelfTest();
            box.AssertSaid("ev=WARN_END why=STOP_PRESSED");
            box.Arm();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void ARM_held_at_power_on_is_asked_to_be_let_go_and_locks_nothing_out()
        {
            Box box = new Box();
            box.Board.HoldArm(true);
            box.Run(300);
            box.AssertState(State.SelfTest);
            box.AssertSaid("ev=WARN why=ARM_HELD");
            Assert.AreEqual(0, box.Lines.Holding("ev=REFUSED"));
            box.Board.HoldArm(false);
            box.PassSelfTest();
            box.AssertSaid("ev=WARN_END why=ARM_HELD");
            box.Arm();
        }

        // K2 out is the safe side: it is told at each press, and locks nothing out.
        // Requirement: SR-PROOF
        [TestMethod]
        public void A_K2_that_does_not_pull_in_is_refused_at_each_press()
        {
            Box box = new Box();
            box.Board.K2CoilOpen = true;
            box.ReachProofTest();
            for (int i = 1; i <= 3; i++)
            {
                box.Press();
                box.Run(16);
                Assert.AreEqual(i, box.Lines.Holding("ev=REFUSED why=K2_RELEASED"));
                box.AssertState(State.SelfTest);
            }

            box.Board.K2CoilOpen = false;
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_K2_that_does_not_drop_out_locks_out()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            Assert.IsTrue(box.Board.K2, "K2 has pulled in");
            box.Board.K2Welded = true;
            AssertLocksOut(box, 30);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // A FAULT that is stuck high, at the pin and at the latch, is found before anything is armed.
        // Requirement: SR-PROOF
        [TestMethod]
        public void A_FAULT_that_does_not_fall_locks_out()
        {
            Box box = new Box();
            box.Board.FaultIsDead = true;
            box.ReachProofTest();
            box.Press();
            AssertLocksOut(box, 40);
            box.AssertSaid("step=K2 ok=0");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        [TestMethod]
        public void A_K1_that_does_not_pull_in_is_refused_and_another_press_waited_for()
        {
            Box box = new Box();
            box.Board.K1CoilOpen = true;
            box.ReachProofTest();
            box.Press();
            box.Run(60);
            box.AssertSaid("step=K2 ok=1");
            box.AssertSaid("ev=REFUSED why=RELAY_DID_NOT_CLOSE");
            box.AssertState(State.SelfTest);
            Assert.AreEqual(0x02CF, box.Threshold);
            box.Board.K1CoilOpen = false;
            box.Press();
            box.RunUntil(State.Inhibited, 100);
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_K1_that_welds_in_the_test_locks_out_with_the_line_open()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            for (int i = 0; i < 50 && !box.Board.K1; i++) box.Tick();
            box.Board.K1Welded = true;
            AssertLocksOut(box, 10);
            box.Press();
            box.Run(20);
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // A detector that is dead in K2's branch, or a K2_HOLD that is stuck high: found when a press pulls K2 in all the same.
        // Requirement: SR-LOCKOUT
        [TestMethod]
        public void A_K2_HOLD_that_holds_nothing_is_found_at_a_press_before_the_wait()
        {
            Box box = new Box();
            box.Board.K2HoldIsDead = true;
            box.Run(5);
            box.Board.HoldArm(true);
            box.RunUntil(State.LockedOut, 10);
            box.Board.HoldArm(false);
            box.Run(5);
            box.AssertSaid("ev=LOCKOUT cause=K2_UNASKED");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_watchdog_that_does_not_bite_locks_out()
        {
            Box box = new Box();
            box.Board.WatchdogIsBroken = true;
            box.ReachProofTest();
            box.Press();
            AssertLocksOut(box, 60);
            box.AssertSaid("step=K1 ok=1");
            box.AssertSaid("step=WATCHDOG ok=0");
        }

        // Requirement: SR-PROOF
        [TestMethod]
        public void A_FAULT_pin_that_does_not_rise_again_is_refused_and_the_next_press_finds_it()
        {
            Box box = new Box();
            box.ReachProofTest();
            box.Press();
            for (int i = 0; i < 50 && !box.Board.Enable; i++) box.Tick();
            box.Board.FaultPinLow = true;
            box.Run(80);
            box.AssertSaid("step=WATCHDOG ok=1");
            box.AssertSaid("ev=REFUSED why=HARDWARE_LIMIT");
            box.AssertState(State.SelfTest);
            // FAULT itself is high, so the press pulls K2 in while the pin says that it must be out.
            box.Board.HoldArm(true);
            box.RunUntil(State.LockedOut, 10);
            box.AssertFirstCause("RELAY_DID_NOT_OPEN");
        }

        private static void AssertLocksOut(Box box, int most)
        {
            box.RunUntil(State.LockedOut, most);
            Assert.IsFalse(box.Board.Enable, "ENABLE");
            // An act needs half a second of rest before it.
            box.Run(30);
            box.AssertState(State.LockedOut);
            box.AssertSaid("ev=LOCKOUT");
            Assert.IsTrue(box.Board.Red && box.Board.Sounder, "alarm");
            Assert.IsTrue(box.Board.HoldsK2, "K2_HOLD low");
            int beats = box.Board.Beats;
            box.AssertRefused("LOCKED_OUT");
            Assert.AreEqual(beats, box.Board.Beats, "edges of HEARTBEAT");
            Assert.AreNotEqual(TripTable.None, box.Loop.FirstCause);
        }
    }
}
