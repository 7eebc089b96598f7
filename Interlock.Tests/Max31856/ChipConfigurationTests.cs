using Interlock.Drivers.Max31856;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Max31856
{
    [TestClass]
    public class ChipConfigurationTests
    {
        [TestMethod]
        [DataRow(false, false, "95 07 00 7F C0 02 CF 00 F0 00")]
        [DataRow(true, false, "94 07 00 7F C0 02 CF 00 F0 00")]
        [DataRow(false, true, "95 03 00 7F C0 02 CF 00 F0 00")]
        [DataRow(true, true, "94 03 00 7F C0 02 CF 00 F0 00")]
        public void Registers_hold_what_the_box_is_built_for(bool mains60Hz, bool typeK, string expected)
        {
            Assert.AreEqual(expected, Text(new ChipConfiguration(mains60Hz, typeK)));
        }

        [TestMethod]
        [DataRow(0, "00 00")]
        [DataRow(719, "02 CF")]
        [DataRow(-1, "FF FF")]
        [DataRow(-256, "FF 00")]
        public void High_threshold_is_two_bytes_high_byte_first(int sixteenths, string expected)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            configuration.SetHighThreshold(sixteenths);
            Assert.AreEqual("95 07 00 7F C0 " + expected + " 00 F0 00", Text(configuration));
        }

        [TestMethod]
        [DataRow(0, 0xC0)]
        [DataRow(1, 0xBF)]
        [DataRow(64, 0x80)]
        public void Resets_are_counted_down_from_the_power_on_value(int resets, int expected)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            configuration.SetResets(resets);
            Assert.AreEqual(expected, (int)configuration.Expected(Register.ColdJunctionLow));
        }

        [TestMethod]
        [DataRow(0, 0xBD)]
        [DataRow(1, 0x7F)]
        [DataRow(2, 0x3F)]
        [DataRow(3, 0xFF)]
        [DataRow(4, 0xFF)]
        [DataRow(5, 0xFF)]
        [DataRow(6, 0xFF)]
        [DataRow(7, 0xFF)]
        [DataRow(8, 0xFF)]
        [DataRow(9, 0xFF)]
        public void Every_bit_is_compared_but_the_reserved_and_the_self_clearing(int register, int compared)
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 0, 0, 0);
            Assert.IsTrue(configuration.Matches(image));
            for (int bit = 1; bit < 0x100; bit <<= 1)
            {
                image.Bytes[register + 1] ^= (byte)bit;
                Assert.AreEqual((compared & bit) == 0, configuration.Matches(image), "bit " + bit.ToString());
                image.Bytes[register + 1] ^= (byte)bit;
            }
        }

        [TestMethod]
        public void Measured_registers_are_not_compared()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 0, 0, 0);
            for (int r = Register.ConfigurationCount; r < Register.Count; r++) image.Bytes[r + 1] = 0xA5;
            Assert.IsTrue(configuration.Matches(image));
        }

        [TestMethod]
        [DataRow(ChipConfiguration.BackstopSixteenths, 719)]
        [DataRow(ChipConfiguration.FloorSixteenths, 240)]
        [DataRow(ChipConfiguration.LoweredSixteenths, 0)]
        [DataRow(ChipConfiguration.MostResets, 64)]
        [DataRow(ChipConfiguration.ColdJunctionLowAtPowerOn, 0xC0)]
        public void Constants_have_their_values(int constant, int expected)
        {
            Assert.AreEqual(expected, constant);
        }

        // CJHF takes two values in turn, both past the cold junction's range.
        // Requirement: SR-BUS
        [TestMethod]
        public void The_alternating_register_has_two_values()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 0, 0, 0);
            Assert.IsFalse(configuration.MissesAlternation(image), "nothing is missing");
            configuration.Alternate();
            Assert.AreEqual("95 07 00 7E C0 02 CF 00 F0 00", Text(configuration));
            Assert.IsFalse(configuration.Matches(image));
            Assert.IsTrue(configuration.MissesAlternation(image), "the previous value");
            configuration.Alternate();
            Assert.AreEqual("95 07 00 7F C0 02 CF 00 F0 00", Text(configuration));
            Assert.IsTrue(configuration.Matches(image));
        }

        [TestMethod]
        public void The_previous_value_with_anything_else_wrong_is_no_missed_write()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            ChipImage image = Images.Of(configuration, 0, 0, 0);
            configuration.Alternate();
            for (int r = 0; r < Register.ConfigurationCount; r++)
            {
                image.Bytes[r + 1] ^= 0x10;
                Assert.IsFalse(configuration.MissesAlternation(image), "register " + r.ToString());
                image.Bytes[r + 1] ^= 0x10;
            }

            Assert.IsTrue(configuration.MissesAlternation(image));
        }

        // Two reads of one moment agree in what is compared and in the status; a conversion may have ended between them.
        [TestMethod]
        public void Two_images_agree_in_configuration_and_status()
        {
            ChipConfiguration configuration = new ChipConfiguration(false, false);
            for (int r = 0; r < Register.Count; r++)
            {
                for (int bit = 1; bit < 0x100; bit <<= 1)
                {
                    ChipImage one = Images.Of(configuration, 0, 0, 0);
                    ChipImage other = Images.Of(configuration, 0, 0, 0);
                    other.Bytes[r + 1] ^= (byte)bit;
                    other.Decode();
                    bool selfClearing = (r == 0 && (bit & 0x42) != 0) || (r == 1 && bit == 0x80) || (r == 2 && (bit & 0xC0) != 0);
                    bool measured = r >= Register.ConfigurationCount && r < Register.Status;
                    Assert.AreEqual(selfClearing || measured, configuration.Agree(one, other), "register " + r.ToString() + ", bit " + bit.ToString());
                }
            }
        }

        private static string Text(ChipConfiguration configuration)
        {
            string text = configuration.Expected(0).ToString("X2");
            for (int r = 1; r < Register.ConfigurationCount; r++) text += " " + configuration.Expected(r).ToString("X2");
            return text;
        }
    }
}
