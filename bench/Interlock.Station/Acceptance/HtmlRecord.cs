using System.Globalization;
using System.IO;
using System.Net;

namespace Interlock.Station.Acceptance;

/// <summary>The record for people: one page without anything from elsewhere, to be printed and signed.</summary>
public sealed class HtmlRecord
{
    private const string Style = """
        body{font:10.5pt/1.4 system-ui,sans-serif;color:#111;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
        table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}
        th{background:#eee}.head th{width:11rem}.mono{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
        .verdict{display:inline-block;padding:.3rem .8rem;border:2px solid;font-weight:700;font-size:1.2rem}
        .Passed{color:#0a5c1e}.Failed{color:#a30000}.Skipped,.NotRun{color:#555}
        .virtual{border:2px solid #a30000;color:#a30000;padding:.3rem .8rem;font-weight:700}
        .step{break-inside:avoid}.step td:first-child{width:38%}.step .v{width:4.5rem;font-weight:700}.about{margin:.2rem 0 .4rem}
        .t{white-space:nowrap}
        .sign td{height:3.2rem;width:33%}
        @media print{body{margin:0;max-width:none}@page{margin:15mm}th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    private readonly TextWriter _out;

    private HtmlRecord(TextWriter output)
    {
        _out = output;
    }

    public static void Write(AcceptanceRecord record, TextWriter output) => new HtmlRecord(output).Write(record);

    private void Write(AcceptanceRecord record)
    {
        string title = $"Acceptance record, box {record.Header.Serial}";
        _out.WriteLine("<!DOCTYPE html>");
        _out.WriteLine($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title>");
        _out.WriteLine($"<style>\n{Style}\n</style></head><body>");
        _out.WriteLine($"<h1>{Text(title)}</h1>");
        if (record.Header.IsVirtual) _out.WriteLine("<p class=\"virtual\">Virtual box: no device was tested.</p>");
        string verdict = record.HasFailure ? nameof(Verdict.Failed) : nameof(Verdict.Passed);
        _out.WriteLine($"<p class=\"verdict {verdict}\">{Text(record.Conclusion)}</p>");
        WriteHeader(record);
        WriteOverview(record);
        _out.WriteLine("<h2>Steps</h2>");
        foreach (StepResult result in record.Results) WriteStep(result);
        WriteSignature(record);
        _out.WriteLine("</body></html>");
    }

    private void WriteHeader(AcceptanceRecord record)
    {
        RecordHeader header = record.Header;
        _out.WriteLine("<table class=\"head\">");
        Row("Box", header.Serial);
        Row("Operator", header.Operator);
        Row("Thermocouple simulator", header.Simulator);
        Row("UART", header.Source);
        Row("Begun", header.StartedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Row("Ended", header.EndedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Row("Firmware", record.Boot ?? "not heard", "mono");
        Row("Settings", record.Configuration ?? "not heard", "mono");
        Row("Plan", record.Plan.Title);
        Row("Plan, SHA-256", record.Plan.Sha256, "mono");
        Row("UART log", $"{record.LogName}, {record.LogBytes.ToString(CultureInfo.InvariantCulture)} bytes");
        Row("UART log, SHA-256", record.LogSha256, "mono");
        _out.WriteLine("</table>");
    }

    private void WriteOverview(AcceptanceRecord record)
    {
        _out.WriteLine($"<h2>Overview: {record.Count(Verdict.Passed)} passed, {record.Count(Verdict.Failed)} failed, {record.Count(Verdict.Skipped)} skipped, {record.Count(Verdict.NotRun)} not run</h2>");
        _out.WriteLine("<table><tr><th>Step</th><th>Title</th><th>Requirements</th><th>Verdict</th><th>Time</th></tr>");
        foreach (StepResult result in record.Results)
        {
            string time = result.Seconds > 0.0 ? result.Seconds.ToString("F1", CultureInfo.InvariantCulture) + " s" : string.Empty;
            _out.WriteLine($"<tr><td>{Text(result.Step.Id)}</td><td>{Text(result.Step.Title)}</td><td>{Text(string.Join(", ", result.Step.Requirements))}</td><td class=\"{result.Verdict}\">{Word(result.Verdict)}</td><td class=\"t\">{time}</td></tr>");
        }

        _out.WriteLine("</table>");
    }

    private void WriteStep(StepResult result)
    {
        if (result.Verdict == Verdict.NotRun) return;
        _out.WriteLine($"<section class=\"step\"><h2>{Text(result.Step.Id)}: {Text(result.Step.Title)}, <span class=\"{result.Verdict}\">{Word(result.Verdict)}</span></h2>");
        _out.WriteLine($"<p class=\"about\">{Text(result.Step.Proves)}</p>");
        if (result.Note.Length > 0) _out.WriteLine($"<p class=\"about\"><strong>{Text(result.Note)}</strong></p>");
        if (result.Phases.Count > 0)
        {
            _out.WriteLine("<table><tr><th>Expected</th><th>Measured</th><th>Verdict</th></tr>");
            foreach (PhaseResult phase in result.Phases) WritePhase(phase);
            _out.WriteLine("</table>");
        }

        _out.WriteLine("</section>");
    }

    private void WritePhase(PhaseResult phase)
    {
        _out.WriteLine($"<tr><th colspan=\"3\">{Text(phase.Action)}</th></tr>");
        foreach (Check check in phase.Checks)
        {
            Verdict verdict = check.IsPassed ? Verdict.Passed : Verdict.Failed;
            _out.WriteLine($"<tr><td>{Text(check.Expected)}</td><td>{Text(check.Measured)}</td><td class=\"v {verdict}\">{Word(verdict)}</td></tr>");
        }
    }

    private void WriteSignature(AcceptanceRecord record)
    {
        _out.WriteLine("<section class=\"step\"><h2>Signed off</h2><table class=\"sign\"><tr><th>Operator</th><th>Date</th><th>Signature</th></tr>");
        _out.WriteLine($"<tr><td>{Text(record.Header.Operator)}</td><td></td><td></td></tr>");
        _out.WriteLine("<tr><td>Second person:</td><td></td><td></td></tr></table></section>");
    }

    private void Row(string name, string value, string style = "") => _out.WriteLine($"<tr><th>{Text(name)}</th><td class=\"{style}\">{Text(value)}</td></tr>");

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "PASS",
        Verdict.Failed => "FAIL",
        Verdict.Skipped => "SKIPPED",
        _ => "NOT RUN",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
