using Interlock.Firmware.Judgement;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class PlausibilityTests
    {
        private const int Base = 37 * 128;

        // Requirement: SR-FROZEN
        [TestMethod]
        [DataRow(31, Row.None)]
        [DataRow(32, Row.SensorFrozen)]
        [DataRow(33, Row.SensorFrozen)]
        public void The_32nd_identical_reading_is_frozen(int readings, int expected)
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < readings; i++) plausibility.Add(Base);
            Assert.AreEqual(expected, plausibility.Rows);
        }

        [TestMethod]
        public void Zero_is_not_taken_for_a_repetition_of_nothing()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 31; i++) plausibility.Add(0);
            Assert.AreEqual(Row.None, plausibility.Rows);
        }

        [TestMethod]
        public void One_other_reading_thaws()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 32; i++) plausibility.Add(Base);
            plausibility.Add(Base + 1);
            Assert.AreEqual(Row.None, plausibility.Rows);
            for (int i = 0; i < 30; i++) plausibility.Add(Base + 1);
            Assert.AreEqual(Row.None, plausibility.Rows, "31 identical readings");
            plausibility.Add(Base + 1);
            Assert.AreEqual(Row.SensorFrozen, plausibility.Rows, "32 identical readings");
        }

        [TestMethod]
        public void A_break_forgets_the_repetitions()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 32; i++) plausibility.Add(Base);
            plausibility.Break();
            Assert.AreEqual(Row.None, plausibility.Rows);
            Assert.AreEqual(Plausibility.Unknown, plausibility.Median);
            for (int i = 0; i < 31; i++) plausibility.Add(Base);
            Assert.AreEqual(Row.None, plausibility.Rows);
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
            Plausibility plausibility = new Plausibility();
            plausibility.Add(1000);
            plausibility.Add(a);
            plausibility.Add(b);
            plausibility.Add(c);
            Assert.AreEqual(expected, plausibility.Median);
        }

        [TestMethod]
        public void There_is_no_median_of_two()
        {
            Plausibility plausibility = new Plausibility();
            Assert.AreEqual(Plausibility.Unknown, plausibility.Median);
            plausibility.Add(1);
            plausibility.Add(2);
            Assert.AreEqual(Plausibility.Unknown, plausibility.Median);
            plausibility.Add(3);
            Assert.AreEqual(2, plausibility.Median);
        }

        [TestMethod]
        public void There_is_no_median_of_two_after_a_break()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 5; i++) plausibility.Add(i);
            plausibility.Break();
            plausibility.Add(8);
            plausibility.Add(8);
            Assert.AreEqual(Plausibility.Unknown, plausibility.Median);
            plausibility.Add(9);
            Assert.AreEqual(8, plausibility.Median);
        }

        // A step of so many counts, then conversions every second tick: the median follows with the second one.
        // Requirement: SR-MOVED
        [TestMethod]
        [DataRow(257, 6, Row.None)]
        [DataRow(257, 7, Row.ProbeMoved)]
        [DataRow(-257, 6, Row.None)]
        [DataRow(-257, 7, Row.ProbeMoved)]
        [DataRow(256, 9, Row.None)]
        [DataRow(-256, 9, Row.None)]
        public void A_step_of_more_than_2_degrees_for_6_conversions_is_a_moved_probe(int step, int conversions, int expected)
        {
            Plausibility plausibility = Settled();
            for (int i = 0; i < conversions; i++) Convert(plausibility, Base + step);
            Assert.AreEqual(expected, plausibility.Rows);
        }

        [TestMethod]
        public void A_step_is_judged_against_one_second_before_and_not_against_more()
        {
            // Half a degree a second for ten seconds is tissue.
            Plausibility plausibility = Settled();
            for (int i = 0; i < 100; i++)
            {
                Convert(plausibility, Base + i * 64 / 10);
                Assert.AreEqual(Row.None, plausibility.Rows, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void A_ramp_of_just_more_than_2_degrees_a_second_is_a_moved_probe()
        {
            Plausibility plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 20; i++)
            {
                reading += 26;
                Convert(plausibility, reading);
            }

            Assert.AreEqual(Row.ProbeMoved, plausibility.Rows);
        }

        [TestMethod]
        public void A_ramp_of_just_less_than_2_degrees_a_second_is_not()
        {
            Plausibility plausibility = Settled();
            int reading = Base;
            for (int i = 0; i < 40; i++)
            {
                reading += 25;
                Convert(plausibility, reading);
                Assert.AreEqual(Row.None, plausibility.Rows, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void Five_conversions_away_and_one_back_begin_to_count_again()
        {
            Plausibility plausibility = Settled();
            for (int i = 0; i < 6; i++) Convert(plausibility, Base + 300);
            Convert(plausibility, Base);
            Convert(plausibility, Base);
            Convert(plausibility, Base + 300);
            Convert(plausibility, Base + 300);
            Assert.AreEqual(Row.None, plausibility.Rows);
        }

        [TestMethod]
        public void A_move_is_over_after_a_second_at_rest()
        {
            Plausibility plausibility = Settled();
            for (int i = 0; i < 7; i++) Convert(plausibility, Base + 300);
            Assert.AreEqual(Row.ProbeMoved, plausibility.Rows);
            for (int i = 0; i < 10; i++) Convert(plausibility, Base + 300);
            Assert.AreEqual(Row.None, plausibility.Rows);
        }

        [TestMethod]
        public void A_break_forgets_a_move()
        {
            Plausibility plausibility = Settled();
            for (int i = 0; i < 6; i++) Convert(plausibility, Base + 300);
            plausibility.Break();
            for (int i = 0; i < 3; i++) Convert(plausibility, Base + 300);
            Assert.AreEqual(Row.None, plausibility.Rows);
        }

        [TestMethod]
        public void Nothing_has_moved_in_the_first_second()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 10; i++)
            {
                Convert(plausibility, i < 3 ? Base : Base + 1000);
                Assert.AreEqual(Row.None, plausibility.Rows);
            }
        }

        private static Plausibility Settled()
        {
            Plausibility plausibility = new Plausibility();
            for (int i = 0; i < 15; i++) Convert(plausibility, Base - (i & 1));
            for (int i = 0; i < 12; i++) Convert(plausibility, Base);
            return plausibility;
        }

        private static void Convert(Plausibility plausibility, int tipCounts)
        {
            plausibility.Add(tipCounts);
            plausibility.Tick();
            plausibility.Tick();
        }
    }
}
