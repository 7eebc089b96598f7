using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Interlock.Log;

/// <summary>When a line arrived, by the clock of the terminal program that kept it; some keep no date.</summary>
public readonly record struct WallClock(DateOnly? Date, TimeOnly Time)
{
    public override string ToString() => Date is { } date
        ? string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} {Time:HH:mm:ss.fff}")
        : Time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}

/// <summary>
/// A line as it stands in a file or arrives, taken apart: what a terminal program or a cable put before the dollar sign, the
/// colours it added, and the line itself.
/// </summary>
public sealed partial class LogLine
{
    private const byte Escape = 0x1B;

    private LogLine(int number, LineEnd end)
    {
        Number = number;
        End = end;
    }

    /// <summary>Where it stands in the log, from 1.</summary>
    public int Number { get; }

    /// <summary>What ended it.</summary>
    public LineEnd End { get; }

    /// <summary>Null when it is none.</summary>
    public UartLine? Line { get; private set; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Nothing stands in it.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>By the terminal program's clock.</summary>
    public WallClock? Stamp { get; private set; }

    /// <summary>Bytes before the dollar sign that are no time stamp.</summary>
    public int SkippedBytes { get; private set; }

    /// <summary>Before the line stands the beginning of another one that was cut.</summary>
    public bool HasCutLine { get; private set; }

    /// <summary>Colour codes were taken out.</summary>
    public bool HasColours { get; private set; }

    /// <param name="text">Without its end.</param>
    /// <param name="number">Where it stands, from 1.</param>
    /// <param name="end">What ended it.</param>
    public static LogLine Of(ReadOnlySpan<byte> text, int number, LineEnd end)
    {
        LogLine line = new(number, end);
        line.HasColours = text.Contains(Escape);
        line.Take(line.HasColours ? Encoding.Latin1.GetBytes(Colours().Replace(Encoding.Latin1.GetString(text), string.Empty)) : text);
        return line;
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOf((byte)'$');
        if (start < 0)
        {
            IsBlank = text.Trim(" \t\0"u8).IsEmpty;
            if (!IsBlank) _ = TryParse(text);
            return;
        }

        if (!TryParse(text[start..]))
        {
            // A line that was cut stands before a whole one, as where the supply collapsed.
            int last = text.LastIndexOf((byte)'$');
            string? problem = Problem;
            HasCutLine = last > start && TryParse(text[last..]);
            if (!HasCutLine) Problem = problem;
            else start = last;
        }

        if (start > 0 && !HasCutLine) TakePrefix(text[..start]);
    }

    private bool TryParse(ReadOnlySpan<byte> text)
    {
        bool isLine = UartLine.TryParse(text, out UartLine? line, out string problem);
        Line = line;
        Problem = isLine ? null : problem;
        return isLine;
    }

    private void TakePrefix(ReadOnlySpan<byte> prefix)
    {
        Match match = Stamps().Match(Encoding.Latin1.GetString(prefix));
        if (match.Success && TimeOnly.TryParse(match.Groups["time"].Value.Replace(',', '.'), CultureInfo.InvariantCulture, out TimeOnly time))
        {
            Stamp = new WallClock(DateOnly.TryParseExact(match.Groups["date"].Value, "yyyy-MM-dd", out DateOnly date) ? date : null, time);
            prefix = prefix[match.Length..];
        }

        SkippedBytes = prefix.Length;

        // A terminal program's words are text; other bytes are a line that something changed, save where the box was starting.
        if (Line is { Type: not LineType.Boot } && prefix.ContainsAnyExceptInRange((byte)' ', (byte)'~') && prefix.ContainsAnyExcept((byte)'\t'))
        {
            Problem = $"expected text or nothing before the line, found {Excerpt.Of(Encoding.Latin1.GetString(prefix))}";
        }
    }

    [GeneratedRegex(@"\x1B\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex Colours();

    [GeneratedRegex(@"^\s*\[?\s*(?:(?<date>\d{4}-\d\d-\d\d)[ T])?(?<time>\d{1,2}:\d\d:\d\d(?:[.,]\d{1,7})?)(?:Z|[+-]\d\d:?\d\d)?\s*\]?\s*(?:->|[>:,;|-])?\s*")]
    private static partial Regex Stamps();
}
