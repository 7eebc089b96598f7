using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Readings;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Readings
{
    [TestClass]
    public class SamplerTests
    {
        private const int FaultLow = Levels.DataReady | Levels.Arm;
        private const long Start = 10000;

        [TestMethod]
        public void A_chip_that_was_not_configured_is_left_alone()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Sample(0, 5000);
            Assert.AreEqual(0, chip.Transfers);
            Assert.IsFalse(sampler.WasRead);
            Assert.IsFalse(sampler.HasConversion);
            Assert.IsTrue(sampler.IsStale(5000));
        }

        [TestMethod]
        public void Data_ready_is_a_conversion()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 50);
            Assert.IsTrue(sampler.WasRead);
            Assert.IsTrue(sampler.HasConversion);
        }

        [TestMethod]
        public void Fault_is_read_and_is_no_conversion()
        {
            Sampler sampler = Started();
            sampler.Sample(FaultLow, Start + 50);
            Assert.IsTrue(sampler.WasRead);
            Assert.IsFalse(sampler.HasConversion);
        }

        [TestMethod]
        public void A_tick_with_nothing_to_read_forgets_the_read_before()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 50);
            sampler.Sample(Inputs.Rest, Start + 100);
            Assert.IsFalse(sampler.WasRead);
            Assert.IsFalse(sampler.HasConversion);
        }

        [TestMethod]
        [DataRow(149, false)]
        [DataRow(150, true)]
        public void After_150_ms_the_chip_is_read_unasked(int sinceMs, bool expected)
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Rest, Start + sinceMs);
            Assert.AreEqual(expected, sampler.WasRead);
            Assert.IsFalse(sampler.HasConversion);
        }

        [TestMethod]
        public void The_150_ms_run_from_the_last_read()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 100);
            sampler.Sample(Inputs.Rest, Start + 249);
            Assert.IsFalse(sampler.WasRead);
            sampler.Sample(Inputs.Rest, Start + 250);
            Assert.IsTrue(sampler.WasRead);
        }

        [TestMethod]
        public void A_read_brings_the_image()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            chip.Convert();
            sampler.Sample(Inputs.Ready, Start + 50);
            Assert.AreEqual(37 * 128, sampler.Image.TipCounts);
        }

        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(299, false)]
        [DataRow(300, true)]
        public void The_first_conversion_may_take_less_than_300_ms(int sinceMs, bool expected)
        {
            Assert.AreEqual(expected, Started().IsStale(Start + sinceMs));
        }

        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(199, false)]
        [DataRow(200, true)]
        public void Later_ones_may_take_less_than_200_ms(int sinceMs, bool expected)
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 50);
            Assert.AreEqual(expected, sampler.IsStale(Start + 50 + sinceMs));
        }

        [TestMethod]
        public void A_read_without_a_conversion_does_not_refresh()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 50);
            sampler.Sample(FaultLow, Start + 200);
            Assert.IsTrue(sampler.IsStale(Start + 250));
        }

        // Requirement: SR-STALE
        [TestMethod]
        public void Data_ready_that_stays_low_is_stuck_at_the_third_tick()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 50);
            Assert.IsTrue(sampler.HasConversion, "first tick");
            sampler.Sample(Inputs.Ready, Start + 100);
            Assert.IsTrue(sampler.HasConversion, "second tick");
            sampler.Sample(Inputs.Ready, Start + 150);
            Assert.IsFalse(sampler.HasConversion, "third tick");
            Assert.IsTrue(sampler.WasRead, "third tick");
            sampler.Sample(Inputs.Ready, Start + 200);
            Assert.IsFalse(sampler.HasConversion, "fourth tick");
            sampler.Sample(Inputs.Rest, Start + 250);
            sampler.Sample(Inputs.Ready, Start + 300);
            Assert.IsTrue(sampler.HasConversion, "after it was high");
        }

        // Three conversions in three ticks running are two conversions apart: the data sheet's shortest are 82 ms each.
        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(50, 50, 59, false)]
        [DataRow(50, 50, 60, true)]
        [DataRow(60, 50, 50, true)]
        [DataRow(50, 60, 50, true)]
        [DataRow(59, 50, 50, false)]
        public void Data_ready_in_three_late_ticks_is_three_conversions(int first, int second, int third, bool expected)
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Rest, Start + 50);
            sampler.Sample(Inputs.Rest, Start + 100);
            long nowMs = Start + 100 + first;
            sampler.Sample(Inputs.Ready, nowMs);
            Assert.IsTrue(sampler.HasConversion, "first");
            sampler.Sample(Inputs.Ready, nowMs + second);
            Assert.IsTrue(sampler.HasConversion, "second");
            sampler.Sample(Inputs.Ready, nowMs + second + third);
            Assert.AreEqual(expected, sampler.HasConversion, "third");
        }

        [TestMethod]
        public void An_open_test_is_asked_for_in_every_third_conversion()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            for (int i = 1; i <= 9; i++)
            {
                sampler.Sample(Inputs.Ready, Start + i * 100);
                sampler.RequestOpenTest();
                sampler.Sample(Inputs.Rest, Start + i * 100 + 50);
                sampler.RequestOpenTest();
                chip.Convert();
                Assert.AreEqual(i / 3, chip.OpenTests, "conversion " + i.ToString());
            }
        }

        [TestMethod]
        public void Configuring_counts_open_tests_and_the_first_conversion_anew()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            for (int i = 1; i <= 2; i++)
            {
                sampler.Sample(Inputs.Ready, Start + i * 50);
                sampler.RequestOpenTest();
            }

            sampler.Configure(Start + 1000);
            Assert.IsFalse(sampler.IsStale(Start + 1299));
            Assert.IsTrue(sampler.IsStale(Start + 1300));
            sampler.Sample(Inputs.Rest, Start + 1149);
            Assert.IsFalse(sampler.WasRead, "the unasked read counts from the configuration");
            sampler.Sample(Inputs.Ready, Start + 1150);
            sampler.RequestOpenTest();
            chip.Convert();
            Assert.AreEqual(0, chip.OpenTests);
        }

        private static Sampler Over(ScriptedChip chip)
        {
            return new Sampler(new Max31856Chip(chip, new ChipConfiguration(false, false)));
        }

        private static Sampler Started()
        {
            Sampler sampler = Over(new ScriptedChip());
            sampler.Configure(Start);
            return sampler;
        }
    }
}
