using System.CommandLine;
using System.Text;
using System.Text.Json;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>merge</c>: the shares of one campaign as the table of one run.</summary>
public static class MergeVerb
{
    /// <summary>For shares that don't make a whole.</summary>
    internal const string NotAllShares = "merge: expected every share of one run, each once";

    private static readonly Argument<string[]> _files = new("files") { Description = "What --shard printed, all shares of one campaign.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> _json = new("--json") { Description = "JSON instead of tables." };

    public static Command Create()
    {
        Command command = new("merge", "Puts the shares of one campaign together and prints the table that one run would have printed.") { _files, _json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] files = parsed.GetValue(_files)!;
        string[] shares = [.. files.Select(static file => Encoding.UTF8.GetString(InputFile.ReadAllBytes(file)))];
        string[] campaigns = [.. files.Zip(shares).Select(pair => CampaignOf(pair.First, pair.Second))];
        if (campaigns.Distinct().Count() != 1) throw new BadInputException($"{files[0]}: not of the same campaign as the others");
        bool isJson = parsed.GetValue(_json);
        return campaigns[0] switch
        {
            "explore" => ExploreVerb.Merge(shares, isJson),
            "study" => StudyVerb.Merge(shares, isJson),
            "reaction" or ReactionReport.OnExactClock => SamplingOptions.Tell(ReactionReport.Merge([.. shares.Select(CampaignJson.Read<ReactionReport>)]), isJson),
            "faults" => SamplingOptions.Tell(FaultReport.Merge([.. shares.Select(CampaignJson.Read<FaultReport>)]), isJson),
            _ => throw NotAShare(files[0]),
        };
    }

    private static string CampaignOf(string file, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("campaign").GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw NotAShare(file);
        }
    }

    private static BadInputException NotAShare(string file) => new($"{file}: expected what reaction, faults, explore or study print with --shard");
}
