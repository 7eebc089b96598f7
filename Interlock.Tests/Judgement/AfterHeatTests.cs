using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class AfterHeatTests
    {
        // A tenth of a second between conversions; slopes in 1/128 degC a minute: 384 is 0.05 degC/s.
        private const int StepMs = 100;
        private const int Limit = 42 * 128;

        // Requirement: SR-STILL
        [TestMethod]
        [DataRow(384, 48000)]
        [DataRow(120, 48000)]
        [DataRow(96, 60000)]
        [DataRow(1536, 28000)]
        [DataRow(7680, 8000)]
        public void A_rise_that_goes_on_is_told_after_48_s_from_42_75_on_or_five_degrees_higher(int slope, int expectedMs)
        {
            AfterHeat heat = Opened(slope, Limit);
            int ms = Run(heat, Limit, slope, 0, 120000);
            Assert.IsTrue(heat.IsOn);
            Assert.IsTrue(ms >= expectedMs && ms <= expectedMs + 4100, ms.ToString());
        }

        // Requirement: SR-STILL
        [TestMethod]
        [DataRow(384, 280)]
        [DataRow(96, 68)]
        [DataRow(1536, 300)]
        [DataRow(384, 0)]
        [DataRow(384, -300)]
        public void Less_than_three_quarters_of_the_rise_is_a_coast(int before, int after)
        {
            AfterHeat heat = Opened(before, Limit);
            Run(heat, Limit, after, 0, 60000);
            Assert.IsFalse(heat.IsOn);
        }

        [TestMethod]
        public void Below_42_75_it_is_not_told()
        {
            AfterHeat heat = Opened(384, 38 * 128);
            int ms = Run(heat, 38 * 128, 384, 0, 200000);
            Assert.IsTrue(ms >= 96000 && ms <= 102000, ms.ToString());
        }

        // Heat that comes late through fat: the slope of before for 105 s, then half of it (shared trace: released at 38.9).
        // Requirement: SR-STILL
        [TestMethod]
        public void A_slope_that_halves_before_42_75_is_a_coast()
        {
            AfterHeat heat = Opened(292, 4979);
            Assert.AreEqual(0, Run(heat, 4979, 346, 0, 20000));
            Assert.AreEqual(0, Run(heat, 5094, 320, 20000, 80000));
            Assert.AreEqual(0, Run(heat, 5414, 138, 80000, 130000));
            Assert.AreEqual(0, Run(heat, 5530, -90, 130000, 190000));
        }

        // A flush at 10 s, back as steeply at 40 s as power would drive it, to where the tissue was.
        // Requirement: SR-STILL
        [TestMethod]
        public void What_comes_back_after_a_flush_is_no_power()
        {
            AfterHeat heat = Opened(384, Limit);
            Run(heat, Limit, 128, 0, 10000);
            Run(heat, Limit - 800, 0, 10000, 40000);
            Run(heat, Limit - 800, 3000, 40000, 58000);
            Assert.AreEqual(0, Run(heat, Limit + 110, 20, 58000, 200000));
        }

        [TestMethod]
        public void It_ends_when_the_rise_ends()
        {
            AfterHeat heat = Opened(384, Limit);
            Run(heat, Limit, 384, 0, 60000);
            Assert.IsTrue(heat.IsOn);
            Run(heat, Limit + 384, 40, 60000, 90000);
            Assert.IsFalse(heat.IsOn);
        }

        [TestMethod]
        public void Permitted_again_it_is_off_and_judges_nothing()
        {
            AfterHeat heat = Opened(384, Limit);
            Run(heat, Limit, 384, 0, 60000);
            heat.Close();
            Assert.IsFalse(heat.IsOn);
            Assert.AreEqual(0, Run(heat, Limit + 384, 384, 60000, 200000));
        }

        [TestMethod]
        public void Before_any_opening_it_judges_nothing()
        {
            AfterHeat heat = new AfterHeat();
            Assert.AreEqual(0, Run(heat, Limit, 1536, 0, 200000));
        }

        [TestMethod]
        public void Of_a_time_before_that_is_not_known_only_five_degrees_tell()
        {
            AfterHeat heat = new AfterHeat();
            Run(heat, Limit - 50, 384, -10000, 0);
            heat.Open(T);
            int ms = Run(heat, Limit, 384, 0, 200000);
            Assert.IsTrue(ms >= 100000 && ms <= 106000, ms.ToString());
        }

        [TestMethod]
        public void Seconds_without_a_reading_begin_the_last_20_s_anew()
        {
            AfterHeat heat = Opened(384, Limit);
            Run(heat, Limit, 384, 0, 40000);
            int ms = Run(heat, Limit + 269, 384, 42000, 120000);
            Assert.IsTrue(ms >= 66000 && ms <= 70000, ms.ToString());
        }

        [TestMethod]
        public void Unknown_medians_are_left_out()
        {
            AfterHeat heat = Opened(384, Limit);
            for (int ms = 0; ms < 60000; ms += StepMs) heat.Add(Reading.None, T + ms);
            Assert.IsFalse(heat.IsOn);
        }

        // Requirement: SR-STILL
        [TestMethod]
        public void Breathing_over_a_coast_is_no_power()
        {
            AfterHeat heat = Opened(384, Limit);
            for (int ms = StepMs; ms <= 120000; ms += StepMs)
            {
                int breath = ms % 4000 < 2000 ? 45 : -45;
                heat.Add(Limit + 60 + 128 * ms / 60000 + breath, T + ms);
                Assert.IsFalse(heat.IsOn);
            }
        }

        private const long T = 1000000;

        private static AfterHeat Opened(int slope, int counts)
        {
            AfterHeat heat = new AfterHeat();
            Run(heat, counts - slope, slope, -60000, 0);
            heat.Open(T);
            return heat;
        }

        // When it came on, milliseconds after the opening; 0 if it did not.
        private static int Run(AfterHeat heat, int fromCounts, int slope, int fromMs, int toMs)
        {
            int onMs = 0;
            for (int ms = fromMs + StepMs; ms <= toMs; ms += StepMs)
            {
                heat.Add(fromCounts + slope * (ms - fromMs) / 60000, T + ms);
                if (heat.IsOn && onMs == 0) onMs = ms;
            }

            return onMs;
        }
    }
}
