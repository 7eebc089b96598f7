using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>Arming, releasing, tripping, acknowledging and telling, by whole ticks.</summary>
    [TestClass]
    public class ControlLoopTests
    {
        [TestMethod]
        public void A_whole_procedure_boots_arms_heats_trips_is_acknowledged_and_arms_again()
        {
            Box box = new Box();
            box.PassSelfTest();
            box.AssertState(State.Inhibited);
            box.Arm();
            box.Run(50);
            Assert.IsTrue(box.Board.LineIsClosed, "the line of a permitted box");
            box.Ramp(42 * 128);
            box.RunUntil(State.Tripped, 10);
            box.AssertTripped("OVER_TEMPERATURE");
            box.Tick();
            Assert.IsFalse(box.Board.LineIsClosed);
            box.Ramp(39 * 128);
            box.Run(75);
            box.AssertTripped("OVER_TEMPERATURE");
            box.Acknowledge();
            Assert.AreEqual(TripTable.None, box.Loop.FirstCause);
            box.Run(75);
            box.Arm();
            box.Run(3);
            Assert.IsTrue(box.Board.LineIsClosed);
            Assert.AreEqual(0, box.ClosedAgainstState);
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"), "every move was asked for");
            Assert.AreEqual(0, box.Lines.Holding("ev=ALSO"));
        }

        // Requirement: SR-LINE
        // Requirement: SR-HEARTBEAT
        [TestMethod]
        public void ENABLE_and_HEARTBEAT_belong_to_the_permitted_state()
        {
            Box box = Box.Inhibited();
            int beats = box.Board.Beats;
            box.Run(10);
            Assert.AreEqual(beats, box.Board.Beats, "edges while inhibited");
            Assert.IsFalse(box.Board.Enable);
            box.Arm();
            Assert.IsTrue(box.Board.Enable);
            beats = box.Board.Beats;
            box.Run(10);
            Assert.AreEqual(beats + 10, box.Board.Beats, "edges while permitted");
        }

        // The watchdog takes edges that are too close for a runaway: a tick that comes soon after a late one skips its edge.
        // Requirement: SR-HEARTBEAT
        [TestMethod]
        [DataRow(6, 1)]
        [DataRow(5, 0)]
        [DataRow(1, 0)]
        public void Edges_of_HEARTBEAT_are_never_closer_than_6_ms(int afterMs, int edges)
        {
            Box box = Box.Permitted();
            box.TickAfter(45);
            int beats = box.Board.Beats;
            box.TickAfter(afterMs);
            Assert.AreEqual(beats + edges, box.Board.Beats);
            box.Run(20);
            Assert.IsTrue(box.Board.ClosestBeatsUs >= 6000, box.Board.ClosestBeatsUs.ToString());
            box.AssertState(State.Permitted);
        }

        [TestMethod]
        public void The_edge_is_timed_at_the_end_of_its_tick()
        {
            Box box = Box.Permitted();
            box.Clock.LookUs = 2000;
            for (int i = 0; i < 20; i++) box.TickAfter(i % 2 == 0 ? 30 : 1);
            Assert.IsTrue(box.Board.ClosestBeatsUs >= 6000, box.Board.ClosestBeatsUs.ToString());
        }

        // K2_HOLD is low until the proof's wait, in TRIPPED once the release is done, and in LOCKED_OUT; it can only open.
        // Requirement: SR-PROOF
        [TestMethod]
        public void K2_HOLD_is_high_where_a_press_may_pull_K2_in_and_low_elsewhere()
        {
            Box box = new Box();
            Assert.IsTrue(box.Board.HoldsK2, "power-on");
            box.Tick();
            Assert.IsTrue(box.Board.HoldsK2, "self-test");
            box.ReachProofTest();
            box.Press();
            box.RunUntil(State.Inhibited, 100);
            Assert.IsFalse(box.Board.HoldsK2, "inhibited");
            box.Run(75);
            box.Arm();
            Assert.IsFalse(box.Board.HoldsK2, "permitted");
            box.Board.StopWireBroken = true;
            box.Tick();
            Assert.IsFalse(box.Board.HoldsK2, "the release proves K2 by FAULT alone");
            box.Board.StopWireBroken = false;
            box.Run(Box.ReleaseTicks);
            Assert.IsTrue(box.Board.HoldsK2, "tripped");
            box.Run(75);
            box.Acknowledge();
            Assert.IsFalse(box.Board.HoldsK2, "acknowledged");
        }

        // A press in TRIPPED clears nothing: neither while it is acknowledged nor in the tick in which FAULT rises again.
        // Requirement: SR-LATCH
        [TestMethod]
        public void No_press_in_TRIPPED_pulls_K2_in_whenever_it_comes()
        {
            for (int after = 0; after < 30; after++)
            {
                Box box = Box.Permitted();
                box.Board.StopWireBroken = true;
                box.Tick();
                box.Board.StopWireBroken = false;
                box.Run(after);
                box.Board.HoldArm(true);
                bool wasOut = false;
                for (int i = 0; i < 60; i++)
                {
                    if (i == Box.PressTicks) box.Board.HoldArm(false);
                    box.Tick();
                    Assert.IsFalse(wasOut && box.Board.K2, "K2 after a press at tick " + after.ToString());
                    wasOut |= !box.Board.K2;
                }

                Assert.AreNotEqual((int)State.LockedOut, (int)box.Loop.State, "press at tick " + after.ToString());
            }
        }

        // The press that cleared K2's latch fell between two looks: K2_HOLD is low until K2's mirror has closed again, then high.
        // Requirement: SR-LATCH
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        public void A_tap_that_no_look_sees_puts_K2_out_again_and_locks_nothing_out(int state)
        {
            Box box = WithK2Out((State)state);
            TapUnseen(box);
            Assert.IsFalse(box.Board.HoldsK2);
            box.Tick();
            Assert.IsTrue(box.Board.K2, "it pulled in");
            for (int i = 0; i < 2; i++)
            {
                Assert.IsTrue(box.Board.K2 && box.Board.HoldsK2, "low until K2's mirror has closed");
                box.Tick();
            }

            Assert.IsFalse(box.Board.K2 || box.Board.HoldsK2, "high in the tick that sees it closed");
            box.Run(60);
            box.AssertState((State)state);
            Assert.IsFalse(box.Board.K2 || box.Board.HoldsK2, "and so it stays");
            Assert.AreEqual(1, box.Lines.Holding("ev=LINE_MOVED why=K2_IN"));
            Assert.AreEqual(1, box.Lines.Holding("ev=LINE_MOVED"));
            Assert.AreEqual(0, box.ClosedAgainstState);
            box.Press();
            box.RunUntil(state == (int)State.SelfTest ? State.Inhibited : State.Permitted, 100);
        }

        [TestMethod]
        public void In_PERMITTED_and_in_TRIPPED_a_tap_that_no_look_sees_moves_nothing()
        {
            for (State state = State.Permitted; state <= State.Tripped; state++)
            {
                Box box = In(state);
                bool isIn = state == State.Permitted;
                TapUnseen(box);
                for (int i = 0; i < 30; i++)
                {
                    box.Tick();
                    Assert.AreEqual(isIn, box.Board.K2, "K2");
                    Assert.AreEqual(!isIn, box.Board.HoldsK2, "K2_HOLD low");
                }

                box.AssertState(state);
                Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"));
            }
        }

        // Requirement: SR-LOCKOUT
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        public void A_K2_that_is_in_still_100_ms_after_K2_HOLD_fell_locks_out(int state)
        {
            Box box = WithK2Out((State)state);
            box.Board.K2HoldIsDead = true;
            TapUnseen(box);
            Assert.AreEqual(6, box.RunUntil(State.LockedOut, 10), "the tick that sees K2 in, and 100 ms");
            box.Run(30);
            Assert.AreEqual(1, box.Lines.Holding("ev=LOCKOUT cause=K2_UNASKED"));
            Assert.AreEqual(1, box.Lines.Holding("ev=LOCKOUT"));
            Assert.AreEqual(1, box.Lines.Holding("ev=LINE_MOVED why=K2_IN"));
            Assert.IsFalse(box.Board.K2, "the lowered threshold has put it out");
        }

        [TestMethod]
        public void A_press_releases_the_line()
        {
            Box box = Box.Permitted();
            box.Run(50);
            box.Board.HoldArm(true);
            Assert.AreEqual(6, box.RunUntil(State.Inhibited, 6));
            Assert.IsFalse(box.Board.Enable);
            box.Tick();
            Assert.IsFalse(box.Board.LineIsClosed);
            box.Board.HoldArm(false);
            box.Run(60);
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=RELEASED tc=37.0");
            box.AssertSaid("end=RELEASED");
            Assert.AreEqual(0, box.Lines.Holding("ev=REFUSED"), "its end is neither a press nor refused");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        // Every release proves both channels: K2 by the lowered threshold, though nothing was wrong.
        // Requirement: SR-RELEASE
        [TestMethod]
        public void A_release_lowers_the_threshold_until_K2_is_out_and_restores_it()
        {
            Box box = Box.Permitted();
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            box.Board.HoldArm(false);
            Assert.AreEqual(0, box.Threshold, "lowered in the tick that releases");
            int ticks = 0;
            for (; ticks < 20 && box.Board.K2; ticks++) box.Tick();
            Assert.IsTrue(ticks <= 11, "K2 is out 230 ms after leaving: " + (ticks * 20).ToString());
            Assert.IsTrue(box.Chip.IsFault);
            for (; ticks < 20 && box.Chip.IsFault; ticks++) box.Tick();
            Assert.AreEqual(0x02CF, box.Threshold);
            Assert.IsTrue(ticks <= 16, "FAULT is high 320 ms after leaving: " + (ticks * 20).ToString());
            Assert.AreEqual(0, box.Lines.Holding("HARDWARE_LIMIT"));
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"));
            box.Run(60);
            box.Arm();
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        public void Until_a_release_is_proven_nothing_is_armed()
        {
            Box box = Box.Permitted();
            box.Chip.ConversionTicks = 60;
            box.Board.StopWireBroken = true;
            box.Tick();
            box.Board.StopWireBroken = false;
            box.Chip.StuckByte = 0xFF;
            box.Run(60);
            box.AssertRefused("SENSOR_BUS");
            box.Chip.StuckByte = -1;
            box.Chip.IsDeaf = true;
            box.Run(60);
            box.AssertRefused("SENSOR_CONFIG");
            for (int i = 0; i < 5; i++)
            {
                box.Press();
                Assert.IsFalse(box.Board.Enable);
            }
        }

        [TestMethod]
        public void PROC_tells_the_length_of_the_ablation()
        {
            Box box = Box.Inhibited();
            box.Arm();
            long armedMs = box.NowMs;
            box.Run(250);
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            Assert.AreEqual(5120L, box.NowMs - armedMs);
            box.Run(4);
            box.AssertSaid(" dur=5120 peak=37.01 ");
        }

        [TestMethod]
        public void The_peak_and_its_time_are_of_the_permitted_state()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            box.Ramp(39 * 128 + 64);
            box.Run(16);
            box.Ramp(38 * 128);
            box.Press();
            box.Run(8);
            box.AssertSaid(" peak=39.50 ");
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3838, "NOT_WARM")]
        [DataRow(5250, "TOO_WARM")]
        public void A_press_outside_30_00_to_41_00_is_refused(int tip, string why)
        {
            Box box = Box.Inhibited();
            box.Ramp(tip);
            box.Run(60);
            box.AssertRefused(why);
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3840)]
        [DataRow(5247)]
        public void A_press_from_30_00_to_41_00_arms(int tip)
        {
            Box box = Box.Inhibited();
            box.Ramp(tip);
            box.Run(60);
            box.Arm();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_reading_that_moves_faster_than_1_degree_a_second_is_refused()
        {
            Box box = Box.Inhibited();
            for (int i = 0; i < 120; i++)
            {
                box.Chip.TipCounts += 3;
                box.Tick();
                if (i == 60) box.Board.HoldArm(true);
                if (i == 60 + Box.PressTicks) box.Board.HoldArm(false);
            }

            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=MOVING");
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_press_with_K2_released_is_refused()
        {
            Box box = Box.Inhibited();
            box.Board.K2CoilOpen = true;
            box.AssertRefused("K2_RELEASED");
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_press_of_5_s_is_refused_then_and_one_of_less_arms()
        {
            Box box = Box.Inhibited();
            box.Board.HoldArm(true);
            box.Run(251);
            box.Tick();
            box.AssertSaid("ev=REFUSED why=PRESS_TOO_LONG");
            box.Board.HoldArm(false);
            box.Run(60);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED"));
            box.Press(220);
            box.AssertState(State.Permitted);
        }

        [TestMethod]
        public void A_touch_of_one_tick_is_none()
        {
            Box box = Box.Inhibited();
            box.Press(1);
            box.Run(2);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(0, box.Lines.Holding("ev=REFUSED"));
        }

        // No press is ever silent: each of ARM's wires broken is told at the next press, once.
        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void A_press_with_a_broken_wire_is_refused_once(bool normallyOpen)
        {
            Box box = Box.Inhibited();
            if (normallyOpen) box.Board.ArmNcClosed = false;
            else box.Board.ArmNoClosed = true;
            box.Run(Box.PressTicks);
            box.Board.HoldArm(false);
            box.Run(Box.RestTicks + 50);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED why=ARM_CONTACT"));
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED"));
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        [DataRow((int)State.Permitted)]
        [DataRow((int)State.Tripped)]
        [DataRow((int)State.LockedOut)]
        public void Contacts_that_disagree_are_told_within_a_second_in_every_state(int state)
        {
            Box box = In((State)state);
            box.Board.ArmNcClosed = false;
            box.Run(35);
            Assert.AreEqual(1, box.Lines.Holding("ev=WARN why=ARM_CONTACT"));
            Assert.AreEqual(state == (int)State.Permitted ? 1 : 0, box.Lines.Holding("ev=RELEASED why=ARM_CONTACT"));
            if (state == (int)State.Permitted) box.AssertState(State.Inhibited);
            else box.AssertState((State)state);
            box.Board.ArmNcClosed = true;
            box.Run(Box.RestTicks + 2);
            Assert.AreEqual(1, box.Lines.Holding("ev=WARN_END why=ARM_CONTACT"));
        }

        [TestMethod]
        public void With_contacts_that_disagree_nothing_is_armed()
        {
            Box box = Box.Inhibited();
            box.Board.ArmNcClosed = false;
            box.Run(40);
            box.Board.ArmNoClosed = true;
            box.Run(Box.PressTicks);
            box.Board.ArmNoClosed = false;
            box.Run(60);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(0, box.Lines.Holding("ev=ARMED"));
        }

        [TestMethod]
        public void A_press_while_STOP_is_pressed_is_refused_and_for_a_second_after()
        {
            Box box = Box.Inhibited();
            box.Board.StopPressed = true;
            box.AssertRefused("STOP_PRESSED");
            box.Board.StopPressed = false;
            box.Run(2);
            box.AssertRefused("STOP_PRESSED");
            box.Run(20);
            box.Arm();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_single_hot_conversion_keeps_the_box_from_arming_for_a_second()
        {
            Box box = Box.Inhibited();
            box.Chip.TipCounts = 43 * 128;
            box.Run(5);
            box.Chip.TipCounts = 37 * 128;
            box.Run(2);
            box.AssertRefused("OVER_TEMPERATURE");
        }

        [TestMethod]
        public void A_trip_is_not_acknowledged_before_its_cause_has_been_quiet_for_a_second()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.TipCounts = 38 * 128;
            box.Run(10);
            box.AssertRefused("OVER_TEMPERATURE");
            box.Run(50);
            box.Acknowledge();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void Heat_is_not_acknowledged_at_40_00_and_is_after_a_second_just_below()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.Noise = 1;
            box.Chip.TipCounts = 5120;
            box.Run(100);
            box.AssertRefused("NOT_COOLED");
            box.AssertSaid("ev=REFUSED why=NOT_COOLED tc=40.0");
            box.Chip.TipCounts = 5118;
            box.Run(20);
            box.Acknowledge();
            box.Tick();
            box.AssertSaid("ev=ACK cause=OVER_TEMPERATURE tc=39.9");
        }

        // After OVER_TEMPERATURE the plug is pulled: the connector's 25 degC is no cooling, while it is out nor just after.
        // Requirement: SR-LATCH
        // Requirement: SR-OPEN
        [TestMethod]
        public void Pulling_the_plug_is_no_cooling()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.IsOpen = true;
            box.Chip.TipCounts = 25 * 128;
            box.Run(150);
            box.AssertRefused("NOT_COOLED");
            box.Chip.IsOpen = false;
            box.Chip.TipCounts = 43 * 128;
            box.Run(60);
            box.AssertRefused("OVER_TEMPERATURE");
            box.Chip.TipCounts = 38 * 128;
            box.Run(120);
            box.Acknowledge();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void After_a_trip_it_takes_two_presses_to_permit_again()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.TipCounts = 38 * 128;
            box.Run(150);
            box.Acknowledge();
            box.Run(100);
            box.AssertState(State.Inhibited);
            box.Arm();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void A_press_that_began_before_the_trip_acknowledges_nothing()
        {
            Box box = Box.Permitted();
            box.Board.HoldArm(true);
            box.Run(2);
            box.Board.StopWireBroken = true;
            box.Tick();
            box.Board.StopWireBroken = false;
            box.Run(60);
            box.Board.HoldArm(false);
            box.Run(Box.RestTicks + 1);
            box.AssertState(State.Tripped);
            box.AssertSaid("ev=REFUSED why=BEGAN_EARLIER");
            box.Acknowledge();
        }

        [TestMethod]
        public void Acknowledging_configures_the_chip_anew_and_forgets_the_readings()
        {
            Box box = Box.Permitted();
            box.Board.StopWireBroken = true;
            box.Tick();
            box.AssertTripped("STOP_PRESSED");
            box.Board.StopWireBroken = false;
            box.Run(75);
            // A reserved bit, which is not compared: nothing else than the acknowledgement rewrites it.
            box.Chip.Flip(0x02, 0x80);
            box.Run(25);
            Assert.AreEqual(0x80, box.Chip.Holds(0x02));
            box.Acknowledge();
            Assert.AreEqual(0, box.Chip.Holds(0x02));
            box.Run(20);
            Assert.AreEqual(0, box.Lines.Holding("st=PERMITTED k1=0 k2=0"));
            box.Run(60);
            box.Arm();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void Later_causes_are_told_and_the_first_is_kept()
        {
            Box box = Box.TrippedByHeat();
            box.Board.StopPressed = true;
            box.Run(3);
            box.AssertTripped("OVER_TEMPERATURE");
            box.AssertSaid("ev=ALSO cause=STOP_PRESSED");
        }

        // One cause, one word.
        [TestMethod]
        public void STOP_is_told_alone()
        {
            Box box = Box.Permitted();
            box.Board.StopPressed = true;
            box.Run(60);
            box.AssertTripped("STOP_PRESSED");
            Assert.AreEqual(0, box.Lines.Holding("ev=ALSO"));
            Assert.AreEqual(0, box.Lines.Holding("ev=LINE_MOVED"));
        }

        [TestMethod]
        public void Outside_the_permitted_state_latched_faults_are_cleared()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.Tripped, 5);
            Assert.IsTrue(box.Board.K2 && box.Chip.IsFault, "FAULT waits for K2");
            box.Run(2);
            Assert.IsFalse(box.Board.K2, "K2 was released by FAULT");
            box.Chip.TipCounts = 38 * 128;
            box.Run(25);
            Assert.IsFalse(box.Chip.IsFault, "FAULT after the heat");
        }

        [TestMethod]
        public void The_backstop_is_acknowledged_only_below_40_00()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.Tripped, 5);
            box.AssertTripped("HARDWARE_LIMIT");
            box.Chip.TipCounts = 41 * 128;
            box.Run(100);
            box.AssertRefused("NOT_COOLED");
            box.Chip.TipCounts = 39 * 128;
            box.Run(100);
            box.Acknowledge();
        }

        [TestMethod]
        public void Open_tests_are_asked_for_in_every_state()
        {
            Box box = Box.Inhibited();
            int tests = box.Chip.OpenTests;
            box.Run(60);
            Assert.AreEqual(tests + 4, box.Chip.OpenTests, "inhibited");
            box.Arm();
            tests = box.Chip.OpenTests;
            box.Run(60);
            Assert.AreEqual(tests + 4, box.Chip.OpenTests, "permitted");
        }

        [TestMethod]
        public void Red_lamp_and_sounder_tell_the_state()
        {
            Box box = Box.Inhibited();
            ExpectSignals(box, false, false);
            box.Arm();
            ExpectSignals(box, false, false);
            box.Board.StopPressed = true;
            box.Tick();
            ExpectSignals(box, true, true);
        }

        // Requirement: SR-CEMENT
        [TestMethod]
        [DataRow(599999, 0)]
        [DataRow(600000, 1)]
        public void The_cement_wait_ends_ten_minutes_after_the_ablation(int afterMs, int expected)
        {
            Box box = Box.Permitted();
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 6);
            long endMs = box.NowMs;
            box.Board.HoldArm(false);
            box.Run(75);
            box.TickAfter((int)(endMs + afterMs - box.NowMs));
            Assert.AreEqual(expected, box.Lines.Holding("ev=CEMENT_WAIT_DONE"));
        }

        [TestMethod]
        public void Another_ablation_cancels_the_cement_wait()
        {
            Box box = Box.Permitted();
            box.Release();
            box.Run(25);
            box.TickAfter(590000);
            box.Run(150);
            box.Arm();
            box.Run(500);
            box.AssertState(State.Permitted);
            Assert.AreEqual(0, box.Lines.Holding("ev=CEMENT_WAIT_DONE"));
        }

        [TestMethod]
        public void A_reading_that_cannot_be_trusted_is_not_told()
        {
            Box box = Box.Inhibited();
            box.Chip.RangeBits = 0x40;
            box.Run(10);
            box.AssertSaid(" tc=-- cj=-- sr=40 st=INHIBITED");
        }

        [TestMethod]
        public void A_sample_tells_levels_and_contacts()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.AssertSaid(" tc=37.00 cj=24.00 sr=00 st=PERMITTED k1=1 k2=1 io=0");
            box.Board.HoldArm(true);
            box.Run(5);
            box.AssertSaid(" sr=00 st=PERMITTED k1=1 k2=1 io=1");
        }

        // With no heap left, or any other exception, the line is opened by both channels, red and loud.
        // Requirement: SR-INTERNAL
        [TestMethod]
        public void An_exception_opens_the_line_by_both_channels_at_once()
        {
            Box box = Box.Permitted();
            box.Board.Throws = 1;
            box.Tick();
            Assert.AreEqual(1, box.Board.Openings);
            Assert.IsFalse(box.Board.Enable);
            Assert.IsTrue(box.Board.HoldsK2);
            ExpectSignals(box, true, true);
            box.Run(2);
            Assert.IsFalse(box.Board.K1 || box.Board.K2);
            box.AssertTripped("INTERNAL");
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        [DataRow((int)State.SelfTest)]
        [DataRow((int)State.Inhibited)]
        [DataRow((int)State.Tripped)]
        public void One_exception_in_any_state_is_told_and_locks_nothing_out(int state)
        {
            Box box = In((State)state);
            box.Board.Throws = 1;
            box.Run(4);
            box.AssertState((State)state);
            Assert.AreEqual(1, box.Lines.Holding("ev=ERROR cause=INTERNAL"));
        }

        // Requirement: SR-INTERNAL
        [TestMethod]
        public void Exceptions_that_are_more_than_ten_minutes_apart_never_lock_out()
        {
            Box box = Box.Inhibited();
            for (int i = 0; i < 6; i++)
            {
                box.Board.Throws = 1;
                box.Run(5);
                box.TickAfter(300000);
                box.Run(100);
            }

            box.AssertState(State.Inhibited);
            box.Arm();
        }

        [TestMethod]
        public void Ticks_lateness_and_length_are_told()
        {
            Box box = new Box();
            box.Clock.LookUs = 1560;
            box.TickAfter(30);
            box.TickAfter(31);
            box.TickAfter(34);
            box.Clock.LookUs = 10;
            while (box.NowMs < 5200) box.Tick();
            box.AssertSaid("$STAT");
            box.AssertSaid(" late=1 worst=1560 lost=0 gap=38 took=1560*");
        }

        [TestMethod]
        public void Every_tick_is_counted()
        {
            Box box = new Box();
            box.Run(255);
            box.AssertSaid(" t=5020 ticks=251 ");
        }

        [TestMethod]
        [DataRow(35, " late=0 ")]
        [DataRow(36, " late=1 ")]
        public void A_tick_more_than_35_ms_after_the_one_before_is_late(int afterMs, string expected)
        {
            Box box = new Box();
            box.Tick();
            box.TickAfter(afterMs);
            box.Run(260);
            box.AssertSaid(expected);
        }

        [TestMethod]
        public void A_tick_that_fails_is_counted_and_makes_the_next_one_not_late()
        {
            Box box = new Box();
            box.Run(60);
            box.Chip.Throws = 1;
            box.Run(195);
            Assert.AreEqual(0, box.Chip.Throws);
            box.AssertSaid(" ticks=251 late=0 ");
        }

        // Requirement: SR-LOG
        [TestMethod]
        public void A_stalled_line_stops_nothing()
        {
            Box box = Box.Permitted();
            box.Lines.IsStalled = true;
            int beats = box.Board.Beats;
            box.Run(50);
            Assert.AreEqual(beats + 50, box.Board.Beats);
            box.AssertState(State.Permitted);
        }

        // Requirement: SR-LOG
        [TestMethod]
        public void Each_tick_sends_one_line_at_most()
        {
            Box box = new Box();
            for (int i = 0; i < 100; i++)
            {
                int before = box.Lines.Count;
                box.Tick();
                Assert.IsTrue(box.Lines.Count - before <= 1, "lines in a tick");
            }
        }

        /// <summary>A box in a state, with nothing under way.</summary>
        private static Box In(State state)
        {
            if (state == State.SelfTest)
            {
                Box box = new Box();
                box.ReachProofTest();
                return box;
            }

            if (state == State.Inhibited) return Box.Inhibited();
            if (state == State.Permitted) return Box.Permitted();
            return state == State.Tripped ? Box.TrippedByHeat() : Box.LockedOut();
        }

        /// <summary>A box in the wait of the proof test, or INHIBITED after a release: a press would pull K2 in.</summary>
        private static Box WithK2Out(State state)
        {
            // The proof test has put K2 out, and nobody has touched ARM since.
            Box box = In(state);
            Assert.IsFalse(box.Board.K2);
            return box;
        }

        /// <summary>ARM is pressed and let go between two looks.</summary>
        private static void TapUnseen(Box box)
        {
            box.Board.HoldArm(true);
            box.Board.Advance();
            box.Board.HoldArm(false);
        }

        private static void ExpectSignals(Box box, bool red, bool sounder)
        {
            Assert.AreEqual(red, box.Board.Red, "red");
            Assert.AreEqual(sounder, box.Board.Sounder, "sounder");
        }
    }
}
