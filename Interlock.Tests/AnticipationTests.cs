using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests
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
            Box box = Permitted(true);
            int tip = RiseUntilTripped(box);
            box.AssertTripped("COAST_EXPECTED");
            box.AssertSaid("ev=TRIP cause=COAST_EXPECTED");
            // 0.039 degC/s lets expect 0.97 degC.
            Assert.IsTrue(tip > 41 * 128 - 6 && tip < 41 * 128 + 20, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void Without_it_the_same_rise_trips_at_the_limit()
        {
            Box box = Permitted(false);
            int tip = RiseUntilTripped(box);
            box.AssertTripped("OVER_TEMPERATURE");
            Assert.IsTrue(tip >= Limits.LimitCounts, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void The_trip_is_acknowledged_when_the_tip_has_cooled()
        {
            Box box = Permitted(true);
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
            Box box = Inhibited(true);
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
            Box with = new Box(new Settings { Anticipates = true }, new ScriptedChip());
            with.Run(3);
            with.AssertSaid(Configuration + " ant=1*");
            Box without = new Box();
            without.Run(3);
            without.AssertSaid(Configuration + "*");
        }

        private static Box Inhibited(bool anticipates)
        {
            Box box = new Box(new Settings { Anticipates = anticipates }, new ScriptedChip());
            box.PassSelfTest();
            return box;
        }

        private static Box Permitted(bool anticipates)
        {
            Box box = Inhibited(anticipates);
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
