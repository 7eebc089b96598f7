using Interlock.Firmware.Judgement;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class RowHistoryTests
    {
        [TestMethod]
        public void At_power_on_every_row_has_been_quiet()
        {
            RowHistory history = new RowHistory();
            Assert.IsTrue(history.AllQuiet(0));
            Assert.AreEqual(TripTable.None, history.FirstLoud(0));
            for (int row = 0; row < TripTable.Count; row++) Assert.IsTrue(history.IsQuiet(row, 0), "row " + row.ToString());
        }

        [TestMethod]
        [DataRow(0, false)]
        [DataRow(999, false)]
        [DataRow(1000, true)]
        [DataRow(5000, true)]
        public void A_row_is_quiet_a_second_after_it_was_true(int sinceMs, bool expected)
        {
            RowHistory history = new RowHistory();
            history.Note(TripTable.ColdJunction, 7000);
            Assert.AreEqual(expected, history.AllQuiet(7000 + sinceMs));
            Assert.AreEqual(expected, history.IsQuiet(TripTable.First(TripTable.ColdJunction), 7000 + sinceMs));
            Assert.AreEqual(expected ? TripTable.None : TripTable.First(TripTable.ColdJunction), history.FirstLoud(7000 + sinceMs));
        }

        [TestMethod]
        public void One_loud_row_leaves_the_others_quiet()
        {
            RowHistory history = new RowHistory();
            history.Note(TripTable.ProbeMoved, 5000);
            for (int row = 0; row < TripTable.Count; row++)
            {
                Assert.AreEqual(row != TripTable.First(TripTable.ProbeMoved), history.IsQuiet(row, 5000), "row " + row.ToString());
            }
        }

        [TestMethod]
        public void Of_several_loud_rows_the_first_by_order_is_named()
        {
            RowHistory history = new RowHistory();
            history.Note(TripTable.Internal | TripTable.SensorStale | TripTable.OverTemperature, 5000);
            Assert.AreEqual(TripTable.First(TripTable.SensorStale), history.FirstLoud(5999));
        }

        [TestMethod]
        public void A_row_that_was_true_earlier_falls_quiet_earlier()
        {
            RowHistory history = new RowHistory();
            history.Note(TripTable.SensorBus, 5000);
            history.Note(TripTable.Internal, 5500);
            Assert.AreEqual(TripTable.First(TripTable.SensorBus), history.FirstLoud(5999));
            Assert.AreEqual(TripTable.First(TripTable.Internal), history.FirstLoud(6000));
            Assert.IsFalse(history.AllQuiet(6499));
            Assert.IsTrue(history.AllQuiet(6500));
        }

        [TestMethod]
        public void Noting_no_row_changes_nothing()
        {
            RowHistory history = new RowHistory();
            history.Note(0, 5000);
            Assert.IsTrue(history.AllQuiet(5000));
            Assert.AreEqual(TripTable.None, history.FirstLoud(5000));
        }

        [TestMethod]
        public void The_last_row_of_the_table_is_remembered_too()
        {
            RowHistory history = new RowHistory();
            history.Note(TripTable.Internal, 5000);
            Assert.IsFalse(history.IsQuiet(TripTable.Count - 1, 5999));
            Assert.IsTrue(history.IsQuiet(TripTable.Count - 1, 6000));
        }
    }
}
