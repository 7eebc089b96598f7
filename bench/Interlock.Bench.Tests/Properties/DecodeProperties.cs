using FsCheck.Fluent;
using Interlock.Drivers.Max31856;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Any contents of the chip's registers decode to what the data sheet says, worked out independently in floating point.</summary>
[TestClass]
public class DecodeProperties
{
    private const double CountsPerDegree = 128.0;
    private const double ColdCountsPerDegree = 64.0;

    [TestMethod]
    public void Any_three_bytes_are_the_tip_that_twos_complement_says()
    {
        Holds.For(Values.Byte.Three(), bytes =>
        {
            ChipImage image = new();
            Put(image, Register.Thermocouple, bytes.Item1, bytes.Item2, bytes.Item3);

            image.Decode();

            // Data sheet: sign, then 2^10 degC down to 2^-7 degC; the last five bits mean nothing.
            double unsigned = bytes.Item1 * 65536.0 + bytes.Item2 * 256.0 + bytes.Item3;
            double signed = unsigned >= 8388608.0 ? unsigned - 16777216.0 : unsigned;
            Assert.AreEqual(Math.Floor(signed / 32.0) / CountsPerDegree, image.TipCounts / CountsPerDegree);
        });
    }

    [TestMethod]
    public void Any_two_bytes_are_the_cold_junction_that_twos_complement_says()
    {
        Holds.For(Values.Byte.Two(), bytes =>
        {
            ChipImage image = new();
            Put(image, Register.ColdJunction, bytes.Item1, bytes.Item2);

            image.Decode();

            // Data sheet: sign, then 2^6 degC down to 2^-6 degC; the last two bits mean nothing.
            double unsigned = bytes.Item1 * 256.0 + bytes.Item2;
            double signed = unsigned >= 32768.0 ? unsigned - 65536.0 : unsigned;
            Assert.AreEqual(Math.Floor(signed / 4.0) / ColdCountsPerDegree, image.ColdJunctionCounts / ColdCountsPerDegree);
        });
    }

    [TestMethod]
    public void Any_temperature_written_into_the_registers_comes_back()
    {
        Holds.For(Values.TipCounts.Zip(Values.ColdJunctionCounts).Zip(Values.Byte.Two()), given =>
        {
            ((int tip, int coldJunction), (byte spareBits, byte status)) = given;
            ChipImage image = new();
            int tipRegister = tip << 5 | spareBits & 0x1F;
            int coldRegister = coldJunction << 2 | spareBits & 0x03;
            Put(image, Register.Thermocouple, (byte)(tipRegister >> 16), (byte)(tipRegister >> 8), (byte)tipRegister);
            Put(image, Register.ColdJunction, (byte)(coldRegister >> 8), (byte)coldRegister);
            Put(image, Register.Status, status);

            image.Decode();

            Assert.AreEqual(tip, image.TipCounts);
            Assert.AreEqual(coldJunction, image.ColdJunctionCounts);
            Assert.AreEqual(status, image.Status);
        });
    }

    [TestMethod]
    public void No_other_register_changes_what_is_decoded()
    {
        Holds.For(Values.Byte.ArrayOf(ChipImage.BurstLength).Two(), contents =>
        {
            ChipImage image = Decoded(contents.Item1);
            byte[] mixed = [.. contents.Item2];
            Array.Copy(contents.Item1, Register.ColdJunction + 1, mixed, Register.ColdJunction + 1, Register.Count - Register.ColdJunction);

            ChipImage other = Decoded(mixed);

            Assert.AreEqual((image.TipCounts, image.ColdJunctionCounts, image.Status), (other.TipCounts, other.ColdJunctionCounts, other.Status));
        });
    }

    private static ChipImage Decoded(byte[] contents)
    {
        ChipImage image = new();
        Array.Copy(contents, image.Bytes, contents.Length);
        image.Decode();
        return image;
    }

    private static void Put(ChipImage image, int register, params byte[] values) => values.CopyTo(image.Bytes, register + 1);
}
