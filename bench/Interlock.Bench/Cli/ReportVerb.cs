using System.CommandLine;
using Interlock.Log;
using Interlock.Station.Report;

namespace Interlock.Bench.Cli;

/// <summary><c>report LOG -o FILE.html</c>: a page about a log, to be filed.</summary>
public static class ReportVerb
{
    private static readonly Argument<string> _log = new("LOG") { Description = "A UART log." };
    private static readonly Option<string> _output = new("--output", "-o") { Description = "The page: HTML in one file, also for print.", Required = true };
    private static readonly Option<string?> _csv = new("--csv") { Description = "The samples: CSV t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min." };

    public static Command Create()
    {
        Command command = new("report", "Writes a page about a UART log: each ablation with its course, figures and events, and the integrity of the log.") { _log, _output, _csv };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string pagePath = parsed.GetRequiredValue(_output);
        string? csvPath = parsed.GetValue(_csv);
        PathRoles.RequireDifferent(("LOG", parsed.GetRequiredValue(_log)), ("-o", pagePath), ("--csv", csvPath));
        RecordedLog log = RecordedLog.Read(parsed.GetRequiredValue(_log));
        using OutputFile page = OutputFile.Create(pagePath);
        using OutputFile? csv = csvPath is null ? null : OutputFile.Create(csvPath);

        page.Text.Write(ReportPage.Of(log, TimeProvider.System.GetLocalNow()));
        if (csv is not null) log.WriteSamples(csv.Text);
        page.Commit();
        csv?.Commit();
        if (log.Integrity.Problems.Count > 0) Console.Error.WriteLine($"{log.Name}: {log.Integrity.Problems.Count} problems in this log; the report says where");
        return ExitStatus.Done;
    }
}
