using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Import;

namespace Interlock.Bench.Cli;

/// <summary><c>import FILE -o TRACE.csv</c>: another logger's file as a trace.</summary>
public static class ImportVerb
{
    private static readonly Argument<string> _file = new("FILE") { Description = "PicoLog, LabVIEW text (.lvm), Artisan, or any delimited file with a line of names." };
    private static readonly Option<string> _output = new("--output", "-o") { Description = "The trace: CSV t_s,tc_c[,tc2_c].", Required = true };
    private static readonly Option<string?> _unit = new("--unit") { Description = "Of the temperatures, whatever the header says: C, F or K. Needed where the header says none." };

    public static Command Create()
    {
        Command command = new("import", "Makes a trace for run of another logger's file, and says what it took for what.") { _file, _output, _unit };
        command.SetAction(Run);
        return command;
    }

    /// <summary>What import would do with a file that is no trace, in one line.</summary>
    public static string Proposal(string path)
    {
        try
        {
            return $"import would read {string.Join("; ", LoggerImport.Read(path, null).Told)}";
        }
        catch (BadInputException e)
        {
            return $"import would say: {e.Message}";
        }
    }

    private static int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_file);
        string tracePath = parsed.GetRequiredValue(_output);
        PathRoles.RequireDifferent(("FILE", path), ("-o", tracePath));
        LoggerImport import = LoggerImport.Read(path, UnitOf(parsed.GetValue(_unit)));
        using OutputFile trace = OutputFile.Create(tracePath);
        import.WriteTrace(trace.Text);
        trace.Commit();
        foreach (string told in import.Told) Console.Error.WriteLine(told);
        Console.Error.WriteLine($"{tracePath}: {import.Rows} rows");
        return ExitStatus.Done;
    }

    private static TemperatureUnit? UnitOf(string? text) => text switch
    {
        null => null,
        "C" or "c" => TemperatureUnit.Celsius,
        "F" or "f" => TemperatureUnit.Fahrenheit,
        "K" or "k" => TemperatureUnit.Kelvin,
        _ => throw new BadInputException($"--unit: expected C, F or K, found {Excerpt.Of(text)}"),
    };
}
