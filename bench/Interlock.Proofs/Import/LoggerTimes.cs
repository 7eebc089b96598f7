using System.Globalization;
using System.Text.RegularExpressions;
using Interlock.Log;

namespace Interlock.Proofs.Import;

/// <summary>The times of a logger's rows: numbers in a unit, a clock's time with or without a date, ISO 8601.</summary>
public sealed partial class LoggerTimes
{
    private const double DaySeconds = 86_400.0;

    private readonly LoggerTable _table;
    private readonly int _time;
    private readonly int _date;

    private LoggerTimes(LoggerTable table, int time, int date, double[] seconds)
    {
        _table = table;
        _time = time;
        _date = date;
        Seconds = seconds;
    }

    /// <summary>Since the first row.</summary>
    public double[] Seconds { get; }

    /// <summary>How they were read, in words.</summary>
    public string Told { get; private set; } = string.Empty;

    public bool IsOf(int column) => column == _time || column == _date;

    /// <exception cref="BadInputException">No column has times, or one of its cells holds none, or they don't rise.</exception>
    public static LoggerTimes Read(LoggerTable table)
    {
        int date = Array.FindIndex(table.Columns, name => DateName().IsMatch(name));
        if (date >= 0 && !DateAlone().IsMatch(table.Rows[0][date])) date = -1;
        int time = Array.FindIndex(table.Columns, name => TimeName().IsMatch(name));
        if (time < 0) time = Array.FindIndex(table.Columns, name => ShortTimeName().IsMatch(name));
        if (time < 0) time = date == 0 ? 1 : 0;
        LoggerTimes times = new(table, time, date, new double[table.Rows.Count]);
        times.Convert();
        return times;
    }

    private void Convert()
    {
        string name = _table.Columns[_time];
        (double factor, string unit) = UnitOf(name);
        bool isClock = !LoggerTable.TryNumber(_table.Rows[0][_time], out _);
        Told = $"t_s: '{name}', {(isClock ? $"0 at {_table.Rows[0][_time]}" : $"{unit}, 0 at {_table.Rows[0][_time]}")}";
        bool isDayFirst = isClock && IsDayFirst();
        double addedDays = 0.0;
        double before = double.NegativeInfinity;
        for (int i = 0; i < Seconds.Length; i++)
        {
            LoggerRow row = _table.Rows[i];
            bool hasDate = _date >= 0;
            double seconds = isClock ? Clock(row, isDayFirst, ref hasDate) : Number(row) * factor;
            // A clock without a date begins anew at midnight.
            if (isClock && !hasDate && seconds + addedDays < before - DaySeconds / 2.0) addedDays += DaySeconds;
            seconds += addedDays;
            if (seconds <= before) throw BadInputException.At(_table.Name, row.Line, $"expected a time after the row before, found {Excerpt.Of(row[_time])}");
            before = seconds;
            Seconds[i] = seconds;
        }

        double first = Seconds[0];
        for (int i = 0; i < Seconds.Length; i++) Seconds[i] -= first;
    }

    private double Number(LoggerRow row) =>
        LoggerTable.TryNumber(row[_time], out double value) ? value : throw BadInputException.At(_table.Name, row.Line, $"expected a time, found {Excerpt.Of(row[_time])}");

