using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Dose;
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
        public readonly Ablation Ablation = new Ablation();
        public readonly ChipImage Image = new ChipImage();
        public readonly Snapshot Now = new Snapshot();
        public readonly Reporter Reporter;

        /// <summary>A reporter that has sent nothing.</summary>
        public Report(Settings settings, int resets)
        {
            Reporter = new Reporter(Lines, settings, Events, Statistics, Ablation, Image, resets);
            Now.State = State.Inhibited;
            Now.TipCounts = 37 * 128;
            Now.Levels = Inputs.Rest;
            Image.ColdJunctionCounts = 24 * 64;
        }

        /// <summary>A reporter that has sent BOOT and CONF, at 0 and 50 ms.</summary>
        public static Report Introduced()
        {
            Report report = new Report(new Settings(), 0);
            report.At(0);
            report.At(50);
            return report;
        }

        /// <summary>Reports at a time.</summary>
        /// <returns>How many lines that sent.</returns>
        public int At(long nowMs)
        {
            int before = Lines.Count;
            Now.NowMs = nowMs;
            Reporter.Report(Now);
            return Lines.Count - before;
        }

        /// <summary>Fails unless reporting at a time sends exactly this line.</summary>
        public void AssertLine(long nowMs, string expected)
        {
            Assert.AreEqual(1, At(nowMs), "lines sent");
            Assert.AreEqual(expected, Lines.Last());
        }
    }
}
