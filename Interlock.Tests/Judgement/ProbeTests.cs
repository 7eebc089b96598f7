using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class ProbeTests
    {
        private const int Body = 37 * 128;

        [TestMethod]
        public void Before_the_chip_is_configured_the_reading_is_stale_and_unknown()
        {
            Bench bench = new Bench();
            Assert.AreEqual("SENSOR_STALE", bench.Look(Inputs.Ready, 20));
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.IsFalse(bench.Probe.IsRunning);
            Assert.IsFalse(bench.BringsTip);
        }

        [TestMethod]
        public void A_trusted_reading_is_the_tip()
        {
            Bench bench = Bench.Running();
            Assert.AreEqual("", bench.Convert(Body));
            Assert.AreEqual(Body, bench.Probe.TipCounts);
            Assert.IsTrue(bench.BringsTip);
            Assert.AreEqual(Reading.None, bench.Probe.Median);
            Assert.AreEqual("", bench.Look(Inputs.Rest, 20));
            Assert.AreEqual(Body, bench.Probe.TipCounts);
            Assert.IsFalse(bench.BringsTip, "a tick that brought none");
        }

        [TestMethod]
        public void The_median_is_of_the_last_three_conversions()
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            bench.Convert(41 * 128);
            bench.Convert(38 * 128);
            Assert.AreEqual(38 * 128, bench.Probe.Median);
        }

        // Requirement: SR-OVER
        [TestMethod]
        public void Over_temperature_needs_two_conversions()
        {
            Bench bench = Bench.Running();
            Assert.AreEqual("", bench.Convert(42 * 128));
            Assert.AreEqual("OVER_TEMPERATURE", Rows.Words(bench.Probe.Unvoted));
            Assert.AreEqual("OVER_TEMPERATURE", bench.Convert(42 * 128));
        }

        [TestMethod]
        public void A_reading_that_alternates_around_the_limit_trips()
        {
            Bench bench = Bench.Running();
            bench.Convert(43 * 128);
            bench.Convert(41 * 128);
            Assert.AreEqual("OVER_TEMPERATURE", bench.Convert(43 * 128));
        }

        // Requirement: SR-UNDER
        [TestMethod]
        public void The_chips_own_floor_needs_one_read()
        {
            Assert.AreEqual("UNDER_TEMPERATURE", Bench.Running().Convert(14 * 128));
        }

        [TestMethod]
        public void The_chips_own_floor_ends_with_its_status_bit()
        {
            Bench bench = Bench.Running();
            bench.Convert(14 * 128);
            bench.Probe.ClearFaults();
            Assert.AreEqual("", bench.Convert(Body));
        }

        // Requirement: SR-STALE
        [TestMethod]
        [DataRow(150, "")]
        [DataRow(199, "")]
        [DataRow(200, "SENSOR_STALE")]
        public void A_conversion_is_good_for_less_than_200_ms(int sinceMs, string expected)
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            Assert.AreEqual(expected, bench.Look(Inputs.Rest, sinceMs));
            Assert.AreEqual(expected.Length == 0 ? Body : Reading.None, bench.Probe.TipCounts);
        }

        [TestMethod]
        public void A_status_of_distrust_makes_the_tip_unknown_and_breaks_the_run()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++) bench.Convert(Body);
            bench.Chip.RangeBits = Status.ThermocoupleRange;
            Assert.AreEqual("SENSOR_RANGE", bench.Convert(Body));
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.AreEqual(Reading.None, bench.Probe.Median);
            Assert.IsFalse(bench.BringsTip);
        }

        [TestMethod]
        public void A_tick_without_a_read_keeps_the_rows()
        {
            Bench bench = Bench.Running();
            bench.Chip.RangeBits = Status.ColdJunctionRange;
            bench.Convert(Body);
            Assert.AreEqual("SENSOR_RANGE", bench.Look(Inputs.Rest, 20));
        }

        [TestMethod]
        public void A_read_without_a_conversion_adds_nothing_to_the_run()
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            bench.Convert(Body);
            bench.Look(Inputs.Rest, 150);
            Assert.IsTrue(bench.Probe.Reading.WasRead);
            Assert.AreEqual(Reading.None, bench.Probe.Median);
        }

        // Requirement: SR-BACKSTOP
        [TestMethod]
        [DataRow(0x00, "HARDWARE_LIMIT")]
        [DataRow(Status.ThermocoupleHigh, "HARDWARE_LIMIT")]
        [DataRow(Status.ColdJunctionHigh, "")]
        [DataRow(Status.ThermocoupleLow, "UNDER_TEMPERATURE")]
        public void Fault_low_is_the_hardware_limit_unless_another_bit_explains_it(int status, string expected)
        {
            Bench bench = Bench.Running();
            bench.Chip.Flip(Register.Status, status);
            Assert.AreEqual(expected, bench.Look(Inputs.FaultLow, 20));
        }

        [TestMethod]
        public void Fault_high_is_no_hardware_limit_whatever_the_status()
        {
            Bench bench = Bench.Running();
            bench.Chip.Flip(Register.Status, Status.ThermocoupleHigh);
            Assert.AreEqual("", bench.Convert(Body));
        }

        [TestMethod]
        public void Fault_low_before_the_first_read_names_nothing()
        {
            Assert.AreEqual("SENSOR_STALE", new Bench().Look(Inputs.FaultLow, 20));
        }

        // Requirement: SR-FROZEN
        [TestMethod]
        public void Identical_readings_are_frozen()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 31; i++) Assert.AreEqual("", bench.Convert(Body));
            Assert.AreEqual("SENSOR_FROZEN", bench.Convert(Body));
        }

        [TestMethod]
        public void A_new_configuration_forgets_votes_floor_run_and_trust()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++) bench.Convert(14 * 128);
            bench.Probe.Configure(bench.NowMs);
            Assert.AreEqual("", bench.Look(Inputs.Rest, 20));
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.AreEqual(Reading.None, bench.Probe.Median);
            Assert.AreEqual(0, bench.Probe.Unvoted);
        }

        // From the lowering to the first read after FAULTCLR FAULT is our own doing.
        // Requirement: SR-BACKSTOP
        [TestMethod]
        public void A_lowered_threshold_makes_no_hardware_limit_until_FAULT_was_cleared()
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            bench.Probe.Lower();
            Assert.AreEqual("", bench.Convert(Body, Inputs.FaultReady));
            Assert.IsTrue(bench.Chip.IsFault);
            Assert.IsFalse(bench.Probe.FinishRestoring(), "nothing is being restored");
            bench.Probe.Restore();
            Assert.AreEqual("", bench.Convert(Body, Inputs.FaultReady));
            Assert.IsTrue(bench.Probe.FinishRestoring());
            Assert.AreEqual("", bench.Look(Inputs.FaultLow, 20), "before the read after FAULTCLR");
            Assert.AreEqual("", bench.Convert(Body, Inputs.Ready));
            Assert.IsFalse(bench.Probe.IsLowered);
            Assert.AreEqual("HARDWARE_LIMIT", bench.Convert(45 * 128, Inputs.FaultReady));
        }

        [TestMethod]
        public void How_long_the_configuration_is_whole_is_told_by_ticks_that_read_it()
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            Assert.AreEqual(0L, bench.Probe.WholeForMs(bench.NowMs));
            bench.Look(Inputs.Rest, 20);
            Assert.AreEqual(-1L, bench.Probe.WholeForMs(bench.NowMs));
            bench.Convert(Body);
            Assert.AreEqual(120L, bench.Probe.WholeForMs(bench.NowMs));
            bench.Probe.Lower();
            bench.Convert(Body);
            Assert.AreEqual(20L, bench.Probe.WholeForMs(bench.NowMs));
            bench.Chip.Flip(Register.ThresholdHigh, 0x01);
            bench.Convert(Body);
            Assert.AreEqual(-1L, bench.Probe.WholeForMs(bench.NowMs));
        }

        // At power-on nobody knows whether a probe is plugged in: an open one reads as its connector until it was tested.
        // Requirement: SR-OPEN
        [TestMethod]
        public void After_power_on_there_is_no_temperature_until_three_conversions_have_found_the_probe_closed()
        {
            Bench bench = Bench.PoweredOn();
            for (int i = 0; i < 2; i++)
            {
                Assert.AreEqual("SENSOR_OPEN", bench.Serve(Body), "conversion " + i.ToString());
                Assert.AreEqual("SENSOR_OPEN", Rows.Words(bench.Probe.Unvoted));
                Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            }

            Assert.AreEqual("", bench.Serve(Body), "third");
            Assert.AreEqual(Body, bench.Probe.TipCounts);
            Assert.IsTrue(bench.Chip.OpenTests > 0, "it was tested");
        }

        // Requirement: SR-OPEN
        [TestMethod]
        public void A_probe_that_is_open_at_power_on_never_has_a_temperature()
        {
            Bench bench = Bench.PoweredOn();
            bench.Chip.IsOpen = true;
            for (int i = 0; i < 20; i++)
            {
                Assert.AreEqual("SENSOR_OPEN", bench.Serve(25 * 128), "conversion " + i.ToString());
                Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
                if (i % 2 == 0) bench.Probe.ClearFaults();
            }
        }

        // Requirement: SR-OPEN
        [TestMethod]
        public void Reads_without_a_conversion_after_power_on_prove_no_probe_closed()
        {
            Bench bench = Bench.PoweredOn();
            bench.Look(Inputs.Rest, 130);
            for (int i = 0; i < 5; i++)
            {
                Assert.IsTrue((Rows.Of(bench.Look(Inputs.Rest, 130)) & TripTable.SensorOpen) != 0, "read " + i.ToString());
                Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            }
        }

        // Until the first conversion of our own the chip holds what was converted with other settings: the stock binding's.
        // Requirement: SR-OPEN
        [TestMethod]
        public void A_read_before_the_first_conversion_has_no_temperature()
        {
            Bench bench = Bench.Running();
            Assert.AreEqual("", bench.Look(Inputs.Rest, 130));
            Assert.IsTrue(bench.Probe.Reading.WasRead);
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            bench.Convert(Body);
            Assert.AreEqual(Body, bench.Probe.TipCounts);
            bench.Look(Inputs.Rest, 130);
            Assert.AreEqual(Body, bench.Probe.TipCounts, "a read between two conversions keeps it");
            bench.Probe.Configure(bench.NowMs);
            bench.Look(Inputs.Rest, 130);
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts, "configured anew");
        }

        // A probe that was open has no temperature until three conversions, each with a test, have found it closed.
        // Requirement: SR-OPEN
        [TestMethod]
        public void A_probe_that_was_open_has_no_temperature_until_it_is_proven_closed()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++) bench.Convert(Body);
            bench.Chip.IsOpen = true;
            bench.ServeUntilOpen();
            bench.Probe.ClearFaults();

            // Between two tests the input decays to the connector's temperature, without a bit that says so.
            Assert.AreEqual("SENSOR_OPEN", bench.Serve(25 * 128), "open still");
            bench.Probe.ClearFaults();
            bench.Chip.IsOpen = false;
            Assert.AreEqual("SENSOR_OPEN", bench.Serve(Body), "first");
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.AreEqual("SENSOR_OPEN", bench.Serve(Body), "second");
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.AreEqual("", bench.Serve(Body), "third");
            Assert.AreEqual(Body, bench.Probe.TipCounts);
            Assert.IsTrue(bench.BringsTip);
        }

        // The test that was asked for is lost with the conversion that ran, so what was counted so far proves nothing.
        // Requirement: SR-OPEN
        [TestMethod]
        public void A_new_configuration_begins_the_proof_of_a_closed_probe_anew()
        {
            Bench bench = Bench.Running();
            bench.Chip.IsOpen = true;
            bench.ServeUntilOpen();
            bench.Probe.ClearFaults();
            bench.Chip.IsOpen = false;
            for (int i = 0; i < 2; i++) Assert.AreEqual("SENSOR_OPEN", bench.Serve(Body), "proven in part");
            bench.Probe.Configure(bench.NowMs);
            bench.Chip.IsOpen = true;
            for (int i = 0; i < 5; i++)
            {
                Assert.AreEqual("SENSOR_OPEN", bench.Serve(25 * 128), "conversion " + i.ToString());
                Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            }
        }

        // An acknowledgement rewrites the configuration: a probe that is known to be closed stays so, and the lesion goes on.
        [TestMethod]
        public void A_new_configuration_takes_nothing_from_a_probe_that_is_proven_closed()
        {
            Bench bench = Bench.Running();
            bench.Probe.Configure(bench.NowMs);
            Assert.AreEqual("", bench.Serve(Body));
            Assert.AreEqual(Body, bench.Probe.TipCounts);
        }

        [TestMethod]
        public void A_read_without_a_conversion_proves_no_probe_closed()
        {
            Bench bench = Bench.Running();
            bench.Chip.IsOpen = true;
            bench.ServeUntilOpen();
            bench.Probe.ClearFaults();
            for (int i = 0; i < 5; i++)
            {
                Assert.IsTrue((Rows.Of(bench.Look(Inputs.Rest, 130)) & TripTable.SensorOpen) != 0, "read " + i.ToString());
                Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            }
        }

        [TestMethod]
        public void An_open_bit_in_a_configuration_that_is_not_ours_proves_nothing()
        {
            Bench bench = Bench.Running();
            bench.Convert(Body);
            bench.Chip.Flip(Register.Status, Status.Open);
            bench.Chip.Flip(Register.Mask, 0x01);
            Assert.AreEqual("SENSOR_CONFIG", bench.Convert(Body));
            bench.Chip.Flip(Register.Mask, 0x01);
            bench.Probe.ClearFaults();
            Assert.AreEqual("", bench.Convert(Body));
        }

        // Requirement: SR-BUS
        [TestMethod]
        public void Reads_that_contradict_each_other_say_nothing_and_what_was_judged_stands()
        {
            Bench bench = Bench.Running();
            bench.Convert(42 * 128);
            bench.Convert(42 * 128);
            bench.Chip.GarbledRegister = Register.ThresholdLow;
            bench.Chip.GarblesAnew = true;
            bench.Chip.GarbledBursts = 7;
            Assert.AreEqual("OVER_TEMPERATURE", bench.Convert(Body));
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
            Assert.IsFalse(bench.BringsTip);
        }

        // Requirement: SR-BUS
        [TestMethod]
        public void The_third_of_eight_conversions_that_contradict_themselves_is_the_bus()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 2; i++)
            {
                bench.Garble(1);
                Assert.AreEqual("", bench.Convert(Body));
                Assert.AreEqual(Body, bench.Probe.TipCounts);
                bench.Convert(Body);
            }

            bench.Garble(1);
            Assert.AreEqual("SENSOR_BUS", bench.Convert(Body));
            Assert.AreEqual(Reading.None, bench.Probe.TipCounts);
        }

        [TestMethod]
        public void It_is_the_bus_too_when_no_read_is_confirmed()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 3; i++)
            {
                bench.Chip.GarbledBits = 1;
                bench.Chip.GarblesAnew = true;
                bench.Garble(7);
                Assert.AreEqual(i < 2 ? "" : "SENSOR_BUS", bench.Convert(Body));
            }
        }

        // Requirement: SR-BUS
        [TestMethod]
        public void A_write_that_does_not_arrive_is_the_bus_within_1_5_s()
        {
            Bench bench = Bench.Running();
            for (int i = 0; i < 8; i++) bench.Serve(Body);
            bench.Chip.IsDeaf = true;
            int ms = 0;
            string rows = "";
            while (rows.Length == 0 && ms < 3000)
            {
                rows = bench.Serve(Body);
                ms += 100;
            }

            Assert.AreEqual("SENSOR_BUS", rows);
            Assert.IsTrue(ms <= 700, ms.ToString());
        }

        // Requirement: SR-BUS
        // Requirement: SR-CONFIG
        [TestMethod]
        public void The_alternating_register_alternates_with_no_row()
        {
            Bench bench = Bench.Running();
            int changes = 0;
            int before = bench.Chip.Holds(Register.ColdJunctionHigh);
            for (int i = 0; i < 60; i++)
            {
                Assert.AreEqual("", bench.Serve(Body + (i & 1)), "conversion " + i.ToString());
                int now = bench.Chip.Holds(Register.ColdJunctionHigh);
                if (now != before) changes++;
                before = now;
            }

            Assert.IsTrue(changes >= 10 && changes <= 12, changes.ToString());
        }

        [TestMethod]
        public void Only_a_box_that_is_built_to_act_on_the_coast_judges_it()
        {
            for (CoastRule rule = CoastRule.Off; rule <= CoastRule.Cautious; rule++)
            {
                Bench bench = Bench.Of(new Settings { Coast = rule });
                string rows = "";
                for (int i = 0; i < 120 && rows.Length == 0; i++) rows = bench.Convert(39 * 128 + i * 3);
                Assert.AreEqual(rule == CoastRule.Off ? "" : "COAST_EXPECTED", rows);
            }
        }

        [TestMethod]
        public void Resets_are_counted_in_the_chip()
        {
            Bench bench = new Bench();
            Assert.AreEqual(0, bench.Probe.TakeResetCount());
            bench.Probe.Configure(0);
            Assert.AreEqual(1, new Probe(bench.Chip, new Settings(), Levels.DataReady, Levels.Fault).TakeResetCount());
        }

        /// <summary>A probe over a scripted chip.</summary>
        private sealed class Bench
        {
            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly Probe Probe;
            public long NowMs = 20;

            public Bench() : this(new Settings())
            {
            }

            private Bench(Settings settings)
            {
                Chip.Noise = 0;
                Probe = new Probe(Chip, settings, Levels.DataReady, Levels.Fault);
            }

            public static Bench Running()
            {
                return Of(new Settings());
            }

            public static Bench Of(Settings settings)
            {
                Bench bench = new Bench(settings);
                bench.NowMs = ClosedProbe.Prove(bench.Probe, bench.Chip, bench.NowMs);
                return bench;
            }

            /// <summary>A probe just configured after power-on: nothing has found it closed.</summary>
            public static Bench PoweredOn()
            {
                Bench bench = new Bench();
                bench.Probe.Configure(bench.NowMs);
                return bench;
            }

            /// <summary>This tick has brought a conversion that can be trusted.</summary>
            public bool BringsTip => Probe.Reading.IsConversion && Probe.TipCounts != Reading.None;

            public string Look(int levels, int afterMs)
            {
                NowMs += afterMs;
                return Rows.Words(Probe.Look(levels, NowMs));
            }

            /// <summary>One conversion with DRDY low, and ticks without one, 100 ms together.</summary>
            public string Convert(int tipCounts)
            {
                return Convert(tipCounts, Inputs.Ready);
            }

            public string Convert(int tipCounts, int levels)
            {
                Look(levels | Levels.DataReady, 80);
                Chip.TipCounts = tipCounts;
                Chip.Convert();
                return Look(levels, 20);
            }

            /// <summary>A conversion, and what is due after it.</summary>
            public string Serve(int tipCounts)
            {
                string rows = Convert(tipCounts);
                Probe.Serve(NowMs);
                return rows;
            }

            public void ServeUntilOpen()
            {
                for (int i = 0; i < 4; i++)
                {
                    if (Serve(25 * 128) == "SENSOR_OPEN") return;
                }

                Assert.IsTrue(false, "an open-circuit test finds the probe open");
            }

            /// <summary>The next bursts arrive wrong, as the bits say.</summary>
            public void Garble(int bursts)
            {
                Chip.GarbledRegister = Register.ThresholdLow;
                Chip.GarbledBursts = bursts;
            }
        }
    }
}
