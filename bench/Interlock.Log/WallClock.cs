using System.Globalization;
using System.Text.RegularExpressions;

namespace Interlock.Log;

/// <summary>When a line arrived, by the clock of the terminal program or of the PC that kept it; some keep no date.</summary>
/// <param name="Time">Without a date the days count from the log's first.</param>
/// <param name="HasDate">Whether the date is known.</param>
/// <param name="Offset">From UTC, where it is known.</param>
public readonly partial record struct WallClock(DateTime Time, bool HasDate, TimeSpan? Offset = null)
{
    private const string Clock = "HH:mm:ss.fff";

    // Lines before the first stamp may be of the day before.
    private static readonly DateOnly _noDate = DateOnly.MinValue.AddDays(1000);

    private static readonly string[] _dates =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy", "d.M.yy", "MMM d yyyy", "d MMM yyyy", "yyyyMMdd"];

    /// <summary>So many milliseconds later; at the ends of the calendar it stands still.</summary>
    public WallClock After(long ms) =>
        this with { Time = new DateTime(Math.Clamp(Time.Ticks + (ms * TimeSpan.TicksPerMillisecond), DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)) };

    /// <summary>2026-11-20 10:11:24.050 +01:00, or what of it is known.</summary>
    public override string ToString() => $"{Day}{Time.ToString(Clock, CultureInfo.InvariantCulture)}{Zone(" ")}";

    /// <summary>The same to the second: 2026-11-20 10:11:24.</summary>
    public string ToSecond() => $"{Day}{Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";

    /// <summary>10:11:24.</summary>
    public string TimeOfDay() => Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601; the time alone where there is no date.</summary>
    public string ToIso() => $"{(HasDate ? Time.ToString("yyyy-MM-dd'T'", CultureInfo.InvariantCulture) : string.Empty)}{Time.ToString(Clock, CultureInfo.InvariantCulture)}{Zone(string.Empty)}";

    /// <summary>Finds a time stamp in what stands before a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How many characters of it are the stamp, with what encloses it.</param>
    /// <returns>Null where there is none.</returns>
    public static WallClock? Find(string text, out int length)
    {
        length = 0;
        Match match = Stamps().Match(text);
        if (!match.Success || !TryTime(match, out TimeOnly time)) return null;
        length = match.Length;
        DateOnly? date = Date(match);
        TimeSpan? offset = match.Groups["zone"].Value switch { "" => null, "Z" => TimeSpan.Zero, { } zone => ZoneOf(zone.Trim()) };
        return new WallClock((date ?? _noDate).ToDateTime(time), date is not null, offset);
    }

    private string Day => HasDate ? Time.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) : string.Empty;

    private string Zone(string before) => Offset is { } offset
        ? string.Create(CultureInfo.InvariantCulture, $"{before}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}")
        : string.Empty;

    private static bool TryTime(Match match, out TimeOnly time)
    {
        string text = match.Groups["time"].Value.Replace(',', '.');
        string half = match.Groups["half"].Value;
        return half.Length == 0
            ? TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out time)
            : TimeOnly.TryParse($"{text} {half}", CultureInfo.InvariantCulture, out time);
    }

    private static DateOnly? Date(Match match)
    {
        string text = match.Groups["date"].Success ? match.Groups["date"].Value
            : match.Groups["year"].Success ? $"{match.Groups["month"].Value} {match.Groups["year"].Value}" : string.Empty;
        if (text.Length == 0) return null;
        text = Regex.Replace(text, @"\s+", " ");
        if (DateOnly.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return date;

        // Day or month first? Where it could be either, the date is not known.
        bool isDayFirst = DateOnly.TryParseExact(text, ["d/M/yyyy", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly dayFirst);
        bool isMonthFirst = DateOnly.TryParseExact(text, ["M/d/yyyy", "M-d-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly monthFirst);
        return isDayFirst == isMonthFirst && dayFirst != monthFirst ? null : isDayFirst ? dayFirst : isMonthFirst ? monthFirst : null;
    }

    private static TimeSpan? ZoneOf(string zone)
    {
        string digits = zone[1..].Replace(":", string.Empty, StringComparison.Ordinal);
        TimeSpan offset = new(int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..], CultureInfo.InvariantCulture), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    // Days and hours since the terminal program began are no time of the day: [0 00:00:12.250].
    // [2026-11-20 10:11:12.250], 10:11:12.250 ->, 20.11.2026 10:11:12, Nov 20 10:11:12, [Fri Nov 20 10:11:12.250 2026], 11/20/2026 10:11:12 AM
    [GeneratedRegex(
        """
        ["\[(]?\s*(?:[A-Z][a-z]{2},?\s+)?
        (?:(?:(?<date>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8}|\d{1,2}\s[A-Z][a-z]{2}\s\d{4}|[A-Z][a-z]{2}\s+\d{1,2}\s\d{4})|(?<month>[A-Z][a-z]{2}\s+\d{1,2}))[T\s,;_]+"?)?
        (?<![\d:])(?(month)|(?<!(?:^|[\[(\s])\d{1,3}\s))(?<time>\d{1,2}:\d\d:\d\d(?:[.,]\d{1,7})?)(?![\d:])
        (?:\s?(?<half>[AaPp][Mm]))?(?<zone>Z|\s?[+-]\d\d:?\d\d)?(?:\s(?<year>\d{4}))?
        \s*["\])]?\s*(?:->|[>:,;|-])?\s*"?
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Stamps();
}
