using Interlock.Firmware.Dose;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Dose
{
    [TestClass]
    public class ThermalDoseTests
    {
        // Thousandths of a minute of CEM43 that one minute gives, to within 0.5 %: Sapareto and Dewey, R = 0.5 and 0.25.
        // Requirement: SR-DOSE
        [TestMethod]
        [DataRow(39, 3, 4)]
        [DataRow(40, 15, 16)]
        [DataRow(41, 62, 63)]
        [DataRow(42, 249, 251)]
        [DataRow(43, 995, 1005)]
        [DataRow(44, 1990, 2010)]
        [DataRow(45, 3980, 4020)]
        [DataRow(48, 31840, 32160)]
        [DataRow(50, 127360, 128640)]
        [DataRow(57, 16302080, 16465920)]
        public void A_minute_gives_its_equivalent_at_43(int celsius, int least, int most)
        {
            int dose = MinuteAt(celsius * 128);
            Assert.IsTrue(dose >= least && dose <= most, dose.ToString());
        }

        [TestMethod]
        [DataRow(43 * 128, 1000)]
        [DataRow(44 * 128, 2000)]
        [DataRow(42 * 128, 250)]
        [DataRow(45 * 128, 4000)]
        [DataRow(48 * 128, 32000)]
        public void Whole_degrees_are_exact(int tipCounts, int expected)
        {
            Assert.AreEqual(expected, MinuteAt(tipCounts));
        }

        // 2^0.5, 2^0.25, 2^(127/128), 0.25^0.5, 0.25^0.25, 0.25^(1/128).
        // Requirement: SR-DOSE
        [TestMethod]
        [DataRow(43 * 128 + 64, 1414)]
        [DataRow(43 * 128 + 32, 1189)]
        [DataRow(43 * 128 + 127, 1989)]
        [DataRow(43 * 128 - 64, 500)]
        [DataRow(43 * 128 - 32, 707)]
        [DataRow(43 * 128 - 1, 989)]
        public void Parts_of_a_degree_are_right_to_a_thousandth(int tipCounts, int expected)
        {
            int dose = MinuteAt(tipCounts);
            Assert.IsTrue(dose >= expected - 1 && dose <= expected + 1, dose.ToString());
        }

        [TestMethod]
        [DataRow(57 * 128 + 1)]
        [DataRow(57 * 128 + 127)]
        [DataRow(58 * 128)]
        [DataRow(100 * 128 + 64)]
        [DataRow(1372 * 128)]
        public void Above_57_degrees_a_minute_counts_no_more(int tipCounts)
        {
            Assert.AreEqual(MinuteAt(57 * 128), MinuteAt(tipCounts));
        }

        [TestMethod]
        [DataRow(30)]
        [DataRow(0)]
        [DataRow(-200)]
        public void Cold_adds_nothing(int celsius)
        {
            ThermalDose dose = new ThermalDose();
            dose.Add(celsius * 128, 86400000);
            Assert.AreEqual(0, dose.MilliMinutes());
        }

        [TestMethod]
        public void Spans_add_up()
        {
            ThermalDose dose = new ThermalDose();
            for (int i = 0; i < 1200; i++) dose.Add(43 * 128, 50);
            Assert.AreEqual(1000, dose.MilliMinutes());
            dose.Add(44 * 128, 60000);
            Assert.AreEqual(3000, dose.MilliMinutes());
        }

        [TestMethod]
        public void Short_spans_below_43_lose_nothing()
        {
            ThermalDose dose = new ThermalDose();
            for (int i = 0; i < 1200; i++) dose.Add(41 * 128, 50);
            Assert.AreEqual(63, dose.MilliMinutes(), "62.5, rounded");
        }

        [TestMethod]
        public void No_span_is_no_dose()
        {
            ThermalDose dose = new ThermalDose();
            dose.Add(50 * 128, 0);
            Assert.AreEqual(0, dose.MilliMinutes());
        }

        [TestMethod]
        public void Clearing_starts_at_nothing()
        {
            ThermalDose dose = new ThermalDose();
            dose.Add(43 * 128, 60000);
            dose.Clear();
            Assert.AreEqual(0, dose.MilliMinutes());
            dose.Add(43 * 128, 30000);
            Assert.AreEqual(500, dose.MilliMinutes());
        }

        [TestMethod]
        public void What_came_since_a_mark_is_told_by_itself()
        {
            ThermalDose dose = new ThermalDose();
            dose.Add(43 * 128, 60000);
            Assert.AreEqual(1000, dose.MilliMinutesSinceMark());
            dose.Mark();
            Assert.AreEqual(0, dose.MilliMinutesSinceMark());
            dose.Add(43 * 128, 30000);
            Assert.AreEqual(500, dose.MilliMinutesSinceMark());
            Assert.AreEqual(1500, dose.MilliMinutes());
            dose.Clear();
            dose.Add(43 * 128, 60000);
            Assert.AreEqual(1000, dose.MilliMinutesSinceMark());
        }

        // 4^-6: no cut-off at body temperature either.
        [TestMethod]
        public void Days_at_37_degrees_add_up()
        {
            ThermalDose dose = new ThermalDose();
            for (int i = 0; i < 2048; i++) dose.Add(37 * 128, 120000);
            Assert.AreEqual(1000, dose.MilliMinutes());
        }

        [TestMethod]
        public void A_dose_past_the_range_of_the_number_stays_at_its_end()
        {
            ThermalDose dose = new ThermalDose();
            for (int i = 0; i < 200; i++) dose.Add(57 * 128, 60000);
            Assert.AreEqual(int.MaxValue, dose.MilliMinutes());
        }

        private static int MinuteAt(int tipCounts)
        {
            ThermalDose dose = new ThermalDose();
            dose.Add(tipCounts, 60000);
            return dose.MilliMinutes();
        }
    }
}
