using System.Globalization;
using System.Text;
using Interlock.Log;

namespace Interlock.Bench.Tests.Fuzzing;

/// <summary>
/// Spoils inputs in the ways in which files are spoilt, and in some in which only an enemy would. The same seed spoils the
/// same way.
/// </summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus)
{
    private const int MostMutations = 5;
    private const int LongBytes = 5000;

    /// <summary>Pieces that have broken parsers before.</summary>
    private static readonly byte[][] _pieces =
    [
        .. new[]
        {
            "", "\n", "\r", "\r\n", "\n\n\n", "\0", "\t", " ", ",", ",,,,", "=", "==", "@", "-", "--", "*", "$", "\"", "'", "#", "\u0085", "\u2028", "\uFEFF",
            "0", "-0", "1e308", "1e-320", "1e999", "-1e999", "NaN", "nan", "Infinity", "-Infinity", "\u221E", "0x10", "1_000", "1,5", "+5", " 5 ", "1E5",
            "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "18446744073709551616",
            "00000000000000000000000000000000000000000000001", "0.00000000000000000000000000000000000000000000000001",
            "open", "OPEN", "--", "t_s", "tc_c", " seq=0", " t=0", " tc=", "$BOOT", "$SAMP", "{", "}", "[", "]", "null", "true", "\\u0000", "\ud83d\ude00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xFE, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80], [0xE2, 0x82], [0x1B, (byte)'[', (byte)'2', (byte)'J'],
    ];

    /// <summary>One of the corpus, spoilt.</summary>
    public byte[] Make(Random random)
    {
        byte[] input = Pick(random);
        int mutations = random.Next(MostMutations + 1);
        for (int i = 0; i < mutations; i++) input = Mutate(input, random);
        return input;
    }

    private byte[] Mutate(byte[] input, Random random)
    {
        int at = random.Next(input.Length + 1);
        int until = Math.Min(input.Length, at + random.Next(1, 32));
        switch (random.Next(11))
        {
            case 0 when input.Length > 0:
                byte[] flipped = [.. input];
                flipped[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1 when input.Length > 0:
                byte[] changed = [.. input];
                changed[random.Next(input.Length)] = (byte)random.Next(256);
                return changed;
            case 2:
                return input[..at];
            case 3:
                return input[at..];
            case 4:
                return [.. input[..at], .. input[until..]];
            case 5:
                return [.. input[..until], .. input[at..until], .. input[until..]];
            case 6:
                byte[] other = Pick(random);
                return [.. input[..at], .. other[random.Next(other.Length + 1)..]];
            case 7:
                return [.. input[..at], .. Enumerable.Repeat(input.Length > 0 ? input[at % input.Length] : (byte)'0', random.Next(LongBytes)), .. input[at..]];
            case 8:
                return SwapLines(input, random);
            case 9:
                return ReplaceWord(input, random);
            default:
                return [.. input[..at], .. _pieces[random.Next(_pieces.Length)], .. input[at..]];
        }
    }

    private byte[] Pick(Random random) => corpus[random.Next(corpus.Count)];

    private static byte[] SwapLines(byte[] input, Random random)
    {
        string[] lines = Encoding.Latin1.GetString(input).Split('\n');
        int one = random.Next(lines.Length);
        int other = random.Next(lines.Length);
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>A number or a word gives way to a piece, and what is around it stays well-formed.</summary>
    private static byte[] ReplaceWord(byte[] input, Random random)
    {
        int from = random.Next(input.Length + 1);
        while (from < input.Length && !IsWord(input[from])) from++;
        int until = from;
        while (until < input.Length && IsWord(input[until])) until++;
        return [.. input[..from], .. _pieces[random.Next(_pieces.Length)], .. input[until..]];
    }

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'_';
}

/// <summary>Gives spoilt lines the CRC that they should have: else hardly one in a thousand would get past it.</summary>
internal static class Crcs
{
    /// <summary>Every line that ends like one gets its right CRC.</summary>
    public static byte[] Mend(byte[] log)
    {
        string[] lines = Encoding.Latin1.GetString(log).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            int star = line.LastIndexOf('*');
            if (star < 1 || line[0] != '$') continue;
            string body = line[1..star];
            lines[i] = $"${body}*{UartLine.Crc(body).ToString("X4", CultureInfo.InvariantCulture)}{(lines[i].EndsWith('\r') ? "\r" : string.Empty)}";
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
