using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    // Requirement: SR-COAST
    [TestClass]
    public class CoastTests
    {
        private const int Body = 37 * 128;
        private const int ConversionMs = 100;
        private const int PerMinute = 60000 / ConversionMs;

        // 24 s of the slope, and 18 more and a tenth of a degree as its width; from 0.08 degC/s on no more.
        [TestMethod]
        [DataRow(10, 30, 34)]
        [DataRow(40, 122, 104)]
        [DataRow(80, 245, 196)]
        [DataRow(120, 245, 196)]
        [DataRow(300, 245, 196)]
        public void The_expected_peak_and_its_width_follow_from_the_slope(int milliDegreesPerSecond, int coast, int width)
        {
            Coast expected = new Coast(CoastRule.Off);
            for (int i = 0; i < 300; i++) expected.Add(Body + Risen(milliDegreesPerSecond, i), i * ConversionMs);
            // A level is as old as its middle block's middle.
            AssertNear(Body + Risen(milliDegreesPerSecond, 292) + coast, expected.PeakCounts, 6);
            AssertNear(width, expected.WidthCounts, 6);
        }

        [TestMethod]
        public void Nothing_is_expected_while_the_slope_is_not_known()
        {
            Coast coast = new Coast(CoastRule.Cautious);
            for (int i = 0; i < 27 * 5 - 1; i++)
            {
                coast.Add(Body + i / 4, i * ConversionMs);
                Assert.AreEqual(Reading.None, coast.PeakCounts);
            }

            coast.Add(Body + 34, (27 * 5 - 1) * ConversionMs);
            Assert.IsTrue(coast.PeakCounts > Body + 30);
        }

        // From the level at which the expected coast reaches the limit, a level is late by 1.1 s and judged every 0.5 s.
        [TestMethod]
        [DataRow(15)]
        [DataRow(40)]
        [DataRow(100)]
        [DataRow(300)]
        [DataRow(700)]
        public void A_rise_trips_when_tip_and_coast_reach_the_limit(int milliDegreesPerSecond)
        {
            int tripped = TipAtTrip(CoastRule.Cautious, milliDegreesPerSecond, false);
            int expected = Limits.LimitCounts - Coast.MostCounts(milliDegreesPerSecond);
            int late = milliDegreesPerSecond * 17 / 10 * 128 / 1000;
            AssertNear(expected + late / 2, tripped, late / 2 + 8);
        }

        [TestMethod]
        [DataRow(15)]
        [DataRow(40)]
        [DataRow(100)]
        public void Measured_trips_at_what_is_expected_and_cautious_at_the_end_of_its_width(int milliDegreesPerSecond)
        {
            int measured = TipAtTrip(CoastRule.Measured, milliDegreesPerSecond, false);
            int width = measured - TipAtTrip(CoastRule.Cautious, milliDegreesPerSecond, false);
            int expected = Coast.MostCounts(milliDegreesPerSecond) - Limits.LimitCounts + measured;
            AssertNear(expected, width, 20);
        }

        [TestMethod]
        [DataRow(15)]
        [DataRow(40)]
        [DataRow(100)]
        [DataRow(300)]
        public void Noise_moves_the_trip_by_less_than_a_quarter_of_a_degree(int milliDegreesPerSecond)
        {
            int difference = TipAtTrip(CoastRule.Cautious, milliDegreesPerSecond, true) - TipAtTrip(CoastRule.Cautious, milliDegreesPerSecond, false);
            AssertNear(0, difference, 28 + milliDegreesPerSecond / 8);
        }

        [TestMethod]
        [DataRow(Body, 180)]
        [DataRow(40 * 128, 60)]
        [DataRow(41 * 128 + 32, 60)]
        public void A_tip_at_rest_does_not_trip_with_hours_of_noise(int tipCounts, int minutes)
        {
            Coast coast = new Coast(CoastRule.Cautious);
            ChipNoise noise = new ChipNoise(tipCounts);
            int rows = 0;
            for (int i = 0; i < minutes * PerMinute; i++)
            {
                coast.Add(tipCounts + noise.Next(), i * ConversionMs);
                rows |= coast.Rows;
            }

            Assert.AreEqual(0, rows);
        }

        // What an antenna does to a thermocouple: 5 degC and more, in one conversion or divided between two.
        [TestMethod]
        [DataRow(640, 0)]
        [DataRow(320, 320)]
        [DataRow(2560, 2560)]
        [DataRow(-640, 0)]
        public void Spikes_do_not_trip(int first, int second)
        {
            Coast coast = new Coast(CoastRule.Cautious);
            ChipNoise noise = new ChipNoise(first);
            int rows = 0;
            for (int i = 0; i < 60 * PerMinute; i++)
            {
                int place = i % 97;
                int spike = place == 0 ? first : place == 1 ? second : 0;
                coast.Add(41 * 128 + noise.Next() + spike, i * ConversionMs);
                rows |= coast.Rows;
            }

            Assert.AreEqual(0, rows);
        }

        [TestMethod]
        public void Spikes_on_a_slow_rise_do_not_trip_before_its_time()
        {
            Coast coast = new Coast(CoastRule.Cautious);
            ChipNoise noise = new ChipNoise(3);
            int i = 0;
            int tip = Body;
            while (coast.Rows == 0)
            {
                tip = Body + i * 2 * ConversionMs * 128 / 100000;
                coast.Add(tip + noise.Next() + (i % 97 < 2 ? 320 : 0), i * ConversionMs);
                i++;
            }

            int expected = Limits.LimitCounts - Coast.MostCounts(20);
            AssertNear(expected, tip, 28);
        }

        [TestMethod]
        public void A_tip_that_cools_does_not_trip_whatever_it_is()
        {
            Coast coast = new Coast(CoastRule.Cautious);
            for (int i = 0; i < 100 * 10; i++)
            {
                coast.Add(44 * 128 - i / 2, i * ConversionMs);
                Assert.AreEqual(0, coast.Rows);
            }
        }

        [TestMethod]
        public void The_row_ends_when_the_rise_does()
        {
            Coast coast = new Coast(CoastRule.Cautious);
            int conversions = Rise(coast, 100, 41 * 128 + 64, 0);
            Assert.AreEqual(TripTable.CoastExpected, coast.Rows);
            for (int i = 0; i < 200; i++) coast.Add(41 * 128 + 64, (conversions + i) * ConversionMs);
            Assert.AreEqual(0, coast.Rows);
        }

        [TestMethod]
        public void A_gentle_slope_is_judged_after_27_blocks_and_a_steep_one_after_7()
        {
            Assert.AreEqual(27 * 5, ConversionsToRow(41 * 128 + 64, 40));
            Assert.AreEqual(7 * 5, ConversionsToRow(41 * 128, 300));
        }

        [TestMethod]
        public void A_break_forgets_the_run()
        {
            Coast coast = new Coast(CoastRule.Cautious);
            int conversions = Rise(coast, 100, 41 * 128 + 64, 0);
            coast.Break();
            Assert.AreEqual(0, coast.Rows);
            for (int i = 0; i < 34; i++)
            {
                coast.Add(41 * 128 + 4 * i, (conversions + i) * ConversionMs);
                Assert.AreEqual(0, coast.Rows);
            }

            coast.Add(41 * 128 + 4 * 34, (conversions + 34) * ConversionMs);
            Assert.AreEqual(TripTable.CoastExpected, coast.Rows);
        }

        // Opened at 0.04 degC/s. A coast of 1.2 degC is 30 s of the slope, of which the next has five eighths. In another foramen
        // nothing is known: 24 s. A coast that saline or a slipped needle hid counts as 12 s.
        [TestMethod]
        [DataRow(154, true, 96, 31)]
        [DataRow(154, false, 122, 104)]
        [DataRow(-200, true, 38, 19)]
        public void The_lesion_teaches_by_the_coast_that_came(int coastCounts, bool isSameLesion, int expected, int width)
        {
            Coast coast = new Coast(CoastRule.Off);
            int i = Taught(coast, 40, coastCounts, isSameLesion);
            RiseAgain(coast, ref i, 40);
            AssertNear(Level(40, i) + expected, coast.PeakCounts, 8);
            AssertNear(width, coast.WidthCounts, 5);
        }

        [TestMethod]
        public void A_coast_that_is_still_coming_when_the_line_closes_teaches_nothing()
        {
            Coast coast = new Coast(CoastRule.Off);
            int i = Rise(coast, 40, Body + 400, 0);
            coast.Open();
            coast.Close(true);
            Hold(coast, ref i, Body, 300);
            RiseAgain(coast, ref i, 40);
            AssertNear(Level(40, i) + 122, coast.PeakCounts, 6);
        }

        [TestMethod]
        public void The_longest_coast_of_a_lesion_stands()
        {
            Coast coast = new Coast(CoastRule.Off);
            int i = Taught(coast, 40, 154, true);
            RiseAgain(coast, ref i, 40);
            coast.Open();
            Hold(coast, ref i, Level(40, i) + 80, 100);
            Hold(coast, ref i, Body, 300);
            coast.Close(true);
            RiseAgain(coast, ref i, 40);
            AssertNear(Level(40, i) + 154 * 5 / 8, coast.PeakCounts, 8);
        }

        private static void AssertNear(int expected, int found, int within)
        {
            int off = found - expected;
            Assert.IsTrue(off <= within && off >= -within, found.ToString() + ", expected " + expected.ToString());
        }

        private static int _risingFrom;

        /// <summary>A rise, an opening, its coast, a rest at body temperature, and ARMED.</summary>
        private static int Taught(Coast coast, int milliDegreesPerSecond, int coastCounts, bool isSameLesion)
        {
            int i = Rise(coast, milliDegreesPerSecond, Body + 400, 0);
            coast.Open();
            Hold(coast, ref i, Body + 400 + coastCounts, 100);
            Hold(coast, ref i, Body, 300);
            coast.Close(isSameLesion);
            return i;
        }

        /// <summary>Another rise, of 30 s.</summary>
        private static void RiseAgain(Coast coast, ref int i, int milliDegreesPerSecond)
        {
            _risingFrom = i;
            for (int end = i + 300; i < end; i++) coast.Add(Body + Risen(milliDegreesPerSecond, i - _risingFrom), i * ConversionMs);
        }

        /// <summary>The level of that rise, which is 0.8 s old on average.</summary>
        private static int Level(int milliDegreesPerSecond, int i)
        {
            return Body + Risen(milliDegreesPerSecond, i - _risingFrom - 8);
        }

        private static void Hold(Coast coast, ref int i, int counts, int conversions)
        {
            for (int end = i + conversions; i < end; i++) coast.Add(counts, i * ConversionMs);
        }

        private static int ConversionsToRow(int fromCounts, int milliDegreesPerSecond)
        {
            Coast coast = new Coast(CoastRule.Cautious);
            for (int i = 0; i < 1000; i++)
            {
                coast.Add(fromCounts + Risen(milliDegreesPerSecond, i), i * ConversionMs);
                if (coast.Rows != 0) return i + 1;
            }

            return 0;
        }

        private static int TipAtTrip(CoastRule rule, int milliDegreesPerSecond, bool isNoisy)
        {
            Coast coast = new Coast(rule);
            ChipNoise noise = new ChipNoise(milliDegreesPerSecond);
            int rest = 20 * 10;
            for (int i = 0; i < 100000; i++)
            {
                int tip = Body + (i < rest ? 0 : Risen(milliDegreesPerSecond, i - rest));
                coast.Add(tip + (isNoisy ? noise.Next() : 0), i * ConversionMs);
                if (coast.Rows != 0) return tip;
            }

            return 0;
        }

        /// <summary>Rises from body temperature to a temperature.</summary>
        /// <returns>The conversions that took.</returns>
        private static int Rise(Coast coast, int milliDegreesPerSecond, int toCounts, int fromConversion)
        {
            int i = fromConversion;
            int tip;
            do
            {
                tip = Body + Risen(milliDegreesPerSecond, i - fromConversion);
                coast.Add(tip, i * ConversionMs);
                i++;
            }
            while (tip < toCounts);
            return i;
        }

        private static int Risen(int milliDegreesPerSecond, int conversions)
        {
            return (int)((long)milliDegreesPerSecond * conversions * ConversionMs * 128 / 1000000);
        }
    }
}
