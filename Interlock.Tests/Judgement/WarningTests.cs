using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class WarningTests
    {
        // Requirement: SR-WARN
        [TestMethod]
        [DataRow(5119, false, false)]
        [DataRow(5120, true, false)]
        [DataRow(3840, false, false)]
        [DataRow(3839, false, true)]
        [DataRow(-128, false, true)]
        public void Warns_at_40_00_and_above_and_below_30_00(int tip, bool high, bool low)
        {
            Warning warning = new Warning();
            Assert.AreEqual(high || low, warning.Judge(tip));
            Assert.AreEqual(high, warning.IsHigh);
            Assert.AreEqual(low, warning.IsLow);
        }

        [TestMethod]
        [DataRow(5056, true)]
        [DataRow(5055, false)]
        public void A_warning_of_warmth_ends_half_a_degree_below(int tip, bool lasts)
        {
            Warning warning = new Warning();
            warning.Judge(5120);
            Assert.IsFalse(warning.Judge(tip), "no new warning");
            Assert.AreEqual(lasts, warning.IsHigh);
        }

        [TestMethod]
        [DataRow(3903, true)]
        [DataRow(3904, false)]
        public void A_warning_of_cold_ends_half_a_degree_above(int tip, bool lasts)
        {
            Warning warning = new Warning();
            warning.Judge(3839);
            Assert.IsFalse(warning.Judge(tip), "no new warning");
            Assert.AreEqual(lasts, warning.IsLow);
        }

        [TestMethod]
        public void A_warning_begins_once_and_again_after_its_end()
        {
            Warning warning = new Warning();
            Assert.IsTrue(warning.Judge(5200));
            Assert.IsFalse(warning.Judge(5300));
            Assert.IsFalse(warning.Judge(4800));
            Assert.IsTrue(warning.Judge(5120));
        }

        [TestMethod]
        public void From_warm_straight_to_cold_and_back_is_a_warning_each_time()
        {
            Warning warning = new Warning();
            Assert.IsTrue(warning.Judge(5200));
            Assert.IsTrue(warning.Judge(3000));
            Assert.IsFalse(warning.IsHigh);
            Assert.IsTrue(warning.IsLow);
            Assert.IsTrue(warning.Judge(5200));
            Assert.IsTrue(warning.IsHigh);
            Assert.IsFalse(warning.IsLow);
        }

        [TestMethod]
        public void An_unknown_reading_changes_nothing()
        {
            Warning warning = new Warning();
            Assert.IsFalse(warning.Judge(Reading.None));
            Assert.IsFalse(warning.IsLow);
            warning.Judge(5200);
            Assert.IsFalse(warning.Judge(Reading.None));
            Assert.IsTrue(warning.IsHigh);
        }

        [TestMethod]
        public void A_good_reading_warns_of_nothing()
        {
            Warning warning = new Warning();
            Assert.IsFalse(warning.Judge(37 * 128));
            Assert.IsFalse(warning.IsHigh);
            Assert.IsFalse(warning.IsLow);
        }
    }
}
