using Interlock.Drivers.Max31856;
using Interlock.Tests.Support;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Max31856
{
    [TestClass]
    public class ChipImageTests
    {
        // The data sheet's table "Thermocouple Temperature Data Format", in 1/128 degC, and one count on either side of 0.
        [TestMethod]
        [DataRow(0x64, 0x00, 0x00, 1600 * 128)]
        [DataRow(0x3E, 0x80, 0x00, 1000 * 128)]
        [DataRow(0x06, 0x4F, 0x00, 12920)]
        [DataRow(0x01, 0x90, 0x00, 25 * 128)]
        [DataRow(0x02, 0x9F, 0xE0, 42 * 128 - 1)]
        [DataRow(0x02, 0xA0, 0x00, 42 * 128)]
        [DataRow(0x00, 0x01, 0x00, 8)]
        [DataRow(0x00, 0x00, 0x20, 1)]
        [DataRow(0x00, 0x00, 0x00, 0)]
        [DataRow(0x00, 0x00, 0x1F, 0)]
        [DataRow(0xFF, 0xFF, 0xE0, -1)]
        [DataRow(0xFF, 0xFF, 0x00, -8)]
        [DataRow(0xFF, 0xF0, 0x00, -128)]
        [DataRow(0xF0, 0x60, 0x00, -250 * 128)]
        [DataRow(0x80, 0x00, 0x00, -262144)]
        [DataRow(0x7F, 0xFF, 0xFF, 262143)]
        public void Tip_is_two_s_complement_of_19_bits(int high, int middle, int low, int expected)
        {
            ChipImage image = new ChipImage();
            image.Bytes[0x0D] = (byte)high;
            image.Bytes[0x0E] = (byte)middle;
            image.Bytes[0x0F] = (byte)low;
            image.Decode();
            Assert.AreEqual(expected, image.TipCounts);
            Assert.AreEqual(0, image.ColdJunctionCounts);
            Assert.AreEqual(0, image.Status);
        }

        [TestMethod]
        [DataRow(0x7F, 0xFC, 8191)]
        [DataRow(0x7F, 0x00, 127 * 64)]
        [DataRow(0x3C, 0x00, 60 * 64)]
        [DataRow(0x3C, 0x04, 60 * 64 + 1)]
        [DataRow(0x19, 0x00, 25 * 64)]
        [DataRow(0x00, 0x80, 32)]
        [DataRow(0x00, 0x04, 1)]
        [DataRow(0x00, 0x03, 0)]
        [DataRow(0xFF, 0xFC, -1)]
        [DataRow(0xFF, 0x00, -64)]
        [DataRow(0xC9, 0x00, -55 * 64)]
        public void Cold_junction_is_two_s_complement_of_14_bits(int high, int low, int expected)
        {
            ChipImage image = new ChipImage();
            image.Bytes[0x0B] = (byte)high;
            image.Bytes[0x0C] = (byte)low;
            image.Decode();
            Assert.AreEqual(expected, image.ColdJunctionCounts);
            Assert.AreEqual(0, image.TipCounts);
        }

        [TestMethod]
        public void Status_is_register_0F()
        {
            ChipImage image = new ChipImage();
            image.Bytes[0x10] = 0xC5;
            image.Decode();
            Assert.AreEqual(0xC5, image.Status);
        }

        [TestMethod]
        public void Burst_is_an_address_and_16_registers()
        {
            Assert.AreEqual(17, ChipImage.BurstLength);
            Assert.AreEqual(17, new ChipImage().Bytes.Length);
        }

        [TestMethod]
        [DataRow(0x00)]
        [DataRow(0xFF)]
        public void Is_all_of_a_byte_only_if_each_register_is(int value)
        {
            ChipImage image = Images.AllOf((byte)value);
            image.Bytes[0] = (byte)~value;
            Assert.IsTrue(image.IsAll((byte)value), "the address byte does not count");
            Assert.IsFalse(image.IsAll((byte)~value));
            for (int i = 1; i < ChipImage.BurstLength; i++)
            {
                image.Bytes[i] ^= 0x10;
                Assert.IsFalse(image.IsAll((byte)value), "register " + (i - 1).ToString() + " differs");
                image.Bytes[i] ^= 0x10;
            }
        }

        [TestMethod]
        [DataRow(Status.Open, 0x01)]
        [DataRow(Status.Voltage, 0x02)]
        [DataRow(Status.ThermocoupleLow, 0x04)]
        [DataRow(Status.ThermocoupleHigh, 0x08)]
        [DataRow(Status.ColdJunctionLow, 0x10)]
        [DataRow(Status.ColdJunctionHigh, 0x20)]
        [DataRow(Status.ThermocoupleRange, 0x40)]
        [DataRow(Status.ColdJunctionRange, 0x80)]
        public void Status_bits_stand_where_the_data_sheet_has_them(int bit, int expected)
        {
            Assert.AreEqual(expected, bit);
        }
    }
}
