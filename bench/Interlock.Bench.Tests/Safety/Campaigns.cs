using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>
/// What <c>reaction --json</c>, <c>faults --json</c> and <c>explore --json</c> printed, from the folder that the environment
/// variable INTERLOCK_CAMPAIGNS names; .ci/run runs the three and sets it.
/// </summary>
internal static class Campaigns
{
    public static string? Folder => Environment.GetEnvironmentVariable("INTERLOCK_CAMPAIGNS");

    /// <summary>Whether the figures in docs/safety.md are to be rewritten instead of compared.</summary>
    public static bool AreFiguresToBeUpdated => Environment.GetEnvironmentVariable("INTERLOCK_UPDATE_FIGURES") == "1";

    /// <summary>Every figure that docs/safety.md takes from a campaign, by its name there.</summary>
    public static IReadOnlyDictionary<string, string> Figures()
    {
        Dictionary<string, string> figures = new(StringComparer.Ordinal);
        ReactionFigures.AddTo(figures, Read("reaction.json"));
        FaultFigures.AddTo(figures, Read("faults.json"));
        ExploreFigures.AddTo(figures, Read("explore.json"));
        return figures;
    }

    private static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, name)));
        return document.RootElement.Clone();
    }
}
