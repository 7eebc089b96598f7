using System;
using System.Collections.Generic;
using System.CommandLine;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Cli;

/// <summary><c>explore</c>: every reachable state of the decision logic under every input.</summary>
public static class ExploreVerb
{
    private static readonly Option<bool> _json = new("--json") { Description = "Prints the result as JSON." };

    public static Command Create()
    {
        Command command = new("explore", "Explores every reachable state of the decision logic under every input. Exit status 2 when a property does not hold.") { _json };
        command.SetAction(parsed => Run(parsed.GetValue(_json)));
        return command;
    }

    private static int Run(bool json)
    {
        List<PartResult> parts = [];
        ExplorationReport report = new(Console.Out);
        foreach (PartResult part in FirmwareExploration.Run())
        {
            parts.Add(part);
            if (!json) report.Print(part);
        }

        if (json) report.PrintJson(parts);
        else report.PrintSum(parts);
        return parts.TrueForAll(part => part.Violations.Count == 0) ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }
}
