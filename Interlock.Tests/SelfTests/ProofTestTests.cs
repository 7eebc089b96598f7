using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.SelfTests
{
    [TestClass]
    public class ProofTestTests
    {
        // The phases in their order, by number: a row of data cannot name them.
        private const int Waiting = 0;
        private const int K2PullsIn = 1;
        private const int K2DropsOut = 2;
        private const int K1PullsIn = 3;
        private const int K1DropsOut = 4;
        private const int K1PullsInAgain = 5;
        private const int WatchdogDropsOut = 6;
        private const int Restoring = 7;

        private const int Held = Levels.DataReady | Levels.Arm;
        private const int BackstopLow = 0xCF;

        [TestMethod]
        public void Waits_for_a_press_without_limit()
        {
            Bench bench = new Bench();
            Assert.AreEqual((int)StepResult.Running, bench.Run(Inputs.Rest, 0));
            Assert.AreEqual((int)StepResult.Running, bench.Run(Inputs.Rest, 3600000));
            bench.Expect(TestStep.K2, false, false, false);
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        public void A_press_with_something_wrong_is_refused_and_fails_nothing()
        {
            Bench bench = new Bench();
            Assert.AreEqual((int)StepResult.Running, bench.Press(Row.SensorOpen | Row.OverTemperature));
            bench.ExpectRefusal((int)Cause.SensorOpen);
            Assert.AreEqual((int)StepResult.Running, bench.Run(Inputs.Rest | Levels.K2Mirror, 50));
            Assert.IsFalse(bench.Proof.HoldsFault, "still waiting");
        }

        [TestMethod]
        public void When_K2_has_pulled_in_the_threshold_is_lowered()
        {
            Bench bench = Bench.In(K2PullsIn);
            Assert.AreEqual(BackstopLow, bench.Chip.Holds(Register.ThresholdHigh + 1));
            Assert.AreEqual((int)StepResult.Running, bench.Run(Inputs.Rest | Levels.K2Mirror, 100));
            bench.Expect(TestStep.K2, false, false, true);
            Assert.AreEqual(0, bench.Chip.Holds(Register.ThresholdHigh));
            Assert.AreEqual(0, bench.Chip.Holds(Register.ThresholdHigh + 1));
        }

        // Requirement: SR-PROOF
        [TestMethod]
        [DataRow(K2PullsIn, Inputs.Rest, 249, (int)StepResult.Running)]
        [DataRow(K2PullsIn, Inputs.Rest, 250, (int)StepResult.Failed)]
        [DataRow(K2DropsOut, Held | Levels.K2Mirror, 299, (int)StepResult.Running)]
        [DataRow(K2DropsOut, Held | Levels.K2Mirror, 300, (int)StepResult.Failed)]
        [DataRow(K2DropsOut, Inputs.Rest, 299, (int)StepResult.Running)]
        [DataRow(K2DropsOut, Inputs.Rest, 300, (int)StepResult.Failed)]
        [DataRow(K1PullsIn, Held, 249, (int)StepResult.Running)]
        [DataRow(K1PullsIn, Held, 250, (int)StepResult.Failed)]
        [DataRow(K1DropsOut, Held | Levels.K1Mirror, 99, (int)StepResult.Running)]
        [DataRow(K1DropsOut, Held | Levels.K1Mirror, 100, (int)StepResult.Failed)]
        [DataRow(K1PullsInAgain, Held, 249, (int)StepResult.Running)]
        [DataRow(K1PullsInAgain, Held, 250, (int)StepResult.Failed)]
        [DataRow(WatchdogDropsOut, Held | Levels.K1Mirror, 399, (int)StepResult.Running)]
        [DataRow(WatchdogDropsOut, Held | Levels.K1Mirror, 400, (int)StepResult.Failed)]
        [DataRow(Restoring, Held, 299, (int)StepResult.Running)]
        [DataRow(Restoring, Held, 300, (int)StepResult.Failed)]
        public void Each_phase_has_its_time(int phase, int levels, int sinceMs, int expected)
        {
            Bench bench = Bench.In(phase);
            Assert.AreEqual((int)StepResult.Running, bench.Run(levels, 0), "at first");
            Assert.AreEqual(expected, bench.Run(levels, sinceMs));
            if (expected != (int)StepResult.Failed) return;
            Assert.IsFalse(bench.Proof.EnergisesK1, "ENABLE after a failure");
            Assert.IsFalse(bench.Proof.BeatsHeart, "HEARTBEAT after a failure");
        }

        [TestMethod]
        public void K2_passes_when_FAULT_and_its_mirror_are_low_and_K1_is_energised()
        {
            Bench bench = Bench.In(K2DropsOut);
            Assert.AreEqual((int)StepResult.Passed, bench.Run(Held, 250));
            bench.Expect(TestStep.K2, true, true, true);
        }

        [TestMethod]
        public void K1_that_has_pulled_in_is_released_by_ENABLE_with_the_heart_beating()
        {
            Bench bench = Bench.In(K1PullsIn);
            Assert.AreEqual((int)StepResult.Running, bench.Run(Held | Levels.K1Mirror, 100));
            bench.Expect(TestStep.K1, false, true, true);
        }

        [TestMethod]
        public void K1_passes_when_it_has_dropped_out_and_is_energised_again()
        {
            Bench bench = Bench.In(K1DropsOut);
            Assert.AreEqual((int)StepResult.Passed, bench.Run(Held, 50));
            bench.Expect(TestStep.K1, true, true, true);
        }

        [TestMethod]
        public void The_watchdog_is_left_to_drop_K1_with_ENABLE_high()
        {
            Bench bench = Bench.In(K1PullsInAgain);
            Assert.AreEqual((int)StepResult.Running, bench.Run(Held | Levels.K1Mirror, 100));
            bench.Expect(TestStep.Watchdog, true, false, true);
        }

        [TestMethod]
        public void The_watchdog_passes_and_the_threshold_is_restored_with_FAULT_cleared()
        {
            Bench bench = Bench.In(WatchdogDropsOut);
            bench.Chip.Convert();
            Assert.IsTrue(bench.Chip.IsFault, "the lowered threshold holds FAULT");
            Assert.AreEqual((int)StepResult.Passed, bench.Run(Held, 300));
            bench.Expect(TestStep.Watchdog, false, false, false);
            Assert.AreEqual(BackstopLow, bench.Chip.Holds(Register.ThresholdHigh + 1));
            Assert.AreEqual(0x02, bench.Chip.Holds(Register.ThresholdHigh));
            Assert.IsFalse(bench.Chip.IsFault);
        }

        [TestMethod]
        public void Restoring_passes_with_a_read_FAULT_high_and_no_row()
        {
            Bench bench = Bench.In(Restoring);
            bench.Read();
            Assert.AreEqual((int)StepResult.Passed, bench.Run(Inputs.Rest, 100));
            bench.Expect(TestStep.Restore, false, false, false);
        }

        [TestMethod]
        public void Restoring_waits_for_a_read()
        {
            Bench bench = Bench.In(Restoring);
            Assert.AreEqual((int)StepResult.Running, bench.Run(Inputs.Rest, 100));
            Assert.AreEqual((int)TestStep.Restore, (int)bench.Proof.Step);
        }

        [TestMethod]
        public void Restoring_waits_for_FAULT_to_rise()
        {
            Bench bench = Bench.In(Restoring);
            bench.Read();
            Assert.AreEqual((int)StepResult.Running, bench.Run(Held, 100));
        }

        [TestMethod]
        public void Restoring_waits_for_the_rows_to_fall_quiet()
        {
            Bench bench = Bench.In(Restoring);
            bench.Read();
            Assert.AreEqual((int)StepResult.Running, bench.RunWith(Row.SensorConfig, Inputs.Rest, 100));
            Assert.AreEqual(0, bench.Events.Count, "no refusal");
            Assert.AreEqual((int)StepResult.Failed, bench.RunWith(Row.SensorConfig, Inputs.Rest, 300));
        }

        // K1 is never exercised unless K2 holds the line open.
        // Requirement: SR-PROOF
        [TestMethod]
        [DataRow(K1PullsIn, Inputs.Rest)]
        [DataRow(K1PullsIn, Held | Levels.K2Mirror)]
        [DataRow(K1DropsOut, Inputs.Rest)]
        [DataRow(K1DropsOut, Held | Levels.K2Mirror)]
        [DataRow(K1PullsInAgain, Inputs.Rest)]
        [DataRow(K1PullsInAgain, Held | Levels.K2Mirror)]
        [DataRow(WatchdogDropsOut, Inputs.Rest | Levels.K1Mirror)]
        [DataRow(WatchdogDropsOut, Held | Levels.K1Mirror | Levels.K2Mirror)]
        public void K1_fails_at_once_when_K2_does_not_hold_the_line_open(int phase, int levels)
        {
            Bench bench = Bench.In(phase);
            Assert.AreEqual((int)StepResult.Failed, bench.Run(levels, 0));
            Assert.IsFalse(bench.Proof.EnergisesK1);
            Assert.IsFalse(bench.Proof.BeatsHeart);
        }

        [TestMethod]
        [DataRow(K2PullsIn)]
        [DataRow(K2DropsOut)]
        [DataRow(K1PullsIn)]
        [DataRow(K1DropsOut)]
        [DataRow(K1PullsInAgain)]
        [DataRow(WatchdogDropsOut)]
        public void A_row_ends_the_attempt_and_the_next_press_begins_again(int phase)
        {
            Bench bench = Bench.In(phase);
            Assert.AreEqual((int)StepResult.Running, bench.RunWith(Row.StopPressed | Row.Internal, Held, 10));
            bench.ExpectRefusal((int)Cause.StopPressed);
            Assert.IsFalse(bench.Proof.EnergisesK1);
            Assert.IsFalse(bench.Proof.BeatsHeart);
            Assert.IsFalse(bench.Proof.HoldsFault);
            Assert.AreEqual(BackstopLow, bench.Chip.Holds(Register.ThresholdHigh + 1));
            bench.Run(Inputs.Rest, 20);
            Assert.AreEqual((int)TestStep.K2, (int)bench.Proof.Step);
            bench.Press(0);
            bench.Run(Inputs.Rest | Levels.K2Mirror, 100);
            Assert.IsTrue(bench.Proof.HoldsFault, "the press was taken");
        }

        /// <summary>A proof test over a scripted chip.</summary>
        private sealed class Bench
        {
            private const long Start = 5000;

            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly EventQueue Events = new EventQueue();
            public readonly ProofTest Proof;
            private readonly Sampler _sampler;

            public Bench()
            {
                Max31856Chip driver = new Max31856Chip(Chip, new ChipConfiguration(false, false));
                _sampler = new Sampler(driver);
                _sampler.Configure(Start);
                Proof = new ProofTest(driver, _sampler, Events);
            }

            /// <summary>A proof test that has just entered a phase.</summary>
            public static Bench In(int phase)
            {
                Bench bench = new Bench();
                if (phase >= K2PullsIn) bench.Press(0);
                if (phase >= K2DropsOut) bench.Run(Inputs.Rest | Levels.K2Mirror, 0);
                if (phase >= K1PullsIn) bench.Run(Held, 0);
                if (phase >= K1DropsOut) bench.Run(Held | Levels.K1Mirror, 0);
                if (phase >= K1PullsInAgain) bench.Run(Held, 0);
                if (phase >= WatchdogDropsOut) bench.Run(Held | Levels.K1Mirror, 0);
                if (phase >= Restoring) bench.Run(Held, 0);
                return bench;
            }

            public int Run(int levels, int sinceMs)
            {
                return RunWith(0, levels, sinceMs);
            }

            public int RunWith(int rows, int levels, int sinceMs)
            {
                return (int)Proof.Run(levels, rows, false, Machine.Tip, Start + sinceMs);
            }

            public int Press(int rows)
            {
                return (int)Proof.Run(Inputs.Rest, rows, true, Machine.Tip, Start);
            }

            /// <summary>The sampler reads the chip in this tick.</summary>
            public void Read()
            {
                _sampler.Sample(Inputs.Ready, Start + 50);
            }

            public void Expect(TestStep step, bool energises, bool beats, bool holds)
            {
                Assert.AreEqual((int)step, (int)Proof.Step, "step");
                Assert.AreEqual(energises, Proof.EnergisesK1, "ENABLE");
                Assert.AreEqual(beats, Proof.BeatsHeart, "HEARTBEAT");
                Assert.AreEqual(holds, Proof.HoldsFault, "FAULT held");
            }

            public void ExpectRefusal(int reason)
            {
                Assert.AreEqual(1, Events.Count);
                Assert.AreEqual((int)EventKind.Refused, (int)Events.Kind);
                Assert.AreEqual(reason, Events.Reason);
                Assert.AreEqual(Machine.Tip, Events.TipCounts);
                Events.RemoveFirst();
            }
        }
    }
}
