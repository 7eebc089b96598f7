using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    /// <summary>The conditions of the trip table, each on both sides of its limit.</summary>
    [TestClass]
    public class TripRulesTests
    {
        private const int Tip = 37 * 128;
        private const int Cold = 24 * 64;

        // Requirement: SR-OVER
        // Requirement: SR-UNDER
        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(5375, Cold, "")]
        [DataRow(5376, Cold, "OVER_TEMPERATURE")]
        [DataRow(5377, Cold, "OVER_TEMPERATURE")]
        [DataRow(1921, Cold, "")]
        [DataRow(1920, Cold, "")]
        [DataRow(1919, Cold, "UNDER_TEMPERATURE")]
        [DataRow(0, Cold, "UNDER_TEMPERATURE")]
        [DataRow(-128, Cold, "UNDER_TEMPERATURE")]
        [DataRow(Tip, -1, "COLD_JUNCTION")]
        [DataRow(Tip, 0, "")]
        [DataRow(Tip, 3840, "")]
        [DataRow(Tip, 3841, "COLD_JUNCTION")]
        [DataRow(Tip, -640, "COLD_JUNCTION")]
        [DataRow(6000, -1, "OVER_TEMPERATURE COLD_JUNCTION")]
        public void Temperatures_are_judged_at_their_limits(int tip, int coldJunction, string expected)
        {
            Assert.AreEqual(expected, OfImage(tip, coldJunction, 0));
        }

        // Requirement: SR-OPEN
        // Requirement: SR-VOLTAGE
        // Requirement: SR-RANGE
        [TestMethod]
        [DataRow(Status.Open, "SENSOR_OPEN")]
        [DataRow(Status.Voltage, "SENSOR_VOLTAGE")]
        [DataRow(Status.ThermocoupleRange, "SENSOR_RANGE")]
        [DataRow(Status.ColdJunctionRange, "SENSOR_RANGE")]
        [DataRow(Status.Open | Status.Voltage | Status.ThermocoupleRange, "SENSOR_OPEN SENSOR_VOLTAGE SENSOR_RANGE")]
        public void A_status_of_distrust_silences_the_temperatures(int status, string expected)
        {
            Assert.AreEqual(expected, OfImage(6000, -1, status));
        }

        [TestMethod]
        [DataRow(Status.ThermocoupleLow)]
        [DataRow(Status.ThermocoupleHigh)]
        [DataRow(Status.ColdJunctionLow)]
        [DataRow(Status.ColdJunctionHigh)]
        public void A_status_of_a_threshold_leaves_the_temperatures_trusted(int status)
        {
            Assert.AreEqual("", OfImage(Tip, Cold, status));
            Assert.AreEqual("OVER_TEMPERATURE", OfImage(5376, Cold, status));
        }

        // Requirement: SR-BUS
        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void All_bytes_the_same_is_a_dead_bus_and_nothing_else(int value)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            Assert.AreEqual("SENSOR_BUS", Rows.Words(TripRules.OfImage(false, Images.AllOf((byte)value), configuration)));
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void One_live_byte_on_a_dead_bus_is_another_configuration()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.AllOf(0xFF);
            image.Bytes[16] = 0xFE;
            Assert.AreEqual("SENSOR_CONFIG", Rows.Words(TripRules.OfImage(false, image, configuration)));
        }

        [TestMethod]
        public void Another_configuration_says_nothing_of_temperature_or_status()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 6000, -1, Status.Open);
            image.Bytes[2] ^= 0x04;
            Assert.AreEqual("SENSOR_CONFIG", Rows.Words(TripRules.OfImage(false, image, configuration)));
        }

        // The previous value still there is a write that did not arrive; anything else is a chip that lost its configuration.
        // Requirement: SR-BUS
        // Requirement: SR-CONFIG
        [TestMethod]
        [DataRow(0x01, 0x00, "SENSOR_BUS")]
        [DataRow(0x01, 0x04, "SENSOR_CONFIG")]
        [DataRow(0x02, 0x00, "SENSOR_CONFIG")]
        [DataRow(0x03, 0x00, "SENSOR_CONFIG")]
        public void A_write_that_does_not_arrive_is_a_bus_that_is_dead(int alternating, int other, string expected)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, Tip, Cold, 0);
            image.Bytes[Register.ColdJunctionHigh + 1] ^= (byte)alternating;
            image.Bytes[Register.Configuration1 + 1] ^= (byte)other;
            Assert.AreEqual(expected, Rows.Words(TripRules.OfImage(false, image, configuration)));
        }

        // Requirement: SR-UNDER
        [TestMethod]
        [DataRow("", Status.ThermocoupleLow, true)]
        [DataRow("UNDER_TEMPERATURE", Status.ThermocoupleLow | Status.ColdJunctionLow, true)]
        [DataRow("", Status.ThermocoupleHigh, false)]
        [DataRow("UNDER_TEMPERATURE", 0, false)]
        [DataRow("SENSOR_CONFIG", Status.ThermocoupleLow, false)]
        [DataRow("SENSOR_BUS", 0xFF, false)]
        [DataRow("SENSOR_OPEN", Status.ThermocoupleLow | Status.Open, false)]
        public void The_chips_own_floor_counts_if_the_image_is_trusted(string rows, int status, bool expected)
        {
            Assert.AreEqual(expected ? "UNDER_TEMPERATURE" : "", Rows.Words(TripRules.OfChipFloor(Rows.Of(rows), status)));
        }

        // Requirement: SR-FROZEN
        // Requirement: SR-MOVED
        [TestMethod]
        [DataRow(30, 5, "")]
        [DataRow(31, 5, "SENSOR_FROZEN")]
        [DataRow(30, 6, "PROBE_MOVED")]
        [DataRow(100, 100, "SENSOR_FROZEN PROBE_MOVED")]
        public void A_run_is_judged_by_its_repeats_and_by_how_long_it_has_moved(int repeats, int movedFor, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfRun(repeats, movedFor)));
        }

        // FAULT low names HARDWARE_LIMIT with TCHigh, or when the status does not say why; not when another bit does, nor when it is our own doing.
        // Requirement: SR-BACKSTOP
        [TestMethod]
        [DataRow(false, 0x00, true)]
        [DataRow(false, Status.ThermocoupleHigh, true)]
        [DataRow(false, Status.ThermocoupleHigh | Status.ColdJunctionHigh, true)]
        [DataRow(false, Status.ThermocoupleHigh | Status.Open, true)]
        [DataRow(false, Status.ThermocoupleRange, true)]
        [DataRow(false, Status.ColdJunctionRange, true)]
        [DataRow(false, Status.Open, false)]
        [DataRow(false, Status.Voltage, false)]
        [DataRow(false, Status.ThermocoupleLow, false)]
        [DataRow(false, Status.ColdJunctionLow, false)]
        [DataRow(false, Status.ColdJunctionHigh, false)]
        [DataRow(true, Status.ThermocoupleHigh, false)]
        [DataRow(true, 0x00, false)]
        public void Fault_low_is_the_hardware_limit_unless_something_else_explains_it(bool isLowered, int status, bool expected)
        {
            Assert.AreEqual(expected ? "HARDWARE_LIMIT" : "", Rows.Words(TripRules.OfFault(isLowered, status)));
        }

        // Requirement: SR-STOP
        [TestMethod]
        [DataRow(Inputs.Rest, "")]
        [DataRow(Inputs.Rest | Levels.Stop, "STOP_PRESSED")]
        [DataRow(Levels.Stop, "STOP_PRESSED")]
        public void A_high_STOP_is_pressed(int levels, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfInputs(levels)));
        }

        // Requirement: SR-K2
        // Requirement: SR-TIME
        [TestMethod]
        [DataRow(Inputs.Rest | Levels.K2Mirror, 359999, "")]
        [DataRow(Inputs.Rest | Levels.K2Mirror, 360000, "TIME_LIMIT")]
        [DataRow(Inputs.Rest, 0, "K2_RELEASED")]
        [DataRow(Inputs.FaultLow, 0, "")]
        [DataRow(Inputs.Rest, 360000, "K2_RELEASED TIME_LIMIT")]
        public void While_permitted_K2_must_be_in_and_time_must_be_left(int levels, int forMs, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfPermitted(levels, forMs)));
        }

        // Requirement: SR-CLOSE
        [TestMethod]
        [DataRow(false, false, 249, "")]
        [DataRow(false, false, 250, "RELAY_DID_NOT_CLOSE")]
        [DataRow(false, true, 0, "RELAY_DID_NOT_CLOSE")]
        [DataRow(true, true, 5000, "")]
        [DataRow(true, false, 5000, "")]
        public void K1_has_250_ms_to_pull_in_and_none_once_it_has(bool isIn, bool hasBeenIn, int forMs, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfK1Energised(isIn, hasBeenIn, forMs)));
        }

        // Requirement: SR-RELEASE
        [TestMethod]
        [DataRow(true, 99, 100, "")]
        [DataRow(true, 100, 100, "RELAY_DID_NOT_OPEN")]
        [DataRow(true, 299, 300, "")]
        [DataRow(true, 300, 300, "RELAY_DID_NOT_OPEN")]
        [DataRow(true, -1, 300, "")]
        [DataRow(false, 5000, 100, "")]
        public void A_released_relay_has_its_time(bool isIn, int forMs, int withinMs, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfReleased(isIn, forMs, withinMs)));
        }

        // Requirement: SR-DEADLINE
        [TestMethod]
        [DataRow(50000, "")]
        [DataRow(50001, "DEADLINE_MISSED")]
        public void A_tick_may_begin_50_ms_after_the_one_before(int sinceUs, string expected)
        {
            Assert.AreEqual(expected, Rows.Words(TripRules.OfSchedule(sinceUs)));
        }

        private static string OfImage(int tip, int coldJunction, int status)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            return Rows.Words(TripRules.OfImage(true, Images.Of(configuration, tip, coldJunction, status), configuration));
        }
    }
}
