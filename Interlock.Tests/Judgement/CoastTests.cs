using Interlock.Firmware;
using Interlock.Firmware.Judgement;
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

        [TestMethod]
        [DataRow(-500, 0)]
        [DataRow(0, 0)]
        [DataRow(5, 33)]
        [DataRow(10, 66)]
        [DataRow(20, 107)]
        [DataRow(25, 116)]
        [DataRow(30, 125)]
        [DataRow(60, 130)]
        [DataRow(100, 138)]
        [DataRow(200, 166)]
        [DataRow(400, 211)]
        [DataRow(800, 275)]
        [DataRow(5000, 275)]
        public void The_coast_follows_from_the_slope(int milliDegreesPerSecond, int counts)
        {
            Assert.AreEqual(counts, Coast.ExpectedCounts(milliDegreesPerSecond));
        }

        [TestMethod]
        public void A_steeper_slope_never_lets_expect_less()
        {
            for (int slope = -10; slope < 1000; slope++)
            {
                Assert.IsTrue(Coast.ExpectedCounts(slope + 1) >= Coast.ExpectedCounts(slope), "slope " + slope.ToString());
            }
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
            int tripped = TipAtTrip(milliDegreesPerSecond, false);
            int expected = Limits.LimitCounts - Coast.ExpectedCounts(milliDegreesPerSecond);
            int late = milliDegreesPerSecond * 17 / 10 * 128 / 1000;
            Assert.IsTrue(tripped >= expected - 5 && tripped <= expected + late + 5, "expected " + expected.ToString() + ", tripped at " + tripped.ToString());
        }

        [TestMethod]
        [DataRow(15)]
        [DataRow(40)]
        [DataRow(100)]
        [DataRow(300)]
        public void Noise_moves_the_trip_by_less_than_an_eighth_of_a_degree(int milliDegreesPerSecond)
        {
            int difference = TipAtTrip(milliDegreesPerSecond, true) - TipAtTrip(milliDegreesPerSecond, false);
            Assert.IsTrue(difference > -16 - milliDegreesPerSecond / 8 && difference < 16 + milliDegreesPerSecond / 8, difference.ToString());
        }

        [TestMethod]
        [DataRow(Body, 180)]
        [DataRow(40 * 128, 60)]
        [DataRow(41 * 128 + 32, 60)]
        public void A_tip_at_rest_does_not_trip_with_hours_of_noise(int tipCounts, int minutes)
        {
            Coast coast = new Coast();
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
            Coast coast = new Coast();
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
            Coast coast = new Coast();
            ChipNoise noise = new ChipNoise(3);
            int i = 0;
            int tip = Body;
            while (coast.Rows == 0)
            {
                tip = Body + i * 2 * ConversionMs * 128 / 100000;
                coast.Add(tip + noise.Next() + (i % 97 < 2 ? 320 : 0), i * ConversionMs);
                i++;
            }

            int expected = Limits.LimitCounts - Coast.ExpectedCounts(20);
            Assert.IsTrue(tip > expected - 20 && tip < expected + 20, "tripped at " + tip.ToString());
        }

        [TestMethod]
        public void A_tip_that_cools_does_not_trip_whatever_it_is()
        {
            Coast coast = new Coast();
            for (int i = 0; i < 100 * 10; i++)
            {
                coast.Add(44 * 128 - i / 2, i * ConversionMs);
                Assert.AreEqual(0, coast.Rows);
            }
        }

        [TestMethod]
        public void The_row_ends_when_the_rise_does()
        {
            Coast coast = new Coast();
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
            Coast coast = new Coast();
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

        private static int ConversionsToRow(int fromCounts, int milliDegreesPerSecond)
        {
            Coast coast = new Coast();
            for (int i = 0; i < 1000; i++)
            {
                coast.Add(fromCounts + Risen(milliDegreesPerSecond, i), i * ConversionMs);
                if (coast.Rows != 0) return i + 1;
            }

            return 0;
        }

        private static int TipAtTrip(int milliDegreesPerSecond, bool isNoisy)
        {
            Coast coast = new Coast();
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
