using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using Interlock.Log;

namespace Interlock.Proofs.Import;

/// <summary>One row of a logger's table and its line in the file.</summary>
public readonly record struct LoggerRow(int Line, string[] Cells)
{
    /// <summary>The cell without spaces around it; empty where the row is shorter.</summary>
    public string this[int column] => column < Cells.Length ? Cells[column].Trim() : string.Empty;
}

/// <summary>A logger's file as columns with names: what stands before the table is its preamble, a line of units below the names joins them.</summary>
public sealed partial class LoggerTable
{
    private const int RowsThatShowTheDelimiter = 20;

    private LoggerTable(string name, string[] columns, IReadOnlyList<LoggerRow> rows, IReadOnlyList<LoggerRow> preamble)
    {
        Name = name;
        Columns = columns;
        Rows = rows;
        Preamble = preamble;
    }

    /// <summary>The file's.</summary>
    public string Name { get; }

    public string[] Columns { get; }

    public IReadOnlyList<LoggerRow> Rows { get; }

    public IReadOnlyList<LoggerRow> Preamble { get; }

    /// <exception cref="BadInputException">The file is missing or holds no table with a line of names.</exception>
    public static LoggerTable Read(string path)
    {
        string text = Decode(InputFile.ReadAllBytes(path));
        List<LoggerRow> records = Split(text, DelimiterOf(text, path));
        int first = Enumerable.Range(0, records.Count).FirstOrDefault(i => IsData(records[i]) && (i + 1 == records.Count || IsData(records[i + 1])), -1);
        if (first < 0) throw new BadInputException($"{path}: expected a table of times and temperatures");
        if (first == 0) throw BadInputException.At(path, records[0].Line, $"expected a line with the columns' names and units, found {Excerpt.Of(string.Join(' ', records[0].Cells))}");

        string[] columns = [.. records[first - 1].Cells.Select(cell => cell.Trim())];
        int header = first - 1;
        if (header > 0 && columns.Length <= records[header - 1].Cells.Length && columns.All(cell => cell.Length == 0 || UnitAlone().IsMatch(cell)))
        {
            header--;
            LoggerRow names = records[header];
            columns = [.. names.Cells.Select((cell, i) => i < columns.Length && columns[i].Length > 0 ? $"{cell.Trim()} ({columns[i].Trim('(', ')', '[', ']')})" : cell.Trim())];
        }

        LoggerTable table = new(path, columns, records[first..], records[..header]);
        table.RequireCommasApart(text);
        return table;
    }

    /// <summary>A number with a decimal point or comma.</summary>
    public static bool TryNumber(string text, out double value)
    {
        int comma = text.LastIndexOf(',');
        int point = text.LastIndexOf('.');
        string plain = comma > point ? text.Replace(".", string.Empty, StringComparison.Ordinal).Replace(',', '.') : text.Replace(",", string.Empty, StringComparison.Ordinal);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>UTF-8, UTF-16 with its mark, or what older Windows programs write.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            using StreamReader reader = new(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>The one that cuts the last rows into as many cells each, two at least; a comma last, for it may be a decimal comma.</summary>
    private static string DelimiterOf(string text, string path)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0).TakeLast(RowsThatShowTheDelimiter)];
        foreach (string delimiter in (string[])["\t", ";", "|", ","])
        {
            if (lines.Length > 0 && lines[^1].Contains(delimiter, StringComparison.Ordinal)) return delimiter;
        }

        throw new BadInputException($"{path}: expected columns with a tab, a semicolon, a bar or a comma between");
    }

    private static List<LoggerRow> Split(string text, string delimiter)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { Delimiter = delimiter, IgnoreBlankLines = true, BadDataFound = null };
        using CsvParser parser = new(new StringReader(text), configuration);
        List<LoggerRow> records = [];
        while (parser.Read())
        {
            if (parser.Record!.Any(cell => cell.Trim().Length > 0)) records.Add(new LoggerRow(parser.RawRow, parser.Record!));
        }

        return records;
    }

    private static bool IsData(LoggerRow row) => row.Cells.Length >= 2 && (TryNumber(row[0], out _) || DateOrTime().IsMatch(row[0]));

    private void RequireCommasApart(string text)
    {
        LoggerRow row = Rows[0];
        bool isCut = row.Cells.Length > Columns.Length && !text.Contains(';', StringComparison.Ordinal);
        if (isCut) throw BadInputException.At(Name, row.Line, $"expected {Columns.Length} values, found {row.Cells.Length}: where numbers have a decimal comma, columns need a semicolon or a tab between");
    }

    [GeneratedRegex(@"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d+:\d{2})")]
    private static partial Regex DateOrTime();

    [GeneratedRegex(@"^[(\[]?\s*(s|sec|secs|seconds?|ms|milliseconds?|min|minutes?|h|hours?|(deg(rees)?|°|º)?\s*[CFK]|celsius|fahrenheit|kelvin|hh:mm:ss|mm:ss|hh:mm)\s*[)\]]?$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitAlone();
}
