using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    /// <summary>Only cooling that was seen lets a person acknowledge an over-temperature.</summary>
    // Requirement: SR-LATCH
    [TestClass]
    public class CoolingTests
    {
        private const int Cool = 5119;
        private const long T = 10000;

        [TestMethod]
        [DataRow(Cool, 999, false)]
        [DataRow(Cool, 1000, true)]
        [DataRow(5120, 5000, false)]
        [DataRow(-128, 1000, true)]
        [DataRow(Reading.None, 5000, false)]
        public void A_second_of_readings_below_40_00_is_cooling(int tip, int forMs, bool expected)
        {
            Cooling cooling = new Cooling();
            for (int ms = 0; ms <= forMs; ms += 20) cooling.Add(tip, T + ms);
            cooling.Add(tip, T + forMs);
            Assert.AreEqual(expected, cooling.IsSeen(T + forMs));
        }

        [TestMethod]
        public void At_power_on_no_cooling_was_seen()
        {
            Assert.IsFalse(new Cooling().IsSeen(T));
        }

        [TestMethod]
        [DataRow(5120)]
        [DataRow(Reading.None)]
        public void One_tick_that_is_warm_or_unknown_begins_the_second_anew(int tip)
        {
            Cooling cooling = new Cooling();
            cooling.Add(Cool, T);
            cooling.Add(Cool, T + 980);
            cooling.Add(tip, T + 1000);
            Assert.IsFalse(cooling.IsSeen(T + 1000));
            cooling.Add(Cool, T + 1020);
            cooling.Add(Cool, T + 2000);
            Assert.IsFalse(cooling.IsSeen(T + 2019));
            cooling.Add(Cool, T + 2020);
            Assert.IsTrue(cooling.IsSeen(T + 2020));
        }
    }
}
