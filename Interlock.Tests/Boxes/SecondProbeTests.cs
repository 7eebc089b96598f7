using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>A box with two probes: each has every sensor row of its own, either opens the line, each chip forces K2 by itself, and in one needle the two must agree.</summary>
    [TestClass]
    public class SecondProbeTests
    {
        private const int Lowered = 0;
        private const int Backstop = 45 * 16 - 1;

        [TestMethod]
        public void The_proof_of_K2_takes_a_press_for_each_chip()
        {
            Box box = new Box(SecondProbe.OtherSide);
            box.PassSelfTest();
            string[] steps =
            {
                "MIRRORS ok=1*", "CHIP ok=1 probe=1*", "BINDING ok=1 probe=1*", "CONFIG ok=1 probe=1*", "CHIP ok=1 probe=2*", "BINDING ok=1 probe=2*", "CONFIG ok=1 probe=2*",
                "INPUTS ok=1*", "LAMPS ok=1*", "K2 ok=1 probe=1*", "K2 ok=1 probe=2*", "K1 ok=1*", "WATCHDOG ok=1*", "RESTORE ok=1 probe=2*",
            };
            for (int i = 0; i < steps.Length; i++) Assert.AreEqual(1, box.Lines.Holding(" step=" + steps[i]), steps[i]);
            Assert.AreEqual(0, box.Lines.Holding("ev=REFUSED"));
            box.AssertSaid("$OPTN seq=2 ");
            box.AssertSaid(" probes=OTHER_SIDE*");
            box.Arm();
            box.Run(10);
            Assert.IsTrue(box.Board.LineIsClosed, "line");
        }

        [TestMethod]
        public void BOOT_names_another_configuration_for_each_use_of_a_second_probe()
        {
            Box[] boxes = { new Box(), new Box(SecondProbe.OtherSide), new Box(SecondProbe.SameSite) };
            string[] told = new string[boxes.Length];
            for (int i = 0; i < boxes.Length; i++)
            {
                boxes[i].Run(1);
                string boot = boxes[i].Lines.Line(0);
                told[i] = boot.Substring(boot.IndexOf(" cfg="), 9);
                for (int other = 0; other < i; other++) Assert.IsTrue(told[i] != told[other], told[i]);
            }
        }

        // The latch has an input for each chip; a dead one is found with the other's FAULT high.
        [TestMethod]
        public void A_second_FAULT_that_is_stuck_high_fails_the_proof()
        {
            Box box = new Box(SecondProbe.OtherSide);
            box.Board.SecondFaultIsDead = true;
            box.ReachProofTest();
            box.PressForFirst();
            box.AssertSaid(" step=K2 ok=1 probe=1*");
            box.Press();
            box.RunUntil(State.LockedOut, 60);
            box.Tick();
            box.Tick();
            box.AssertSaid(" step=K2 ok=0 probe=2*");
        }

        // Also where the press ends in a tick that reads the first chip, so that the second's turn to be looked at is the next.
        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        [DataRow(4)]
        public void A_second_FAULT_that_is_stuck_low_is_named_by_every_press(int phase)
        {
            Box box = new Box(SecondProbe.OtherSide);
            box.Board.SecondFaultIsLow = true;
            box.ReachProofTest();
            box.Run(phase);
            box.AssertRefused("HARDWARE_LIMIT");
            Assert.AreEqual(1, box.Lines.Holding("ev=REFUSED", " probe=2*"));
        }

        [TestMethod]
        [DataRow(false, "1", "2")]
        [DataRow(true, "2", "1")]
        public void Either_tip_opens_the_line_and_is_named(bool isSecond, string probe, string other)
        {
            Box box = Permitted(SecondProbe.OtherSide);
            ScriptedChip chip = isSecond ? box.Second : box.Chip;
            chip.TipCounts = 42 * 128 + 64;
            box.RunUntil(State.Tripped, 13);
            Assert.IsFalse(box.Board.Enable, "ENABLE");
            box.Run(8);
            box.AssertSaid("ev=TRIP cause=OVER_TEMPERATURE tc=42.5");
            Assert.AreEqual(1, box.Lines.Holding(" probe=" + probe + "*", "ev=TRIP"), box.Lines.Last());
            Assert.AreEqual(0, box.Lines.Holding(" probe=" + other + "*", "ev=TRIP"));
            Assert.AreEqual(1, box.Lines.Holding(" probe=1*", "$PROC"));
            Assert.AreEqual(1, box.Lines.Holding(" probe=2*", "$PROC"));
            Assert.AreEqual(1, box.Lines.Holding(" probe=1*", "$LESN"));
            Assert.AreEqual(1, box.Lines.Holding(" probe=2*", "$LESN"));
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Unplugging_either_probe_opens_the_line(bool isSecond)
        {
            Box box = Permitted(SecondProbe.OtherSide);
            (isSecond ? box.Second : box.Chip).IsOpen = true;
            box.RunUntil(State.Tripped, 35);
            box.AssertFirstCause("SENSOR_OPEN");
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Acknowledging_heat_wants_both_tips_cool(bool isSecond)
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Chip.TipCounts = 42 * 128 + 64;
            box.Second.TipCounts = 42 * 128 + 64;
            box.RunUntil(State.Tripped, 13);
            box.Run(Box.ReleaseTicks);
            ScriptedChip hot = isSecond ? box.Second : box.Chip;
            box.Chip.TipCounts = 39 * 128;
            box.Second.TipCounts = 39 * 128;
            hot.TipCounts = 41 * 128;
            box.Run(100);
            box.AssertRefused("NOT_COOLED");
            hot.TipCounts = 39 * 128;
            box.Run(100);
            box.Acknowledge();
        }

        [TestMethod]
        [DataRow(43, 44, " tc=43.0", "1")]
        [DataRow(44, 43, " tc=44.0", "1")]
        [DataRow(38, 44, " tc=44.0", "2")]
        public void A_press_is_refused_with_the_tip_of_the_probe_that_it_names(int first, int second, string tip, string probe)
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Chip.TipCounts = first * 128;
            box.Second.TipCounts = second * 128;
            box.RunUntil(State.Tripped, 13);
            box.Run(Box.ReleaseTicks);
            box.AssertRefused("OVER_TEMPERATURE");
            Assert.AreEqual(1, box.Lines.Holding(" ev=REFUSED why=OVER_TEMPERATURE" + tip, " probe=" + probe + "*"));
        }

        [TestMethod]
        [DataRow(false, 29, "NOT_WARM")]
        [DataRow(true, 29, "NOT_WARM")]
        [DataRow(false, 42, "OVER_TEMPERATURE")]
        [DataRow(true, 42, "OVER_TEMPERATURE")]
        [DataRow(true, 14, "UNDER_TEMPERATURE")]
        public void Both_tips_have_to_be_where_an_ablation_begins(bool isSecond, int celsius, string why)
        {
            Box box = Inhibited(SecondProbe.OtherSide);
            (isSecond ? box.Second : box.Chip).TipCounts = celsius * 128;
            box.Run(150);
            box.AssertRefused(why);
        }

        [TestMethod]
        public void The_chips_force_K2_in_turn_and_each_alone()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            for (int release = 0; release < 4; release++)
            {
                ScriptedChip turn = (release & 1) == 0 ? box.Chip : box.Second;
                ScriptedChip other = (release & 1) == 0 ? box.Second : box.Chip;
                box.Board.HoldArm(true);
                box.RunUntil(State.Inhibited, 10);
                Assert.AreEqual(Lowered, Box.ThresholdOf(turn), "the turn's chip at release " + release.ToString());
                for (int tick = 0; tick < Box.ReleaseTicks; tick++)
                {
                    Assert.AreEqual(Backstop, Box.ThresholdOf(other), "the other chip");
                    box.Tick();
                }

                Assert.AreEqual(Backstop, Box.ThresholdOf(turn));
                Assert.IsFalse(box.Board.K2, "K2");
                box.Board.HoldArm(false);
                box.Run(Box.RestTicks + 50);
                box.Arm();
                box.Run(20);
            }
        }

        // K2 was put out by the rail: the chip has not shown that it can.
        [TestMethod]
        public void The_turn_stays_where_something_else_put_K2_out()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Board.RailDips = true;
            box.Tick();
            box.Board.RailDips = false;
            box.RunUntil(State.Tripped, 5);
            box.AssertFirstCause("K2_RELEASED");
            Assert.AreEqual(Lowered, box.Threshold);
            box.Run(100);
            box.Acknowledge();
            box.Run(120);
            box.Arm();
            box.Run(20);
            box.Board.HoldArm(true);
            box.RunUntil(State.Inhibited, 10);
            Assert.AreEqual(Lowered, box.Threshold, "the first chip again");
            Assert.AreEqual(Backstop, Box.ThresholdOf(box.Second));
        }

        // A chip that can't be written forces nothing: the other does, and no press pulls K2 in meanwhile.
        [TestMethod]
        public void A_chip_that_does_not_hear_is_helped_by_the_other()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Chip.IsDeaf = true;
            box.RunUntil(State.Tripped, 90);
            box.Run(11);
            Assert.AreEqual(Lowered, Box.ThresholdOf(box.Second), "200 ms after leaving PERMITTED");
            box.Run(10);
            Assert.IsFalse(box.Board.K2, "K2");
            box.AssertState(State.Tripped);
            box.Run(100);
            box.Press();
            box.Run(2);
            box.AssertState(State.Tripped);
            box.AssertSaid("ev=REFUSED why=SENSOR_");
        }

        [TestMethod]
        public void Locked_out_both_chips_are_lowered_and_stay_so()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Board.K1Welded = true;
            box.Board.HoldArm(true);
            box.RunUntil(State.LockedOut, 15);
            box.Board.HoldArm(false);
            box.Run(200);
            Assert.AreEqual(Lowered, box.Threshold);
            Assert.AreEqual(Lowered, Box.ThresholdOf(box.Second));
            Assert.IsFalse(box.Board.K2, "K2");
        }

        [TestMethod]
        public void A_second_chip_that_lost_its_configuration_is_written_again()
        {
            Box box = Inhibited(SecondProbe.OtherSide);
            box.Second.PowerOn();
            box.Run(20);
            Assert.AreEqual(Backstop, Box.ThresholdOf(box.Second));
            box.Run(100);
            box.AssertSaid(" sr2=00*");
            box.Arm();
        }

        // Both go half the way, so that neither moves as a probe that has slipped.
        // Requirement: SR-AGREE
        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void Two_junctions_in_one_needle_that_part_open_the_line(bool isSecondHotter)
        {
            Box box = Permitted(SecondProbe.SameSite);
            Part(box, isSecondHotter ? 280 : -280);
            box.RunUntil(State.Tripped, 68);
            box.AssertFirstCause("PROBES_DISAGREE");
            Assert.IsFalse(box.Board.Enable, "ENABLE");
            box.Run(8);
            box.AssertSaid("ev=TRIP cause=PROBES_DISAGREE tc=");
            Assert.AreEqual(0, box.Lines.Holding(" probe=", "ev=TRIP"), "it is of neither");
            box.AssertSaid(" probes=SAME_SITE*");
        }

        // Requirement: SR-AGREE
        [TestMethod]
        [DataRow(true, 252)]
        [DataRow(false, 280)]
        public void Junctions_that_may_differ_open_nothing(bool isOneNeedle, int apart)
        {
            Box box = Permitted(isOneNeedle ? SecondProbe.SameSite : SecondProbe.OtherSide);
            Part(box, apart);
            box.Run(200);
            box.AssertState(State.Permitted);
        }

        // Noise must not begin the second anew, and agreement must.
        // Requirement: SR-AGREE
        [TestMethod]
        [DataRow(248, true)]
        [DataRow(232, false)]
        public void The_second_of_disagreement_ends_where_the_tips_agree_again(int between, bool trips)
        {
            Box box = Permitted(SecondProbe.SameSite);
            Part(box, 280);
            box.Run(40);
            Part(box, between);
            box.Run(25);
            Part(box, 280);
            box.Run(30);
            box.AssertState(trips ? State.Tripped : State.Permitted);
        }

        // Requirement: SR-AGREE
        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(999, 999, "")]
        [DataRow(1000, 0, "PROBES_DISAGREE")]
        [DataRow(0, 1000, "COLD_JUNCTION")]
        [DataRow(1000, 1000, "COLD_JUNCTION PROBES_DISAGREE")]
        public void Two_probes_that_have_been_apart_for_a_second_contradict_each_other(int tipsApartMs, int coldJunctionsApartMs, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfPair(tipsApartMs, coldJunctionsApartMs)));
        }

        // Requirement: SR-AGREE
        [TestMethod]
        [DataRow(160, true)]
        [DataRow(-160, true)]
        [DataRow(110, false)]
        public void Junctions_in_one_needle_must_agree_to_arm(int apart, bool refuses)
        {
            Box box = Inhibited(SecondProbe.SameSite);
            Part(box, apart);
            box.Run(150);
            if (refuses) box.AssertRefused("PROBES_DISAGREE");
            else box.Arm();
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void A_reading_that_can_t_be_trusted_or_is_old_contradicts_nobody(bool isOld)
        {
            Box box = Permitted(SecondProbe.SameSite);
            if (isOld) box.Second.ConversionTicks = 100000;
            else box.Second.IsOverVoltage = true;
            box.RunUntil(State.Tripped, 20);
            box.AssertFirstCause(isOld ? "SENSOR_STALE" : "SENSOR_VOLTAGE");
            // A second and more at what two readings of now would contradict each other by.
            box.Ramp(box.Chip.TipCounts - 3 * 128);
            box.Chip.ColdJunctionCounts -= 4 * 64;
            box.Run(150);
            Assert.AreEqual(0, box.Lines.Holding("cause=PROBES_DISAGREE"), "tips");
            Assert.AreEqual(0, box.Lines.Holding("cause=COLD_JUNCTION"), "cold junctions");
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(false, 193, true)]
        [DataRow(false, -193, true)]
        [DataRow(true, 193, true)]
        [DataRow(true, 192, false)]
        public void Two_chips_that_disagree_on_their_cold_junction_open_the_line(bool isOneNeedle, int apart, bool trips)
        {
            Box box = Permitted(isOneNeedle ? SecondProbe.SameSite : SecondProbe.OtherSide);
            box.Second.ColdJunctionCounts += apart;
            box.Run(68);
            box.AssertState(trips ? State.Tripped : State.Permitted);
            if (!trips) return;
            box.AssertFirstCause("COLD_JUNCTION");
            Assert.AreEqual(0, box.Lines.Holding(" probe=", "ev=TRIP"), "it is of neither");
        }

        // A chip that waits for its turn must not be read because of its age: that swallows the conversion which waits.
        [TestMethod]
        [DataRow(6)]
        [DataRow(7)]
        [DataRow(8)]
        [DataRow(9)]
        [DataRow(10)]
        [DataRow(11)]
        public void Two_slow_chips_lose_no_conversion_whatever_their_phase(int firstConversionTicks)
        {
            Box box = new Box(SecondProbe.OtherSide);
            box.Chip.ConversionTicks = 6;
            box.Second.ConversionTicks = 6;
            box.Second.FirstConversionTicks = firstConversionTicks;
            box.PassSelfTest();
            box.Arm();
            box.Run(600);
            box.AssertState(State.Permitted);
        }

        // The first chip is read in every tick then.
        [TestMethod]
        public void A_DRDY_that_is_stuck_low_keeps_the_other_chip_from_nothing()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            int before = box.Lines.Holding(" tc2=--");
            box.Board.DataReadyStuckLow = true;
            box.RunUntil(State.Tripped, 20);
            box.AssertFirstCause("SENSOR_STALE");
            box.Run(200);
            Assert.AreEqual(before, box.Lines.Holding(" tc2=--"), "the second is read all the same");
        }

        [TestMethod]
        public void Samples_tell_both_tips()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Chip.Noise = 0;
            box.Second.TipCounts = 38 * 128 + 64;
            box.Run(20);
            box.AssertSaid(" tc2=38.5");
            box.Second.IsOverVoltage = true;
            box.Run(20);
            box.AssertSaid(" tc2=-- sr2=02*");
        }

        // Requirement: SR-COAST
        [TestMethod]
        public void What_is_expected_is_told_of_each_probe_in_turn()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            box.Chip.Noise = 0;
            box.Second.Noise = 0;
            bool wasSecond = false;
            for (int tick = 0; tick < 1000; tick++)
            {
                // The second rises by 0.039 degC/s: from 37 to 37.78 degC, and 0.94 more are expected of a level of some seconds ago.
                if (tick % 10 == 0) box.Second.TipCounts++;
                box.Tick();
            }

            int told = 0;
            for (int back = 0; back < 30; back++)
            {
                string line = box.Lines.Line(back);
                if (line.IndexOf("$EXPT") != 0) continue;
                bool isSecond = line.IndexOf(" probe=2*") > 0;
                Assert.IsTrue(isSecond || line.IndexOf(" probe=1*") > 0, line);
                Assert.IsTrue(told == 0 || isSecond != wasSecond, "in turn");
                Assert.IsTrue(line.IndexOf(isSecond ? " peak=38.6" : " peak=37.0") > 0, line);
                wasSecond = isSecond;
                told++;
            }

            Assert.IsTrue(told > 10, "one after each sample: " + told.ToString());
        }

        [TestMethod]
        public void Six_minutes_with_two_probes_lose_no_line_and_no_edge()
        {
            Box box = Permitted(SecondProbe.OtherSide);
            int lines = box.Lines.Count;
            int beats = box.Board.Beats;
            for (int tick = 1; tick < 3000; tick++)
            {
                box.Chip.TipCounts = 37 * 128 + tick % 64;
                box.Second.TipCounts = 38 * 128 - tick % 64;
                box.Tick();
            }

            box.AssertState(State.Permitted);
            Assert.AreEqual(2999, box.Board.Beats - beats, "edges of HEARTBEAT");
            Assert.IsTrue(box.Lines.Count - lines > 600, "a sample for each conversion of the first chip");
            Assert.IsTrue(box.Lines.Longest <= 120, "longest line");
            box.AssertSaid(" lost=0 ");
        }

        private static void Part(Box box, int counts)
        {
            box.Chip.TipCounts = 37 * 128 - counts / 2;
            box.Second.TipCounts = 37 * 128 + counts / 2;
        }

        private static Box Inhibited(SecondProbe mode)
        {
            Box box = new Box(mode);
            box.Second.FirstConversionTicks = 9;
            box.PassSelfTest();
            return box;
        }

        private static Box Permitted(SecondProbe mode)
        {
            Box box = Inhibited(mode);
            box.Arm();
            box.Run(20);
            return box;
        }
    }
}
