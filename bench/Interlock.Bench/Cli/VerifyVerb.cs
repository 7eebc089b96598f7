using System.CommandLine;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary><c>verify LOG</c>: the integrity of a log.</summary>
public static class VerifyVerb
{
    private const int MostProblemsShown = 50;

    public static Command Create()
    {
        Argument<string> log = new("LOG") { Description = "A UART log." };
        Command command = new("verify", "Checks each line of a UART log: form, CRC, sequence, cadence. Exit status 1 when something is wrong.") { log };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(log)));
        return command;
    }

    private static int Run(string path)
    {
        LogVerifier verifier = new();
        LinkDoctor doctor = new();
        LogFile.Read(path, verifier.Reader, doctor);
        verifier.Finish();
        if (verifier.Reader.Refusal is { } refusal) throw new BadInputException($"{path}: {refusal}");
        if (verifier.Reader.ValidLines == 0 && doctor.Diagnosis() is { } likely) throw new BadInputException($"{path}: not one line of a box; {likely}");
        foreach (LogProblem problem in verifier.Problems.Take(MostProblemsShown)) Console.Error.WriteLine($"{path}:{problem.Line}: {problem.Text}");
        if (verifier.ProblemCount > MostProblemsShown) Console.Error.WriteLine($"{path}: and {LogSummary.Counted(verifier.ProblemCount - MostProblemsShown, "more problem")}");

        LogReader log = verifier.Reader;
        Console.WriteLine($"{path}: {LogSummary.InWords(log.Sessions)}");
        Console.WriteLine($"{path}: {verifier.InWords}");
        for (int i = 1; i < log.Sessions.Count; i++) Console.WriteLine($"  line {log.Sessions[i].FirstLine}: {LogSummary.RestartInWords(log.Sessions[i - 1], log.Sessions[i].Boot)}");
        foreach (Ablation ablation in log.Ablations) Console.WriteLine($"  {LogSummary.InWords(ablation)}");
        foreach (string skipped in log.Skipped.InWords()) Console.WriteLine($"  passed over: {skipped}");
        return verifier.ProblemCount == 0 ? ExitStatus.Done : ExitStatus.BadInput;
    }
}
