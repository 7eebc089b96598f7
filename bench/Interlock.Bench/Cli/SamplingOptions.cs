using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary>What <c>reaction</c> and <c>faults</c> have in common: which trials are played, and how they are told.</summary>
public sealed class SamplingOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "JSON instead of tables." };
    private readonly Option<bool> _all = new("--all") { Description = "Every trial instead of a sample." };
    private readonly Option<int> _seed = new("--seed") { CustomParser = Number.Parse<int>, Description = "Draws the sample.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _shard = new("--shard") { Description = "K/N: the K-th of N shares of the trials, as JSON; merge puts them together." };

    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_all);
        command.Add(_seed);
        command.Add(_shard);
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json) || parsed.GetValue(_shard) is not null;

    public Sampling Read(ParseResult parsed)
    {
        Share share = parsed.GetValue(_shard) is { } text ? Shard(text) : Share.Whole;
        return new Sampling(parsed.GetValue(_all), parsed.GetValue(_seed), share.Shard, share.Shares);
    }

    /// <summary>Prints what a campaign came to.</summary>
    /// <returns>The exit status.</returns>
    public static int Tell(ICampaignReport report, bool isJson)
    {
        if (isJson) CampaignJson.Print(report, Console.Out);
        else report.Print(Console.Out);
        return report.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    /// <summary>The numbers of one trial, as many as its form has.</summary>
    /// <exception cref="BadInputException">They aren't.</exception>
    public static int[] ReadTrial(string trial, string form)
    {
        int[] numbers = [.. trial.Split(':').Select(part => int.TryParse(part, out int number) ? number : throw new BadInputException($"--play: expected {form}"))];
        return numbers.Length == form.Split(':').Length ? numbers : throw new BadInputException($"--play: expected {form}");
    }

    /// <exception cref="BadInputException">It is no K/N.</exception>
    public static Share Shard(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], out int shard) && int.TryParse(parts[1], out int shares) && shard >= 1 && shard <= shares
            ? new Share(shard, shares)
            : throw new BadInputException($"--shard: expected K/N with K from 1 to N, found {Excerpt.Of(text)}");
    }
}
