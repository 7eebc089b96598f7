using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlock.Firmware.Telemetry;
using Interlock.Log;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Numbers and lines as the firmware writes them, byte by byte, equal what .NET writes.</summary>
[TestClass]
public class LineWriterProperties
{
    private static readonly byte[] _key = [(byte)' ', (byte)'k', (byte)'='];

    [TestMethod]
    public void Any_whole_number_is_written_as_dotnet_writes_it()
    {
        // The lowest long has no opposite; the firmware counts up from 0 and never comes near.
        Holds.For(Values.Long.Where(value => value != long.MinValue), value => Assert.AreEqual(value.ToString(CultureInfo.InvariantCulture), Written(line => line.Number(value))));
    }

    [TestMethod]
    public void Any_fraction_is_written_as_dotnet_writes_it()
    {
        Holds.For(Values.Int.Where(value => value != int.MinValue).Zip(Gen.Elements(2, 3)), given =>
        {
            (int value, int places) = given;
            decimal expected = value / (places == 2 ? 100m : 1000m);

            Assert.AreEqual(expected.ToString(places == 2 ? "F2" : "F3", CultureInfo.InvariantCulture), Written(line => line.Fraction(value, places)));
        });
    }

    [TestMethod]
    public void Any_byte_is_written_as_two_hex_digits()
    {
        Holds.For(Values.Byte, value => Assert.AreEqual(value.ToString("X2", CultureInfo.InvariantCulture), Written(line => line.Hex(value, 2))));
    }

    /// <summary>Of fields that don't all fit those are told that do, one after the other, each whole.</summary>
    [TestMethod]
    public void Any_fields_fit_the_fifo_whole_and_carry_their_crc()
    {
        Gen<(int Kind, long Value)> words = Gen.Choose(0, 4).Zip(Values.Long.Where(value => value != long.MinValue));
        Holds.ForSequences(words, sequence =>
        {
            LineWriter line = new();
            line.Begin([[(byte)'$'], .. Enumerable.Repeat(_key, sequence.Length)]);
            line.Word([]);
            string all = "";
            foreach ((int kind, long value) in sequence)
            {
                Write(line, kind, value);
                all += " k=" + Written(field => Write(field, kind, value));
            }

            line.End();

            Assert.IsLessThanOrEqualTo(120, line.Length);
            string text = Encoding.ASCII.GetString(line.Buffer, 0, line.Length);
            Assert.AreEqual("\r\n", text[^2..]);
            string body = text[1..^7];
            string rest = all[body.Length..];
            Assert.StartsWith(body, all);
            Assert.IsTrue(rest.Length == 0 || rest[0] == ' ', $"{body} of {all}");
            Assert.IsTrue(rest.Length == 0 || body.Length + rest.Split(' ')[1].Length + 1 > 112, "one more would have fit");
            Assert.AreEqual(UartLine.Crc(body).ToString("X4", CultureInfo.InvariantCulture), text[^6..^2]);
            Assert.AreEqual('*', text[^7]);
        });
    }

    private static void Write(LineWriter line, int kind, long value)
    {
        switch (kind)
        {
            case 0:
                line.Number(value);
                break;
            case 1:
                line.Fraction((int)(value % int.MaxValue), 2);
                break;
            case 2:
                line.Fraction((int)(value % int.MaxValue), 3);
                break;
            case 3:
                line.Hex((int)value, 2);
                break;
            default:
                line.Word(Words.OwnReasons[(int)(ulong.CreateTruncating(value) % (ulong)Words.OwnReasons.Length)]);
                break;
        }
    }

    private static string Written(System.Action<LineWriter> write)
    {
        LineWriter line = new();
        line.Begin([[(byte)'$']]);
        write(line);
        return Encoding.ASCII.GetString(line.Buffer, 1, line.Length - 1);
    }
}
