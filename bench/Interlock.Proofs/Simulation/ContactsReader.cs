using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>A contact that is closed or opened at a time.</summary>
public readonly record struct ContactChange(long AtUs, Contact Contact, bool IsClosed);

/// <summary>
/// Reads contacts over time: CSV with <c>t_s</c> and any of <c>arm_no,arm_nc,stop,stop2,coil_supply</c>, 1 is closed or
/// present. Levels hold until the next row; times to 0.1 ms.
/// </summary>
public static class ContactsReader
{
    private const string TimeColumn = "t_s";
    private const double LongestSeconds = 1e6;

    private static readonly Dictionary<string, Contact> _columns = new(StringComparer.Ordinal)
    {
        ["arm_no"] = Contact.ArmNo,
        ["arm_nc"] = Contact.ArmNc,
        ["stop"] = Contact.Stop,
        ["stop2"] = Contact.Stop2,
        ["coil_supply"] = Contact.CoilSupply,
    };

    /// <exception cref="BadInputException">The file is missing or is no such table; names file, line and what was expected.</exception>
    public static IReadOnlyList<ContactChange> Read(string path)
    {
        using StreamReader reader = InputFile.OpenText(path);
        return Read(reader, path);
    }

    /// <exception cref="BadInputException">The text is no such table.</exception>
    public static IReadOnlyList<ContactChange> Read(TextReader reader, string name)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { Mode = CsvMode.NoEscape, IgnoreBlankLines = true };
        using CsvParser parser = new(reader, configuration);
        Contact[] contacts = ReadHeader(parser, name);

        List<ContactChange> changes = [];
        bool?[] levels = new bool?[contacts.Length];
        long lastUs = -1;
        while (parser.Read())
        {
            string[] row = parser.Record!;
            if (row.Length != contacts.Length + 1) throw BadInputException.At(name, parser.RawRow, $"expected {contacts.Length + 1} values, found {row.Length}");
            long us = Time(row[0], name, parser.RawRow);
            if (us <= lastUs) throw BadInputException.At(name, parser.RawRow, $"expected a time after the row before, found {Excerpt.Of(row[0])}");
            lastUs = us;
            for (int i = 0; i < contacts.Length; i++)
            {
                bool isClosed = Level(row[i + 1], name, parser.RawRow);
                if (levels[i] == isClosed) continue;
                levels[i] = isClosed;
                changes.Add(new ContactChange(us, contacts[i], isClosed));
            }
        }

        if (lastUs < 0) throw BadInputException.At(name, parser.RawRow, "expected at least one row of data");
        return changes;
    }

    private static Contact[] ReadHeader(CsvParser parser, string name)
    {
        string expected = $"expected a header of {TimeColumn} and any of {string.Join(',', _columns.Keys)}";
        if (!parser.Read()) throw BadInputException.At(name, 1, expected);
        string[] header = [.. parser.Record!.Select(column => column.Trim())];
        string[] named = header[1..];
        bool isGood = header[0] == TimeColumn && named.Length > 0 && named.All(_columns.ContainsKey) && named.Distinct().Count() == named.Length;
        if (!isGood) throw BadInputException.At(name, parser.RawRow, $"{expected}, found {Excerpt.Of(string.Join(',', header))}");
        return [.. named.Select(column => _columns[column])];
    }

    private static long Time(string text, string name, int line)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && double.IsFinite(seconds);
        if (isNumber && seconds is >= 0.0 and <= LongestSeconds) return (long)Math.Round(seconds * 10_000) * 100;
        throw BadInputException.At(name, line, $"expected a time in seconds, 0 or more, found {Excerpt.Of(text)}");
    }

    private static bool Level(string text, string name, int line) => text.Trim() switch
    {
        "0" => false,
        "1" => true,
        _ => throw BadInputException.At(name, line, $"expected 0 (open) or 1 (closed), found {Excerpt.Of(text)}"),
    };
}
