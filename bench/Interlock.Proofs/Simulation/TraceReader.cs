using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;

namespace Interlock.Proofs.Simulation;

/// <summary>Reads a trace: CSV with the header <c>t_s,tc_c[,cj_c]</c>.</summary>
public static class TraceReader
{
    /// <summary>Cold junction where the trace names none, degC.</summary>
    public const double DefaultColdJunctionCelsius = 25.0;

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
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { Mode = CsvMode.NoEscape, IgnoreBlankLines = true };
        using CsvParser parser = new(reader, configuration);
        bool hasColdJunction = ReadHeader(parser, name);

        List<double> seconds = [];
        List<double> tip = [];
        List<double> coldJunction = [];
        while (parser.Read())
        {
            string[] row = parser.Record!;
            int expected = hasColdJunction ? 3 : 2;
            if (row.Length != expected) throw BadInputException.At(name, parser.RawRow, $"expected {expected} values, found {row.Length}");

            double time = Number(row[0], name, parser.RawRow, "a time in seconds", 0.0, 1e7);
            if (seconds.Count > 0 && time <= seconds[^1]) throw BadInputException.At(name, parser.RawRow, $"expected a time after {seconds[^1].ToString(CultureInfo.InvariantCulture)} s, found {Excerpt.Of(row[0])}");
            seconds.Add(time);
            tip.Add(row[1].Trim() == "open" ? double.NaN : Number(row[1], name, parser.RawRow, "a temperature in degC or 'open'", LowestCelsius, HighestCelsius));
            coldJunction.Add(hasColdJunction ? Number(row[2], name, parser.RawRow, "a cold-junction temperature in degC", -100.0, 200.0) : DefaultColdJunctionCelsius);
        }

        if (seconds.Count == 0) throw BadInputException.At(name, parser.RawRow, "expected at least one row of data");
        return new Trace([.. seconds], [.. tip], [.. coldJunction]);
    }

    private static bool ReadHeader(CsvParser parser, string name)
    {
        const string expected = "expected the header t_s,tc_c or t_s,tc_c,cj_c";
        if (!parser.Read()) throw BadInputException.At(name, 1, expected);
        string header = string.Join(',', parser.Record!).Trim();
        return header switch
        {
            "t_s,tc_c" => false,
            "t_s,tc_c,cj_c" => true,
            _ => throw BadInputException.At(name, parser.RawRow, $"{expected}, found {Excerpt.Of(header)}"),
        };
    }

    private static double Number(string text, string name, int line, string what, double lowest, double highest)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        if (isNumber && value >= lowest && value <= highest) return value;
        string range = string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
        throw BadInputException.At(name, line, isNumber ? $"expected {what} from {range}, found {Excerpt.Of(text)}" : $"expected {what}, found {Excerpt.Of(text)}");
    }
}
