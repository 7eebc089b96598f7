using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Interlock.Log;

/// <summary>One line of the log, parsed: type, sequence number, time and fields (docs/uart-protocol.md).</summary>
public sealed class UartLine
{
    /// <summary>Of seq and t: no box tells so many lines or lives so many milliseconds, and sums of such numbers still fit.</summary>
    private const long MostNumber = 1_000_000_000_000;

    private const int CrcLength = 5;

    // More than a line of 120 bytes has room for.
    private const int MostFields = 64;

    // Of a whole number that a double holds exactly.
    private const int MostExactDigits = 15;

    private static readonly double[] _powersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly Field[] _fields;

    private UartLine(string body, string type, Field[] fields)
    {
        Body = body;
        Type = type;
        _fields = fields;
    }

    /// <summary>As <see cref="LineType"/>, or one that is not known yet.</summary>
    public string Type { get; }

    public long Sequence { get; private set; }

    /// <summary>Milliseconds since power-on.</summary>
    public long TimeMs { get; private set; }

    /// <summary>Everything between the dollar sign and the star.</summary>
    public string Body { get; }

    /// <summary>A field's text; null when the line has no such field.</summary>
    public string? this[string key] => Find(key) is { } field ? Body[(field.Sign + 1)..field.End] : null;

    /// <summary>Whether a field has this text.</summary>
    public bool Is(string key, string value) => Has(key) && Characters(key).SequenceEqual(value);

    /// <summary>A field's characters; none when the line has no such field.</summary>
    public ReadOnlySpan<char> Characters(string key) => Find(key) is { } field ? Body.AsSpan((field.Sign + 1)..field.End) : default;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The first of these keys that is missing; null when none is. Fastest in the order in which the line has them.</summary>
    [MethodImpl(Hot.Path)]
    public string? Missing(ReadOnlySpan<string> keys)
    {
        int next = 0;
        foreach (string key in keys)
        {
            if (next < _fields.Length && KeyAt(next).SequenceEqual(key))
            {
                next++;
                continue;
            }

            int found = IndexOf(_fields, Body, key);
            if (found < 0) return key;
            next = found + 1;
        }

        return null;
    }

    /// <summary>How many fields it has.</summary>
    internal int Count => _fields.Length;

    /// <summary>A field as a number; null when the line has no such field or it is no number, as <c>--</c>.</summary>
    public double? Number(string key) => Find(key) is { } field ? NumberOf(Body.AsSpan((field.Sign + 1)..field.End)) : null;

    internal ReadOnlySpan<char> KeyAt(int index) => Body.AsSpan(_fields[index].Start, _fields[index].Sign - _fields[index].Start);

    internal ReadOnlySpan<char> ValueAt(int index) => Body.AsSpan((_fields[index].Sign + 1).._fields[index].End);

