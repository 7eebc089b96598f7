using Interlock.Firmware.Judgement;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class VotesTests
    {
        // Conversions from the oldest to the newest: 1 where the row is true. Carried is asked after the last.
        // Requirement: SR-OVER
        // Requirement: SR-VOTE
        [TestMethod]
        [DataRow("1", false)]
        [DataRow("11", true)]
        [DataRow("101", true)]
        [DataRow("1010", false)]
        [DataRow("10101", true)]
        [DataRow("110", true)]
        [DataRow("1100", false)]
        [DataRow("1001", false)]
        [DataRow("10001", false)]
        [DataRow("0", false)]
        [DataRow("00100", false)]
        [DataRow("0111", true)]
        public void Two_of_the_last_three_conversions_carry(string conversions, bool carried)
        {
            Assert.AreEqual(carried, (Cast(conversions, Row.OverTemperature).Carried & Row.OverTemperature) != 0);
        }

        // Requirement: SR-VOTE
        [TestMethod]
        [DataRow(Row.OverTemperature)]
        [DataRow(Row.UnderTemperature)]
        [DataRow(Row.ColdJunction)]
        public void The_temperature_rows_need_two_votes(int row)
        {
            Assert.AreEqual(Row.None, Cast("1", row).Carried);
            Assert.AreEqual(row, Cast("11", row).Carried);
        }

        [TestMethod]
        [DataRow(Row.SensorBus)]
        [DataRow(Row.SensorConfig)]
        [DataRow(Row.SensorOpen)]
        [DataRow(Row.SensorVoltage)]
        [DataRow(Row.SensorRange)]
        public void The_sensor_rows_need_one_vote_and_no_conversion(int row)
        {
            Votes votes = new Votes();
            votes.Cast(row, false);
            Assert.AreEqual(row, votes.Carried);
            votes.Cast(0, false);
            Assert.AreEqual(Row.None, votes.Carried);
        }

        [TestMethod]
        public void A_read_without_a_conversion_adds_no_vote()
        {
            Votes votes = Cast("1", Row.OverTemperature);
            votes.Cast(Row.OverTemperature, false);
            votes.Cast(Row.OverTemperature, false);
            Assert.AreEqual(Row.None, votes.Carried);
            Assert.AreEqual(Row.OverTemperature, votes.Newest);
        }

        [TestMethod]
        public void A_read_without_a_conversion_keeps_the_majority()
        {
            Votes votes = Cast("11", Row.OverTemperature);
            votes.Cast(0, false);
            Assert.AreEqual(Row.OverTemperature, votes.Carried);
        }

        [TestMethod]
        public void Rows_are_counted_each_for_itself()
        {
            Votes votes = new Votes();
            votes.Cast(Row.OverTemperature, true);
            votes.Cast(Row.ColdJunction, true);
            Assert.AreEqual(Row.None, votes.Carried);
            votes.Cast(Row.OverTemperature | Row.ColdJunction, true);
            Assert.AreEqual(Row.OverTemperature | Row.ColdJunction, votes.Carried);
        }

        [TestMethod]
        public void Newest_is_the_last_conversion_before_the_vote()
        {
            Votes votes = Cast("10", Row.UnderTemperature);
            Assert.AreEqual(Row.None, votes.Newest);
            votes.Cast(Row.UnderTemperature, true);
            Assert.AreEqual(Row.UnderTemperature, votes.Newest);
        }

        [TestMethod]
        public void Clearing_forgets_every_vote()
        {
            Votes votes = Cast("111", Row.OverTemperature);
            votes.Clear();
            Assert.AreEqual(Row.None, votes.Carried);
            Assert.AreEqual(Row.None, votes.Newest);
            votes.Cast(Row.OverTemperature, true);
            Assert.AreEqual(Row.None, votes.Carried, "one vote after clearing");
        }

        [TestMethod]
        public void Clearing_forgets_the_oldest_of_three()
        {
            Votes votes = Cast("11", Row.OverTemperature);
            votes.Clear();
            votes.Cast(0, true);
            votes.Cast(Row.OverTemperature, true);
            Assert.AreEqual(Row.None, votes.Carried);
        }

        private static Votes Cast(string conversions, int row)
        {
            Votes votes = new Votes();
            for (int i = 0; i < conversions.Length; i++) votes.Cast(conversions[i] == '1' ? row : Row.None, true);
            return votes;
        }
    }
}
