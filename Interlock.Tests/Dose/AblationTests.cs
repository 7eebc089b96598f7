using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Dose
{
    [TestClass]
    public class AblationTests
    {
        private const long T = 10000;

        [TestMethod]
        public void Before_it_begins_nothing_is_counted()
        {
            Ablation ablation = new Ablation();
            ablation.Add(50 * 128, T);
            ablation.Add(50 * 128, T + 60000);
            Assert.AreEqual(0, ablation.DoseMilliMinutes());
            Assert.AreEqual(0, ablation.PeakCounts);
        }

        [TestMethod]
        public void Its_length_and_end_are_kept()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(37 * 128, T);
            ablation.Finish(8, T + 92150);
            Assert.AreEqual(92150L, ablation.DurationMs);
            Assert.AreEqual(8, ablation.End);
        }

        [TestMethod]
        public void The_peak_is_the_first_of_the_highest()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(37 * 128, T);
            Assert.AreEqual(37 * 128, ablation.PeakCounts);
            Assert.AreEqual(T, ablation.PeakMs);
            ablation.Add(40 * 128, T + 100);
            ablation.Add(40 * 128, T + 200);
            ablation.Add(39 * 128, T + 300);
            Assert.AreEqual(40 * 128, ablation.PeakCounts);
            Assert.AreEqual(T + 100, ablation.PeakMs);
            ablation.Add(40 * 128 + 1, T + 400);
            Assert.AreEqual(40 * 128 + 1, ablation.PeakCounts);
            Assert.AreEqual(T + 400, ablation.PeakMs);
        }

        [TestMethod]
        public void A_peak_below_zero_is_a_peak()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(-300, T);
            ablation.Add(-200, T + 100);
            Assert.AreEqual(-200, ablation.PeakCounts);
        }

        [TestMethod]
        public void The_peak_is_not_raised_after_the_end()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(37 * 128, T);
            ablation.Finish(Reason.Released, T + 100);
            ablation.Add(44 * 128, T + 200);
            Assert.AreEqual(37 * 128, ablation.PeakCounts);
            Assert.AreEqual(T, ablation.PeakMs);
        }

        [TestMethod]
        public void Dose_is_counted_from_the_beginning_with_the_time_between_readings()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(43 * 128, T);
            ablation.Add(43 * 128, T + 30000);
            ablation.Add(44 * 128, T + 60000);
            Assert.AreEqual(1500, ablation.DoseMilliMinutes());
        }

        [TestMethod]
        public void Dose_below_39_is_counted_while_permitted()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(38 * 128, T);
            ablation.Add(38 * 128, T + 3600000);
            Assert.AreEqual(58, ablation.DoseMilliMinutes());
        }

        [TestMethod]
        public void Dose_goes_on_after_the_end_while_the_tip_is_above_39()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(43 * 128, T);
            ablation.Finish(8, T);
            ablation.Add(43 * 128, T + 60000);
            Assert.AreEqual(1000, ablation.DoseMilliMinutes());
            ablation.Add(39 * 128 + 1, T + 60000 + 3600000);
            int dose = ablation.DoseMilliMinutes();
            Assert.IsTrue(dose > 1200, dose.ToString());
        }

        [TestMethod]
        public void Dose_ends_for_good_when_the_tip_has_come_down_to_39()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(43 * 128, T);
            ablation.Finish(8, T);
            ablation.Add(39 * 128, T + 3600000);
            Assert.AreEqual(0, ablation.DoseMilliMinutes());
            ablation.Add(50 * 128, T + 7200000);
            Assert.AreEqual(0, ablation.DoseMilliMinutes());
        }

        [TestMethod]
        public void The_next_ablation_starts_anew()
        {
            Ablation ablation = new Ablation();
            ablation.Begin(43 * 128, T);
            ablation.Add(45 * 128, T + 60000);
            ablation.Finish(Reason.Released, T + 60000);
            ablation.Add(30 * 128, T + 70000);
            ablation.Begin(38 * 128, T + 100000);
            Assert.AreEqual(0, ablation.DoseMilliMinutes());
            Assert.AreEqual(38 * 128, ablation.PeakCounts);
            Assert.AreEqual(T + 100000, ablation.PeakMs);
            ablation.Add(43 * 128, T + 160000);
            Assert.AreEqual(1000, ablation.DoseMilliMinutes());
            ablation.Finish(Reason.Released, T + 160001);
            Assert.AreEqual(60001L, ablation.DurationMs);
        }
    }
}
