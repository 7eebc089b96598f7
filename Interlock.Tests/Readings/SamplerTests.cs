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
        private const long Start = 10000;

        [TestMethod]
        public void A_chip_that_was_not_configured_is_left_alone()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Sample(0, 5000);
            Assert.AreEqual(0, chip.Transfers);
            Expect(sampler, false, false);
            Assert.IsTrue(sampler.IsStale(5000));
            Assert.IsFalse(sampler.IsRunning);
        }

        [TestMethod]
        public void Data_ready_is_a_conversion()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 20);
            Expect(sampler, true, true);
        }

        [TestMethod]
        public void A_fall_of_FAULT_is_read_and_is_no_conversion()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.FaultLow, Start + 20);
            Expect(sampler, true, false);
        }

        [TestMethod]
        public void FAULT_low_at_the_first_look_has_fallen()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            sampler.Sample(Inputs.FaultLow, Start);
            Expect(sampler, true, false);
        }

        // A read that DRDY did not ask for can swallow a conversion that ends just before it.
        [TestMethod]
        public void FAULT_that_stays_low_asks_for_no_second_read()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.FaultLow, Start + 20);
            sampler.Sample(Inputs.FaultLow, Start + 40);
            Expect(sampler, false, false);
            sampler.Sample(Inputs.Rest, Start + 60);
            Expect(sampler, false, false);
            sampler.Sample(Inputs.FaultLow, Start + 80);
            Expect(sampler, true, false);
        }

        [TestMethod]
        public void The_second_chip_of_a_box_has_bits_of_its_own()
        {
            const int ready = 0x200;
            const int fault = 0x400;
            Sampler sampler = new Sampler(new Max31856Chip(new ScriptedChip(), new ChipConfiguration(false, false)), ready, fault);
            sampler.Configure(Start);
            sampler.Sample(ready | fault, Start + 20);
            Expect(sampler, false, false);
            sampler.Sample(ready | Inputs.Rest, Start + 40);
            Expect(sampler, true, false);
            sampler.Sample(fault | Inputs.Rest, Start + 60);
            Expect(sampler, true, true);
        }

        [TestMethod]
        public void A_tick_with_nothing_to_read_forgets_the_read_before()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 20);
            sampler.Sample(Inputs.Rest, Start + 40);
            Expect(sampler, false, false);
        }

        [TestMethod]
        [DataRow(129, false)]
        [DataRow(130, true)]
        public void After_130_ms_the_chip_is_read_unasked(int sinceMs, bool expected)
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Rest, Start + sinceMs);
            Expect(sampler, expected, false);
        }

        [TestMethod]
        public void The_130_ms_run_from_the_last_read()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 100);
            sampler.Sample(Inputs.Rest, Start + 229);
            Expect(sampler, false, false);
            sampler.Sample(Inputs.Rest, Start + 230);
            Expect(sampler, true, false);
            sampler.Sample(Inputs.Rest, Start + 359);
            Expect(sampler, false, false);
            sampler.Sample(Inputs.Rest, Start + 360);
            Expect(sampler, true, false);
        }

        [TestMethod]
        public void A_read_brings_the_image()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            chip.ColdJunctionCounts = 1500;
            chip.Convert();
            sampler.Sample(Inputs.Ready, Start + 20);
            Assert.AreEqual(37 * 128, sampler.Image.TipCounts);
            Assert.AreEqual(37 * 128, sampler.Reading.TipCounts);
            Assert.AreEqual(1500, sampler.Reading.ColdJunctionCounts);
            Assert.AreEqual(0, sampler.Reading.Status);
            Assert.IsTrue(sampler.Reading.IsWhole, "whole");
            Assert.IsTrue(sampler.Reading.IsConfirmed, "confirmed");
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
            sampler.Sample(Inputs.Ready, Start + 20);
            Assert.AreEqual(expected, sampler.IsStale(Start + 20 + sinceMs));
        }

        [TestMethod]
        public void A_read_without_a_conversion_does_not_refresh()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 20);
            sampler.Sample(Inputs.FaultLow, Start + 180);
            Assert.IsTrue(sampler.IsStale(Start + 220));
        }

        // Requirement: SR-STALE
        // Its conversion may have been swallowed by the read: two slow ones and an open test are 223 ms.
        [TestMethod]
        public void A_read_that_was_asked_for_gives_the_next_conversion_the_time_of_a_first()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 20);
            sampler.AskRead();
            sampler.Sample(Inputs.Rest, Start + 40);
            Expect(sampler, true, false);
            Assert.IsFalse(sampler.IsStale(Start + 20 + 299));
            Assert.IsTrue(sampler.IsStale(Start + 20 + 300));
            sampler.Sample(Inputs.Ready, Start + 260);
            Assert.IsFalse(sampler.IsStale(Start + 260 + 199));
            Assert.IsTrue(sampler.IsStale(Start + 260 + 200));
        }

        [TestMethod]
        public void Data_ready_that_stays_low_is_stuck_at_the_third_tick()
        {
            Sampler sampler = Started();
            sampler.Sample(Inputs.Ready, Start + 20);
            Expect(sampler, true, true);
            sampler.Sample(Inputs.Ready, Start + 40);
            Expect(sampler, true, true);
            sampler.Sample(Inputs.Ready, Start + 60);
            Expect(sampler, true, false);
            sampler.Sample(Inputs.Ready, Start + 80);
            Expect(sampler, true, false);
            sampler.Sample(Inputs.Rest, Start + 100);
            sampler.Sample(Inputs.Ready, Start + 120);
            Expect(sampler, true, true);
        }

        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(219, false)]
        [DataRow(220, true)]
        public void Of_a_data_ready_that_is_stuck_only_the_first_fall_counts(int sinceMs, bool expected)
        {
            Sampler sampler = Started();
            for (int ms = 20; ms <= 200; ms += 20) sampler.Sample(Inputs.Ready, Start + ms);
            Assert.AreEqual(expected, sampler.IsStale(Start + sinceMs));
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
            sampler.Sample(Inputs.Rest, Start + 20);
            sampler.Sample(Inputs.Rest, Start + 40);
            long nowMs = Start + 40 + first;
            sampler.Sample(Inputs.Ready, nowMs);
            Assert.IsTrue(sampler.Reading.IsConversion, "first");
            sampler.Sample(Inputs.Ready, nowMs + second);
            Assert.IsTrue(sampler.Reading.IsConversion, "second");
            sampler.Sample(Inputs.Ready, nowMs + second + third);
            Assert.AreEqual(expected, sampler.Reading.IsConversion, "third");
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
                sampler.RequestOpenTest(false);
                sampler.Sample(Inputs.Rest, Start + i * 100 + 20);
                sampler.RequestOpenTest(false);
                chip.Convert();
                Assert.AreEqual(i / 3, chip.OpenTests, "conversion " + i.ToString());
            }
        }

        // Requirement: SR-OPEN
        [TestMethod]
        public void While_the_probe_is_not_known_to_be_closed_every_conversion_is_tested()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            for (int i = 1; i <= 4; i++)
            {
                sampler.Sample(Inputs.Ready, Start + i * 100);
                sampler.RequestOpenTest(true);
                chip.Convert();
                Assert.AreEqual(i, chip.OpenTests, "conversion " + i.ToString());
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
                sampler.Sample(Inputs.Ready, Start + i * 20);
                sampler.RequestOpenTest(false);
            }

            sampler.Configure(Start + 1000);
            Assert.IsFalse(sampler.Reading.IsWhole, "nothing is known of what was just written");
            Assert.IsFalse(sampler.IsStale(Start + 1299));
            Assert.IsTrue(sampler.IsStale(Start + 1300));
            sampler.Sample(Inputs.Rest, Start + 1129);
            Assert.IsFalse(sampler.Reading.WasRead, "the unasked read counts from the configuration");
            sampler.Sample(Inputs.Ready, Start + 1130);
            sampler.RequestOpenTest(false);
            chip.Convert();
            Assert.AreEqual(0, chip.OpenTests);
        }

        // What is written must come back, so that a dead MOSI is found within 1.5 s.
        // Requirement: SR-BUS
        [TestMethod]
        public void The_alternating_register_is_written_every_500_ms_after_a_conversion()
        {
            ScriptedChip chip = new ScriptedChip();
            Sampler sampler = Over(chip);
            sampler.Configure(Start);
            Assert.AreEqual(0x7F, chip.Holds(Register.ColdJunctionHigh));
            sampler.Sample(Inputs.Ready, Start + 499);
            sampler.Alternate(Start + 499);
            Assert.AreEqual(0x7F, chip.Holds(Register.ColdJunctionHigh));
            sampler.Sample(Inputs.Rest, Start + 520);
            sampler.Alternate(Start + 520);
            Assert.AreEqual(0x7F, chip.Holds(Register.ColdJunctionHigh), "not without a conversion");
            sampler.Sample(Inputs.Ready, Start + 600);
            sampler.Alternate(Start + 600);
            Assert.AreEqual(0x7E, chip.Holds(Register.ColdJunctionHigh));
            sampler.Sample(Inputs.Ready, Start + 1099);
            Assert.IsTrue(sampler.Reading.IsWhole, "the other value is expected");
            sampler.Alternate(Start + 1099);
            Assert.AreEqual(0x7E, chip.Holds(Register.ColdJunctionHigh));
            sampler.Sample(Inputs.Ready, Start + 1200);
            sampler.Alternate(Start + 1200);
            Assert.AreEqual(0x7F, chip.Holds(Register.ColdJunctionHigh));
        }

        [TestMethod]
        public void An_image_that_is_whole_and_clean_is_read_once()
        {
            Bus bus = new Bus();
            bus.Convert();
            Assert.AreEqual(1, bus.Bursts);
            Assert.IsTrue(bus.Reading.IsWhole && bus.Reading.IsConfirmed);
        }

        // An image by which alone the box could trip is read again. GarbledBursts: bit 0 is the first burst of the tick.
        // Requirement: SR-BUS
        [TestMethod]
        [DataRow(0x1, false, 3, true, true)]
        [DataRow(0x2, false, 1, true, true)]
        [DataRow(0x3, false, 2, true, false)]
        [DataRow(0x5, false, 3, true, false)]
        [DataRow(0x3, true, 3, false, false)]
        [DataRow(0x7, true, 3, false, false)]
        [DataRow(0x5, true, 3, false, false)]
        public void Two_reads_alike_are_believed(int garbled, bool anew, int bursts, bool isConfirmed, bool isWhole)
        {
            Bus bus = new Bus();
            bus.Chip.GarbledRegister = Register.Mask;
            bus.Chip.GarbledBursts = garbled;
            bus.Chip.GarblesAnew = anew;
            bus.Convert();
            Assert.AreEqual(bursts, bus.Bursts, "bursts");
            Assert.AreEqual(isConfirmed, bus.Reading.IsConfirmed, "confirmed");
            Assert.AreEqual(isWhole, bus.Reading.IsWhole, "whole");
        }

        [TestMethod]
        [DataRow(Status.Open, 3)]
        [DataRow(Status.Voltage, 3)]
        [DataRow(Status.ThermocoupleLow, 3)]
        [DataRow(Status.ThermocoupleRange, 3)]
        [DataRow(Status.ColdJunctionRange, 3)]
        [DataRow(Status.ThermocoupleHigh, 1)]
        [DataRow(Status.ColdJunctionLow, 1)]
        [DataRow(Status.ColdJunctionHigh, 1)]
        public void A_status_bit_that_trips_alone_is_read_again(int bit, int bursts)
        {
            Bus bus = new Bus();
            bus.Chip.GarbledRegister = Register.Status;
            bus.Chip.GarbledBits = bit;
            bus.Chip.GarbledBursts = 1;
            bus.Convert();
            Assert.AreEqual(bursts, bus.Bursts);
            Assert.AreEqual(bursts == 1 ? bit : 0, bus.Reading.Status);
        }

        [TestMethod]
        public void A_status_that_is_true_is_read_twice_and_believed()
        {
            Bus bus = new Bus();
            bus.Chip.RangeBits = Status.ThermocoupleRange;
            bus.Convert();
            Assert.AreEqual(2, bus.Bursts);
            Assert.IsTrue(bus.Reading.IsConfirmed && bus.Reading.IsWhole);
            Assert.AreEqual(Status.ThermocoupleRange, bus.Reading.Status);
        }

        [TestMethod]
        public void Of_two_reads_alike_the_newer_is_kept()
        {
            Bus bus = new Bus();
            bus.Chip.RangeBits = Status.ThermocoupleRange;
            bus.Convert();
            int older = bus.Reading.TipCounts;
            bus.Chip.TipCounts += 640;
            bus.Convert();
            Assert.AreEqual(older + 640, bus.Reading.TipCounts);
            Assert.AreEqual(older + 640, bus.Sampler.Image.TipCounts);
        }

        // Conversions from the oldest to the newest: 1 where the reads contradicted each other.
        // Requirement: SR-BUS
        [TestMethod]
        [DataRow("11", false)]
        [DataRow("111", true)]
        [DataRow("10100001", true)]
        [DataRow("101000001", false)]
        [DataRow("11000001", true)]
        [DataRow("110000001", false)]
        [DataRow("1010101", true)]
        [DataRow("11100000", true)]
        [DataRow("111000000", false)]
        [DataRow("1110000001", false)]
        [DataRow("1001001001001", true)]
        [DataRow("100010001000100010001", false)]
        public void Three_of_eight_conversions_with_reads_that_differ_are_a_noisy_bus(string conversions, bool expected)
        {
            Bus bus = new Bus();
            bus.Chip.GarbledRegister = Register.Configuration1;
            for (int i = 0; i < conversions.Length; i++)
            {
                bus.Chip.GarbledBursts = conversions[i] == '1' ? 1 : 0;
                bus.Convert();
                Assert.IsTrue(bus.Reading.IsWhole, "conversion " + i.ToString());
            }

            Assert.AreEqual(expected, bus.Sampler.IsBusNoisy);
        }

        [TestMethod]
        public void Reads_without_a_conversion_are_not_counted_as_noise()
        {
            Bus bus = new Bus();
            for (int i = 0; i < 10; i++)
            {
                bus.Chip.GarbledBursts = 1;
                bus.ReadUnasked();
            }

            Assert.IsFalse(bus.Sampler.IsBusNoisy);
        }

        private static void Expect(Sampler sampler, bool wasRead, bool isConversion)
        {
            Assert.AreEqual(wasRead, sampler.Reading.WasRead, "read");
            Assert.AreEqual(isConversion, sampler.Reading.IsConversion, "conversion");
        }

        private static Sampler Over(ScriptedChip chip)
        {
            return new Sampler(new Max31856Chip(chip, new ChipConfiguration(false, false)), Levels.DataReady, Levels.Fault);
        }

        private static Sampler Started()
        {
            Sampler sampler = Over(new ScriptedChip());
            sampler.Configure(Start);
            return sampler;
        }

        /// <summary>A sampler whose bus garbles bursts as a test says.</summary>
        private sealed class Bus
        {
            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly Sampler Sampler;
            private long _nowMs = Start;
            private int _burstsBefore;

            public Bus()
            {
                Chip.Noise = 0;
                Sampler = Over(Chip);
                Sampler.Configure(_nowMs);
            }

            public Reading Reading => Sampler.Reading;

            /// <summary>Bursts of the last tick.</summary>
            public int Bursts => Chip.Bursts - _burstsBefore;

            public void Convert()
            {
                Chip.Convert();
                Tick(Inputs.Ready);
            }

            public void ReadUnasked()
            {
                Tick(Inputs.Rest);
            }

            private void Tick(int levels)
            {
                _nowMs += 140;
                _burstsBefore = Chip.Bursts;
                Sampler.Sample(levels, _nowMs);
            }
        }
    }
}