    private double Clock(LoggerRow row, bool isDayFirst, ref bool hasDate)
    {
        string text = _date >= 0 ? $"{row[_date]} {row[_time]}" : row[_time];
        Match match = ClockTime().Match(text);
        if (!match.Success) throw BadInputException.At(_table.Name, row.Line, $"expected a time such as 10:05:00, found {Excerpt.Of(row[_time])}");
        hasDate = match.Groups["date"].Success;
        double first = double.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        double second = double.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        string half = match.Groups["half"].Value;
        if (!match.Groups["s"].Success && !hasDate && half.Length == 0) return HasMinutesFirst(row) ? first * 60.0 + second : first * 3600.0 + second * 60.0;

        double hours = half.Length == 0 ? first : first % 12.0 + (half.StartsWith("P", StringComparison.OrdinalIgnoreCase) ? 12.0 : 0.0);
        double seconds = match.Groups["s"].Success ? double.Parse(match.Groups["s"].Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0.0;
        double days = 0.0;
        if (hasDate && !TryDays(match.Groups["date"].Value, isDayFirst, out days)) throw BadInputException.At(_table.Name, row.Line, $"expected a date, found {Excerpt.Of(match.Groups["date"].Value)}");
        return days * DaySeconds + hours * 3600.0 + second * 60.0 + seconds - ZoneSeconds(match.Groups["zone"].Value);
    }

    /// <summary>Artisan's columns are minutes and seconds; elsewhere the header must say what 10:05 means.</summary>
    private bool HasMinutesFirst(LoggerRow row)
    {
        string name = _table.Columns[_time];
        if (ArtisanTime().IsMatch(name) || name.Contains("mm:ss", StringComparison.OrdinalIgnoreCase)) return true;
        if (name.Contains("hh:mm", StringComparison.OrdinalIgnoreCase)) return false;
        throw BadInputException.At(_table.Name, row.Line, $"expected HH:MM:SS, or (mm:ss) or (hh:mm) in the column's name, found {Excerpt.Of(row[_time])}");
    }

    /// <summary>3/4/2026 may be either; the order in which every date is one and the record is shorter is taken.</summary>
    private bool IsDayFirst()
    {
        string[] dates = [.. _table.Rows.Select(row => LeadingDate().Match(_date >= 0 ? row[_date] : row[_time]).Value).Distinct()];
        double Span(bool isDayFirst)
        {
            double[] days = [.. dates.Select(date => TryDays(date, isDayFirst, out double day) ? day : double.NaN)];
            return days.Any(double.IsNaN) ? double.PositiveInfinity : days.Max() - days.Min();
        }

        return Span(true) <= Span(false);
    }

    private static bool TryDays(string date, bool isDayFirst, out double days)
    {
        days = 0.0;
        string[] parts = date.Split('-', '/', '.');
        if (parts.Length != 3) return false;
        string year = parts[0].Length == 4 ? parts[0] : parts[2].Length == 2 ? "20" + parts[2] : parts[2];
        (string month, string day) = parts[0].Length == 4 ? (parts[1], parts[2]) : isDayFirst ? (parts[1], parts[0]) : (parts[0], parts[1]);
        if (!DateTime.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed)) return false;
        days = (parsed - DateTime.UnixEpoch).TotalDays;
        return true;
    }

    private static double ZoneSeconds(string zone)
    {
        if (zone.Length < 5) return 0.0;
        double seconds = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture) * 3600.0 + int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture) * 60.0;
        return zone[0] == '-' ? -seconds : seconds;
    }

    private static (double Factor, string Unit) UnitOf(string name)
    {
        Match match = TimeUnit().Match(name);
        return match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "" => (1.0, "taken for seconds"),
            "us" or "µs" => (1e-6, "microseconds"),
            ['m', 's', ..] or ['m', 'i', 'l', ..] => (1e-3, "milliseconds"),
            ['m', ..] => (60.0, "minutes"),
            ['h', ..] => (3600.0, "hours"),
            _ => (1.0, "seconds"),
        };
    }

    [GeneratedRegex("date|datum|fecha", RegexOptions.IgnoreCase)]
    private static partial Regex DateName();

    [GeneratedRegex(@"(?<!da)time|zeit|stamp|elapsed|x_value|^hora|^(milli)?seconds?|^sec\b|^ms$|^min(utes)?$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeName();

    [GeneratedRegex(@"^t($|_(s|ms|min|h)$|\s*[(\[/])")]
    private static partial Regex ShortTimeName();

    [GeneratedRegex("^time[12]$", RegexOptions.IgnoreCase)]
    private static partial Regex ArtisanTime();

    [GeneratedRegex(@"(?:^|[\s_(\[/])(?<unit>us|µs|ms|msec|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?)[)\]]?$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeUnit();

    [GeneratedRegex(@"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$")]
    private static partial Regex DateAlone();

    [GeneratedRegex(@"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")]
    private static partial Regex LeadingDate();

    [GeneratedRegex(@"^(?:(?<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})[T,\s]\s*)?(?<h>\d{1,3}):(?<m>\d{2})(?::(?<s>\d{2}(?:[.,]\d+)?))?\s*(?<half>[AP]\.?M\.?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?$", RegexOptions.IgnoreCase)]
    private static partial Regex ClockTime();
}
