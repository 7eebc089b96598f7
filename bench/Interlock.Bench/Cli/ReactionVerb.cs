using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>reaction</c>: the worst-case reaction of each row of the trip table.</summary>
public static class ReactionVerb
{
    private static readonly SamplingOptions _sampling = new();
    private static readonly Option<string> _only = new("--only") { Description = "Only rows and stimuli that hold this text." };
    private static readonly Option<bool> _exactClock = new("--exact-clock") { Description = "The trials with ticks on time on a system clock without its steps of 10 ms: what the steps cost." };
    private static readonly Option<string> _play = new("--play") { Description = "One trial again: SERIES:NUMBER:STEP, as the table names it." };

    public static Command Create()
    {
        Command command = new("reaction", "Measures the worst-case reaction of each row of the trip table over all phases of tick, conversion and system clock, with ticks on time and with the worst gaps that are admitted. Exit status 2 when one is over its budget or names another cause.") { _only, _exactClock, _play };
        _sampling.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Sampling sampling = _sampling.Read(parsed);
        bool hasExactClock = parsed.GetValue(_exactClock);
        ReactionCampaign campaign = new(ReactionTable.All, ReactionCampaign.AllSettings, sampling) { Only = parsed.GetValue(_only), HasExactClock = hasExactClock };
        if (parsed.GetValue(_play) is { } trial) return Repeat(trial, campaign);

        if (campaign.IsEmpty) throw new BadInputException($"--only: expected text of a row or a stimulus, found {Excerpt.Of(campaign.Only!)}");
        ReactionReport report = new(sampling.IsAll ? null : sampling.Seed, ProgressBar.Show(campaign.Run));
        if (hasExactClock) report = report with { Campaign = ReactionReport.OnExactClock };
        return SamplingOptions.Tell(report, _sampling.WantsJson(parsed));
    }

    private static int Repeat(string trial, ReactionCampaign campaign)
    {
        int[] parts = SamplingOptions.ReadTrial(trial, "SERIES:NUMBER:STEP");
        if (campaign.Repeat(parts[0], parts[1], parts[2]) is not { } played) throw new BadInputException($"--play: no series {parts[0]}");

        Console.WriteLine($"{CauseNames.Of(played.Experiment.Cause)}, {played.Experiment.Stimulus}: {played.Setting}");
        Console.WriteLine($"{Figures.Ms(played.Run.ReactionMs)} ms of {Figures.Ms(played.Experiment.Budget.Ms(played.Setting.Timing, played.Setting.Ticks))}; named {played.Run.Cause}");
        return ExitStatus.Done;
    }
}
