using System.CommandLine;
using Interlock.Log;
using Interlock.Station.Record;
using Interlock.Station.Report;

namespace Interlock.Bench.Cli;

/// <summary><c>report LOG</c>: a page about a log, to be filed; the same for programs.</summary>
public static class ReportVerb
{
    private static readonly Argument<string> _log = new("LOG") { Description = "A UART log. What monitor kept beside it (LOG.jsonl) is read with it." };
    private static readonly Option<string?> _output = new("--output", "-o") { Description = "The page: HTML in one file, also for print." };
    private static readonly Option<string?> _json = new("--json") { Description = "The same for programs (docs/report-schema.json)." };
    private static readonly Option<string?> _csv = new("--csv") { Description = "The samples: CSV t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min, and tc2_c,sr2 of a second probe." };
    private static readonly Option<string?> _case = new("--case") { Description = "What the log belongs to, where monitor did not keep it: JSON with any of case, level, side, planned_watts, planned_minutes, antenna, operator." };

    public static Command Create()
    {
        Command command = new("report", "Says what happened to the nerve; writes a page about a UART log: each lesion and ablation with its course, figures and events, and the integrity of the log.") { _log, _output, _json, _csv, _case };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string logPath = parsed.GetRequiredValue(_log);
        string? pagePath = parsed.GetValue(_output);
        string? jsonPath = parsed.GetValue(_json);
        string? csvPath = parsed.GetValue(_csv);
        string? casePath = parsed.GetValue(_case);
        PathRoles.RequireDifferent(("LOG", logPath), ("the record beside LOG", logPath + ClockRecorder.Suffix), ("-o", pagePath), ("--json", jsonPath), ("--csv", csvPath), ("--case", casePath));
        CaseData? about = casePath is null ? null : CaseData.Read(casePath);

        // The samples are written as they are read, so the files come first; without a page no reading is kept.
        using OutputFile? page = Create(pagePath);
        using OutputFile? json = Create(jsonPath);
        using OutputFile? csv = Create(csvPath);
        RecordedLog log = RecordedLog.Read(logPath, keepsReadings: page is not null, csv?.Text, about);
        DateTimeOffset madeAt = TimeProvider.System.GetLocalNow();
        page?.Text.Write(ReportPage.Of(log, madeAt));
        if (json is not null) ReportData.Of(log, madeAt).Write(json.Stream);
        OutputFile.Commit(page, json, csv);

        Console.WriteLine($"{log.Name}: {LogSummary.InWords(log.Sessions)}");
        Say(pagePath, $"the page, {LogSummary.Counted(log.Ablations.Count(), "ablation")}");
        Say(jsonPath, "the report for programs");
        Say(csvPath, "the samples");
        if (log.Integrity.ProblemCount > 0) Console.Error.WriteLine($"{log.Name}: {log.Integrity.InWords}; {(pagePath is null && jsonPath is null ? "verify" : "the report")} says where");
        return ExitStatus.Done;
    }

    private static OutputFile? Create(string? path) => path is null ? null : OutputFile.Create(path);

    /// <summary>A device or a pipe is no file that anybody would look for, and may be where this is printed.</summary>
    private static void Say(string? path, string what)
    {
        if (path is not null && !FileKind.IsSink(path)) Console.WriteLine($"{path}: {what}");
    }
}
