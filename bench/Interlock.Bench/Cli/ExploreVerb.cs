using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Cli;

/// <summary><c>explore</c>: every reachable state of the decision logic under every input.</summary>
public static class ExploreVerb
{
    private const string Campaign = "explore";

    private static readonly Option<bool> _json = new("--json") { Description = "Prints the result as JSON." };
    private static readonly Option<string?> _shard = new("--shard") { Description = "K/N: the K-th of N shares of the parts, as JSON; merge puts them together." };

    public static Command Create()
    {
        Command command = new(Campaign, "Explores every reachable state of the decision logic under every input. Exit status 2 when a property does not hold.") { _json, _shard };
        command.SetAction(Run);
        return command;
    }

    /// <summary>All shares as one run.</summary>
    internal static int Merge(IReadOnlyList<string> files, bool isJson)
    {
        IReadOnlyList<PartResult> parts = ShareFile<PartResult>.Join([.. files.Select(CampaignJson.Read<ShareFile<PartResult>>)]) ?? throw new BadInputException(MergeVerb.NotAllShares);
        ExplorationReport report = new(Console.Out);
        if (isJson) report.PrintJson(parts);
        else report.PrintAll(parts);
        return StatusOf(parts);
    }

    private static int Run(ParseResult parsed)
    {
        string? shard = parsed.GetValue(_shard);
        Share share = shard is null ? Share.Whole : SamplingOptions.Shard(shard);
        bool isTold = !parsed.GetValue(_json) && shard is null;
        List<PartResult> parts = [];
        ExplorationReport report = new(Console.Out);
        foreach (PartResult part in FirmwareExploration.Run(share))
        {
            parts.Add(part);
            if (isTold) report.Print(part);
        }

        if (shard is not null) CampaignJson.Print(new ShareFile<PartResult>(Campaign, share, 0, FirmwareExploration.Parts, parts), Console.Out);
        else if (isTold) report.PrintSum(parts);
        else report.PrintJson(parts);
        return StatusOf(parts);
    }

    private static int StatusOf(IReadOnlyList<PartResult> parts) => parts.All(part => part.Violations.Count == 0) ? ExitStatus.Done : ExitStatus.SafetyViolated;
}
