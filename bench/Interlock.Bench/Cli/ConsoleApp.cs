using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>The command line: one verb each, one line on standard error for what can't be used.</summary>
public static class ConsoleApp
{
    public static int Run(string[] arguments)
    {
        RootCommand root = new("Runs the temperature interlock's firmware on a virtual box, and judges what a box tells.");
        root.Subcommands.Add(RunVerb.Create());
        root.Subcommands.Add(ImportVerb.Create());
        root.Subcommands.Add(FaultsVerb.Create());
        root.Subcommands.Add(ReactionVerb.Create());
        root.Subcommands.Add(MergeVerb.Create());
        root.Subcommands.Add(ExploreVerb.Create());
        root.Subcommands.Add(SwarmVerb.Create());
        root.Subcommands.Add(StudyVerb.Create());
        root.Subcommands.Add(MonitorVerb.Create());
        root.Subcommands.Add(VerifyVerb.Create());
        root.Subcommands.Add(AcceptVerb.Create());
        root.Subcommands.Add(ReportVerb.Create());
        root.SetAction(_ => MeanProcedureVerb.Run());

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Complain(parsed.Errors[0].Message);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException e)
        {
            return Complain(e.Message);
        }
        catch (IOException e)
        {
            // Standard output that is gone (a closed pipe), or a disk that is full.
            return Complain(e.Message);
        }
    }

    private static int Complain(string message)
    {
        Console.Error.WriteLine(message.Split('\n').First().Trim());
        return ExitStatus.BadInput;
    }
}
