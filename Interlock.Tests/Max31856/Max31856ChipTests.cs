using Interlock.Drivers.Max31856;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Max31856
{
    [TestClass]
    public class Max31856ChipTests
    {
        private const string Burst = "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";

        [TestMethod]
        public void Read_is_one_burst_of_16_registers_and_decodes_it()
        {
            RecordingBus bus = new RecordingBus();
            bus.Registers[Register.Thermocouple] = 0x02;
            bus.Registers[Register.Thermocouple + 1] = 0xA0;
            bus.Registers[Register.ColdJunction] = 0x18;
            bus.Registers[Register.Status] = 0x08;
            ChipImage image = new ChipImage();
            Chip(bus).Read(image);
            Assert.AreEqual(Burst, bus.Frames);
            Assert.AreEqual(42 * 128, image.TipCounts);
            Assert.AreEqual(24 * 64, image.ColdJunctionCounts);
            Assert.AreEqual(Status.ThermocoupleHigh, image.Status);
        }

        [TestMethod]
        public void Turning_off_writes_twice_and_keeps_the_filter()
        {
            RecordingBus bus = new RecordingBus();
            Chip(bus).TurnOff();
            Assert.AreEqual("80 15|80 15", bus.Frames);
        }

        [TestMethod]
        public void Configuring_turns_off_writes_01_to_09_and_starts_with_the_faults_cleared()
        {
            RecordingBus bus = new RecordingBus();
            Chip(bus).Configure();
            Assert.AreEqual("80 15|80 15|81 07 00 7F C0 02 CF 00 F0 00|80 97", bus.Frames);
        }

        [TestMethod]
        public void Configuring_for_60_Hz_and_type_K()
        {
            RecordingBus bus = new RecordingBus();
            new Max31856Chip(bus, new ChipConfiguration(true, true)).Configure();
            Assert.AreEqual("80 14|80 14|81 03 00 7F C0 02 CF 00 F0 00|80 96", bus.Frames);
        }

        [TestMethod]
        public void Configuring_again_writes_what_is_expected_then()
        {
            RecordingBus bus = new RecordingBus();
            Max31856Chip chip = Chip(bus);
            chip.Configure();
            chip.Configuration.SetResets(3);
            bus.Forget();
            chip.Configure();
            Assert.AreEqual("80 15|80 15|81 07 00 7F BD 02 CF 00 F0 00|80 97", bus.Frames);
        }

        [TestMethod]
        [DataRow(0x03, 0x55, "83 55")]
        [DataRow(0x04, 0xAA, "84 AA")]
        public void Scratch_is_one_byte(int register, int value, string expected)
        {
            RecordingBus bus = new RecordingBus();
            Chip(bus).WriteScratch(register, (byte)value);
            Assert.AreEqual(expected, bus.Frames);
        }

        [TestMethod]
        public void An_open_test_is_asked_for_by_its_bits_off_and_on()
        {
            RecordingBus bus = new RecordingBus();
            Chip(bus).RequestOpenTest();
            Assert.AreEqual("80 85|80 95", bus.Frames);
        }

        [TestMethod]
        public void Faults_are_cleared_without_leaving_automatic_mode()
        {
            RecordingBus bus = new RecordingBus();
            Chip(bus).ClearFaults();
            Assert.AreEqual("80 97", bus.Frames);
        }

        [TestMethod]
        [DataRow(ChipConfiguration.LoweredSixteenths, "85 00 00")]
        [DataRow(ChipConfiguration.BackstopSixteenths, "85 02 CF")]
        public void A_threshold_is_written_and_expected_from_then_on(int sixteenths, string expected)
        {
            RecordingBus bus = new RecordingBus();
            Max31856Chip chip = Chip(bus);
            chip.SetHighThreshold(-1);
            bus.Forget();
            chip.SetHighThreshold(sixteenths);
            Assert.AreEqual(expected, bus.Frames);
            Assert.AreEqual(sixteenths >> 8, (int)chip.Configuration.Expected(Register.ThresholdHigh));
            Assert.AreEqual(sixteenths & 0xFF, (int)chip.Configuration.Expected(Register.ThresholdHigh + 1));
        }

        [TestMethod]
        public void The_alternating_register_is_one_byte()
        {
            RecordingBus bus = new RecordingBus();
            Max31856Chip chip = Chip(bus);
            chip.Alternate();
            chip.Alternate();
            Assert.AreEqual("83 7E|83 7F", bus.Frames);
        }

        // A chip that converts already was configured by a firmware that is gone.
        [TestMethod]
        [DataRow(0x00, 0xC0, 0)]
        [DataRow(0x15, 0xC0, 0)]
        [DataRow(0x80, 0xC0, 1)]
        [DataRow(0x95, 0xC0, 1)]
        [DataRow(0x95, 0xBF, 2)]
        [DataRow(0x95, 0x81, 64)]
        [DataRow(0x95, 0x80, 64)]
        [DataRow(0x95, 0x7F, 0)]
        [DataRow(0x95, 0xC1, 0)]
        public void Resets_are_taken_from_the_cold_junctions_low_threshold(int mode, int threshold, int expected)
        {
            RecordingBus bus = new RecordingBus();
            bus.Registers[Register.Configuration0] = (byte)mode;
            bus.Registers[Register.ColdJunctionLow] = (byte)threshold;
            Max31856Chip chip = Chip(bus);
            Assert.AreEqual(expected, chip.TakeResetCount(new ChipImage()));
            Assert.AreEqual(0xC0 - expected, (int)chip.Configuration.Expected(Register.ColdJunctionLow));
            Assert.AreEqual(Burst, bus.Frames);
        }

        [TestMethod]
        public void A_dead_bus_is_not_a_reset()
        {
            RecordingBus bus = new RecordingBus();
            for (int r = 0; r < Register.Count; r++) bus.Registers[r] = 0xFF;
            bus.Registers[Register.ColdJunctionLow] = 0xFF;
            Assert.AreEqual(0, Chip(bus).TakeResetCount(new ChipImage()));
        }

        private static Max31856Chip Chip(RecordingBus bus)
        {
            return new Max31856Chip(bus, new ChipConfiguration(false, false));
        }
    }
}
