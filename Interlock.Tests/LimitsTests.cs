using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.SelfTests;
using nanoFramework.TestFramework;

namespace Interlock.Tests
{
    /// <summary>The design's numbers, as values: a constant that says one thing in its name and another in its number is a known kind of slip.</summary>
    [TestClass]
    public class LimitsTests
    {
        [TestMethod]
        [DataRow(Limits.LimitCounts, 5376)]
        [DataRow(Limits.FloorCounts, 1920)]
        [DataRow(Limits.ResetCounts, 5120)]
        [DataRow(Limits.ArmLowestCounts, 3840)]
        [DataRow(Limits.ArmHighestCounts, 5248)]
        [DataRow(Limits.WarnHighCounts, 5120)]
        [DataRow(Limits.WarnLowCounts, 3840)]
        [DataRow(Limits.WarnHysteresisCounts, 64)]
        [DataRow(Limits.ColdJunctionLowestCounts, 0)]
        [DataRow(Limits.ColdJunctionHighestCounts, 3840)]
        [DataRow(Limits.MovedCounts, 256)]
        [DataRow(Limits.MovingCounts, 128)]
        [DataRow(Limits.CountsPerDegree, 128)]
        [DataRow(Limits.BackstopDegrees, 45)]
        [DataRow(SelfTest.AgreementCounts, 64)]
        public void Temperatures(int limit, int expected)
        {
            Assert.AreEqual(expected, limit);
        }

        [TestMethod]
        [DataRow(Limits.TickMs, 20)]
        [DataRow(Limits.LateMs, 35)]
        [DataRow(Limits.DeadlineMs, 50)]
        [DataRow(Limits.EdgeMs, 6)]
        [DataRow(Limits.UnpromptedReadMs, 130)]
        [DataRow(Limits.StaleMs, 200)]
        [DataRow(Limits.StaleFirstMs, 300)]
        [DataRow(Limits.TwoConversionsMs, 160)]
        [DataRow(Limits.AlternateMs, 500)]
        [DataRow(Limits.MovedSpanMs, 1000)]
        [DataRow(Limits.QuietMs, 1000)]
        [DataRow(Limits.ArmRestMs, 500)]
        [DataRow(Limits.ArmPressedMs, 100)]
        [DataRow(Limits.ArmEdgeMs, 400)]
        [DataRow(Limits.ArmTouchMs, 200)]
        [DataRow(Limits.ArmLongestMs, 5000)]
        [DataRow(Limits.ArmDisagreesMs, 500)]
        [DataRow(Limits.PermittedMs, 360000)]
        [DataRow(Limits.CementWaitMs, 600000)]
        [DataRow(Limits.CloseMs, 250)]
        [DataRow(Limits.OpenMs, 100)]
        [DataRow(Limits.LingersMs, 40)]
        [DataRow(Limits.ForcedMs, 300)]
        [DataRow(Limits.WatchdogDropMs, 200)]
        [DataRow(Limits.WatchdogHoldsMs, 30)]
        [DataRow(Limits.LockedOutOpenMs, 500)]
        [DataRow(Limits.AlarmAgainMs, 10000)]
        [DataRow(Limits.SampleMs, 200)]
        [DataRow(Limits.StatisticsMs, 5000)]
        [DataRow(Limits.InternalErrorsMs, 600000)]
        [DataRow(SelfTest.SignalMs, 100)]
        public void Times(int limit, int expected)
        {
            Assert.AreEqual(expected, limit);
        }

        [TestMethod]
        [DataRow(Limits.MovedConversions, 6)]
        [DataRow(Limits.FrozenReadings, 32)]
        [DataRow(Limits.StuckDataReadyTicks, 3)]
        [DataRow(Limits.BusErrorSpan, 8)]
        [DataRow(Limits.BusErrors, 3)]
        [DataRow(Limits.ClosedConversions, 3)]
        [DataRow(Limits.OpenTestEvery, 3)]
        [DataRow(Limits.InternalErrors, 3)]
        [DataRow(ChipConfiguration.MostResets, 64)]
        public void Counts(int limit, int expected)
        {
            Assert.AreEqual(expected, limit);
        }
    }
}
