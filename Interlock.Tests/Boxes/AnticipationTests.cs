using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Boxes
{
    /// <summary>COAST_EXPECTED through the whole tick, with the setting on and off.</summary>
    // Requirement: SR-COAST
    [TestClass]
    public class AnticipationTests
    {
        private const string Configuration = " limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=20 mains=50 tc=T max=360 wait=600";

        [TestMethod]
        public void With_the_setting_a_rise_trips_before_the_limit()
        {
            Box box = Permitted(CoastRule.Cautious);
            int tip = RiseUntilTripped(box);
            box.AssertTripped("COAST_EXPECTED");
            box.AssertSaid("ev=TRIP cause=COAST_EXPECTED");
            // 0.039 degC/s lets expect up to 1.74 degC.
            Assert.IsTrue(tip > 40 * 128 + 20 && tip < 40 * 128 + 56, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void Measured_waits_until_the_expected_peak_reaches_the_limit()
        {
            Box box = Permitted(CoastRule.Measured);
            int tip = RiseUntilTripped(box);
            box.AssertTripped("COAST_EXPECTED");
            // 0.039 degC/s lets expect 0.94 degC.
            Assert.IsTrue(tip > 41 * 128 - 8 && tip < 41 * 128 + 28, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void What_is_expected_is_told_after_each_sample_whatever_is_done_about_it()
        {
            Box box = Permitted(CoastRule.Off);
            for (int i = 0; i < 1000; i++) Climb(box, i);
            while (box.Lines.Last().IndexOf("$EXPT") < 0) box.Tick();
            Assert.AreEqual(0, box.Lines.Line(1).IndexOf("$SAMP"));
            Assert.IsTrue(box.Lines.Last().IndexOf(" width=0.") > 0);
        }

        [TestMethod]
        public void The_next_ablation_of_a_lesion_is_judged_by_the_coast_of_the_first()
        {
            Box box = Permitted(CoastRule.Measured);
            int first = RiseUntilTripped(box);
            // A coast of a quarter of a degree, and down again.
            box.Ramp(first + 32);
            box.Run(100);
            box.Ramp(39 * 128);
            box.Run(1500);
            box.Acknowledge();
            box.Run(200);
            box.Arm();
            Assert.IsTrue(RiseUntilTripped(box) > first + 40);
        }

        [TestMethod]
        public void Without_it_the_same_rise_trips_at_the_limit()
        {
            Box box = Permitted(CoastRule.Off);
            int tip = RiseUntilTripped(box);
            box.AssertTripped("OVER_TEMPERATURE");
            Assert.IsTrue(tip >= Limits.LimitCounts, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void The_trip_is_acknowledged_when_the_tip_has_cooled()
        {
            Box box = Permitted(CoastRule.Cautious);
            RiseUntilTripped(box);
            box.Run(1500);
            box.AssertRefused("NOT_COOLED");
            box.Ramp(39 * 128);
            box.Run(1500);
            box.Acknowledge();
            box.Tick();
            box.AssertSaid("ev=ACK cause=COAST_EXPECTED");
        }

        [TestMethod]
        public void A_rise_that_would_trip_keeps_the_box_from_arming()
        {
            Box box = Inhibited(CoastRule.Cautious);
            box.Ramp(38 * 128);
            box.Run(1500);
            // 0.6 degC/s to 40.97 degC: cool enough to arm, if it were not for what is to come.
            for (int i = 0; i < 238; i++)
            {
                if (i % 5 < 4) box.Chip.TipCounts += 2;
                box.Tick();
            }

            box.AssertRefused("COAST_EXPECTED");
        }

        [TestMethod]
        public void CONF_tells_of_it_only_where_it_is_on()
        {
            for (int rule = 1; rule < 3; rule++)
            {
                Box with = new Box(new Settings { Coast = (CoastRule)rule }, new ScriptedChip());
                with.Run(3);
                with.AssertSaid(Configuration + " ant=" + rule.ToString() + "*");
            }

            Box without = new Box();
            without.Run(3);
            without.AssertSaid(Configuration + "*");
        }

        private static Box Inhibited(CoastRule rule)
        {
            Box box = new Box(new Settings { Coast = rule }, new ScriptedChip());
            box.PassSelfTest();
            return box;
        }

        private static Box Permitted(CoastRule rule)
        {
            Box box = Inhibited(rule);
            box.Arm();
            box.Run(5);
            return box;
        }

        private static int RiseUntilTripped(Box box)
        {
            for (int i = 0; box.Loop.State == State.Permitted && i < 15000; i++) Climb(box, i);
            return box.Chip.TipCounts;
        }

        /// <summary>A tick of a rise by 0.039 degC/s.</summary>
        private static void Climb(Box box, int tick)
        {
            if (tick % 10 == 0) box.Chip.TipCounts++;
            box.Tick();
        }
    }
}
