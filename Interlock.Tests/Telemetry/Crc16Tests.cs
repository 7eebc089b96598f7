using Interlock.Firmware.Telemetry;
using nanoFramework.TestFramework;

namespace Interlock.Tests.Telemetry
{
    [TestClass]
    public class Crc16Tests
    {
        [TestMethod]
        [DataRow("123456789", 0x29B1)]
        [DataRow("", 0xFFFF)]
        [DataRow("A", 0xB915)]
        [DataRow("SAMP seq=1042 t=104200", 0xC997)]
        public void Is_CCITT_FALSE(string text, int expected)
        {
            byte[] bytes = Ascii.Bytes(text);
            Assert.AreEqual(expected, Crc16.Update(Crc16.Initial, bytes, 0, bytes.Length));
        }

        [TestMethod]
        public void High_bytes_are_taken_whole()
        {
            byte[] bytes = { 0xFF, 0x80, 0x00, 0x7F };
            Assert.AreEqual(0x7B41, Crc16.Update(Crc16.Initial, bytes, 0, 4));
        }

        [TestMethod]
        public void Only_the_bytes_from_start_to_end_count()
        {
            byte[] bytes = Ascii.Bytes("$123456789*");
            Assert.AreEqual(0x29B1, Crc16.Update(Crc16.Initial, bytes, 1, 10));
        }

        [TestMethod]
        public void It_goes_on_where_it_was()
        {
            byte[] bytes = Ascii.Bytes("123456789");
            int half = Crc16.Update(Crc16.Initial, bytes, 0, 4);
            Assert.AreEqual(0x29B1, Crc16.Update(half, bytes, 4, 9));
        }
    }
}
