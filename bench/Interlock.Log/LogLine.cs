using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Interlock.Log;

/// <summary>
/// A line as it stands in a file or arrives, taken apart: what a terminal program or a cable put before the dollar sign, the
/// colours it added, and the line itself. Where the ends of lines are lost, several stand in one.
/// </summary>
public sealed partial class LogLine
{
    private const byte Dollar = (byte)'$';
    private const byte Escape = 0x1B;

    // Of UTF-16; fewer may be noise.
    private const int LeastZeros = 8;

    // A star and four digits.
    private const int CrcLength = 5;

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

    /// <summary>Text of somebody else, as what a terminal program writes at its start.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Bytes that were never a line: a cable's noise.</summary>
    public bool IsNoise { get; private set; }

    /// <summary>By the terminal program's clock.</summary>
    public WallClock? Stamp { get; private set; }

    /// <summary>Bytes before and after the line that are no time stamp.</summary>
    public int SkippedBytes { get; private set; }

    /// <summary>Before the line stands the beginning of another one that was cut.</summary>
    public bool HasCutLine { get; private set; }

    /// <summary>Before it on the same line stands another one, whole: its end is lost.</summary>
    public bool IsGlued { get; private set; }

    /// <summary>Colour codes were taken out.</summary>
    public bool HasColours { get; private set; }

    /// <summary>It was UTF-16 in a text that is not.</summary>
    public bool IsRecoded { get; private set; }

    /// <summary>Takes the text of a line, which is most often one line of the box; where ends are lost, several.</summary>
    /// <param name="text">Without its end.</param>
    /// <param name="number">Where it stands, from 1.</param>
    /// <param name="end">What ended it.</param>
    /// <param name="others">Those after the first.</param>
    [MethodImpl(Hot.Path)]
    public static LogLine Of(ReadOnlySpan<byte> text, int number, LineEnd end, out IReadOnlyList<LogLine> others)
    {
        others = [];
        LogLine line = new(number, end);
        if (text.IsEmpty) line.IsBlank = true;
        else if (text[0] != Dollar || !line.TryParse(text)) line.TakeApart(text, ref others);
        return line;
    }

    /// <summary>As <see cref="Of(ReadOnlySpan{byte}, int, LineEnd, out IReadOnlyList{LogLine})"/>, where one line is expected.</summary>
    public static LogLine Of(ReadOnlySpan<byte> text, int number, LineEnd end) => Of(text, number, end, out _);

    private void TakeApart(ReadOnlySpan<byte> text, ref IReadOnlyList<LogLine> others)
    {
        text = WithoutMark(WithoutZeros(text));
        HasColours = text.Contains(Escape);
        if (HasColours) text = Encoding.Latin1.GetBytes(Colours().Replace(Encoding.Latin1.GetString(text), string.Empty));
        int start = text.IndexOf(Dollar);
        if (start < 0) TakeForeign(text);
        else if (TryParse(text[start..])) TakePrefix(text[..start]);
        else TakePieces(text, start, ref others);
    }

    /// <summary>One piece for each dollar sign, each a line, cut or whole, perhaps with text after it.</summary>
    private void TakePieces(ReadOnlySpan<byte> text, int start, ref IReadOnlyList<LogLine> others)
    {
        string? problem = Problem;
        List<LogLine> more = [];
        LogLine line = this;
        bool isCut = false;
        int from = 0;
        while (start >= 0)
        {
            int length = text[(start + 1)..].IndexOf(Dollar) + 1;
            int until = length > 0 ? start + length : text.Length;
            int star = text[start..until].LastIndexOf((byte)'*');
            int lineEnd = star < 0 ? until : Math.Min(until, start + star + CrcLength);
            if (line.TryParse(text[start..lineEnd]))
            {
                if (!isCut) line.TakePrefix(text[from..start]);
                line.HasCutLine = isCut;
                line.IsGlued = line != this;
                isCut = false;
                from = lineEnd;
                if (until == text.Length) line.TakeRest(text[lineEnd..]);
                else more.Add(line = new LogLine(Number, End));
            }
            else
            {
                isCut = true;
                from = until;
            }

            start = until < text.Length ? until : -1;
        }

        // What the last piece leaves is one that was cut, or the whole is no line at all.
        if (line.Line is null) line.Problem = line == this ? problem : "expected a line after the one before it, found its beginning: it was cut";
        others = more;
    }

    private bool TryParse(ReadOnlySpan<byte> text)
    {
        bool isLine = UartLine.TryParse(text, out UartLine? line, out string problem);
        Line = line;
        Problem = isLine ? null : problem;
        return isLine;
    }

    private void TakeForeign(ReadOnlySpan<byte> text)
    {
        IsBlank = text.Trim(" \t\0"u8).IsEmpty;
        if (IsBlank) return;
        bool isText = !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');

        // The dollar sign of a box's own line may be what is broken.
        IsForeign = isText && text.IndexOf("seq="u8) < 0 && !LooksLikeEnd(text);
        IsNoise = !isText && text.IndexOf("seq="u8) < 0;
        _ = TryParse(text);
    }

    /// <summary>It is no damage where it stands.</summary>
    internal LogLine Forgiven()
    {
        Problem = null;
        return this;
    }

    private static bool LooksLikeEnd(ReadOnlySpan<byte> text) => text.Length >= CrcLength && text[^CrcLength] == '*';

    private void TakePrefix(ReadOnlySpan<byte> prefix)
    {
        if (prefix.IsEmpty) return;
        if (!prefix.ContainsAnyExcept(" \t\""u8))
        {
            SkippedBytes = prefix.Length;
            return;
        }

        Stamp = WallClock.Find(Encoding.Latin1.GetString(prefix), out int stampLength);
        SkippedBytes = prefix.Length - stampLength;

        // A terminal program's words are text; other bytes are a line that something changed, save where the box was starting.
        if (Line is { Type: not LineType.Boot } && !IsText(prefix))
        {
            Problem = $"expected text or nothing before the line, found {Excerpt.Of(Encoding.Latin1.GetString(prefix))}";
        }
    }

    /// <summary>Letters of any script and tabs; a cable's noise is hardly ever right as UTF-8.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return true;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) != OperationStatus.Done || (Rune.IsControl(rune) && rune.Value != '\t')) return false;
            bytes = bytes[length..];
        }

        return true;
    }

    /// <summary>A terminal program may put a line in quotation marks; anything else after the CRC was not there when it was sent.</summary>
    private void TakeRest(ReadOnlySpan<byte> rest)
    {
        SkippedBytes += rest.Length;
        if (rest.ContainsAnyExcept((byte)' ', (byte)'"')) Problem = $"expected the end of the line after its CRC, found {Excerpt.Of(Encoding.Latin1.GetString(rest))}";
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? text[3..] : text;

    /// <summary>Some shells append UTF-16 to a file that isn't: every other byte is zero then.</summary>
    private ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> text)
    {
        int zeros = text.Count((byte)0);
        if (zeros < LeastZeros || Math.Abs(text.Length - (2 * zeros)) > 3) return text;
        IsRecoded = true;
        byte[] without = new byte[text.Length - zeros];
        int count = 0;
        foreach (byte value in text)
        {
            if (value != 0) without[count++] = value;
        }

        return without.AsSpan().TrimStart((ReadOnlySpan<byte>)[0xFF, 0xFE]);
    }

    [GeneratedRegex(@"\x1B\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex Colours();
}
