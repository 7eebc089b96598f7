using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class PlausibilityTests
    {
        private const int Base = 37 * 128;

        // Requirement: SR-FROZEN
        [TestMethod]
        [DataRow(31, "")]
        [DataRow(32, "SENSOR_FROZEN")]
        [DataRow(33, "SENSOR_FROZEN")]
        public void The_32nd_identical_reading_is_frozen(int readings, string expected)
        {
            Course plausibility = new Course();
            for (int i = 0; i < readings; i++) plausibility.Add(Base);
            Assert.AreEqual(expected, Rows.Words(plausibility.Rows));
        }

        [TestMethod]
        public void Zero_is_not_taken_for_a_repetition_of_nothing()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 31; i++) plausibility.Add(0);
            Assert.AreEqual(0, plausibility.Rows);
        }

        [TestMethod]
        public void One_other_reading_thaws()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 32; i++) plausibility.Add(Base);
            plausibility.Add(Base + 1);
            Assert.AreEqual(0, plausibility.Rows);
            for (int i = 0; i < 30; i++) plausibility.Add(Base + 1);
            Assert.AreEqual(0, plausibility.Rows, "31 identical readings");
            plausibility.Add(Base + 1);
            Assert.AreEqual(TripTable.SensorFrozen, plausibility.Rows, "32 identical readings");
        }

        [TestMethod]
        public void A_break_forgets_the_repetitions()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 32; i++) plausibility.Add(Base);
            plausibility.Break();
            Assert.AreEqual(0, plausibility.Rows);
            Assert.AreEqual(Reading.None, plausibility.Median);
            for (int i = 0; i < 31; i++) plausibility.Add(Base);
            Assert.AreEqual(0, plausibility.Rows);
        }

        [TestMethod]
        [DataRow(1, 2, 3, 2)]
        [DataRow(1, 3, 2, 2)]
        [DataRow(2, 1, 3, 2)]
        [DataRow(2, 3, 1, 2)]
        [DataRow(3, 1, 2, 2)]
        [DataRow(3, 2, 1, 2)]
        [DataRow(5, 5, 9, 5)]
        [DataRow(9, 5, 5, 5)]
        [DataRow(5, 9, 5, 5)]
        [DataRow(-1, 0, 1, 0)]
        [DataRow(-3, -1, -2, -2)]
        public void The_median_is_the_middle_one(int a, int b, int c, int expected)
        {
            Course plausibility = new Course();
            plausibility.Add(1000);
            plausibility.Add(a);
            plausibility.Add(b);
            plausibility.Add(c);
            Assert.AreEqual(expected, plausibility.Median);
        }

        [TestMethod]
        public void There_is_no_median_of_two()
        {
            Course plausibility = new Course();
            Assert.AreEqual(Reading.None, plausibility.Median);
            plausibility.Add(1);
            plausibility.Add(2);
            Assert.AreEqual(Reading.None, plausibility.Median);
            plausibility.Add(3);
            Assert.AreEqual(2, plausibility.Median);
        }

        [TestMethod]
        public void There_is_no_median_of_two_after_a_break()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 5; i++) plausibility.Add(i);
            plausibility.Break();
            plausibility.Add(8);
            plausibility.Add(8);
            Assert.AreEqual(Reading.None, plausibility.Median);
            plausibility.Add(9);
            Assert.AreEqual(8, plausibility.Median);
        }

        // A step of so many counts, then conversions every second tick: the median follows with the second one.
        // Requirement: SR-MOVED
        [TestMethod]
        [DataRow(257, 6, "")]
        [DataRow(257, 7, "PROBE_MOVED")]
        [DataRow(-257, 6, "")]
        [DataRow(-257, 7, "PROBE_MOVED")]
        [DataRow(256, 9, "")]
        [DataRow(-256, 9, "")]
        public void A_step_of_more_than_2_degrees_for_6_conversions_is_a_moved_probe(int step, int conversions, string expected)
        {
            Course plausibility = Settled();
            for (int i = 0; i < conversions; i++) plausibility.Add(Base + step);
            Assert.AreEqual(expected, Rows.Words(plausibility.Rows));
        }

        [TestMethod]
        public void A_step_is_judged_against_one_second_before_and_not_against_more()
        {
            // Half a degree a second for ten seconds is tissue.
            Course plausibility = Settled();
            for (int i = 0; i < 100; i++)
            {
                plausibility.Add(Base + i * 64 / 10);
                Assert.AreEqual(0, plausibility.Rows, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void A_ramp_of_just_more_than_2_degrees_a_second_is_a_moved_probe()
        {
            Course plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 20; i++)
            {
                reading += 26;
                plausibility.Add(reading);
            }

            Assert.AreEqual(TripTable.ProbeMoved, plausibility.Rows);
        }

        [TestMethod]
        public void A_ramp_of_just_less_than_2_degrees_a_second_is_not()
        {
            Course plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 40; i++)
            {
                reading += 25;
                plausibility.Add(reading);
                Assert.AreEqual(0, plausibility.Rows, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void Five_conversions_away_and_one_back_begin_to_count_again()
        {
            Course plausibility = Settled();
            for (int i = 0; i < 6; i++) plausibility.Add(Base + 300);
            plausibility.Add(Base);
            plausibility.Add(Base);
            plausibility.Add(Base + 300);
            plausibility.Add(Base + 300);
            Assert.AreEqual(0, plausibility.Rows);
        }

        [TestMethod]
        public void A_move_is_over_after_a_second_at_rest()
        {
            Course plausibility = Settled();
            for (int i = 0; i < 7; i++) plausibility.Add(Base + 300);
            Assert.AreEqual(TripTable.ProbeMoved, plausibility.Rows);
            for (int i = 0; i < 10; i++) plausibility.Add(Base + 300);
            Assert.AreEqual(0, plausibility.Rows);
        }

        [TestMethod]
        public void A_break_forgets_a_move()
        {
            Course plausibility = Settled();
            for (int i = 0; i < 6; i++) plausibility.Add(Base + 300);
            plausibility.Break();
            for (int i = 0; i < 3; i++) plausibility.Add(Base + 300);
            Assert.AreEqual(0, plausibility.Rows);
        }

        [TestMethod]
        public void Nothing_has_moved_in_the_first_second()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 10; i++)
            {
                plausibility.Add(i < 3 ? Base : Base + 1000);
                Assert.AreEqual(0, plausibility.Rows);
            }
        }

        // The move is judged by the time of each conversion, so that late ticks and slow chips make no move of a breath.
        // Requirement: SR-MOVED
        [TestMethod]
        [DataRow(80, 16)]
        [DataRow(100, 20)]
        [DataRow(120, 24)]
        [DataRow(150, 30)]
        [DataRow(180, 36)]
        [DataRow(200, 40)]
        public void A_ramp_of_1_6_degrees_a_second_is_no_move_at_any_spacing(int everyMs, int step)
        {
            Course plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 40; i++)
            {
                reading += step;
                plausibility.AddAfter(everyMs, reading);
                Assert.AreEqual("", Rows.Words(plausibility.Rows), "conversion " + i.ToString());
            }
        }

        [TestMethod]
        [DataRow(80, 22)]
        [DataRow(120, 34)]
        [DataRow(180, 52)]
        public void A_ramp_of_2_2_degrees_a_second_is_a_move_at_any_spacing(int everyMs, int step)
        {
            Course plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 20; i++)
            {
                reading += step;
                plausibility.AddAfter(everyMs, reading);
            }

            Assert.AreEqual("PROBE_MOVED", Rows.Words(plausibility.Rows));
        }

        [TestMethod]
        public void Late_ticks_in_a_rise_of_tissue_are_no_move()
        {
            // 1.4 degC/s, with a gap of 50 ms now and then.
            Course plausibility = Settled();
            long beganMs = plausibility.NowMs;
            for (int i = 0; i < 60; i++)
            {
                long nowMs = plausibility.NowMs + (i % 3 == 0 ? 150 : i % 3 == 1 ? 50 : 100);
                plausibility.AddAfter((int)(nowMs - plausibility.NowMs), Base + (int)((nowMs - beganMs) * 179 / 1000));
                Assert.AreEqual("", Rows.Words(plausibility.Rows), "conversion " + i.ToString());
            }
        }

        // What the median stood at a second ago is the newest that is a second old.
        [TestMethod]
        [DataRow(10, Reading.None)]
        [DataRow(11, 0)]
        [DataRow(12, 0)]
        [DataRow(13, 16)]
        [DataRow(20, 128)]
        [DataRow(23, 160)]
        [DataRow(40, 160)]
        public void The_change_is_over_one_second(int conversions, int expected)
        {
            // Medians stand from the third conversion on; one at 100 ms each, and 16 counts a conversion from the eleventh.
            Course plausibility = new Course();
            for (int i = 0; i < conversions + 2; i++) plausibility.Add(i < 12 ? Base : Base + (i - 11) * 16);
            Assert.AreEqual(expected, plausibility.Change);
        }

        [TestMethod]
        [DataRow(1000, 160)]
        [DataRow(999, 160)]
        [DataRow(1001, 160)]
        public void A_gap_of_a_second_still_has_a_change(int gapMs, int expected)
        {
            Course plausibility = Settled();
            plausibility.Add(Base + 160);
            plausibility.AddAfter(gapMs, Base + 160);
            Assert.AreEqual(expected, plausibility.Change);
        }

        [TestMethod]
        public void The_fastest_conversions_of_two_seconds_keep_their_second()
        {
            // 82 ms apart: thirteen in a second, and a ring of sixteen goes round.
            Course plausibility = new Course();
            for (int i = 0; i < 60; i++)
            {
                plausibility.AddAfter(82, Base + i);
                if (i >= 15) Assert.AreEqual(13, plausibility.Change, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void After_a_break_the_change_is_not_known_for_a_second()
        {
            Course plausibility = Settled();
            Assert.AreEqual(0, plausibility.Change);
            plausibility.Break();
            for (int i = 0; i < 12; i++)
            {
                plausibility.Add(Base);
                Assert.AreEqual(Reading.None, plausibility.Change, "conversion " + i.ToString());
            }

            plausibility.Add(Base);
            Assert.AreEqual(0, plausibility.Change);
        }

        private static Course Settled()
        {
            Course plausibility = new Course();
            for (int i = 0; i < 15; i++) plausibility.Add(Base - (i & 1));
            for (int i = 0; i < 12; i++) plausibility.Add(Base);
            return plausibility;
        }

        /// <summary>Conversions in the course of time, 100 ms apart unless said otherwise.</summary>
        private sealed class Course
        {
            private readonly Plausibility _plausibility = new Plausibility();

            public long NowMs { get; private set; } = 10000;

            public int Rows => _plausibility.Rows;

            public int Median => _plausibility.Median;

            public int Change => _plausibility.ChangeCounts;

            public void Add(int tipCounts)
            {
                AddAfter(100, tipCounts);
            }

            public void AddAfter(int ms, int tipCounts)
            {
                NowMs += ms;
                _plausibility.Add(tipCounts, NowMs);
            }

            public void Break()
            {
                _plausibility.Break();
            }
        }
    }
}
