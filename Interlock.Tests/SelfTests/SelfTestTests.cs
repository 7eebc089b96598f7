using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
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
            bench.AssertFailsAtTheThirdTry();
        }

        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void A_dead_bus_fails(int value)
        {
            Bench bench = Bench.At(TestStep.Chip);
            bench.Chip.StuckByte = value;
            bench.AssertFailsAtTheThirdTry();
        }

        [TestMethod]
        public void The_binding_is_started_once_a_try_and_waited_for()
        {
            Bench bench = Bench.At(TestStep.Binding);
            for (int tries = 1; tries <= 3; tries++)
            {
                Assert.AreEqual(Running, bench.Run(Inputs.Rest, 1000 * tries));
                Assert.AreEqual(Running, bench.Run(Inputs.Rest, 1000 * tries + 299));
                Assert.AreEqual(tries, bench.Reference.Starts);
                Assert.AreEqual(tries < 3 ? Running : Failed, bench.Run(Inputs.Rest, 1000 * tries + 300), "try " + tries.ToString());
            }
        }

        // One wrong bit on the bus is no broken chip: a step that talks to it is tried three times.
        [TestMethod]
        [DataRow(1, Passed)]
        [DataRow(2, Passed)]
        [DataRow(3, Failed)]
        public void A_step_that_talks_to_the_chip_may_fail_twice(int failures, int expected)
        {
            Bench bench = Bench.At(TestStep.Configuration);
            bench.Chip.GarbledRegister = Register.Mask;
            bench.Chip.GarbledBursts = (1 << failures) - 1;
            int result = Running;
            for (int i = 0; i < 3 && result == Running; i++) result = bench.Run(Inputs.Rest, 20 * i);
            Assert.AreEqual(expected, result);
        }

        [TestMethod]
        public void Each_step_has_tries_of_its_own()
        {
            Bench bench = Bench.At(TestStep.Chip);
            bench.Chip.GarbledRegister = Register.ColdJunctionHigh;
            bench.Chip.GarbledBursts = 3;
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 20));
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 40));
            bench.Compare();
            Assert.AreEqual((int)TestStep.Binding, bench.LastStep);
            bench.Chip.GarbledBursts = 3;
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 20));
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 40));
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
            Assert.AreEqual(expected, bench.CompareThrice());
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
            Assert.AreEqual(expected, bench.CompareThrice());
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
            Assert.IsTrue(bench.Probe.IsRunning);
        }

        [TestMethod]
        [DataRow(Register.Mask, 0x20)]
        [DataRow(Register.ThresholdHigh + 1, 0x10)]
        public void A_configuration_that_does_not_stick_fails(int register, int ones)
        {
            Bench bench = Bench.At(TestStep.Configuration);
            bench.Chip.StuckRegister = register;
            bench.Chip.StuckOnes = ones;
            bench.AssertFailsAtTheThirdTry();
        }

        [TestMethod]
        public void Inputs_at_rest_pass()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)TestStep.Inputs, bench.LastStep);
            Assert.AreEqual(0, bench.Events.Count, "nobody is asked for anything");
        }

        // A mushroom switch latches, and people lean on ARM: both are asked to be let go, and lock nothing out.
        // Requirement: SR-STOP
        [TestMethod]
        public void STOP_at_power_on_is_asked_to_be_pulled_however_long_it_takes()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            for (int ms = 0; ms < 20000; ms += 20) Assert.AreEqual(Running, bench.Run(Inputs.Rest | Levels.Stop, ms));
            bench.AssertEvent(EventKind.Warn, Rows.Number("STOP_PRESSED"));
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 20000));
            bench.AssertEvent(EventKind.WarnEnd, Rows.Number("STOP_PRESSED"));
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 20020));
            Assert.AreEqual(0, bench.Events.Count);
        }

        // Requirement: SR-ARM
        [TestMethod]
        public void ARM_held_at_power_on_is_asked_to_be_let_go_however_long_it_takes()
        {
            Bench bench = Bench.HeldAtPowerOn();
            for (int ms = 0; ms < 20000; ms += 20) Assert.AreEqual(Running, bench.Run(Bench.Pressed, ms));
            bench.AssertEvent(EventKind.Warn, Reason.ArmHeld);
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, 20000));
            bench.AssertEvent(EventKind.WarnEnd, Reason.ArmHeld);
            for (int ms = 20020; ms < 20500; ms += 20) Assert.AreEqual(Running, bench.Run(Inputs.Rest, ms), "not yet at rest");
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 20500));
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        public void STOP_is_asked_for_first_and_ARM_after_it()
        {
            Bench bench = Bench.HeldAtPowerOn();
            Assert.AreEqual(Running, bench.Run(Bench.Pressed | Levels.Stop, 0));
            bench.AssertEvent(EventKind.Warn, Rows.Number("STOP_PRESSED"));
            Assert.AreEqual(Running, bench.Run(Bench.Pressed, 20));
            bench.AssertEvent(EventKind.WarnEnd, Rows.Number("STOP_PRESSED"));
            bench.AssertEvent(EventKind.Warn, Reason.ArmHeld);
        }

        [TestMethod]
        public void A_press_in_the_middle_of_the_step_is_waited_for_and_not_asked_about()
        {
            Bench bench = Bench.At(TestStep.Inputs);
            for (int ms = 0; ms < 300; ms += 20) Assert.AreEqual(Running, bench.Run(Bench.Pressed, ms));
            for (int ms = 300; ms < 800; ms += 20) Assert.AreEqual(Running, bench.Run(Inputs.Rest, ms));
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 800));
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        [DataRow(0, true, false)]
        [DataRow(99, true, false)]
        [DataRow(100, false, true)]
        [DataRow(199, false, true)]
        public void Red_lamp_and_sounder_are_on_for_100_ms_each(int sinceMs, bool red, bool sounder)
        {
            Bench bench = Bench.At(TestStep.Lamps);
            bench.Run(Inputs.Rest, 0);
            Assert.AreEqual(Running, bench.Run(Inputs.Rest, sinceMs));
            Assert.AreEqual(red, bench.Test.Red, "red");
            Assert.AreEqual(sounder, bench.Test.Sounder, "sounder");
        }

        [TestMethod]
        public void After_200_ms_the_lamps_have_passed_and_are_off()
        {
            Bench bench = Bench.At(TestStep.Lamps);
            bench.Run(Inputs.Rest, 0);
            bench.Run(Inputs.Rest, 199);
            Assert.IsTrue(bench.Test.HoldsK2, "K2 is held to the last step before the proof");
            Assert.AreEqual(Passed, bench.Run(Inputs.Rest, 200));
            Assert.AreEqual((int)TestStep.Lamps, bench.LastStep);
            Assert.IsFalse(bench.Test.Red || bench.Test.Sounder);
        }

        // No press moves K2 before the mirrors were looked at and the chip is configured.
        // Requirement: SR-PROOF
        [TestMethod]
        public void K2_is_held_and_no_act_taken_until_the_proof_waits_for_one()
        {
            for (TestStep step = TestStep.Mirrors; step <= TestStep.K2; step++)
            {
                Bench bench = Bench.At(step);
                Assert.AreEqual(step < TestStep.K2, bench.Test.HoldsK2, "K2_HOLD low, step " + ((int)step).ToString());
                Assert.AreEqual(step == TestStep.K2, bench.Test.TakesAct, "takes an act, step " + ((int)step).ToString());
                Assert.IsFalse(bench.Test.EnergisesK1);
                Assert.IsFalse(bench.Test.BeatsHeart);
            }
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
            public const int Pressed = Inputs.Rest & ~Levels.Arm | Levels.ArmRest;

            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly EventQueue Events = new EventQueue();
            public readonly ScriptedReference Reference;
            public readonly Probe Probe;
            public readonly SelfTest Test;
            private readonly ArmButton _arm = new ArmButton();
            private long _startMs = 1000;

            public Bench()
            {
                Chip.Noise = 0;
                Reference = new ScriptedReference(Chip);
                Probe = new Probe(Chip, new Settings(), Levels.DataReady, Levels.Fault);
                Test = new SelfTest(new Probe[] { Probe }, new IReferenceThermometer[] { Reference }, Events);
            }

            public int LastStep { get; private set; } = -1;

            public int LastTip { get; private set; }

            /// <summary>A self-test that stands before a step, with ARM at rest all the time.</summary>
            public static Bench At(TestStep step)
            {
                Bench bench = new Bench();
                bench._arm.Look(Inputs.Rest, 0);
                bench._arm.Look(Inputs.Rest, 500);
                bench.PassTo(step);
                return bench;
            }

            /// <summary>A self-test that stands before the inputs, with ARM held since power-on.</summary>
            public static Bench HeldAtPowerOn()
            {
                Bench bench = new Bench();
                bench._arm.Look(Pressed, 0);
                bench.PassTo(TestStep.Inputs);
                return bench;
            }

            /// <summary>A tick of the test, so long after the step's first.</summary>
            public int Run(int levels, int sinceMs)
            {
                long nowMs = _startMs + sinceMs;
                _arm.Look(levels, nowMs);
                return RunUnlooked(levels, nowMs);
            }

            /// <summary>The step of the two decoders: started, one conversion, compared.</summary>
            public int Compare()
            {
                Run(Inputs.Rest, 0);
                Chip.Convert();
                return Run(Inputs.Ready, 150);
            }

            /// <summary>The same, as often as it is tried.</summary>
            public int CompareThrice()
            {
                int result = Running;
                for (int i = 0; i < 3 && result == Running; i++)
                {
                    result = Compare();
                    _startMs += 1000;
                }

                return result;
            }

            /// <summary>The step fails in the third tick, not sooner.</summary>
            public void AssertFailsAtTheThirdTry()
            {
                Assert.AreEqual(Running, Run(Inputs.Rest, 0), "first");
                Assert.AreEqual(Running, Run(Inputs.Rest, 20), "second");
                Assert.IsFalse(Test.HasFailed);
                Assert.AreEqual(Failed, Run(Inputs.Rest, 40), "third");
                Assert.IsTrue(Test.HasFailed);
            }

            public void AssertEvent(EventKind kind, int reason)
            {
                Assert.IsTrue(Events.Count > 0, "an event waits");
                Assert.AreEqual((int)kind, (int)Events.Kind);
                Assert.AreEqual(reason, Events.Reason);
                Events.RemoveFirst();
            }

            private void PassTo(TestStep step)
            {
                for (TestStep passed = TestStep.Mirrors; passed < step; passed++)
                {
                    int result = passed == TestStep.Binding ? PassBinding() : RunUnlooked(Inputs.Rest, _startMs);
                    if (result == Running) result = RunUnlooked(Inputs.Rest, _startMs + 300);
                    Assert.AreEqual(Passed, result, "step " + ((int)passed).ToString());
                    _startMs += 10000;
                }
            }

            private int PassBinding()
            {
                RunUnlooked(Inputs.Rest, _startMs);
                Chip.Convert();
                return RunUnlooked(Inputs.Ready, _startMs + 150);
            }

            private int RunUnlooked(int levels, long nowMs)
            {
                Test.Run(levels, 0, _arm, Tip, nowMs);
                if (Events.Count == 0 || Events.Kind != EventKind.Test) return Running;
                LastStep = Events.Reason >> 1;
                LastTip = Events.TipCounts;
                int result = Events.Reason & 1;
                Events.RemoveFirst();
                return result;
            }
        }
    }
}