    /// <summary>A text as a number; null when it is none.</summary>
    [MethodImpl(Hot.Path)]
    internal static double? NumberOf(ReadOnlySpan<char> text)
    {
        // Digits and a point, as the box writes them. Both numbers are exact, so their quotient is the double nearest to the text.
        long digits = 0;
        int decimals = -1;
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits = (digits * 10) + (text[i] - '0');
                count++;
                if (decimals >= 0) decimals++;
            }
            else if (text[i] == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return ParseNumber(text);
            }
        }

        if (count is 0 or > MostExactDigits) return ParseNumber(text);
        return decimals > 0 ? digits / _powersOfTen[decimals] : digits;
    }

    private static double? ParseNumber(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>Parses a line without its end.</summary>
    /// <param name="text">Each character a byte.</param>
    /// <param name="line">The line parsed; null when it is none.</param>
    /// <param name="problem">What is wrong with it, else empty.</param>
    public static bool TryParse(string text, out UartLine? line, out string problem) => TryParse(Encoding.Latin1.GetBytes(text), out line, out problem);

    /// <summary>Parses a line without its end.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="line">The line parsed; null when it is none.</param>
    /// <param name="problem">What is wrong with it, else empty.</param>
    [MethodImpl(Hot.Path)]
    public static bool TryParse(ReadOnlySpan<byte> text, out UartLine? line, out string problem)
    {
        line = null;
        int star = text.Length - CrcLength;
        if (star < 1 || text[0] != '$' || text[star] != '*')
        {
            problem = $"expected $TYPE key=value ... *CRC, found {Excerpt.Of(Encoding.Latin1.GetString(text))}";
            return false;
        }

        ReadOnlySpan<byte> body = text[1..star];
        int crc = Crc16.Of(body);
        if (crc != Hex(text[(star + 1)..]))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"expected CRC {crc:X4}, found {Excerpt.Of(Encoding.Latin1.GetString(text[(star + 1)..]))}");
            return false;
        }

        return TryParseBody(body, out line, out problem);
    }

    /// <summary>Upper-case digits alone; -1 for anything else.</summary>
    [MethodImpl(Hot.Path)]
    private static int Hex(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiHexDigitUpper((char)digit)) return -1;
            value = (value << 4) | (digit <= '9' ? digit - '0' : digit - 'A' + 10);
        }

        return value;
    }

    /// <summary>CRC-16/CCITT-FALSE of a text, each character a byte.</summary>
    public static int Crc(string text) => Crc16.Of(Encoding.Latin1.GetBytes(text));

    [MethodImpl(Hot.Path)]
    private static bool TryParseBody(ReadOnlySpan<byte> bytes, out UartLine? line, out string problem)
    {
        line = null;
        string body = Encoding.Latin1.GetString(bytes);
        if (bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            problem = $"expected printable ASCII, found {Excerpt.Of(body)}";
            return false;
        }

        int typeEnd = body.IndexOf(' ');
        Span<Field> fields = stackalloc Field[MostFields];
        ulong seen = 0;
        int count = 0;
        for (int start = typeEnd; start >= 0 && start < body.Length;)
        {
            int end = body.IndexOf(' ', ++start);
            if (end < 0) end = body.Length;
            int sign = body.IndexOf('=', start, end - start);
            if (sign <= start || count == MostFields || IsSeen(fields[..count], body, body.AsSpan(start..sign), ref seen))
            {
                problem = $"expected key=value, each key once, found {Excerpt.Of(body[start..end])}";
                return false;
            }

            fields[count++] = new Field(start, sign, end);
            start = end;
        }

        UartLine parsed = new(body, TypeOf(typeEnd < 0 ? body : body.AsSpan(..typeEnd)), fields[..count].ToArray());
        if (parsed.WholeNumber(Key.Sequence) is not { } sequence || parsed.WholeNumber(Key.Time) is not { } timeMs)
        {
            problem = "expected seq= and t= with whole numbers";
            return false;
        }

        problem = string.Empty;
        parsed.Sequence = sequence;
        parsed.TimeMs = timeMs;
        line = parsed;
        return true;
    }

    /// <summary>The types that are known are one text each, whatever the length of the log.</summary>
    private static string TypeOf(ReadOnlySpan<char> type) => type switch
    {
        LineType.Sample => LineType.Sample,
        LineType.Event => LineType.Event,
        LineType.Statistics => LineType.Statistics,
        LineType.Expected => LineType.Expected,
        _ => type.ToString(),
    };

    [MethodImpl(Hot.Path)]
    private long? WholeNumber(string key)
    {
        ReadOnlySpan<char> text = Characters(key);
        long value = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit) || value > MostNumber) return null;
            value = (value * 10) + (digit - '0');
        }

        return text.IsEmpty || value > MostNumber ? null : value;
    }

    /// <summary>Whether a key stands in the line already. One bit for each of most keys answers without looking.</summary>
    [MethodImpl(Hot.Path)]
    private static bool IsSeen(ReadOnlySpan<Field> fields, string body, ReadOnlySpan<char> key, ref ulong seen)
    {
        ulong bit = 1UL << ((key[0] + (key.Length * 7) + (key[^1] * 5)) & 63);
        bool mayBe = (seen & bit) != 0;
        seen |= bit;
        return mayBe && IndexOf(fields, body, key) >= 0;
    }

    private Field? Find(string key)
    {
        int index = IndexOf(_fields, Body, key);
        return index < 0 ? null : _fields[index];
    }

    [MethodImpl(Hot.Path)]
    private static int IndexOf(ReadOnlySpan<Field> fields, string body, ReadOnlySpan<char> key)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Sign - fields[i].Start == key.Length && body.AsSpan(fields[i].Start, key.Length).SequenceEqual(key)) return i;
        }

        return -1;
    }

    /// <summary>Where a field stands in the body: key, equals sign, value.</summary>
    private readonly record struct Field(int Start, int Sign, int End);
}
