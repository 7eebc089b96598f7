using System;
using System.CommandLine;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>faults</c>: every fault in every state, pairs, bits, and what covers the rest.</summary>
public static class FaultsVerb
{
    private static readonly Option<bool> _json = new("--json") { Description = "JSON instead of tables." };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Fewer trials of everything." };

    public static Command Create()
    {
        Command command = new("faults", "Injects every fault in every state, at many phases, and judges what the line did. Exit status 2 when something did not hold.") { _json, _quick };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        FaultCampaign campaign = parsed.GetValue(_quick) ? FaultCampaign.Quick : FaultCampaign.Full;
        FaultResults results = ProgressBar.Show(campaign.Run);
        if (parsed.GetValue(_json)) FaultReport.PrintJson(results, Console.Out);
        else FaultReport.Print(results, Console.Out);
        return results.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }
}
