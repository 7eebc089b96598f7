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
    // Requirement: SR-PROOF
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
        private const int LettingGo = 7;
        private const int Restoring = 8;

        private const int Held = Inputs.FaultLow;
        private const int K1 = Levels.K1Mirror;
        private const int K2 = Levels.K2Mirror;
        private const int Running = (int)StepResult.Running;
        private const int Passed = (int)StepResult.Passed;
        private const int Failed = (int)StepResult.Failed;
        private const int Backstop = 0x02CF;

        [TestMethod]
        public void Waits_for_a_press_without_limit()
        {
            Bench bench = new Bench();
            bench.AssertRun(Running, Inputs.Rest, 0);
            bench.AssertRun(Running, Inputs.Rest, 3600000);
            bench.Expect(TestStep.K2, false, false, false);
            Assert.IsTrue(bench.Proof.IsWaiting);
            Assert.AreEqual(0, bench.Events.Count);
        }

        [TestMethod]
        public void A_press_with_something_wrong_is_refused_and_fails_nothing()
        {
            Bench bench = new Bench();
            bench.Press(Rows.Of("SENSOR_OPEN OVER_TEMPERATURE"), Inputs.Rest);
            bench.ExpectRefusal(Rows.Number("SENSOR_OPEN"));
            bench.AssertRun(Running, Inputs.Rest | K2, 20);
            Assert.IsTrue(bench.Proof.IsWaiting);
            Assert.IsFalse(bench.Probe.IsLowered);
        }

        [TestMethod]
        public void A_press_with_FAULT_low_is_refused()
        {
            Bench bench = new Bench();
            bench.Press(0, Held);
            bench.ExpectRefusal(Reason.K2Out);
            Assert.IsTrue(bench.Proof.IsWaiting);
        }

        [TestMethod]
        public void An_act_that_began_before_the_wait_is_refused()
        {
            Bench bench = new Bench();
            bench.BeginAct();
            bench.AssertRun(Running, Inputs.Rest, 20);
            bench.EndAct(0, Inputs.Rest);
            Assert.IsFalse(bench.Proof.IsWaiting, "it began in the wait");

            bench = new Bench();
            bench.BeginActUnseen();
            bench.EndAct(0, Inputs.Rest);
            bench.ExpectRefusal(Reason.BeganEarlier);
            Assert.IsTrue(bench.Proof.IsWaiting);
        }

        [TestMethod]
        public void When_K2_has_pulled_in_the_threshold_is_lowered()
        {
            Bench bench = Bench.In(K2PullsIn);
            Assert.AreEqual(Backstop, bench.Threshold);
            bench.AssertRun(Running, Inputs.Rest | K2, 20);
            bench.Expect(TestStep.K2, false, false, false);
            Assert.AreEqual(0, bench.Threshold);
            Assert.IsTrue(bench.Probe.IsLowered);
        }

        // K2 out is the safe side: it is told, and locks nothing out, as often as it takes.
        [TestMethod]
        public void A_press_that_did_not_pull_K2_in_within_250_ms_is_refused_and_another_waited_for()
        {
            Bench bench = new Bench();
            for (int i = 0; i < 5; i++)
            {
                bench.Press(0, Inputs.Rest);
                bench.AssertRun(Running, Inputs.Rest, 249);
                Assert.AreEqual(0, bench.Events.Count);
                bench.AssertRun(Running, Inputs.Rest, 1);
                bench.ExpectRefusal(Reason.K2Out);
                bench.AssertRun(Running, Inputs.Rest, 20);
                Assert.IsTrue(bench.Proof.IsWaiting, "press " + i.ToString());
            }
        }

        // 300 ms from the read that shows the lowered threshold, judged in ticks that read it.
        [TestMethod]
        [DataRow(Levels.Arm | K2)]
        [DataRow(Inputs.Ready | K2)]
        public void A_FAULT_or_a_K2_that_does_not_follow_fails_300_ms_after_the_reading_back(int levels)
        {
            Bench bench = Bench.In(K2DropsOut);
            bench.AssertConverts(Running, levels, 100);
            bench.AssertConverts(Running, levels, 299);
            bench.AssertConverts(Failed, levels, 1);
            bench.Expect(TestStep.K2, false, false, false);
        }

        [TestMethod]
        public void A_threshold_that_was_not_read_back_fails_nothing()
        {
            Bench bench = Bench.In(K2DropsOut);
            bench.Chip.Flip(Register.ThresholdHigh, 0x40);
            for (int i = 0; i < 10; i++) bench.AssertConverts(Running, Inputs.Ready | K2, 100);
        }

        [TestMethod]
        public void A_K2_that_drops_out_before_FAULT_has_fallen_proves_nothing()
        {
            Bench bench = Bench.In(K2DropsOut);
            bench.AssertRun(Running, Inputs.Rest, 20);
            bench.ExpectRefusal(Reason.K2Out);
            bench.AssertGetsBackToWaiting();
        }

        [TestMethod]
        public void K2_passes_when_FAULT_and_its_mirror_are_low_and_K1_is_energised_with_K2_held()
        {
            Bench bench = Bench.In(K2DropsOut);
            bench.AssertRun(Running, Held | K2, 80);
            bench.Expect(TestStep.K2, false, false, false);
            bench.AssertRun(Passed, Held, 20);
            bench.Expect(TestStep.K2, true, true, true);
        }

        [TestMethod]
        public void K1_that_has_pulled_in_is_released_by_ENABLE_with_the_heart_beating()
        {
            Bench bench = Bench.In(K1PullsIn);
            bench.AssertRun(Running, Held, 20);
            bench.AssertRun(Running, Held | K1, 40);
            bench.Expect(TestStep.K1, false, true, true);
        }

        [TestMethod]
        [DataRow(K1DropsOut, K1, 99, Running)]
        [DataRow(K1DropsOut, K1, 100, Failed)]
        [DataRow(WatchdogDropsOut, K1, 199, Running)]
        [DataRow(WatchdogDropsOut, K1, 200, Failed)]
        public void A_K1_that_does_not_drop_out_in_time_fails(int phase, int mirror, int sinceMs, int expected)
        {
            Bench bench = Bench.In(phase);
            bench.AssertRun(Running, Held | mirror, 0);
            bench.AssertRun(expected, Held | mirror, sinceMs);
            if (expected != Failed) return;
            bench.Expect(phase == K1DropsOut ? TestStep.K1 : TestStep.Watchdog, false, false, true);
        }

        [TestMethod]
        public void K1_passes_when_it_has_dropped_out_and_is_energised_again()
        {
            Bench bench = Bench.In(K1DropsOut);
            bench.AssertRun(Passed, Held, 20);
            bench.Expect(TestStep.K1, true, true, true);
        }

        [TestMethod]
        public void The_watchdog_is_left_to_drop_K1_with_ENABLE_high()
        {
            Bench bench = Bench.In(K1PullsInAgain);
            bench.AssertRun(Running, Held | K1, 60);
            bench.Expect(TestStep.Watchdog, true, false, true);
        }

        [TestMethod]
        [DataRow(29, false)]
        [DataRow(30, true)]
        public void A_K1_that_drops_out_sooner_was_not_dropped_by_its_watchdog(int sinceMs, bool passes)
        {
            Bench bench = Bench.In(WatchdogDropsOut);
            bench.AssertRun(passes ? Passed : Running, Held, sinceMs);
            if (passes) bench.Expect(TestStep.Watchdog, false, false, true);
            else bench.ExpectRefusal(Reason.K2Out);
        }

        // Not in after 250 ms: released, 45.00 restored, REFUSED, another press.
        [TestMethod]
        [DataRow(K1PullsIn)]
        [DataRow(K1PullsInAgain)]
        public void A_K1_that_does_not_pull_in_is_refused_and_another_press_waited_for(int phase)
        {
            Bench bench = Bench.In(phase);
            bench.AssertRun(Running, Held, 249);
            Assert.AreEqual(0, bench.Events.Count);
            bench.AssertRun(Running, Held, 1);
            bench.ExpectRefusal(Rows.Number("RELAY_DID_NOT_CLOSE"));
            Assert.IsFalse(bench.Proof.EnergisesK1);
            bench.AssertGetsBackToWaiting();
        }

        // K2_HOLD low until K1's mirror has closed again, however the step ends.
        [TestMethod]
        public void After_the_watchdog_the_threshold_is_restored_read_back_and_FAULT_cleared()
        {
            Bench bench = Bench.In(WatchdogDropsOut);
            bench.AssertConverts(Passed, Inputs.FaultReady, 100);
            Assert.AreEqual(0, bench.Threshold);
            bench.AssertRun(Running, Held, 20);
            Assert.AreEqual(Backstop, bench.Threshold, "restored");
            Assert.IsTrue(bench.Proof.HoldsK2);
            Assert.IsTrue(bench.Chip.IsFault, "not cleared before it was read back");
            bench.AssertRun(Running, Held, 20);
            Assert.IsFalse(bench.Chip.IsFault, "FAULTCLR");
            bench.AssertConverts(Passed, Inputs.Ready, 100);
            bench.Expect(TestStep.Restore, false, false, false);
        }

        [TestMethod]
        public void A_K1_that_has_not_let_go_keeps_K2_held_and_the_threshold_lowered()
        {
            Bench bench = Bench.In(K1PullsIn);
            bench.RunWith(Rows.Of("STOP_PRESSED"), Held | K1, 20);
            bench.ExpectRefusal(Rows.Number("STOP_PRESSED"));
            for (int i = 0; i < 4; i++)
            {
                bench.AssertRun(Running, Held | K1, 20);
                Assert.IsTrue(bench.Proof.HoldsK2);
                Assert.AreEqual(0, bench.Threshold);
            }

            bench.AssertGetsBackToWaiting();
        }

        [TestMethod]
        public void Restoring_waits_300_ms_for_FAULT_and_the_rows_and_then_for_another_press()
        {
            Bench bench = Bench.In(Restoring);
            bench.AssertConverts(Running, Inputs.FaultReady, 20);
            bench.AssertConverts(Running, Inputs.FaultReady, 100);
            bench.AssertRun(Running, Held, 199);
            Assert.AreEqual(0, bench.Events.Count);
            bench.AssertRun(Running, Held, 1);
            bench.ExpectRefusal(Reason.K2Out);
            Assert.IsTrue(bench.Proof.IsWaiting);
            Assert.IsFalse(bench.Proof.HoldsK2);
        }

        [TestMethod]
        public void Restoring_names_the_row_that_keeps_it_from_passing()
        {
            Bench bench = Bench.In(Restoring);
            bench.AssertConverts(Running, Inputs.FaultReady, 20);
            bench.AssertConverts(Running, Inputs.FaultReady, 100);
            Assert.AreEqual(Running, bench.RunWith(Rows.Of("SENSOR_CONFIG"), Inputs.Rest, 200));
            bench.ExpectRefusal(Rows.Number("SENSOR_CONFIG"));
            Assert.IsTrue(bench.Proof.IsWaiting);
        }

        [TestMethod]
        public void A_bus_that_is_dead_while_it_restores_is_waited_for()
        {
            Bench bench = Bench.In(Restoring);
            bench.Chip.StuckByte = 0xFF;
            for (int i = 0; i < 20; i++) bench.AssertConverts(Running, Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Proof.IsWaiting);
            bench.Chip.StuckByte = -1;
            bench.AssertConverts(Running, Inputs.FaultReady, 100);
            bench.AssertConverts(Passed, Inputs.Ready, 100);
        }

        // STOP, a dip, a chip that was reset: REFUSED and another wait, in each phase.
        [TestMethod]
        [DataRow(K2PullsIn, "STOP_PRESSED")]
        [DataRow(K2DropsOut, "STOP_PRESSED")]
        [DataRow(K1PullsIn, "STOP_PRESSED")]
        [DataRow(K1DropsOut, "STOP_PRESSED")]
        [DataRow(K1PullsInAgain, "STOP_PRESSED")]
        [DataRow(WatchdogDropsOut, "STOP_PRESSED")]
        [DataRow(K2PullsIn, "SENSOR_CONFIG")]
        [DataRow(K2DropsOut, "SENSOR_CONFIG")]
        [DataRow(K1PullsIn, "SENSOR_CONFIG")]
        [DataRow(K1DropsOut, "SENSOR_CONFIG")]
        [DataRow(K1PullsInAgain, "SENSOR_CONFIG")]
        [DataRow(WatchdogDropsOut, "SENSOR_CONFIG")]
        public void A_row_ends_the_attempt_and_the_next_press_begins_again(int phase, string row)
        {
            Bench bench = Bench.In(phase);
            bool wasHeld = bench.Proof.HoldsK2;
            Assert.AreEqual(Running, bench.RunWith(Rows.Of(row + " INTERNAL"), Held, 10));
            bench.ExpectRefusal(Rows.Number(row));
            Assert.IsFalse(bench.Proof.EnergisesK1);
            Assert.IsFalse(bench.Proof.BeatsHeart);
            Assert.AreEqual(wasHeld, bench.Proof.HoldsK2, "K2 is held no shorter");
            bench.AssertGetsBackToWaiting();
            bench.Press(0, Inputs.Rest);
            bench.AssertRun(Running, Inputs.Rest | K2, 20);
            Assert.AreEqual(0, bench.Threshold, "the press was taken");
            Assert.AreEqual((int)TestStep.K2, (int)bench.Proof.Step);
        }

        // A dip takes both coils: K1 does not come, or goes, and K2 is out anyway.
        [TestMethod]
        [DataRow(K2PullsIn)]
        [DataRow(K2DropsOut)]
        [DataRow(K1PullsIn)]
        [DataRow(K1PullsInAgain)]
        [DataRow(WatchdogDropsOut)]
        public void A_dip_ends_the_attempt_and_fails_nothing(int phase)
        {
            Bench bench = Bench.In(phase);
            int levels = phase >= K1PullsIn ? Held : Inputs.Rest;
            for (int i = 0; i < 14 && bench.Events.Count == 0; i++) bench.AssertRun(Running, levels, 20);
            Assert.AreEqual((int)EventKind.Refused, (int)bench.Events.Kind);
            bench.Events.RemoveFirst();
            bench.AssertGetsBackToWaiting();
        }

        [TestMethod]
        public void A_whole_proof_takes_one_press()
        {
            Bench bench = Bench.In(Restoring);
            bench.AssertConverts(Running, Inputs.FaultReady, 20);
            bench.AssertConverts(Passed, Inputs.Ready, 100);
            Assert.AreEqual(0, bench.Events.Count);
        }

        /// <summary>A proof test over a scripted chip.</summary>
        private sealed class Bench
        {
            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly EventQueue Events = new EventQueue();
            public readonly Probe Probe;
            public readonly ProofTest Proof;
            private readonly ArmButton _arm = new ArmButton();
            private long _nowMs = 5000;

            public Bench()
            {
                Probe = new Probe(Chip, new Settings(), Levels.DataReady, Levels.Fault);
                Probe.Configure(_nowMs);
                Proof = new ProofTest(new Probe[] { Probe }, Events);
                for (int i = 0; i < 30; i++) Look(Inputs.Rest, 20);
                Chip.Convert();
                Look(Inputs.Ready, 20);
            }

            public int Threshold => Chip.Holds(Register.ThresholdHigh) << 8 | Chip.Holds(Register.ThresholdHigh + 1);

            /// <summary>A proof test that has just entered a phase.</summary>
            public static Bench In(int phase)
            {
                Bench bench = new Bench();
                if (phase >= K2PullsIn) bench.Press(0, Inputs.Rest);
                if (phase >= K2DropsOut) bench.AssertRun(Running, Inputs.Rest | K2, 0);
                if (phase >= K1PullsIn)
                {
                    bench.Chip.Convert();
                    bench.AssertRun(Passed, Held, 0);
                }

                if (phase >= K1DropsOut) bench.AssertRun(Running, Held | K1, 0);
                if (phase >= K1PullsInAgain) bench.AssertRun(Passed, Held, 0);
                if (phase >= WatchdogDropsOut) bench.AssertRun(Running, Held | K1, 0);
                if (phase >= LettingGo) bench.AssertRun(Passed, Held, 100);
                if (phase >= Restoring) bench.AssertRun(Running, Held, 0);
                return bench;
            }

            public void AssertRun(int expected, int levels, int afterMs)
            {
                Assert.AreEqual(expected, RunWith(0, levels, afterMs), "result at " + _nowMs.ToString());
            }

            /// <summary>The same with a conversion.</summary>
            public void AssertConverts(int expected, int levels, int afterMs)
            {
                Chip.Convert();
                AssertRun(expected, levels & ~Levels.DataReady, afterMs);
            }

            public int RunWith(int rows, int levels, int afterMs)
            {
                Look(levels, afterMs);
                return (int)Proof.Run(levels, rows, _arm, Machine.Tip, _nowMs);
            }

            /// <summary>An honest act whose end finds the given rows and levels.</summary>
            public void Press(int rows, int levels)
            {
                BeginAct();
                EndAct(rows, levels);
            }

            public void BeginAct()
            {
                AssertRun(Running, Pressed(Inputs.Rest), 20);
            }

            /// <summary>The act begins while the proof test does something else.</summary>
            public void BeginActUnseen()
            {
                Look(Pressed(Inputs.Rest), 20);
            }

            public void EndAct(int rows, int levels)
            {
                for (int i = 0; i < 15; i++) AssertRun(Running, Pressed(Inputs.Rest), 20);
                AssertRun(Running, Inputs.Rest, 20);
                for (int i = 0; i < 24; i++) AssertRun(Running, Inputs.Rest, 20);
                Assert.AreEqual(Running, RunWith(rows, levels, 20));
            }

            /// <summary>K1 lets go, the threshold is restored and read back, and a press is waited for, without a failure or a word.</summary>
            public void AssertGetsBackToWaiting()
            {
                for (int i = 0; i < 10 && !Proof.IsWaiting; i++) AssertConverts(Running, Chip.IsFault ? Inputs.FaultReady : Inputs.Ready, 100);
                Assert.IsTrue(Proof.IsWaiting, "waits again");
                Assert.AreEqual(Backstop, Threshold);
                Assert.IsFalse(Chip.IsFault, "FAULT");
                Assert.AreEqual(0, Events.Count, "events");
                Expect(Proof.Step, false, false, false);
            }

            public void Expect(TestStep step, bool energises, bool beats, bool holds)
            {
                Assert.AreEqual((int)step, (int)Proof.Step, "step");
                Assert.AreEqual(energises, Proof.EnergisesK1, "ENABLE");
                Assert.AreEqual(beats, Proof.BeatsHeart, "HEARTBEAT");
                Assert.AreEqual(holds, Proof.HoldsK2, "K2_HOLD");
            }

            public void ExpectRefusal(int reason)
            {
                Assert.AreEqual(1, Events.Count, "events");
                Assert.AreEqual((int)EventKind.Refused, (int)Events.Kind);
                Assert.AreEqual(reason, Events.Reason);
                Assert.AreEqual(Machine.Tip, Events.TipCounts);
                Events.RemoveFirst();
            }

            private static int Pressed(int levels)
            {
                return levels & ~Levels.Arm | Levels.ArmRest;
            }

            private void Look(int levels, int afterMs)
            {
                _nowMs += afterMs;
                Probe.Look(levels, _nowMs);
                _arm.Look(levels, _nowMs);
            }
        }
    }
}
