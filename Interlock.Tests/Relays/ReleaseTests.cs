using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Relays;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Relays
{
    /// <summary>Every release proves both channels.</summary>
    // Requirement: SR-RELEASE
    [TestClass]
    public class ReleaseTests
    {
        private const int In = Levels.K1Mirror | Levels.K2Mirror;
        private const int Lowered = 0x0000;
        private const int Backstop = 0x02CF;

        [TestMethod]
        public void A_box_that_has_not_been_permitted_has_nothing_to_prove()
        {
            Bench bench = new Bench();
            Assert.IsFalse(bench.Release.IsUnderWay);
            bench.AssertRows("", Inputs.Rest | In, 5000);
            Assert.AreEqual(Backstop, bench.Threshold);
        }

        [TestMethod]
        public void It_lowers_the_threshold_at_once()
        {
            Bench bench = Bench.Begun();
            Assert.AreEqual(Lowered, bench.Threshold);
            Assert.IsTrue(bench.Release.IsUnderWay);
            Assert.IsFalse(bench.Release.HoldsK2);
            Assert.IsTrue(bench.Probe.IsLowered);
        }

        [TestMethod]
        [DataRow(39, false)]
        [DataRow(40, true)]
        public void A_K1_that_lingers_for_40_ms_is_helped_by_K2_HOLD(int sinceMs, bool expected)
        {
            Bench bench = Bench.Begun();
            bench.AssertRows("", Inputs.Rest | In, sinceMs);
            Assert.AreEqual(expected, bench.Release.HoldsK2);
        }

        [TestMethod]
        public void A_K1_that_has_dropped_out_needs_no_help()
        {
            Bench bench = Bench.Begun();
            bench.AssertRows("", Inputs.Rest | Levels.K2Mirror, 100);
            Assert.IsFalse(bench.Release.HoldsK2);
        }

        [TestMethod]
        public void A_whole_release_restores_reads_back_and_clears()
        {
            Bench bench = Bench.Begun();
            bench.Convert(Inputs.FaultReady | Levels.K2Mirror, 100);
            Assert.AreEqual(Lowered, bench.Threshold, "K2 has not followed yet");
            bench.AssertRows("", Inputs.FaultLow, 20);
            Assert.AreEqual(Backstop, bench.Threshold, "restored");
            Assert.IsTrue(bench.Release.IsUnderWay, "not read back yet");
            Assert.IsTrue(bench.Chip.IsFault);
            bench.Convert(Inputs.FaultReady, 80);
            Assert.IsFalse(bench.Release.IsUnderWay);
            Assert.IsFalse(bench.Chip.IsFault, "FAULTCLR");
            Assert.IsTrue(bench.Probe.IsLowered, "until the read after FAULTCLR");
            bench.Convert(Inputs.Ready, 100);
            Assert.IsFalse(bench.Probe.IsLowered);
        }

        // The mirrors and FAULT may all be low in a tick that read the chip for another reason: that read shows the lowered threshold.
        [TestMethod]
        public void What_was_read_before_the_restoring_is_no_reading_back()
        {
            Bench bench = Bench.Begun();
            bench.Convert(Inputs.FaultReady, 100);
            Assert.AreEqual(Backstop, bench.Threshold);
            Assert.IsTrue(bench.Release.IsUnderWay, "not read back yet");
            Assert.IsTrue(bench.Chip.IsFault, "not cleared yet");
            bench.Convert(Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Release.IsUnderWay);
        }

        [TestMethod]
        [DataRow(Inputs.FaultLow | Levels.K1Mirror)]
        [DataRow(Inputs.FaultLow | Levels.K2Mirror)]
        [DataRow(Inputs.Rest)]
        public void It_restores_nothing_before_FAULT_and_both_mirrors_are_low(int levels)
        {
            Bench bench = Bench.Begun();
            for (int i = 0; i < 10; i++) bench.Tick(levels, 20);
            Assert.AreEqual(Lowered, bench.Threshold);
            Assert.IsTrue(bench.Release.IsUnderWay);
        }

        // 300 ms from the read that shows the lowered threshold, judged in ticks that read it.
        [TestMethod]
        [DataRow(Inputs.FaultReady | Levels.K2Mirror)]
        [DataRow(Levels.Fault | Levels.Arm)]
        [DataRow(Levels.Fault | Levels.Arm | Levels.K2Mirror)]
        public void A_FAULT_that_does_not_fall_or_a_K2_that_does_not_follow_is_found_300_ms_after_the_reading_back(int levels)
        {
            Bench bench = Bench.Begun();
            Assert.AreEqual("", bench.Convert(levels, 100));
            Assert.AreEqual("", bench.Convert(levels, 100));
            Assert.AreEqual("", bench.Convert(levels, 199));
            // The read that judges it is asked for.
            bench.AssertRows("RELAY_DID_NOT_OPEN", levels | Levels.DataReady, 5);
        }

        [TestMethod]
        public void A_threshold_that_did_not_arrive_proves_nothing()
        {
            Bench bench = Bench.Begun();
            bench.Chip.Flip(Register.ThresholdHigh, 0x40);
            for (int i = 0; i < 10; i++) Assert.AreEqual("", bench.Convert(Levels.Fault | Levels.Arm | Levels.K2Mirror, 100));
        }

        [TestMethod]
        public void A_rewrite_of_the_configuration_carries_the_lowered_value_and_begins_the_300_ms_anew()
        {
            const int stuck = Levels.Fault | Levels.Arm | Levels.K2Mirror;
            Bench bench = Bench.Begun();
            bench.Convert(stuck, 100);
            bench.Convert(stuck, 290);
            bench.Chip.PowerOn();
            bench.Probe.Configure(bench.NowMs);
            Assert.AreEqual(Lowered, bench.Threshold);
            Assert.AreEqual("", bench.Convert(stuck, 100));
            Assert.AreEqual("", bench.Convert(stuck, 299));
            Assert.AreEqual("RELAY_DID_NOT_OPEN", bench.Convert(stuck, 1));
        }

        [TestMethod]
        public void A_rewrite_while_it_restores_carries_the_backstop()
        {
            Bench bench = Bench.Begun();
            bench.Tick(Inputs.FaultLow, 20);
            bench.Chip.PowerOn();
            bench.Probe.Configure(bench.NowMs);
            Assert.AreEqual(Backstop, bench.Threshold);
            bench.Convert(Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Release.IsUnderWay);
        }

        [TestMethod]
        public void While_the_write_cannot_be_read_back_it_goes_on()
        {
            Bench bench = Bench.Begun();
            bench.Tick(Inputs.FaultLow, 20);
            bench.Chip.StuckByte = 0xFF;
            for (int i = 0; i < 10; i++) bench.Convert(Inputs.FaultReady, 100);
            Assert.IsTrue(bench.Release.IsUnderWay);
            bench.Chip.StuckByte = -1;
            bench.Convert(Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Release.IsUnderWay);
        }

        [TestMethod]
        public void In_the_lock_out_nothing_is_restored()
        {
            Bench bench = Bench.Begun();
            bench.Release.Abandon();
            bench.Tick(Inputs.FaultLow, 20);
            bench.Convert(Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Release.IsUnderWay);
            Assert.AreEqual(Lowered, bench.Threshold);
            Assert.IsTrue(bench.Chip.IsFault);
        }

        [TestMethod]
        public void The_next_release_begins_anew()
        {
            Bench bench = Bench.Begun();
            bench.Tick(Inputs.Rest | In, 40);
            Assert.IsTrue(bench.Release.HoldsK2);
            bench.Tick(Inputs.FaultLow, 20);
            bench.Convert(Inputs.FaultReady, 100);
            Assert.IsFalse(bench.Release.HoldsK2);
            bench.Convert(Inputs.Ready, 100);
            bench.Release.Begin(Inputs.Rest | In, bench.NowMs);
            Assert.IsTrue(bench.Release.IsUnderWay);
            Assert.AreEqual(Lowered, bench.Threshold);
            bench.Tick(Inputs.Rest | In, 39);
            Assert.IsFalse(bench.Release.HoldsK2);
        }

        // A conversion may end, and K2 be out, before the first look. What STOP or K2_HOLD puts out shows nothing of the chip.
        [TestMethod]
        [DataRow(In, true)]
        [DataRow(In | Levels.Stop, false)]
        [DataRow(Levels.K1Mirror, false)]
        [DataRow(0, false)]
        public void The_turn_passes_on_when_K2_was_in_before_and_is_out_by_this_chip_at_the_first_look(int before, bool passesOn)
        {
            ScriptedChip[] chips = { new ScriptedChip(), new ScriptedChip() };
            Probe[] probes =
            {
                new Probe(chips[0], new Settings(), Levels.DataReady, Levels.Fault, 1),
                new Probe(chips[1], new Settings(), Levels.DataReady2, Levels.Fault2, 2),
            };
            for (int i = 0; i < probes.Length; i++) probes[i].Configure(10000);
            Release release = new Release(probes);
            int rest = Inputs.Rest | Levels.DataReady2 | Levels.Fault2;
            release.Begin(rest | before, 11000);
            release.Judge(rest & ~Levels.Fault, 11020);
            release.Begin(rest | In, 20000);
            Assert.AreEqual(passesOn, probes[1].IsLowered, "the second's turn");
        }

        /// <summary>A release over a probe that runs.</summary>
        private sealed class Bench
        {
            public readonly ScriptedChip Chip = new ScriptedChip();
            public readonly Probe Probe;
            public readonly Release Release;
            public long NowMs = 10000;

            public Bench()
            {
                Probe = new Probe(Chip, new Settings(), Levels.DataReady, Levels.Fault);
                Probe.Configure(NowMs);
                Release = new Release(new Probe[] { Probe });
                Convert(Inputs.Ready | In, 100);
            }

            public int Threshold => Chip.Holds(Register.ThresholdHigh) << 8 | Chip.Holds(Register.ThresholdHigh + 1);

            public static Bench Begun()
            {
                Bench bench = new Bench();
                bench.Release.Begin(Inputs.Rest | In, bench.NowMs);
                return bench;
            }

            /// <summary>A tick with a conversion.</summary>
            public string Convert(int levels, int afterMs)
            {
                Chip.Convert();
                return Tick(levels & ~Levels.DataReady, afterMs);
            }

            public string Tick(int levels, int afterMs)
            {
                NowMs += afterMs;
                Probe.Look(levels, NowMs);
                string rows = Rows.Words(Release.Judge(levels, NowMs));
                Release.Serve(levels);
                return rows;
            }

            public void AssertRows(string expected, int levels, int afterMs)
            {
                Assert.AreEqual(expected, Tick(levels, afterMs));
            }
        }
    }
}
