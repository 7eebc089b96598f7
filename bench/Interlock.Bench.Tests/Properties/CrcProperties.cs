using FsCheck.Fluent;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Tests.Properties;

/// <summary>The CRC by tables equals the CRC bit by bit, as CRC-16/CCITT-FALSE is defined.</summary>
[TestClass]
public class CrcProperties
{
    [TestMethod]
    public void Any_bytes_have_the_crc_that_the_polynomial_division_says()
    {
        Holds.ForSequences(Values.Byte, bytes =>
        {
            Assert.AreEqual(BitByBit(0xFFFF, bytes), Crc16.Update(Crc16.Initial, bytes, 0, bytes.Length));
            Assert.AreEqual(BitByBit(0xFFFF, bytes), Log.Crc16.Of(bytes), "what the reader of logs computes");
        });
    }

    [TestMethod]
    public void Any_stretch_goes_on_from_any_crc()
    {
        Holds.For(Values.Byte.ArrayOf(150).Zip(Gen.Choose(0, 150).Two()).Zip(Gen.Choose(0, 0xFFFF)), given =>
        {
            ((byte[] bytes, (int one, int other)), int crc) = given;
            int start = Math.Min(one, other);
            int end = Math.Max(one, other);

            Assert.AreEqual(BitByBit(crc, bytes[start..end]), Crc16.Update(crc, bytes, start, end));
        });
    }

    [TestMethod]
    public void The_reference_gives_the_check_value_of_the_catalogue()
    {
        Assert.AreEqual(0x29B1, BitByBit(0xFFFF, [.. "123456789".Select(c => (byte)c)]));
    }

    private static int BitByBit(int crc, byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                bool top = (crc >> 15 & 1) != (value >> bit & 1);
                crc = crc << 1 & 0xFFFF;
                if (top) crc ^= 0x1021;
            }
        }

        return crc;
    }
}
