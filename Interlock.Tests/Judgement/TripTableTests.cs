using Interlock.Firmware.Judgement;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class TripTableTests
    {
        // The order in which a cause is named, and the number that stands for it in the log.
        [TestMethod]
        [DataRow(Row.StopPressed, 0)]
        [DataRow(Row.SensorBus, 1)]
        [DataRow(Row.SensorConfig, 2)]
        [DataRow(Row.SensorOpen, 3)]
        [DataRow(Row.SensorVoltage, 4)]
        [DataRow(Row.SensorRange, 5)]
        [DataRow(Row.SensorStale, 6)]
        [DataRow(Row.SensorFrozen, 7)]
        [DataRow(Row.OverTemperature, 8)]
        [DataRow(Row.UnderTemperature, 9)]
        [DataRow(Row.CoastExpected, 10)]
        [DataRow(Row.HardwareLimit, 11)]
        [DataRow(Row.ColdJunction, 12)]
        [DataRow(Row.ProbeMoved, 13)]
        [DataRow(Row.TimeLimit, 14)]
        [DataRow(Row.RelayDidNotClose, 15)]
        [DataRow(Row.RelayDidNotOpen, 16)]
        [DataRow(Row.DeadlineMissed, 17)]
        [DataRow(Row.Internal, 18)]
        public void Each_row_has_its_bit_and_comes_before_all_higher_ones(int row, int number)
        {
            Assert.AreEqual(1 << number, row);
            Assert.AreEqual(number, TripTable.First(row));
            Assert.AreEqual(number, TripTable.First(-1 << number));
        }

        [TestMethod]
        public void The_first_of_no_row_is_none()
        {
            Assert.AreEqual(-1, TripTable.First(0));
            Assert.AreEqual(-1, TripTable.None);
        }

        [TestMethod]
        [DataRow(TripTable.Count, 19)]
        [DataRow(TripTable.TwoOfThree, 1 << 8 | 1 << 9 | 1 << 12)]
        [DataRow(TripTable.Distrust, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5)]
        [DataRow(TripTable.LockOut, 1 << 16)]
        [DataRow(TripTable.NeedsCooling, 1 << 8 | 1 << 10 | 1 << 11)]
        public void The_masks_hold_the_rows_of_the_design(int mask, int expected)
        {
            Assert.AreEqual(expected, mask);
        }
    }
}
