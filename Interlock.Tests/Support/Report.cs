using Interlock.Firmware;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Support
{
    /// <summary>A reporter with everything that it tells of, a line at a time.</summary>
    public sealed class Report
    {
        public readonly LineLog Lines = new LineLog();
        public readonly EventQueue Events = new EventQueue();
        public readonly Statistics Statistics = new Statistics();
        public readonly Lesion Lesion = new Lesion();
        public readonly Ablation Ablation;
        public readonly Reading Reading = new Reading();
        public readonly Coast Coast = new Coast(CoastRule.Off);
        public readonly Reporter Reporter;
        public int Levels = Inputs.Rest;
        public int TipCounts = 37 * 128;
        public State State = State.Inhibited;

        /// <summary>A reporter that has sent nothing.</summary>
        public Report(Settings settings, int resets)
        {
            Ablation = Lesion.Ablation;
            Reporter = new Reporter(Lines, settings, Events, Statistics, new Lesion[] { Lesion }, Reading, Coast, null, resets);
            Reading.ColdJunctionCounts = 24 * 64;
        }

        /// <summary>A reporter that has sent BOOT and CONF, at 0 and 20 ms.</summary>
        public static Report Introduced()
        {
            Report report = new Report(new Settings(), 0);
            report.At(0);
            report.At(20);
            return report;
        }

        /// <summary>Reports at a time.</summary>
        /// <returns>How many lines that sent.</returns>
        public int At(long nowMs)
        {
            int before = Lines.Count;
            Reporter.Report(Levels, TipCounts, State, nowMs);
            return Lines.Count - before;
        }

        /// <summary>A tick that brings a conversion, and says nothing.</summary>
        public void Convert(long nowMs)
        {
            Reading.IsConversion = true;
            Assert.AreEqual(0, At(nowMs), "lines sent in the tick of a conversion");
            Reading.IsConversion = false;
        }

        /// <summary>Fails unless reporting at a time sends a line that begins so.</summary>
        public void AssertType(long nowMs, string expected)
        {
            Assert.AreEqual(1, At(nowMs), "lines sent");
            Assert.IsTrue(Lines.Last().StartsWith(expected), Lines.Last());
        }

        /// <summary>Fails unless reporting at a time sends exactly this line.</summary>
        public void AssertLine(long nowMs, string expected)
        {
            Assert.AreEqual(1, At(nowMs), "lines sent");
            Assert.AreEqual(expected, Lines.Last());
        }
    }
}
