using Interlock.Firmware.Judgement;
using Interlock.Tests.Support;
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
            Assert.AreEqual(carried, (Cast(conversions, TripTable.OverTemperature).Carried & TripTable.OverTemperature) != 0);
        }

        // Requirement: SR-VOTE
        [TestMethod]
        [DataRow("OVER_TEMPERATURE")]
        [DataRow("UNDER_TEMPERATURE")]
        [DataRow("COLD_JUNCTION")]
        public void The_temperature_rows_need_two_votes(string row)
        {
            Assert.AreEqual(0, Cast("1", Rows.Of(row)).Carried);
            Assert.AreEqual(row, Rows.Words(Cast("11", Rows.Of(row)).Carried));
        }

        [TestMethod]
        [DataRow("SENSOR_BUS")]
        [DataRow("SENSOR_CONFIG")]
        [DataRow("SENSOR_OPEN")]
        [DataRow("SENSOR_VOLTAGE")]
        [DataRow("SENSOR_RANGE")]
        public void The_sensor_rows_need_one_vote_and_no_conversion(string row)
        {
            Votes votes = new Votes();
            votes.Cast(Rows.Of(row), false);
            Assert.AreEqual(row, Rows.Words(votes.Carried));
            votes.Cast(0, false);
            Assert.AreEqual(0, votes.Carried);
        }

        [TestMethod]
        public void A_read_without_a_conversion_adds_no_vote()
        {
            Votes votes = Cast("1", TripTable.OverTemperature);
            votes.Cast(TripTable.OverTemperature, false);
            votes.Cast(TripTable.OverTemperature, false);
            Assert.AreEqual(0, votes.Carried);
            Assert.AreEqual(TripTable.OverTemperature, votes.Newest);
        }

        [TestMethod]
        public void A_read_without_a_conversion_keeps_the_majority()
        {
            Votes votes = Cast("11", TripTable.OverTemperature);
            votes.Cast(0, false);
            Assert.AreEqual(TripTable.OverTemperature, votes.Carried);
        }

        [TestMethod]
        public void Rows_are_counted_each_for_itself()
        {
            Votes votes = new Votes();
            votes.Cast(TripTable.OverTemperature, true);
            votes.Cast(TripTable.ColdJunction, true);
            Assert.AreEqual(0, votes.Carried);
            votes.Cast(TripTable.OverTemperature | TripTable.ColdJunction, true);
            Assert.AreEqual(TripTable.OverTemperature | TripTable.ColdJunction, votes.Carried);
        }

        [TestMethod]
        public void Newest_is_the_last_conversion_before_the_vote()
        {
            Votes votes = Cast("10", TripTable.UnderTemperature);
            Assert.AreEqual(0, votes.Newest);
            votes.Cast(TripTable.UnderTemperature, true);
            Assert.AreEqual(TripTable.UnderTemperature, votes.Newest);
        }

        [TestMethod]
        public void Clearing_forgets_every_vote()
        {
            Votes votes = Cast("111", TripTable.OverTemperature);
            votes.Clear();
            Assert.AreEqual(0, votes.Carried);
            Assert.AreEqual(0, votes.Newest);
            votes.Cast(TripTable.OverTemperature, true);
            Assert.AreEqual(0, votes.Carried, "one vote after clearing");
        }

        [TestMethod]
        public void Clearing_forgets_the_oldest_of_three()
        {
            Votes votes = Cast("11", TripTable.OverTemperature);
            votes.Clear();
            votes.Cast(0, true);
            votes.Cast(TripTable.OverTemperature, true);
            Assert.AreEqual(0, votes.Carried);
        }

        private static Votes Cast(string conversions, int row)
        {
            Votes votes = new Votes();
            for (int i = 0; i < conversions.Length; i++) votes.Cast(conversions[i] == '1' ? row : 0, true);
            return votes;
        }
    }
}
