using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Interlock.Log;

/// <summary>One line of the log, parsed: type, sequence number, time and fields (docs/uart-protocol.md).</summary>
public sealed class UartLine
{
    /// <summary>Of seq and t: no box tells so many lines or lives so many milliseconds, and sums of such numbers still fit.</summary>
    private const long MostNumber = 1_000_000_000_000;

    private readonly Dictionary<string, string> _fields;

    private UartLine(string type, long sequence, long timeMs, Dictionary<string, string> fields, string body)
    {
        Type = type;
        Sequence = sequence;
        TimeMs = timeMs;
        _fields = fields;
        Body = body;
    }

    /// <summary>BOOT, CONF, TEST, SAMP, EVNT, PROC or STAT.</summary>
    public string Type { get; }

    public long Sequence { get; }

    /// <summary>Milliseconds since power-on.</summary>
    public long TimeMs { get; }

    /// <summary>Everything between the dollar sign and the star.</summary>
    public string Body { get; }

    /// <summary>A field's text; null when the line has no such field.</summary>
    public string? this[string key] => _fields.GetValueOrDefault(key);

    /// <summary>A field as a number; null when the line has no such field or it is no number, as <c>--</c>.</summary>
    public double? Number(string key) =>
        double.TryParse(this[key], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>Parses a line without its CR and LF.</summary>
    /// <param name="text">The line.</param>
    /// <param name="line">The line parsed; null when it is none.</param>
    /// <param name="problem">What is wrong with it, else empty.</param>
    public static bool TryParse(string text, out UartLine? line, out string problem)
    {
        line = null;
        int star = text.Length - 5;
        if (text.Length == 0 || text[0] != '$' || star < 1 || text[star] != '*')
        {
            problem = $"expected $TYPE key=value ... *CRC, found {Excerpt.Of(text)}";
            return false;
        }

        string body = text[1..star];
        string expected = Crc(body).ToString("X4", CultureInfo.InvariantCulture);
        if (text[(star + 1)..] != expected)
        {
            problem = $"expected CRC {expected}, found {Excerpt.Of(text[(star + 1)..])}";
            return false;
        }

        return TryParseBody(body, out line, out problem);
    }

    /// <summary>CRC-16/CCITT-FALSE of a text of bytes.</summary>
    public static int Crc(string text) => Crc16.Of(Encoding.Latin1.GetBytes(text));

    private static bool TryParseBody(string body, out UartLine? line, out string problem)
    {
        line = null;
        if (body.Any(static c => c is < ' ' or > '~'))
        {
            problem = $"expected printable ASCII, found {Excerpt.Of(body)}";
            return false;
        }

        string[] words = body.Split(' ');
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        for (int i = 1; i < words.Length; i++)
        {
            int equals = words[i].IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !fields.TryAdd(words[i][..equals], words[i][(equals + 1)..]))
            {
                problem = $"expected key=value, each key once, found {Excerpt.Of(words[i])}";
                return false;
            }
        }

        if (!TryWholeNumber(fields, "seq", out long sequence) || !TryWholeNumber(fields, "t", out long timeMs))
        {
            problem = "expected seq= and t= with whole numbers";
            return false;
        }

        problem = string.Empty;
        line = new UartLine(words[0], sequence, timeMs, fields, body);
        return true;
    }

    private static bool TryWholeNumber(Dictionary<string, string> fields, string key, out long value)
    {
        value = 0;
        return fields.TryGetValue(key, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= MostNumber;
    }
}
