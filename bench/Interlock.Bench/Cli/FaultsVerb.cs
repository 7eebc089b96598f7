using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>faults</c>: every fault in every state, pairs, bits, and what covers the rest.</summary>
public static class FaultsVerb
{
    private static readonly SamplingOptions _sampling = new();
    private static readonly Option<string> _only = new("--only") { Description = "Only series that hold this text: a table, a fault, a state." };
    private static readonly Option<string> _play = new("--play") { Description = "One trial again: SERIES:NUMBER, as the table names it." };

    public static Command Create()
    {
        Command command = new("faults", "Injects every fault in every state, alone and in pairs, at many phases, and judges what the line did. Exit status 2 when something did not hold.") { _only, _play };
        _sampling.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Sampling sampling = _sampling.Read(parsed);
        FaultCampaign campaign = new(sampling) { Only = parsed.GetValue(_only) };
        if (parsed.GetValue(_play) is { } trial) return Repeat(trial, campaign);

        if (campaign.IsEmpty) throw new BadInputException($"--only: expected text of a table, a fault or a state, found {Excerpt.Of(campaign.Only!)}");
        FaultReport report = new(sampling.IsAll ? null : sampling.Seed, ProgressBar.Show(campaign.Run));
        return SamplingOptions.Tell(report, _sampling.WantsJson(parsed));
    }

    private static int Repeat(string trial, FaultCampaign campaign)
    {
        int[] parts = SamplingOptions.ReadTrial(trial, "SERIES:NUMBER");
        if (campaign.Repeat(parts[0], parts[1]) is not { } played) throw new BadInputException($"--play: no series {parts[0]}");

        Console.WriteLine($"{played.Series.Fault}, {played.Series.Where}: {Figures.Ms(played.Run.ClosedMs)} ms of {Figures.Ms(played.Series.BudgetMs)}; named {played.Run.Told}");
        Console.WriteLine(played.Run.Violation ?? "holds");
        return played.Run.Violation is null ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }
}
