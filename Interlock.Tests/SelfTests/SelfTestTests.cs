using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.SelfTests
{
    /// <summary>The steps that need no person, one by one; the proof test has its own tests.</summary>
    [TestClass]
    public class SelfTestTests
    {
        private const int Failed = 0;
        private const int Passed = 1;
        private const int Running = 2;

        [TestMethod]
        public void Released_relays_pass_at_once()
        {
            Bench bench = new Bench();
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)TestStep.Mirrors, bench.LastStep);
            Assert.IsFalse(bench.Test.HasPassed);
            Assert.IsFalse(bench.Test.HasFailed);
        }

        [TestMethod]
        [DataRow(Levels.K1Mirror, 99, Running)]
        [DataRow(Levels.K1Mirror, 100, Failed)]
        [DataRow(Levels.K2Mirror, 99, Running)]
        [DataRow(Levels.K2Mirror, 100, Failed)]
        public void A_relay_has_100_ms_to_be_released(int mirror, int sinceMs, int expected)
        {
            Bench bench = new Bench();
            Assert.AreEqual(Running, bench.Run(Inputs.Rest | mirror, 0));
            Assert.AreEqual(expected, bench.Run(Inputs.Rest | mirror, sinceMs));
            Assert.AreEqual(expected == Failed, bench.Test.HasFailed);
        }

        [TestMethod]
        public void A_relay_that_releases_in_time_passes()
        {
            Bench bench = new Bench();
            bench.Run(Inputs.Rest | Levels.K1Mirror, 0);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 200));
        }

        [TestMethod]
        public void A_chip_that_reads_back_passes_and_is_off()
        {
            Bench bench = Bench.At(TestStep.Chip);
            bench.Chip.Flip(Register.Configuration0, ChipConfiguration.AutomaticMode);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)TestStep.Chip, bench.LastStep);
            Assert.AreEqual(0x15, bench.Chip.Holds(Register.Configuration0));
        }

        [TestMethod]
        [DataRow(Register.ColdJunctionHigh, 0x01, 0x00)]
        [DataRow(Register.ColdJunctionHigh, 0x02, 0x00)]
        [DataRow(Register.ColdJunctionHigh, 0x00, 0x01)]
        [DataRow(Register.ColdJunctionHigh, 0x00, 0x02)]
        [DataRow(Register.ColdJunctionLow, 0x80, 0x00)]
        [DataRow(Register.ColdJunctionLow, 0x40, 0x00)]
        [DataRow(Register.ColdJunctionLow, 0x00, 0x80)]
        [DataRow(Register.ColdJunctionLow, 0x00, 0x40)]
        public void A_stuck_bit_fails(int register, int ones, int zeros)
        {
            Bench bench = Bench.At(TestStep.Chip);
            bench.Chip.StuckRegister = register;
            bench.Chip.StuckOnes = ones;
            bench.Chip.StuckZeros = zeros;
            Assert.AreEqual(Failed, bench.Run(Inputs.Rest, 0));
            Assert.IsTrue(bench.Test.HasFailed);
        }

        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void A_dead_bus_fails(int value)
        {
            Bench bench = Bench.At(TestStep.Chip);
            bench.Chip.StuckByte = value;
            Assert.AreEqual(Failed, bench.Run(Inputs.Rest, 0));
        }

        [TestMethod]
        public void The_binding_is_started_once_and_waited_for()
        {
            Bench bench = Bench.At(TestStep.Binding);
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 299));
            Assert.AreEqual(1, bench.Reference.Starts);
            Assert.AreEqual(Failed, bench.Run(Inputs.Rest, 300));
        }

        [TestMethod]
        public void A_level_of_data_ready_from_before_the_start_is_not_looked_at()
        {
            Bench bench = Bench.At(TestStep.Binding);
            Assert.AreEqual(Running, bench.Run(Inputs.Ready, 0));
            Assert.AreEqual(1, bench.Reference.Starts);
        }

        [TestMethod]
        [DataRow(0, Passed)]
        [DataRow(64, Passed)]
        [DataRow(65, Failed)]
        [DataRow(-64, Passed)]
        [DataRow(-65, Failed)]
        public void The_decoders_may_differ_by_half_a_degree(int offset, int expected)
        {
            Bench bench = Bench.At(TestStep.Binding);
            bench.Reference.OffsetCounts = offset;
            Assert.AreEqual(expected, bench.Compare());
            Assert.AreEqual((int)TestStep.Binding, bench.LastStep);
        }

        // The binding is known to be wrong below 0 degC, and with a status bit set the reading means nothing.
        [TestMethod]
        [DataRow(0, 0, 0, Failed)]
        [DataRow(-1, 0, 0, Passed)]
        [DataRow(0, -1, 0, Passed)]
        [DataRow(0, 0, Status.ThermocoupleRange, Passed)]
        public void The_decoders_are_compared_from_0_degrees_on_with_a_clean_status(int tip, int coldJunction, int range, int expected)
        {
            Bench bench = Bench.At(TestStep.Binding);
            bench.Reference.OffsetCounts = 1000;
            bench.Chip.TipCounts = tip;
            bench.Chip.ColdJunctionCounts = coldJunction;
            bench.Chip.RangeBits = range;
            Assert.AreEqual(expected, bench.Compare());
        }

        [TestMethod]
        public void After_the_comparison_the_chip_is_off()
        {
            Bench bench = Bench.At(TestStep.Binding);
            bench.Compare();
            Assert.AreEqual(0, bench.Chip.Holds(Register.Configuration0) & ChipConfiguration.AutomaticMode);
        }

        [TestMethod]
        public void The_configuration_is_written_and_read_back()
        {
            Bench bench = Bench.At(TestStep.Configuration);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)TestStep.Configuration, bench.LastStep);
            Assert.AreEqual(0x95, bench.Chip.Holds(Register.Configuration0));
            Assert.AreEqual(0x07, bench.Chip.Holds(Register.Configuration1));
            Assert.IsTrue(bench.Sampler.IsRunning);
        }

        [TestMethod]
        [DataRow(Register.Mask, 0x20)]
        [DataRow(Register.ThresholdHigh + 1, 0x10)]
        public void A_configuration_that_does_not_stick_fails(int register, int ones)
        {
            Bench bench = Bench.At(TestStep.Configuration);
            bench.Chip.StuckRegister = register;
            bench.Chip.StuckOnes = ones;
            Assert.AreEqual(Failed, bench.Run(Inputs.Rest, 0));
        }

        [TestMethod]
        public void Inputs_at_rest_pass()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)TestStep.Inputs, bench.LastStep);
        }

        [TestMethod]
        public void STOP_fails_at_once_though_ARM_is_held()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            Assert.AreEqual(Failed, bench.Run((Inputs.Rest | Levels.Stop) & ~Levels.Arm, 0));
        }

        [TestMethod]
        [DataRow(5000, Running)]
        [DataRow(5001, Failed)]
        public void ARM_held_for_more_than_5_s_is_stuck(int sinceMs, int expected)
        {
            Bench bench = Bench.At(TestStep.Inputs);
            Assert.AreEqual(Running, bench.Run(Inputs.Rest & ~Levels.Arm, 0));
            Assert.AreEqual(expected, bench.Run(Inputs.Rest & ~Levels.Arm, sinceMs));
        }

        [TestMethod]
        public void ARM_that_is_let_go_in_time_passes()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            bench.Run(Inputs.Rest & ~Levels.Arm, 0);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 4000));
        }

        [TestMethod]
        [DataRow(0, true, false, false)]
        [DataRow(99, true, false, false)]
        [DataRow(100, false, true, false)]
        [DataRow(199, false, true, false)]
        [DataRow(200, false, false, true)]
        [DataRow(299, false, false, true)]
        public void Lamps_and_buzzer_are_on_for_100_ms_each(int sinceMs, bool green, bool red, bool buzzer)
        {
            Bench bench = Bench.At(TestStep.Lamps);
            bench.Run(Inputs.Rest, 0);
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, sinceMs));
            Assert.AreEqual(green, bench.Test.Green, "green");
            Assert.AreEqual(red, bench.Test.Red, "red");
            Assert.AreEqual(buzzer, bench.Test.Buzzer, "buzzer");
        }

        [TestMethod]
        public void After_300_ms_the_lamps_have_passed_and_are_off()
        {
            Bench bench = Bench.At(TestStep.Lamps);
            bench.Run(Inputs.Rest, 0);
            bench.Run(Inputs.Rest, 299);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 300));
            Assert.AreEqual((int)TestStep.Lamps, bench.LastStep);
            Assert.IsFalse(bench.Test.Green || bench.Test.Red || bench.Test.Buzzer);
        }

        [TestMethod]
        public void The_result_carries_the_tip()
        {
            Bench bench = new Bench();
            bench.Run(Inputs.Rest, 0);
            Assert.AreEqual(Bench.Tip, bench.LastTip);
        }

        /// <summary>A self-test over a scripted chip.</summary>
        private sealed class Bench
        {
            public const int Tip = 4700;

            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly ScriptedReference Reference;
            public readonly Sampler Sampler;
            public readonly SelfTest Test;
            private readonly EventQueue _events = new EventQueue();
            private long _startMs = 1000;

            public Bench()
            {
                Chip.Noise = 0;
                Reference = new ScriptedReference(Chip);
                Max31856Chip driver = new Max31856Chip(Chip, new ChipConfiguration(false, false));
                Sampler = new Sampler(driver);
                Test = new SelfTest(driver, Sampler, Reference, _events);
            }

            public int LastStep { get; private set; } = -1;

            public int LastTip { get; private set; }

            /// <summary>A self-test that stands before a step.</summary>
            public static Bench At(TestStep step)
            {
                Bench bench = new Bench();
                for (TestStep passed = TestStep.Mirrors; passed < step; passed++)
                {
                    int result = passed == TestStep.Binding ? bench.Compare() : bench.Run(Inputs.Rest, 0);
                    if (result == Running) result = bench.Run(Inputs.Rest, 300);
                    Assert.AreEqual(Passed, result, "step " + ((int)passed).ToString());
                    bench._startMs += 10000;
                }

                return bench;
            }

            /// <summary>A tick of the test, so long after the step's first.</summary>
            public int Run(int levels, int sinceMs)
            {
                Test.Run(levels, 0, false, Tip, _startMs + sinceMs);
                if (_events.Count == 0) return Running;
                Assert.AreEqual((int)EventKind.Test, (int)_events.Kind);
                LastStep = _events.Reason >> 1;
                LastTip = _events.TipCounts;
                int result = _events.Reason & 1;
                _events.RemoveFirst();
                return result;
            }

            /// <summary>The step of the two decoders: started, one conversion, compared.</summary>
            public int Compare()
            {
                Run(Inputs.Rest, 0);
                Chip.Convert();
                return Run(Inputs.Ready, 150);
            }
        }
    }
}
