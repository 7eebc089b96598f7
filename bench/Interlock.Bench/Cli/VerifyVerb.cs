using System;
using System.CommandLine;
using System.Linq;
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
        if (verifier.Reader.ValidLines == 0 && doctor.Diagnosis() is { } likely) throw new BadInputException($"{path}: not one line of a box; {likely}");
        foreach (LogProblem problem in verifier.Problems.Take(MostProblemsShown)) Console.Error.WriteLine($"{path}:{problem.Line}: {problem.Text}");

        bool isWhole = verifier.Problems.Count == 0;
        Console.WriteLine(isWhole
            ? $"{path}: {verifier.Lines} lines, all whole and in sequence"
            : $"{path}: {verifier.Lines} lines, {verifier.Problems.Count} problems, {verifier.Missing} lines missing");
        foreach (int restart in verifier.Restarts) Console.WriteLine($"  line {restart}: the box was switched off and on; its line opened");
        foreach (Ablation ablation in verifier.Reader.Sessions.SelectMany(session => session.Ablations)) Console.WriteLine($"  {LogSummary.InWords(ablation)}");
        foreach (string skipped in verifier.Reader.Skipped()) Console.WriteLine($"  passed over: {skipped}");
        return isWhole ? ExitStatus.Done : ExitStatus.BadInput;
    }
}
