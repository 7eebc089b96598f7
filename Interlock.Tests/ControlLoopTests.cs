using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests
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
            box.Run(20);
            Assert.IsTrue(box.Board.LineIsClosed, "the line of a permitted box");
            box.Ramp(42 * 128);
            box.RunUntil(State.Tripped, 4);
            box.AssertTripped(Cause.OverTemperature);
            box.Tick();
            Assert.IsFalse(box.Board.LineIsClosed);
            box.Ramp(39 * 128);
            box.Run(30);
            box.AssertTripped(Cause.OverTemperature);
            box.Press(3);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(TripTable.None, box.Loop.FirstCause);
            box.Run(30);
            box.Arm();
            box.Run(3);
            Assert.IsTrue(box.Board.LineIsClosed);
            Assert.AreEqual(0, box.ClosedAgainstState);
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

        [TestMethod]
        public void A_press_releases_the_line()
        {
            Box box = Box.Permitted();
            box.Run(10);
            box.Board.ArmDown = true;
            Assert.AreEqual(2, box.RunUntil(State.Inhibited, 2));
            Assert.IsFalse(box.Board.Enable);
            box.Tick();
            Assert.IsFalse(box.Board.LineIsClosed);
            box.Board.ArmDown = false;
            box.Run(3);
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=RELEASED tc=37.0");
            box.AssertSaid("end=RELEASED");
            Assert.AreEqual(0, box.ClosedAgainstState);
        }

        [TestMethod]
        public void PROC_tells_the_length_of_the_ablation()
        {
            Box box = Box.Inhibited();
            box.Arm();
            long armedMs = box.NowMs;
            box.Run(100);
            box.Board.ArmDown = true;
            box.Run(2);
            long durationMs = box.NowMs - armedMs;
            box.Run(4);
            Assert.AreEqual(5100L, durationMs);
            box.AssertSaid(" dur=5100 peak=37.01 ");
        }

        [TestMethod]
        public void The_peak_and_its_time_are_of_the_permitted_state()
        {
            Box box = Box.Permitted();
            box.Chip.Noise = 0;
            box.Ramp(39 * 128 + 64);
            box.Run(6);
            box.Ramp(38 * 128);
            box.Press(3);
            box.Run(3);
            box.AssertSaid(" peak=39.50 ");
        }

        // Requirement: SR-DOSE
        [TestMethod]
        public void Dose_is_told_while_permitted_and_goes_on_after_a_trip_whatever_the_temperature()
        {
            Box box = Box.TrippedByHeat();
            box.Run(10);
            int early = Dose(box);
            box.Run(100);
            int later = Dose(box);
            Assert.IsTrue(early > 0, early.ToString());
            // 5 s at 42.5 degC are 0.0417 minutes.
            Assert.IsTrue(later - early >= 39 && later - early <= 44, (later - early).ToString());
            box.Ramp(38 * 128);
            int cooled = Dose(box);
            box.Chip.TipCounts = 44 * 128;
            box.Run(60);
            // 3 s at 44 degC are 0.1 minutes.
            Assert.IsTrue(Dose(box) - cooled >= 80 && Dose(box) - cooled <= 100, (Dose(box) - cooled).ToString());
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3838, "TOO_COLD")]
        [DataRow(5250, "TOO_WARM")]
        public void A_press_outside_30_00_to_41_00_is_refused(int tip, string why)
        {
            Box box = Box.Inhibited();
            box.Ramp(tip);
            box.Run(20);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=" + why);
        }

        // Requirement: SR-ARM
        [TestMethod]
        [DataRow(3840)]
        [DataRow(5247)]
        public void A_press_from_30_00_to_41_00_arms(int tip)
        {
            Box box = Box.Inhibited();
            box.Ramp(tip);
            box.Run(20);
            box.Arm();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_press_with_K2_released_is_refused()
        {
            Box box = Box.Inhibited();
            box.Board.K2CoilOpen = true;
            box.Press(3);
            box.Tick();
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=K2_RELEASED");
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_press_of_more_than_5_s_is_refused()
        {
            Box box = Box.Inhibited();
            box.Press(101);
            box.Tick();
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=PRESS_TOO_LONG");
        }

        [TestMethod]
        public void A_press_of_5_s_arms()
        {
            Box box = Box.Inhibited();
            box.Press(100);
            box.AssertState(State.Permitted);
        }

        [TestMethod]
        public void A_press_of_one_tick_is_none()
        {
            Box box = Box.Inhibited();
            box.Press(1);
            box.Run(2);
            box.AssertState(State.Inhibited);
            Assert.AreEqual(0, box.Lines.Holding("ev=REFUSED"));
        }

        [TestMethod]
        public void A_press_while_STOP_is_pressed_is_refused_and_for_a_second_after()
        {
            Box box = Box.Inhibited();
            box.Board.StopPressed = true;
            box.Press(3);
            box.Tick();
            box.AssertState(State.Inhibited);
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED why=STOP_PRESSED"));
            box.Board.StopPressed = false;
            box.Run(14);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Inhibited);
            Assert.AreEqual(2, box.Lines.Holding("ev=REFUSED why=STOP_PRESSED"));
            box.Run(12);
            box.Arm();
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void A_single_hot_conversion_keeps_the_box_from_arming_for_a_second()
        {
            Box box = Box.Inhibited();
            box.Chip.TipCounts = 43 * 128;
            box.Run(2);
            box.Chip.TipCounts = 37 * 128;
            box.Run(4);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Inhibited);
            box.AssertSaid("ev=REFUSED why=OVER_TEMPERATURE");
        }

        [TestMethod]
        public void A_trip_is_not_acknowledged_before_its_cause_has_been_quiet_for_a_second()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.TipCounts = 38 * 128;
            box.Run(6);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Tripped);
            box.AssertSaid("ev=REFUSED why=OVER_TEMPERATURE");
            box.Run(20);
            box.Press(3);
            box.AssertState(State.Inhibited);
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void Heat_is_not_acknowledged_at_40_00_and_is_just_below()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.Noise = 1;
            box.Chip.TipCounts = 5120;
            box.Run(40);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Tripped);
            box.AssertSaid("ev=REFUSED why=NOT_COOLED tc=40.0");
            box.Chip.TipCounts = 5118;
            box.Run(4);
            box.Press(3);
            box.AssertState(State.Inhibited);
            box.Tick();
            box.AssertSaid("ev=ACK cause=OVER_TEMPERATURE tc=39.9");
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void After_a_trip_it_takes_two_presses_to_permit_again()
        {
            Box box = Box.TrippedByHeat();
            box.Chip.TipCounts = 38 * 128;
            box.Run(60);
            box.Press(3);
            box.AssertState(State.Inhibited);
            box.Run(40);
            box.AssertState(State.Inhibited);
            box.Arm();
        }

        [TestMethod]
        public void Acknowledging_configures_the_chip_anew_and_forgets_the_readings()
        {
            Box box = Box.Permitted();
            box.Board.StopWireBroken = true;
            box.Tick();
            box.AssertTripped(Cause.StopPressed);
            box.Board.StopWireBroken = false;
            box.Run(25);
            // A reserved bit, which is not compared: nothing else than the acknowledgement rewrites it.
            box.Chip.Flip(0x02, 0x80);
            box.Run(10);
            Assert.AreEqual(0x80, box.Chip.Holds(0x02));
            box.Board.ArmDown = true;
            box.RunUntil(State.Inhibited, 3);
            Assert.AreEqual(0, box.Chip.Holds(0x02));
            box.Board.ArmDown = false;
            box.Tick();
            Assert.AreEqual(0, box.Lines.Holding("st=PERMITTED k1=0 k2=0"));
            box.Run(25);
            box.Arm();
        }

        // Requirement: SR-LATCH
        [TestMethod]
        public void Later_causes_are_told_and_the_first_is_kept()
        {
            Box box = Box.TrippedByHeat();
            box.Board.StopPressed = true;
            box.Run(3);
            box.AssertTripped(Cause.OverTemperature);
            box.AssertSaid("ev=ALSO cause=STOP_PRESSED");
        }

        [TestMethod]
        public void Outside_the_permitted_state_latched_faults_are_cleared()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.Tripped, 2);
            Assert.IsTrue(box.Board.K2 && box.Chip.IsFault, "FAULT waits for K2");
            box.Run(2);
            Assert.IsFalse(box.Board.K2, "K2 was released by FAULT");
            box.Chip.TipCounts = 38 * 128;
            box.Run(4);
            Assert.IsFalse(box.Chip.IsFault, "FAULT after the heat");
        }

        [TestMethod]
        public void The_backstop_is_acknowledged_only_below_40_00()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 46 * 128;
            box.RunUntil(State.Tripped, 2);
            box.AssertTripped(Cause.HardwareLimit);
            box.Chip.TipCounts = 41 * 128;
            box.Run(30);
            box.Press(3);
            box.Tick();
            box.AssertState(State.Tripped);
            box.AssertSaid("ev=REFUSED why=NOT_COOLED");
            box.Chip.TipCounts = 39 * 128;
            box.Run(30);
            box.Press(3);
            box.AssertState(State.Inhibited);
        }

        [TestMethod]
        public void Open_tests_are_asked_for_in_every_state()
        {
            Box box = Box.Inhibited();
            int tests = box.Chip.OpenTests;
            box.Run(24);
            Assert.AreEqual(tests + 4, box.Chip.OpenTests, "inhibited");
            box.Arm();
            tests = box.Chip.OpenTests;
            box.Run(24);
            Assert.AreEqual(tests + 4, box.Chip.OpenTests, "permitted");
        }

        [TestMethod]
        public void Lamps_tell_the_state()
        {
            Box box = Box.Inhibited();
            ExpectSignals(box, false, false, false);
            box.Arm();
            ExpectSignals(box, true, false, false);
            box.Board.StopPressed = true;
            box.Tick();
            ExpectSignals(box, false, true, true);
        }

        // Requirement: SR-WARN
        [TestMethod]
        [DataRow(5130, "HIGH")]
        [DataRow(3820, "LOW")]
        public void A_warning_is_told_once_and_blinks_red(int tip, string why)
        {
            Box box = Box.Permitted();
            box.Ramp(tip);
            box.Run(6);
            Assert.AreEqual(1, box.Lines.Holding("ev=WARN why=" + why));
            for (int i = 0; i < 30; i++)
            {
                box.Tick();
                ExpectSignals(box, true, (box.NowMs & 0x200) != 0, false);
            }

            Assert.IsTrue(box.Lines.Holding("ev=WARN") <= 1);
            box.AssertState(State.Permitted);
        }

        [TestMethod]
        public void A_warning_takes_the_median()
        {
            Box box = Box.Permitted();
            box.Chip.TipCounts = 41 * 128;
            box.Run(2);
            box.Chip.TipCounts = 37 * 128;
            box.Run(8);
            Assert.AreEqual(0, box.Lines.Holding("ev=WARN"));
        }

        // Requirement: SR-CEMENT
        [TestMethod]
        [DataRow(599999, 0)]
        [DataRow(600000, 1)]
        public void The_cement_wait_ends_ten_minutes_after_the_ablation(int afterMs, int expected)
        {
            Box box = Box.Permitted();
            box.Board.ArmDown = true;
            box.RunUntil(State.Inhibited, 2);
            long endMs = box.NowMs;
            box.Board.ArmDown = false;
            box.Run(5);
            box.TickAfter((int)(endMs + afterMs - box.NowMs));
            Assert.AreEqual(expected, box.Lines.Holding("ev=CEMENT_WAIT_DONE"));
        }

        [TestMethod]
        public void Another_ablation_cancels_the_cement_wait()
        {
            Box box = Box.Permitted();
            box.Press(3);
            box.Run(25);
            box.TickAfter(590000);
            box.Run(60);
            box.Arm();
            box.Run(120);
            box.AssertState(State.Permitted);
            Assert.AreEqual(0, box.Lines.Holding("ev=CEMENT_WAIT_DONE"));
        }

        [TestMethod]
        public void A_reading_that_cannot_be_trusted_is_not_told()
        {
            Box box = Box.Inhibited();
            box.Chip.RangeBits = 0x40;
            box.Run(4);
            box.AssertSaid(" tc=-- cj=-- sr=40 st=INHIBITED");
        }

        [TestMethod]
        public void A_sample_tells_levels_and_contacts()
        {
            Box box = Box.Permitted();
            box.Run(4);
            box.AssertSaid(" tc=37.00 cj=24.00 sr=00 st=PERMITTED k1=1 k2=1 io=6E ");
            box.AssertSaid(" tc=37.01 cj=24.00 sr=00 st=PERMITTED k1=1 k2=1 io=");
        }

        [TestMethod]
        public void Ticks_lateness_and_length_are_told()
        {
            Box box = new Box();
            box.Clock.LookUs = 1560;
            box.TickAfter(60);
            box.TickAfter(72);
            box.TickAfter(74);
            box.Clock.LookUs = 10;
            while (box.NowMs < 5200) box.Tick();
            box.AssertSaid("$STAT");
            box.AssertSaid(" late=1 worst=1560 lost=0*");
        }

        [TestMethod]
        public void Every_tick_is_counted()
        {
            Box box = new Box();
            box.Run(102);
            box.AssertSaid(" t=5050 ticks=101 ");
        }

        [TestMethod]
        [DataRow(75, " late=0 ")]
        [DataRow(76, " late=1 ")]
        public void A_tick_more_than_75_ms_after_the_one_before_is_late(int afterMs, string expected)
        {
            Box box = new Box();
            box.Tick();
            box.TickAfter(afterMs);
            box.Run(105);
            box.AssertSaid(expected);
        }

        [TestMethod]
        public void A_tick_that_fails_is_counted_and_makes_the_next_one_not_late()
        {
            Box box = new Box();
            box.Run(20);
            box.Chip.Throws = 1;
            box.Run(82);
            Assert.AreEqual(0, box.Chip.Throws);
            box.AssertSaid(" ticks=101 late=0 ");
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

        private static void ExpectSignals(Box box, bool green, bool red, bool buzzer)
        {
            Assert.AreEqual(green, box.Board.Green, "green");
            Assert.AreEqual(red, box.Board.Red, "red");
            Assert.AreEqual(buzzer, box.Board.Buzzer, "buzzer");
        }

        /// <summary>The dose that the last sample told, thousandths of a minute.</summary>
        private static int Dose(Box box)
        {
            string sample = "";
            for (int back = 0; back < 20 && sample.Length == 0; back++)
            {
                if (box.Lines.Line(back).StartsWith("$SAMP")) sample = box.Lines.Line(back);
            }

            int at = sample.IndexOf(" cem=") + 5;
            int end = sample.IndexOf("*");
            return int.Parse(sample.Substring(at, end - 4 - at)) * 1000 + int.Parse(sample.Substring(end - 3, 3));
        }
    }
}
