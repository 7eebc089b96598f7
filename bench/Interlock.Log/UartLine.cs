using System;
using System.Globalization;
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

    /// <summary>A field as a number; null when the line has no such field or it is no number, as <c>--</c>.</summary>
    public double? Number(string key)
    {
        if (Find(key) is not { } field) return null;
        bool isNumber = double.TryParse(Body.AsSpan((field.Sign + 1)..field.End), NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return isNumber && double.IsFinite(value) ? value : null;
    }

    /// <summary>Parses a line without its end.</summary>
    /// <param name="text">Each character a byte.</param>
    /// <param name="line">The line parsed; null when it is none.</param>
    /// <param name="problem">What is wrong with it, else empty.</param>
    public static bool TryParse(string text, out UartLine? line, out string problem) => TryParse(Encoding.Latin1.GetBytes(text), out line, out problem);

    /// <summary>Parses a line without its end.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="line">The line parsed; null when it is none.</param>
    /// <param name="problem">What is wrong with it, else empty.</param>
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
        Span<byte> expected = stackalloc byte[CrcLength - 1];
        Crc16.Of(body).TryFormat(expected, out _, "X4", CultureInfo.InvariantCulture);
        if (!text[(star + 1)..].SequenceEqual(expected))
        {
            problem = $"expected CRC {Encoding.Latin1.GetString(expected)}, found {Excerpt.Of(Encoding.Latin1.GetString(text[(star + 1)..]))}";
            return false;
        }

        return TryParseBody(body, out line, out problem);
    }

    /// <summary>CRC-16/CCITT-FALSE of a text, each character a byte.</summary>
    public static int Crc(string text) => Crc16.Of(Encoding.Latin1.GetBytes(text));

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
        int count = 0;
        for (int start = typeEnd; start >= 0 && start < body.Length;)
        {
            int end = body.IndexOf(' ', ++start);
            if (end < 0) end = body.Length;
            int sign = body.IndexOf('=', start, end - start);
            if (sign <= start || count == MostFields || IndexOf(fields[..count], body, body.AsSpan(start..sign)) >= 0)
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

    private long? WholeNumber(string key)
    {
        if (Find(key) is not { } field) return null;
        bool isNumber = long.TryParse(Body.AsSpan((field.Sign + 1)..field.End), NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        return isNumber && value <= MostNumber ? value : null;
    }

    private Field? Find(string key)
    {
        int index = IndexOf(_fields, Body, key);
        return index < 0 ? null : _fields[index];
    }

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
