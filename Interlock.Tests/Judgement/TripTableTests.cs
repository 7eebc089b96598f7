using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class TripTableTests
    {
        private const string Order = "STOP_PRESSED SENSOR_BUS SENSOR_CONFIG SENSOR_OPEN SENSOR_VOLTAGE SENSOR_RANGE SENSOR_STALE SENSOR_FROZEN"
            + " OVER_TEMPERATURE UNDER_TEMPERATURE COAST_EXPECTED HARDWARE_LIMIT K2_RELEASED COLD_JUNCTION PROBES_DISAGREE PROBE_MOVED TIME_LIMIT"
            + " RELAY_DID_NOT_CLOSE RELAY_DID_NOT_OPEN DEADLINE_MISSED INTERNAL";

        // The order in which a cause is named when several are true.
        [TestMethod]
        public void The_rows_stand_in_the_order_in_which_they_are_named()
        {
            Assert.AreEqual(Order, Rows.Words((1 << TripTable.Count) - 1));
            Assert.AreEqual(21, TripTable.Count);
        }

        // A constant that held another row's bit would trip by the wrong name.
        [TestMethod]
        public void Each_constant_is_the_bit_of_its_word()
        {
            int[] rows =
            {
                TripTable.StopPressed, TripTable.SensorBus, TripTable.SensorConfig, TripTable.SensorOpen, TripTable.SensorVoltage,
                TripTable.SensorRange, TripTable.SensorStale, TripTable.SensorFrozen, TripTable.OverTemperature, TripTable.UnderTemperature,
                TripTable.CoastExpected, TripTable.HardwareLimit, TripTable.K2Released, TripTable.ColdJunction, TripTable.ProbesDisagree,
                TripTable.ProbeMoved, TripTable.TimeLimit, TripTable.RelayDidNotClose, TripTable.RelayDidNotOpen, TripTable.DeadlineMissed, TripTable.Internal,
            };
            string[] words = Rows.Each(Order);
            Assert.AreEqual(rows.Length, words.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.AreEqual(words[i], Rows.Words(rows[i]));
                Assert.AreEqual(1 << i, rows[i], words[i]);
            }
        }

        [TestMethod]
        public void Each_row_comes_before_all_higher_ones()
        {
            for (int row = 0; row < TripTable.Count; row++)
            {
                Assert.AreEqual(row, TripTable.First(1 << row));
                Assert.AreEqual(row, TripTable.First(-1 << row));
            }
        }

        [TestMethod]
        public void The_first_of_no_row_is_none()
        {
            Assert.AreEqual(-1, TripTable.First(0));
            Assert.AreEqual(-1, TripTable.None);
        }

        [TestMethod]
        public void The_masks_hold_the_rows_of_the_design()
        {
            Assert.AreEqual("OVER_TEMPERATURE UNDER_TEMPERATURE COLD_JUNCTION", Rows.Words(TripTable.TwoOfThree), "two of three");
            Assert.AreEqual("SENSOR_BUS SENSOR_CONFIG SENSOR_OPEN SENSOR_VOLTAGE SENSOR_RANGE", Rows.Words(TripTable.Distrust), "distrust");
            Assert.AreEqual("OVER_TEMPERATURE COAST_EXPECTED HARDWARE_LIMIT", Rows.Words(TripTable.NeedsCooling), "needs cooling");
            Assert.AreEqual("RELAY_DID_NOT_OPEN", Rows.Words(TripTable.LockOut), "locks out");
        }

        // What follows from the first cause by itself is not told as another one; never does it hide heat, STOP or a relay that did not open.
        [TestMethod]
        [DataRow("STOP_PRESSED", "K2_RELEASED RELAY_DID_NOT_CLOSE")]
        [DataRow("SENSOR_BUS", "SENSOR_CONFIG SENSOR_STALE")]
        [DataRow("SENSOR_CONFIG", "SENSOR_BUS SENSOR_STALE")]
        [DataRow("SENSOR_OPEN", "SENSOR_VOLTAGE SENSOR_RANGE SENSOR_STALE PROBE_MOVED")]
        [DataRow("SENSOR_VOLTAGE", "SENSOR_STALE")]
        [DataRow("SENSOR_RANGE", "")]
        [DataRow("SENSOR_STALE", "")]
        [DataRow("SENSOR_FROZEN", "")]
        [DataRow("OVER_TEMPERATURE", "")]
        [DataRow("UNDER_TEMPERATURE", "")]
        [DataRow("COAST_EXPECTED", "")]
        [DataRow("HARDWARE_LIMIT", "")]
        [DataRow("K2_RELEASED", "RELAY_DID_NOT_CLOSE")]
        [DataRow("COLD_JUNCTION", "")]
        [DataRow("PROBES_DISAGREE", "")]
        [DataRow("PROBE_MOVED", "")]
        [DataRow("TIME_LIMIT", "")]
        [DataRow("RELAY_DID_NOT_CLOSE", "K2_RELEASED")]
        [DataRow("RELAY_DID_NOT_OPEN", "")]
        [DataRow("DEADLINE_MISSED", "SENSOR_STALE")]
        [DataRow("INTERNAL", "")]
        public void A_row_explains_what_follows_from_it(string row, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripTable.Of(Rows.Number(row)).Explains));
        }

        // The table's Add writes into an array of so many places: one row too many is an exception at the start, not a lost row.
        [TestMethod]
        public void The_mask_has_room_for_every_row_and_the_sign_stays_free()
        {
            Assert.AreEqual(31, TripTable.Most);
            Assert.IsTrue(TripTable.Count <= TripTable.Most, "rows");
            Assert.IsTrue(1 << (TripTable.Most - 1) > 0, "the highest bit");
            Assert.IsTrue(Reason.FirstOwn > TripTable.Most, "a reason of its own is no row");
            for (int row = TripTable.Count; row < TripTable.Most; row++) Assert.IsTrue(TripTable.Of(row) == null, "place " + row.ToString());
            bool hasThrown = false;
            try
            {
                TripTable.Of(TripTable.Most);
            }
            catch (System.Exception)
            {
                hasThrown = true;
            }

            Assert.IsTrue(hasThrown, "the place after the last");
        }

        [TestMethod]
        public void A_row_keeps_its_word_its_options_and_what_it_explains()
        {
            TripRow row = new TripRow("A_WORD", TripRow.TwoOfThree | TripRow.LocksOut, TripTable.K2Released);
            Assert.AreEqual("A_WORD", Text.Of(row.Word, 0, row.Word.Length));
            Assert.AreEqual(0x09, row.Options);
            Assert.AreEqual(TripTable.K2Released, row.Explains);
            Assert.AreEqual(0, TripRow.Plain);
            Assert.AreEqual(0x06, TripRow.Distrusts | TripRow.NeedsCooling);
        }
    }
}
