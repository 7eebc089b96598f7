using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class WarningsTests
    {
        private const long T = 10000;
        private const int Body = 37 * 128;

        // Requirement: SR-WARN
        [TestMethod]
        [DataRow(5119, Warnings.None)]
        [DataRow(5120, Warnings.High)]
        [DataRow(3840, Warnings.None)]
        [DataRow(3839, Warnings.Low)]
        [DataRow(-128, Warnings.Low)]
        public void Warns_at_40_00_and_above_and_below_30_00(int median, int expected)
        {
            Warnings warnings = new Warnings();
            Assert.AreEqual(expected, Judge(warnings, median, T));
            Assert.AreEqual(expected == Warnings.High, warnings.IsOn(Warnings.High));
            Assert.AreEqual(expected == Warnings.Low, warnings.IsOn(Warnings.Low));
            Assert.AreEqual(expected != Warnings.None, warnings.AreOn);
        }

        [TestMethod]
        [DataRow(5120, 5056, Warnings.None)]
        [DataRow(5120, 5055, Warnings.High)]
        [DataRow(3839, 3903, Warnings.None)]
        [DataRow(3839, 3904, Warnings.Low)]
        public void A_warning_ends_half_a_degree_off_and_that_is_told(int begins, int then, int expected)
        {
            Warnings warnings = new Warnings();
            Judge(warnings, begins, T);
            Assert.AreEqual(expected, Judge(warnings, then, T + 10000));
            Assert.AreEqual(expected == Warnings.None, warnings.AreOn);
        }

        [TestMethod]
        public void A_warning_lasts_ten_seconds_at_least_and_may_begin_again_at_once()
        {
            Warnings warnings = new Warnings();
            Assert.AreEqual(Warnings.High, Judge(warnings, 5120, T));
            Assert.AreEqual(Warnings.None, Judge(warnings, 4800, T + 9999));
            Assert.IsTrue(warnings.IsOn(Warnings.High));
            Assert.AreEqual(Warnings.High, Judge(warnings, 4800, T + 10000));
            Assert.IsFalse(warnings.IsOn(Warnings.High));
            Assert.AreEqual(Warnings.High, Judge(warnings, 5120, T + 10020));
            Assert.IsTrue(warnings.IsOn(Warnings.High));
            Assert.AreEqual(Warnings.None, Judge(warnings, 4800, T + 20000));
        }

        [TestMethod]
        public void One_that_came_back_within_its_ten_seconds_goes_on()
        {
            Warnings warnings = new Warnings();
            Judge(warnings, 5120, T);
            Judge(warnings, 4800, T + 5000);
            Judge(warnings, 5120, T + 9000);
            Assert.AreEqual(Warnings.None, Judge(warnings, 5120, T + 60000));
            Assert.IsTrue(warnings.IsOn(Warnings.High));
        }

        // Steps of 0.6 degC about 40.00 each second: worse than any breath.
        // Requirement: SR-WARN
        [TestMethod]
        public void Hovering_about_40_00_for_80_s_tells_one_begin_and_one_end_in_ten_seconds()
        {
            Warnings warnings = new Warnings();
            long begunMs = -10000;
            long endedMs = -10000;
            int begins = 0;
            for (long ms = 0; ms < 80000; ms += 20)
            {
                int warning = Judge(warnings, ms / 1000 % 2 == 0 ? 5125 : 5048, ms);
                if (warning == Warnings.None) continue;
                if (warnings.IsOn(Warnings.High))
                {
                    Assert.IsTrue(ms - begunMs >= 10000, ms.ToString());
                    begunMs = ms;
                    begins++;
                }
                else
                {
                    Assert.IsTrue(ms - endedMs >= 10000, ms.ToString());
                    endedMs = ms;
                }
            }

            Assert.IsTrue(begins >= 6 && begins <= 8, begins.ToString());
        }

        [TestMethod]
        public void From_warm_straight_to_cold_both_changes_are_told_one_at_a_time()
        {
            Warnings warnings = new Warnings();
            Judge(warnings, 5200, T);
            Assert.AreEqual(Warnings.High, Judge(warnings, 3000, T + 20000));
            Assert.AreEqual(Warnings.Low, Judge(warnings, 3000, T + 20020));
            Assert.IsFalse(warnings.IsOn(Warnings.High));
            Assert.IsTrue(warnings.IsOn(Warnings.Low));
        }

        [TestMethod]
        public void An_end_that_has_to_wait_holds_up_no_other()
        {
            Warnings warnings = new Warnings();
            Judge(warnings, 5200, T);
            Assert.AreEqual(Warnings.Low, Judge(warnings, 3000, T + 20));
            Assert.AreEqual(Warnings.None, Judge(warnings, 3000, T + 40));
            Assert.AreEqual(Warnings.High, Judge(warnings, 3000, T + 10000));
        }

        [TestMethod]
        public void An_unknown_reading_says_nothing_new()
        {
            Warnings warnings = new Warnings();
            Assert.AreEqual(Warnings.None, Judge(warnings, Reading.None, T));
            Judge(warnings, 5200, T);
            Assert.AreEqual(Warnings.None, Judge(warnings, Reading.None, T + 20000));
            Assert.IsTrue(warnings.IsOn(Warnings.High));
        }

        // Requirement: SR-FALLING
        [TestMethod]
        [DataRow(4928, 3000, Warnings.None)]
        [DataRow(4927, 2980, Warnings.None)]
        [DataRow(4927, 3000, Warnings.Falling)]
        public void More_than_a_degree_below_its_highest_for_3_s_is_falling(int median, int forMs, int expected)
        {
            Warnings warnings = new Warnings();
            warnings.Judge(5056, 5056, true, 0, T);
            for (int ms = 20; ms < forMs; ms += 20) Assert.AreEqual(Warnings.None, warnings.Judge(median, 5056, true, 0, T + ms));
            Assert.AreEqual(expected, warnings.Judge(median, 5056, true, 0, T + forMs));
        }

        [TestMethod]
        public void Falling_ends_half_a_degree_below_the_highest()
        {
            Warnings warnings = Fallen();
            Assert.AreEqual(Warnings.None, warnings.Judge(4991, 5056, true, 0, T + 20000));
            Assert.AreEqual(Warnings.Falling, warnings.Judge(4992, 5056, true, 0, T + 20020));
            Assert.IsFalse(warnings.AreOn);
        }

        [TestMethod]
        public void Falling_ends_with_the_ablation_and_counts_its_3_s_in_the_next()
        {
            Warnings warnings = Fallen();
            Assert.AreEqual(Warnings.Falling, warnings.Judge(4800, 5056, false, 0, T + 20000));
            Assert.AreEqual(Warnings.None, warnings.Judge(4800, 5056, true, 0, T + 20020));
            Assert.AreEqual(Warnings.None, warnings.Judge(4800, 5056, true, 0, T + 22980));
            Assert.AreEqual(Warnings.Falling, warnings.Judge(4800, 5056, true, 0, T + 23020));
        }

        // 39.5 to 31 degC in 30 s.
        // Requirement: SR-FALLING
        [TestMethod]
        public void A_slow_slip_is_told_within_7_s()
        {
            Warnings warnings = new Warnings();
            long toldMs = 0;
            for (int ms = 0; ms <= 30000; ms += 20)
            {
                int warning = warnings.Judge(5056 - 1088 * ms / 30000, 5056, true, 0, T + ms);
                if (warning == Warnings.Falling) toldMs = ms;
            }

            Assert.IsTrue(toldMs > 0 && toldMs <= 7000, toldMs.ToString());
        }

        // A sine of 0.5 degC, 0.25 Hz, and 0.1 degC of noise below it: eighths of a breath, 1/128 degC.
        // Requirement: SR-FALLING
        [TestMethod]
        public void Breathing_is_not_falling()
        {
            int[] eighths = { 0, 45, 64, 45, 0, -45, -77, -45 };
            Warnings warnings = new Warnings();
            int highest = 0;
            for (int ms = 0; ms < 120000; ms += 20)
            {
                int from = eighths[ms / 500 % 8];
                int median = 38 * 128 + from + (eighths[(ms / 500 + 1) % 8] - from) * (ms % 500) / 500;
                if (median > highest) highest = median;
                Assert.AreEqual(Warnings.None, warnings.Judge(median, highest, true, 0, T + ms));
            }
        }

        // Requirement: SR-TOTAL
        [TestMethod]
        [DataRow(359999, true, Warnings.None)]
        [DataRow(360000, true, Warnings.TimeTotal)]
        [DataRow(360000, false, Warnings.None)]
        public void Six_minutes_in_total_are_told_while_permitted(int totalMs, bool permitted, int expected)
        {
            Warnings warnings = new Warnings();
            Assert.AreEqual(expected, warnings.Judge(Body, Body, permitted, totalMs, T));
        }

        [TestMethod]
        public void The_time_in_total_is_told_without_a_reading_and_ends_with_the_ablation()
        {
            Warnings warnings = new Warnings();
            Assert.AreEqual(Warnings.TimeTotal, warnings.Judge(Reading.None, Body, true, 360000, T));
            Assert.AreEqual(Warnings.TimeTotal, warnings.Judge(Body, Body, false, 370000, T + 10000));
            Assert.IsFalse(warnings.AreOn);
        }

        private static Warnings Fallen()
        {
            Warnings warnings = new Warnings();
            warnings.Judge(5056, 5056, true, 0, T);
            Assert.AreEqual(Warnings.Falling, warnings.Judge(4800, 5056, true, 0, T + 3000));
            return warnings;
        }

        private static int Judge(Warnings warnings, int median, long nowMs)
        {
            return warnings.Judge(median, median, false, 0, nowMs);
        }
    }
}
