using System.Globalization;
using System.Text.RegularExpressions;
using Interlock.Log;

namespace Interlock.Proofs.Import;

/// <summary>A scale of temperature.</summary>
public enum TemperatureUnit
{
    Celsius,
    Fahrenheit,
    Kelvin,
}

/// <summary>Another logger's file as a trace: which column is what, in which unit, and what had no reading.</summary>
public sealed partial class LoggerImport
{
    private const double LowestCelsius = -270.0;
    private const double HighestCelsius = 1372.0;

    // A probe in tissue. A column whose header says a unit that makes its readings anything else says something else: 'Type K', say.
    private const double LowestLikelyCelsius = -50.0;
    private const double HighestLikelyCelsius = 200.0;

    // A meter's number for over range: 9.9e37.
    private const double OverRange = 1e30;

    private readonly LoggerTable _table;
    private readonly LoggerTimes _times;
    private readonly double[][] _celsius;
    private readonly SortedDictionary<string, int> _marks = new(StringComparer.Ordinal);
    private readonly List<string> _told = [];

    private LoggerImport(LoggerTable table, TemperatureUnit? unit)
    {
        _table = table;
        _times = LoggerTimes.Read(table);
        _told.Add(_times.Told);
        int[] columns = TemperatureColumns();
        _celsius = [.. columns.Select((column, i) => Readings(column, i == 0 ? "tc_c" : "tc2_c", unit))];
        if (_marks.Count > 0) _told.Add($"{_marks.Values.Sum()} without a reading became open ({string.Join(", ", _marks.Select(mark => $"{mark.Value} of {(mark.Key.Length == 0 ? "nothing" : Excerpt.Of(mark.Key))}"))})");
    }

    /// <summary>What became of the file, one thing a line.</summary>
    public IReadOnlyList<string> Told => _told;

    public int Rows => _table.Rows.Count;

    /// <param name="path">The logger's file.</param>
    /// <param name="unit">Of its temperatures, whatever its header says; null where the header is to say it.</param>
    /// <exception cref="BadInputException">It can't be told what stands where, or in which unit.</exception>
    public static LoggerImport Read(string path, TemperatureUnit? unit) => new(LoggerTable.Read(path), unit);

    public void WriteTrace(TextWriter output)
    {
        output.Write(_celsius.Length == 1 ? "t_s,tc_c\n" : "t_s,tc_c,tc2_c\n");
        for (int i = 0; i < Rows; i++)
        {
            output.Write(_times.Seconds[i].ToString("0.######", CultureInfo.InvariantCulture));
            foreach (double[] readings in _celsius) output.Write("," + (double.IsNaN(readings[i]) ? "open" : readings[i].ToString("0.00##", CultureInfo.InvariantCulture)));
            output.Write('\n');
        }
    }

    /// <summary>Those whose name or unit is of a temperature; where none is, all that hold numbers.</summary>
    private int[] TemperatureColumns()
    {
        int[] free = [.. Enumerable.Range(0, _table.Columns.Length).Where(column => !_times.IsOf(column) && HoldsReadings(column))];
        int[] withUnit = [.. free.Where(column => HeaderUnit(column) is not null)];
        int[] named = [.. free.Where(column => TemperatureName().IsMatch(_table.Columns[column]))];
        int[] chosen = withUnit.Length > 0 ? withUnit : named.Length > 0 ? named : free;
        if (chosen.Length is 1 or 2) return chosen;
        string found = chosen.Length == 0 ? "none" : string.Join(", ", chosen.Select(column => $"'{_table.Columns[column]}'"));
        throw new BadInputException($"{_table.Name}: expected one or two columns of temperatures, found {found}");
    }

    private bool HoldsReadings(int column)
    {
        string name = _table.Columns[column];
        if (NoTemperatureName().IsMatch(name)) return false;
        return _table.Rows.Any(row => LoggerTable.TryNumber(row[column], out _));
    }

