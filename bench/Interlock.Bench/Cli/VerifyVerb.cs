using System;
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
        LogVerifier verifier = LogFile.Verify(InputFile.ReadAllBytes(path));
        for (int i = 0; i < verifier.Problems.Count && i < MostProblemsShown; i++)
        {
            Console.Error.WriteLine($"{path}:{verifier.Problems[i].Line}: {verifier.Problems[i].Text}");
        }

        if (verifier.Problems.Count == 0)
        {
            Console.WriteLine($"{path}: {verifier.Lines} lines, all whole and in sequence");
            return ExitStatus.Done;
        }

        Console.WriteLine($"{path}: {verifier.Lines} lines, {verifier.Problems.Count} problems, {verifier.Missing} lines missing");
        return ExitStatus.BadInput;
    }
}
