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

    /// <param name="seconds">Strictly rising.</param>
    /// <param name="tip">degC; NaN is an open wire.</param>
    /// <param name="coldJunction">degC.</param>
    public Trace(double[] seconds, double[] tip, double[] coldJunction)
    {
        _seconds = seconds;
        _tip = tip;
        _coldJunction = coldJunction;
    }

    /// <summary>Time of the last row.</summary>
    public double EndSeconds => _seconds[^1];

    /// <summary>Tip temperature in degC at a time in microseconds; NaN while the wire is open.</summary>
    public double Tip(long us)
    {
        int row = RowAt(us, out double fraction);
        if (fraction == 0.0 || double.IsNaN(_tip[row]) || double.IsNaN(_tip[row + 1])) return _tip[row];
        return _tip[row] + fraction * (_tip[row + 1] - _tip[row]);
    }

    /// <summary>Cold-junction temperature in degC at a time in microseconds.</summary>
    public double ColdJunction(long us)
    {
        int row = RowAt(us, out double fraction);
        return fraction == 0.0 ? _coldJunction[row] : _coldJunction[row] + fraction * (_coldJunction[row + 1] - _coldJunction[row]);
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
/// Reads a trace: CSV with the header <c>t_s,tc_c[,cj_c]</c>. Blanks and upper case are let be, and where semicolons stand
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
        bool hasColdJunction = ReadHeader(parser, name);

        List<double> seconds = [];
        List<double> tip = [];
        List<double> coldJunction = [];
        while (parser.Read())
        {
            string[] row = parser.Record!;
            int expected = hasColdJunction ? 3 : 2;
            if (row.Length != expected)
            {
                string likely = parser.Delimiter != Semicolon && row.Length > expected ? "; with decimal commas the columns need semicolons between" : string.Empty;
                throw BadInputException.At(name, parser.RawRow, $"expected {expected} values, found {row.Length}{likely}");
            }

            double time = Number(row[0], name, parser.RawRow, "a time in seconds", 0.0, 1e7);
            if (seconds.Count > 0 && time <= seconds[^1]) throw BadInputException.At(name, parser.RawRow, $"expected a time after {seconds[^1].ToString(CultureInfo.InvariantCulture)} s, found {Excerpt.Of(row[0])}");
            seconds.Add(time);
            tip.Add(row[1].Trim().Equals("open", StringComparison.OrdinalIgnoreCase) ? double.NaN : Number(row[1], name, parser.RawRow, "a temperature in degC or 'open'", LowestCelsius, HighestCelsius));
            coldJunction.Add(hasColdJunction ? Number(row[2], name, parser.RawRow, "a cold-junction temperature in degC", -100.0, 200.0) : DefaultColdJunctionCelsius);
        }

        if (seconds.Count == 0) throw BadInputException.At(name, parser.RawRow, "expected at least one row of data");
        return new Trace([.. seconds], [.. tip], [.. coldJunction]);
    }

    private static bool ReadHeader(CsvParser parser, string name)
    {
        const string expected = "expected the header t_s,tc_c or t_s,tc_c,cj_c";
        if (!parser.Read()) throw BadInputException.At(name, 1, expected);
        string header = string.Join(',', parser.Record!.Select(static column => column.Trim()));
        return header.ToLowerInvariant() switch
        {
            "t_s,tc_c" => false,
            "t_s,tc_c,cj_c" => true,
            _ => throw BadInputException.At(name, parser.RawRow, $"{expected}, found {Excerpt.Of(header)}"),
        };
    }

    private static double Number(string text, string name, int line, string what, double lowest, double highest)
    {
        // A comma that is still here is none between columns.
        bool isNumber = double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        if (isNumber && value >= lowest && value <= highest) return value;
        string range = string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
        throw BadInputException.At(name, line, isNumber ? $"expected {what} from {range}, found {Excerpt.Of(text)}" : $"expected {what}, found {Excerpt.Of(text)}");
    }
}