    private double[] Readings(int column, string target, TemperatureUnit? given)
    {
        TemperatureUnit? header = HeaderUnit(column) ?? FileUnit(column);
        TemperatureUnit unit = given ?? header ?? throw new BadInputException($"{_table.Name}: expected the unit of '{_table.Columns[column]}' in its header, or --unit C, F or K");
        _told.Add($"{target}: '{_table.Columns[column]}', {unit} {(given is null ? "by its header" : "by --unit")}");
        double[] celsius = [.. _table.Rows.Select(row => Reading(row, column, unit))];
        double[] sorted = [.. celsius.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0) throw new BadInputException($"{_table.Name}: expected a reading in '{_table.Columns[column]}', found none");
        double middle = sorted[sorted.Length / 2];
        if (given is null && middle is < LowestLikelyCelsius or > HighestLikelyCelsius)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{_table.Name}: expected temperatures of tissue, found {middle:F1} degC in the midst of '{_table.Columns[column]}' taken for {unit}; --unit C, F or K says what they are"));
        }

        return celsius;
    }

    private double Reading(LoggerRow row, int column, TemperatureUnit unit)
    {
        string text = row[column];
        bool isNumber = LoggerTable.TryNumber(text, out double value);
        if (isNumber ? Math.Abs(value) >= OverRange : NoReading().IsMatch(text))
        {
            _marks[text] = _marks.GetValueOrDefault(text) + 1;
            return double.NaN;
        }

        if (!isNumber) throw BadInputException.At(_table.Name, row.Line, $"expected a temperature or a mark for none (****, OL), found {Excerpt.Of(text)}");
        double celsius = unit switch
        {
            TemperatureUnit.Fahrenheit => (value - 32.0) / 1.8,
            TemperatureUnit.Kelvin => value - 273.15,
            _ => value,
        };
        if (celsius is >= LowestCelsius and <= HighestCelsius) return celsius;
        throw BadInputException.At(_table.Name, row.Line, string.Create(CultureInfo.InvariantCulture, $"expected a temperature from {LowestCelsius} to {HighestCelsius} degC, found {Excerpt.Of(text)} in {unit}"));
    }

    private TemperatureUnit? HeaderUnit(int column) => UnitOf(TemperatureUnitInName().Match(_table.Columns[column]));

    /// <summary>LabVIEW's Y_Unit_Label has one for each channel, Artisan's first line one for all.</summary>
    private TemperatureUnit? FileUnit(int column)
    {
        foreach (LoggerRow row in _table.Preamble)
        {
            if (row[0] == "Y_Unit_Label") return UnitOf(UnitAlone().Match(row[Math.Min(column, row.Cells.Length - 1)]));
            foreach (string cell in row.Cells)
            {
                if (FileUnitCell().Match(cell.Trim()) is { Success: true } match) return UnitOf(match);
            }
        }

        return null;
    }

    private static TemperatureUnit? UnitOf(Match match) => match.Groups["unit"].Value.ToUpperInvariant() switch
    {
        ['C', ..] => TemperatureUnit.Celsius,
        ['F', ..] => TemperatureUnit.Fahrenheit,
        ['K', ..] => TemperatureUnit.Kelvin,
        _ => null,
    };

    // A letter alone, 'Probe C', is a name: it needs brackets, an underscore or a degree sign.
    [GeneratedRegex(@"(?:[(\[]\s*(?:deg\.?(?:rees)?|°|º|˚)?\s*|(?:\bdeg\.?(?:rees)?|_deg|°|º|˚)\s*|_|^tc_)(?<unit>[CFK])\s*[)\]]?$|(?<unit>celsius|fahrenheit|kelvin)", RegexOptions.IgnoreCase)]
    private static partial Regex TemperatureUnitInName();

    [GeneratedRegex(@"^(?:deg\.?(?:rees)?|°|º|˚)?\s*(?<unit>[CFK]|celsius|fahrenheit|kelvin)$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitAlone();

    [GeneratedRegex(@"^(?:temperature )?units?\s*[:=]\s*(?:deg|°)?\s*(?<unit>[CFK])", RegexOptions.IgnoreCase)]
    private static partial Regex FileUnitCell();

    [GeneratedRegex(@"temp|thermo|probe|^tc|^t\d*$|^[EB]T$", RegexOptions.IgnoreCase)]
    private static partial Regex TemperatureName();

    [GeneratedRegex(@"comment|event|^(no|nr|index|seq|sample|scan|record)\b|time\d|humid|cold.?junction|^cjc?\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoTemperatureName();

    [GeneratedRegex(@"^(|[*\-?#.]+|[+-]?O\.?L\.?|open|over.*|overload|ovld|o/?r|nan|n/?a|#n/a|-?inf(inity)?|-?\d\.#.*|err(or)?|fault|burn.?out)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoReading();
}
