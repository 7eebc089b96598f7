using System;
using System.CommandLine;
using System.Linq;
using System.Text;
using System.Text.Json;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Cli;

/// <summary><c>merge</c>: the shares of one campaign as the table of one run.</summary>
public static class MergeVerb
{
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
        return SamplingOptions.Tell(Merge(campaigns[0], shares), parsed.GetValue(_json));
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
            throw new BadInputException($"{file}: expected what reaction or faults print with --shard");
        }
    }

    private static ICampaignReport Merge(string campaign, string[] shares) => campaign == "reaction"
        ? ReactionReport.Merge([.. shares.Select(CampaignJson.Read<ReactionReport>)])
        : FaultReport.Merge([.. shares.Select(CampaignJson.Read<FaultReport>)]);
}
