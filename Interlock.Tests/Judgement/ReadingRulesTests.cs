using Interlock.Drivers.Max31856;
using Interlock.Firmware.Judgement;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Judgement
{
    [TestClass]
    public class ReadingRulesTests
    {
        private const int Tip = 37 * 128;
        private const int Cold = 24 * 64;

        // Requirement: SR-OVER
        [TestMethod]
        [DataRow(5375, Row.None)]
        [DataRow(5376, Row.OverTemperature)]
        [DataRow(5377, Row.OverTemperature)]
        public void At_42_00_and_above_is_over_temperature(int tip, int expected)
        {
            Assert.AreEqual(expected, Rows(tip, Cold, 0));
        }

        // Requirement: SR-UNDER
        [TestMethod]
        [DataRow(1921, Row.None)]
        [DataRow(1920, Row.None)]
        [DataRow(1919, Row.UnderTemperature)]
        [DataRow(0, Row.UnderTemperature)]
        [DataRow(-128, Row.UnderTemperature)]
        public void Below_15_00_is_under_temperature(int tip, int expected)
        {
            Assert.AreEqual(expected, Rows(tip, Cold, 0));
        }

        // Requirement: SR-COLD
        [TestMethod]
        [DataRow(-1, Row.ColdJunction)]
        [DataRow(0, Row.None)]
        [DataRow(3840, Row.None)]
        [DataRow(3841, Row.ColdJunction)]
        [DataRow(-640, Row.ColdJunction)]
        public void A_cold_junction_outside_0_to_60_is_a_row(int coldJunction, int expected)
        {
            Assert.AreEqual(expected, Rows(Tip, coldJunction, 0));
        }

        [TestMethod]
        public void Two_temperatures_can_be_wrong_at_once()
        {
            Assert.AreEqual(Row.OverTemperature | Row.ColdJunction, Rows(6000, -1, 0));
        }

        [TestMethod]
        [DataRow(Status.Open, Row.SensorOpen)]
        [DataRow(Status.Voltage, Row.SensorVoltage)]
        [DataRow(Status.ThermocoupleRange, Row.SensorRange)]
        [DataRow(Status.ColdJunctionRange, Row.SensorRange)]
        [DataRow(Status.Open | Status.Voltage | Status.ThermocoupleRange, Row.SensorOpen | Row.SensorVoltage | Row.SensorRange)]
        public void A_status_of_distrust_silences_the_temperatures(int status, int expected)
        {
            Assert.AreEqual(expected, Rows(6000, -1, status));
        }

        [TestMethod]
        [DataRow(Status.ThermocoupleLow)]
        [DataRow(Status.ThermocoupleHigh)]
        [DataRow(Status.ColdJunctionLow)]
        [DataRow(Status.ColdJunctionHigh)]
        public void A_status_of_a_threshold_leaves_the_temperatures_trusted(int status)
        {
            Assert.AreEqual(Row.None, Rows(Tip, Cold, status));
            Assert.AreEqual(Row.OverTemperature, Rows(5376, Cold, status));
        }

        // Requirement: SR-BUS
        [TestMethod]
        [DataRow((byte)0x00)]
        [DataRow((byte)0xFF)]
        public void All_bytes_the_same_is_a_dead_bus_and_nothing_else(byte value)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            Assert.AreEqual(Row.SensorBus, ReadingRules.Judge(Images.AllOf(value), configuration));
        }

        // Requirement: SR-CONFIG
        [TestMethod]
        public void One_live_byte_on_a_dead_bus_is_another_configuration()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.AllOf(0xFF);
            image.Bytes[16] = 0xFE;
            Assert.AreEqual(Row.SensorConfig, ReadingRules.Judge(image, configuration));
        }

        [TestMethod]
        public void Another_configuration_says_nothing_of_temperature_or_status()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 6000, -1, Status.Open);
            image.Bytes[2] ^= 0x04;
            Assert.AreEqual(Row.SensorConfig, ReadingRules.Judge(image, configuration));
        }

        // Requirement: SR-UNDER
        [TestMethod]
        [DataRow(Row.None, Status.ThermocoupleLow, true)]
        [DataRow(Row.UnderTemperature, Status.ThermocoupleLow | Status.ColdJunctionLow, true)]
        [DataRow(Row.None, Status.ThermocoupleHigh, false)]
        [DataRow(Row.UnderTemperature, 0, false)]
        [DataRow(Row.SensorConfig, Status.ThermocoupleLow, false)]
        [DataRow(Row.SensorBus, 0xFF, false)]
        [DataRow(Row.SensorOpen, Status.ThermocoupleLow | Status.Open, false)]
        public void The_chips_own_floor_counts_if_the_image_is_trusted(int rows, int status, bool expected)
        {
            Assert.AreEqual(expected, ReadingRules.IsBelowChipFloor(rows, status));
        }

        private static int Rows(int tip, int coldJunction, int status)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            return ReadingRules.Judge(Images.Of(configuration, tip, coldJunction, status), configuration);
        }
    }
}
