using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Interlock.Log;
using Interlock.Station.Acceptance;

namespace Interlock.Station.Record;

/// <summary>
/// What a log belongs to: all that may be known of a case here. There is no place for a patient's name, and a case number that
/// looks like one is refused.
/// </summary>
public sealed partial record CaseData
{
    private static readonly CaseField[] _fields =
    [
        new("case", "Case number", CaseForm(), "letters, digits and - . / _ with a digit among them and no blanks (never a patient's name)", data => data.Case, (data, text) => data with { Case = text }),
        new("level", "Level, as L3", LevelForm(), "a level as L3", data => data.Level, (data, text) => data with { Level = text }),
        new("side", "Side", SideForm(), "left, right or both", data => data.Side, (data, text) => data with { Side = text }),
        new("planned_watts", "Planned power, W", 1.0, 200.0, data => data.PlannedWatts, (data, value) => data with { PlannedWatts = value }),
        new("planned_minutes", "Planned time, min", 0.1, 60.0, data => data.PlannedMinutes, (data, value) => data with { PlannedMinutes = value }),
        new("antenna", "Antenna", WordsForm(), "at most 60 letters", data => data.Antenna, (data, text) => data with { Antenna = text }),
        new("operator", "Operator", WordsForm(), "at most 60 letters", data => data.Operator, (data, text) => data with { Operator = text }),
    ];

    public string? Case { get; init; }

    public string? Level { get; init; }

    public string? Side { get; init; }

    public double? PlannedWatts { get; init; }

    public double? PlannedMinutes { get; init; }

    public string? Antenna { get; init; }

    public string? Operator { get; init; }

    /// <exception cref="BadInputException">The file is missing or is no case; names file, line and what was expected.</exception>
    public static CaseData Read(string path)
    {
        PlanObject root = new(PlanParser.Parse(InputFile.ReadAllBytes(path), path), path, "a case");
        CaseData data = new();
        foreach (CaseField field in _fields) data = field.Read(root, data);
        root.End();
        return data;
    }

    /// <summary>Holds a case that was kept to what one may be: nobody said it on a terminal or in a file of his own.</summary>
    /// <returns>What is expected of the first field that is no such thing; null where all are.</returns>
    public string? Problem()
    {
        CaseField? wrong = _fields.FirstOrDefault(field => !field.Accepts(this));
        return wrong is null ? null : $"{wrong.Key}: expected {wrong.Expected}";
    }

    /// <summary>Asks for each field; what is left empty is left out, what can't be used is asked for again.</summary>
    /// <returns>Null when all of it was left out.</returns>
    public static CaseData? Ask(TextReader input, TextWriter output)
    {
        output.WriteLine("The case, for the record; Enter leaves a line out. Never a patient's name.");
        CaseData data = new();
        foreach (CaseField field in _fields)
        {
            while (true)
            {
                output.Write($"  {field.Question}: ");
                output.Flush();
                string? answer = input.ReadLine()?.Trim();
                if (string.IsNullOrEmpty(answer)) break;
                if (field.Take(data, answer) is { } more)
                {
                    data = more;
                    break;
                }

                output.WriteLine($"  expected {field.Expected}");
            }
        }

        return data == new CaseData() ? null : data;
    }

    [GeneratedRegex(@"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_-]{0,39}\z")]
    private static partial Regex CaseForm();

    [GeneratedRegex(@"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./-]{0,19}\z")]
    private static partial Regex LevelForm();

    [GeneratedRegex(@"^(left|right|both)\z")]
    private static partial Regex SideForm();

    [GeneratedRegex(@"^[^\p{C}]{1,60}\z")]
    private static partial Regex WordsForm();

    /// <summary>A field of a case: a text of a form, or a number between two others.</summary>
    private sealed class CaseField
    {
        private readonly Predicate<CaseData> _accepts;
        private readonly Func<PlanObject, CaseData, CaseData> _read;
        private readonly Func<CaseData, string, CaseData?> _take;

        public CaseField(string key, string question, Regex form, string expected, Func<CaseData, string?> get, Func<CaseData, string, CaseData> with)
        {
            Key = key;
            Question = question;
            Expected = expected;
            _read = (root, data) => with(data, root.Text(key, form, expected));
            _accepts = data => get(data) is not { } text || form.IsMatch(text);
            _take = (data, text) => form.IsMatch(text) ? with(data, text) : null;
        }

        public CaseField(string key, string question, double lowest, double highest, Func<CaseData, double?> get, Func<CaseData, double, CaseData> with)
        {
            Key = key;
            Question = question;
            Expected = string.Create(CultureInfo.InvariantCulture, $"a number from {lowest} to {highest}");
            _read = (root, data) => with(data, root.Number(key, lowest, highest));
            _accepts = data => get(data) is not { } value || (value >= lowest && value <= highest);
            _take = (data, text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= lowest && value <= highest ? with(data, value) : null;
        }

        public string Key { get; }

        public string Question { get; }

        public string Expected { get; }

        public CaseData Read(PlanObject root, CaseData data) => root.Has(Key) ? _read(root, data) : data;

        public bool Accepts(CaseData data) => _accepts(data);

        public CaseData? Take(CaseData data, string text) => _take(data, text);
    }
}
