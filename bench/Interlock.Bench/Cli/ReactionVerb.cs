using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>reaction</c>: the worst-case reaction of each row of the trip table.</summary>
public static class ReactionVerb
{
    private static readonly Option<bool> _json = new("--json") { Description = "JSON instead of a table." };
    private static readonly Option<double> _stepMs = new("--step-ms") { Description = "Step of the onset; around the worst it is a tenth of that.", DefaultValueFactory = _ => 2.0 };

    public static Command Create()
    {
        Command command = new("reaction", "Measures the worst-case reaction of each row of the trip table over all phases of tick and conversion. Exit status 2 when one is over its budget or names another cause.") { _json, _stepMs };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        double stepMs = parsed.GetValue(_stepMs);
        if (stepMs is not (>= 0.1 and <= 100.0)) throw new BadInputException("--step-ms: expected 0.1 to 100");

        ReactionCampaign campaign = new(ReactionTable.All, ReactionCampaign.AllChips, (long)(stepMs * Microseconds.Millisecond));
        IReadOnlyList<ReactionResult> results = ProgressBar.Show(campaign.Run);
        if (parsed.GetValue(_json)) ReactionReport.PrintJson(results, Console.Out);
        else ReactionReport.Print(results, Console.Out);
        return results.All(result => result.Holds) ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }
}
