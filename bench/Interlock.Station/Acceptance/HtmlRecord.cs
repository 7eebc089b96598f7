using System.Globalization;
using System.Xml.Linq;
using Interlock.Log.Pages;

namespace Interlock.Station.Acceptance;

/// <summary>The record for people: one page without anything from elsewhere, to be printed and signed.</summary>
public static class HtmlRecord
{
    private const string Style = """

        .mono { font-family: ui-monospace, monospace; font-size: 0.85em; }
        .Passed { color: #0a5c1e; } .Failed { color: #a30000; } .Skipped, .NotRun { color: #555; }
        .conclusion { display: inline-block; padding: 5px 12px; border: 2px solid; font-weight: 700; font-size: 1.2em; }
        .virtual { border: 2px solid #a30000; color: #a30000; padding: 5px 12px; font-weight: 700; }
        .step { break-inside: avoid; } .step td:first-child { width: 38%; } .v { width: 4.5rem; font-weight: 700; } .t { white-space: nowrap; }
        .action { background: #eee; }
        .sign td { height: 3.2rem; width: 33%; border: 1px solid #999; }

        """;

    public static void Write(AcceptanceRecord record, TextWriter output)
    {
        string title = $"Acceptance record, box {record.Header.Serial}";
        output.Write(Page.Of(
            title,
            Style,
            Html.Of("h1", Html.Printable(title)),
            record.Header.IsVirtual ? Html.Of("p", Html.Class("virtual"), "Virtual box: no device was tested.") : null,
            Html.Of("p", Html.Class($"conclusion {(record.HasFailure ? Verdict.Failed : Verdict.Passed)}"), Html.Printable(record.Conclusion)),
            Facts(record),
            Overview(record),
            Html.Of("h2", "Steps"),
            record.Results.Where(result => result.Verdict != Verdict.NotRun).Select(Step),
            Signature(record)));
    }

    private static XElement Facts(AcceptanceRecord record)
    {
        RecordHeader header = record.Header;
        return Html.Facts(
            ("Box", header.Serial),
            ("Operator", header.Operator),
            ("Thermocouple simulator", header.Simulator),
            ("UART", header.Source),
            ("Begun", header.StartedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
            ("Ended", header.EndedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
            ("Firmware", record.Boot ?? "not heard"),
            ("Release", record.Image),
            ("Settings", record.Configuration ?? "not heard"),
            ("Plan", record.Plan.Title),
            ("Plan, SHA-256", record.Plan.Sha256),
            ("UART log", string.Create(CultureInfo.InvariantCulture, $"{record.LogName}, {record.LogBytes} bytes")),
            ("UART log, SHA-256", record.LogSha256));
    }

    private static IEnumerable<XElement> Overview(AcceptanceRecord record)
    {
        yield return Html.Of("h2", $"Overview: {record.Count(Verdict.Passed)} passed, {record.Count(Verdict.Failed)} failed, {record.Count(Verdict.Skipped)} skipped, {record.Count(Verdict.NotRun)} not run");
        yield return Html.Table(
            "overview",
            ["Step", "Title", "Requirements", "Verdict", "Time"],
            record.Results.Select(result => Html.Of(
                "tr",
                Cell(result.Step.Id),
                Cell(result.Step.Title),
                Cell(string.Join(", ", result.Step.Requirements)),
                Cell(Word(result.Verdict), result.Verdict.ToString()),
                Cell(result.Seconds > 0.0 ? result.Seconds.ToString("F1", CultureInfo.InvariantCulture) + " s" : string.Empty, "t"))));
    }

    private static XElement Step(StepResult result) => Html.Of(
        "section",
        Html.Class("step"),
        Html.Of("h2", Html.Printable($"{result.Step.Id}: {result.Step.Title}, "), Html.Of("span", Html.Class(result.Verdict.ToString()), Word(result.Verdict))),
        Html.Of("p", Html.Printable(result.Step.Proves)),
        result.Note.Length > 0 ? Html.Of("p", Html.Of("strong", Html.Printable(result.Note))) : null,
        result.Phases.Count > 0 ? Html.Table("checks", ["Expected", "Measured", "Verdict"], result.Phases.SelectMany(Phase)) : null);

    private static IEnumerable<XElement> Phase(PhaseResult phase)
    {
        yield return Html.Of("tr", Html.Of("th", new XAttribute("colspan", 3), Html.Class("action"), Html.Printable(phase.Action)));
        foreach (Check check in phase.Checks)
        {
            Verdict verdict = check.IsPassed ? Verdict.Passed : Verdict.Failed;
            yield return Html.Of("tr", Cell(check.Expected), Cell(check.Measured), Cell(Word(verdict), $"v {verdict}"));
        }
    }

    private static XElement Signature(AcceptanceRecord record) => Html.Of(
        "section",
        Html.Class("step"),
        Html.Of("h2", "Signed off"),
        Html.Table("sign", ["Operator", "Date", "Signature"], [Html.Row(record.Header.Operator, string.Empty, string.Empty), Html.Row("Second person:", string.Empty, string.Empty)]));

    private static XElement Cell(string text, string? style = null) => Html.Of("td", style is null ? null : Html.Class(style), Html.Printable(text));

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "PASS",
        Verdict.Failed => "FAIL",
        Verdict.Skipped => "SKIPPED",
        _ => "NOT RUN",
    };
}
