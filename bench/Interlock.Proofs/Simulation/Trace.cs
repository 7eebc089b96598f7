using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// A recorded course of the tip's temperature. Between two rows it is interpolated; an open wire holds until the next row;
/// before the first row and after the last the nearest value holds.
/// </summary>
public sealed class Trace
{
    private readonly double[] _seconds;
    private readonly double[] _tip;
    private readonly double[] _coldJunction;
    private readonly double[]? _secondTip;
    private readonly double[]? _secondColdJunction;

    /// <param name="seconds">Strictly rising.</param>
    /// <param name="tip">degC; NaN is an open wire.</param>
    /// <param name="coldJunction">degC.</param>
    /// <param name="secondTip">The second probe's tip; null where the trace has none.</param>
    /// <param name="secondColdJunction">Its cold junction; null where it is the first one's.</param>
    public Trace(double[] seconds, double[] tip, double[] coldJunction, double[]? secondTip = null, double[]? secondColdJunction = null)
    {
        _seconds = seconds;
        _tip = tip;
        _coldJunction = coldJunction;
        _secondTip = secondTip;
        _secondColdJunction = secondColdJunction;
    }

    /// <summary>Time of the last row.</summary>
    public double EndSeconds => _seconds[^1];

    /// <summary>Whether it says where the second probe's tip is.</summary>
    public bool HasSecondTip => _secondTip is not null;

    /// <summary>Tip temperature in degC at a time in microseconds; NaN while the wire is open.</summary>
    public double Tip(long us) => At(_tip, us);

    /// <summary>Cold-junction temperature in degC at a time in microseconds.</summary>
    public double ColdJunction(long us) => At(_coldJunction, us);

    /// <summary>The second probe's tip; the first one's where the trace has none.</summary>
    public double SecondTip(long us) => At(_secondTip ?? _tip, us);

    /// <summary>The second probe's cold junction; the first one's where the trace has none.</summary>
    public double SecondColdJunction(long us) => At(_secondColdJunction ?? _coldJunction, us);

    private double At(double[] column, long us)
    {
        int row = RowAt(us, out double fraction);
        if (fraction == 0.0 || double.IsNaN(column[row]) || double.IsNaN(column[row + 1])) return column[row];
        return column[row] + fraction * (column[row + 1] - column[row]);
    }

    private int RowAt(long us, out double fraction)
    {
        fraction = 0.0;
        double seconds = us / 1e6;
        if (seconds <= _seconds[0]) return 0;
        if (seconds >= _seconds[^1]) return _seconds.Length - 1;

        int row = Array.BinarySearch(_seconds, seconds);
        if (row >= 0) return row;
        row = ~row - 1;
        fraction = (seconds - _seconds[row]) / (_seconds[row + 1] - _seconds[row]);
        return row;
    }
}

/// <summary>
/// Reads a trace: CSV with the header <c>t_s,tc_c[,cj_c][,tc2_c][,cj2_c]</c>. Blanks and upper case are let be, and where semicolons stand
/// between the columns a decimal comma too.
/// </summary>
public static class TraceReader
{
    /// <summary>Cold junction where the trace names none, degC.</summary>
    public const double DefaultColdJunctionCelsius = 25.0;

    private const string Semicolon = ";";
    private const double LowestCelsius = -270.0;
    private const double HighestCelsius = 1372.0;

    /// <exception cref="BadInputException">The file is missing or is not a trace; names file, line and what was expected.</exception>
    public static Trace Read(string path)
    {
        using StreamReader reader = InputFile.OpenText(path);
        return Read(reader, path);
    }

    /// <exception cref="BadInputException">The text is not a trace.</exception>
    public static Trace Read(TextReader reader, string name)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.NoEscape,
            IgnoreBlankLines = true,
            DetectDelimiter = true,
            GetDelimiter = static text => text.Text.Split('\n')[0].Contains(Semicolon) ? Semicolon : ",",
        };
        using CsvParser parser = new(reader, configuration);
        string[] columns = ReadHeader(parser, name);

        List<double> seconds = [];
        List<double>[] celsius = [.. columns.Skip(1).Select(static _ => new List<double>())];
        while (parser.Read())
        {
            string[] row = parser.Record!;
            if (row.Length != columns.Length)
            {
                string likely = parser.Delimiter != Semicolon && row.Length > columns.Length ? "; with decimal commas the columns need semicolons between" : string.Empty;
                throw BadInputException.At(name, parser.RawRow, $"expected {columns.Length} values, found {row.Length}{likely}");
            }

            double time = Number(row[0], name, parser.RawRow, "a time in seconds", 0.0, 1e7);
            if (seconds.Count > 0 && time <= seconds[^1]) throw BadInputException.At(name, parser.RawRow, $"expected a time after {seconds[^1].ToString(CultureInfo.InvariantCulture)} s, found {Excerpt.Of(row[0])}");
            seconds.Add(time);
            for (int i = 1; i < columns.Length; i++) celsius[i - 1].Add(columns[i].StartsWith("cj", StringComparison.Ordinal) ? ColdJunctionOf(row[i], name, parser.RawRow) : TipOf(row[i], name, parser.RawRow));
        }

        if (seconds.Count == 0) throw BadInputException.At(name, parser.RawRow, "expected at least one row of data");
        double[]? Column(string column) => Array.IndexOf(columns, column) is > 0 and int at ? [.. celsius[at - 1]] : null;
        double[] coldJunction = Column("cj_c") ?? [.. seconds.Select(static _ => DefaultColdJunctionCelsius)];
        return new Trace([.. seconds], Column("tc_c")!, coldJunction, Column("tc2_c"), Column("cj2_c"));
    }

    private static string[] ReadHeader(CsvParser parser, string name)
    {
        const string expected = "expected the header t_s,tc_c or t_s,tc_c,cj_c, and tc2_c or tc2_c,cj2_c behind it for a second probe";
        if (!parser.Read()) throw BadInputException.At(name, 1, expected);
        string[] columns = [.. parser.Record!.Select(static column => column.Trim())];
        string header = string.Join(',', columns);
        bool isTrace = header.ToLowerInvariant() is "t_s,tc_c" or "t_s,tc_c,cj_c" or "t_s,tc_c,tc2_c" or "t_s,tc_c,cj_c,tc2_c" or "t_s,tc_c,tc2_c,cj2_c" or "t_s,tc_c,cj_c,tc2_c,cj2_c";
        return isTrace ? [.. columns.Select(static column => column.ToLowerInvariant())] : throw BadInputException.At(name, parser.RawRow, $"{expected}, found {Excerpt.Of(header)}");
    }

    private static double TipOf(string text, string name, int line) =>
        text.Trim().Equals("open", StringComparison.OrdinalIgnoreCase) ? double.NaN : Number(text, name, line, "a temperature in degC or 'open'", LowestCelsius, HighestCelsius);

    private static double ColdJunctionOf(string text, string name, int line) => Number(text, name, line, "a cold-junction temperature in degC", -100.0, 200.0);

    private static double Number(string text, string name, int line, string what, double lowest, double highest)
    {
        // A comma that is still here is none between columns.
        bool isNumber = double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        if (isNumber && value >= lowest && value <= highest) return value;
        string range = string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
        throw BadInputException.At(name, line, isNumber ? $"expected {what} from {range}, found {Excerpt.Of(text)}" : $"expected {what}, found {Excerpt.Of(text)}");
    }
}
