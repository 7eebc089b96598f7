using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class JudgeTests
    {
        private const int FaultLow = Levels.DataReady | Levels.Arm;

        [TestMethod]
        public void Before_the_chip_is_configured_the_reading_is_stale_and_unknown()
        {
            Bench bench = new Bench();
            bench.Sampler.Sample(Inputs.Ready, 50);
            Assert.AreEqual(Row.SensorStale, bench.Judge.JudgeReading(Inputs.Ready, 50));
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.TipCounts);
        }

        [TestMethod]
        public void A_trusted_reading_is_the_tip()
        {
            Bench bench = Bench.Running();
            Assert.AreEqual(Row.None, bench.Convert(37 * 128));
            Assert.AreEqual(37 * 128, bench.Judge.TipCounts);
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.Median);
        }

        [TestMethod]
        public void The_median_is_of_the_last_three_conversions()
        {
            Bench bench = Bench.Running();
            bench.Convert(37 * 128);
            bench.Convert(41 * 128);
            bench.Convert(38 * 128);
            Assert.AreEqual(38 * 128, bench.Judge.Median);
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void Over_temperature_needs_two_conversions()
        {
            Bench bench = Bench.Running();
            Assert.AreEqual(Row.None, bench.Convert(42 * 128));
            Assert.AreEqual(Row.OverTemperature, bench.Judge.Unvoted);
            Assert.AreEqual(Row.OverTemperature, bench.Convert(42 * 128));
        }

        [TestMethod]
        public void A_reading_that_alternates_around_the_limit_trips()
        {
            Bench bench = Bench.Running();
            bench.Convert(43 * 128);
            bench.Convert(41 * 128);
            Assert.AreEqual(Row.OverTemperature, bench.Convert(43 * 128));
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void The_chips_own_floor_needs_one_read()
        {
            Bench bench = Bench.Running();
            bench.Chip.Noise = 0;
            Assert.AreEqual(Row.UnderTemperature, bench.Convert(14 * 128));
        }

        [TestMethod]
        public void The_chips_own_floor_ends_with_its_status_bit()
        {
            Bench bench = Bench.Running();
            bench.Convert(14 * 128);
            bench.Driver.ClearFaults();
            Assert.AreEqual(Row.None, bench.Convert(37 * 128));
        }

        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(150, Row.None)]
        [DataRow(199, Row.None)]
        [DataRow(200, Row.SensorStale)]
        public void A_conversion_is_good_for_less_than_200_ms(int sinceMs, int expected)
        {
            Bench bench = Bench.Running();
            bench.Convert(37 * 128);
            long nowMs = bench.NowMs + sinceMs;
            bench.Sampler.Sample(Inputs.Rest, nowMs);
            Assert.AreEqual(expected, bench.Judge.JudgeReading(Inputs.Rest, nowMs));
            Assert.AreEqual(expected == Row.None ? 37 * 128 : Plausibility.Unknown, bench.Judge.TipCounts);
        }

        [TestMethod]
        public void A_status_of_distrust_makes_the_tip_unknown_and_breaks_the_run()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++) bench.Convert(37 * 128);
            bench.Chip.RangeBits = Status.ThermocoupleRange;
            Assert.AreEqual(Row.SensorRange, bench.Convert(37 * 128));
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.TipCounts);
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.Median);
        }

        [TestMethod]
        public void A_tick_without_a_read_keeps_the_rows()
        {
            Bench bench = Bench.Running();
            bench.Chip.RangeBits = Status.ColdJunctionRange;
            bench.Convert(37 * 128);
            bench.Sampler.Sample(Inputs.Rest, bench.NowMs + 50);
            Assert.AreEqual(Row.SensorRange, bench.Judge.JudgeReading(Inputs.Rest, bench.NowMs + 50));
        }

        [TestMethod]
        public void A_read_without_a_conversion_adds_nothing_to_the_run()
        {
            Bench bench = Bench.Running();
            bench.Convert(37 * 128);
            bench.Convert(37 * 128);
            bench.Driver.Read(bench.Sampler.Image);
            bench.Sampler.Sample(Inputs.Rest, bench.NowMs + 150);
            bench.Judge.JudgeReading(Inputs.Rest, bench.NowMs + 150);
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.Median);
        }

        // FAULT low names HARDWARE_LIMIT with TCHigh, or when the status does not say why; not when another bit does.
        // Requirement: SR-BACKSTOP
        [TestMethod]
        [DataRow(0x00, true)]
        [DataRow(Status.ThermocoupleHigh, true)]
        [DataRow(Status.ThermocoupleHigh | Status.ColdJunctionHigh, true)]
        [DataRow(Status.ThermocoupleRange, true)]
        [DataRow(Status.ColdJunctionRange, true)]
        [DataRow(Status.Open, false)]
        [DataRow(Status.Voltage, false)]
        [DataRow(Status.ThermocoupleLow, false)]
        [DataRow(Status.ColdJunctionLow, false)]
        [DataRow(Status.ColdJunctionHigh, false)]
        public void Fault_low_is_the_hardware_limit_unless_another_bit_explains_it(int status, bool expected)
        {
            Bench bench = Bench.Running();
            bench.Chip.Flip(Register.Status, status);
            bench.Sampler.Sample(FaultLow, bench.NowMs);
            Assert.AreEqual(expected, (bench.Judge.JudgeReading(FaultLow, bench.NowMs) & Row.HardwareLimit) != 0);
        }

        [TestMethod]
        public void Fault_high_is_no_hardware_limit_whatever_the_status()
        {
            Bench bench = Bench.Running();
            bench.Chip.Flip(Register.Status, Status.ThermocoupleHigh);
            Assert.AreEqual(Row.None, bench.Convert(37 * 128));
        }

        [TestMethod]
        public void Fault_low_before_the_first_read_names_nothing()
        {
            Bench bench = new Bench();
            bench.Sampler.Sample(FaultLow, 50);
            Assert.AreEqual(Row.SensorStale, bench.Judge.JudgeReading(FaultLow, 50));
        }

        // Requirement: SR-FROZEN
        [TestMethod]
        public void Identical_readings_are_frozen()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 31; i++) Assert.AreEqual(Row.None, bench.Convert(37 * 128));
            Assert.AreEqual(Row.SensorFrozen, bench.Convert(37 * 128));
        }

        [TestMethod]
        public void A_restart_forgets_votes_floor_run_and_trust()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++) bench.Convert(14 * 128);
            bench.Judge.Restart();
            bench.Sampler.Sample(Inputs.Rest, bench.NowMs + 50);
            Assert.AreEqual(Row.None, bench.Judge.JudgeReading(Inputs.Rest, bench.NowMs + 50));
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.TipCounts);
            Assert.AreEqual(Plausibility.Unknown, bench.Judge.Median);
            Assert.AreEqual(Row.None, bench.Judge.Unvoted);
        }

        /// <summary>A judge over a scripted chip.</summary>
        private sealed class Bench
        {
            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly Max31856Chip Driver;
            public readonly Sampler Sampler;
            public readonly Judge Judge;
            public long NowMs = 50;

            public Bench()
            {
                Chip.Noise = 0;
                ChipConfiguration configuration = new ChipConfiguration(false, false);
                Driver = new Max31856Chip(Chip, configuration);
                Sampler = new Sampler(Driver);
                Judge = new Judge(Sampler, configuration);
            }

            public static Bench Running()
            {
                Bench bench = new Bench();
                bench.Sampler.Configure(bench.NowMs);
                return bench;
            }

            /// <summary>One conversion with DRDY low, and a tick without one, 100 ms together.</summary>
            public int Convert(int tipCounts)
            {
                Sampler.Sample(Inputs.Rest, NowMs + 50);
                Judge.JudgeReading(Inputs.Rest, NowMs + 50);
                NowMs += 100;
                Chip.TipCounts = tipCounts;
                Chip.Convert();
                Sampler.Sample(Inputs.Ready, NowMs);
                return Judge.JudgeReading(Inputs.Ready, NowMs);
            }
        }
    }
}
