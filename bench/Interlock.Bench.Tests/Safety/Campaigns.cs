using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>
/// What <c>reaction --json</c>, <c>faults --json</c> and <c>explore --json</c> printed, from the folder that the environment
/// variable INTERLOCK_CAMPAIGNS names; .ci/run runs them and sets it.
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
        AddTo(figures, "reaction.json", ReactionFigures.AddTo);
        AddTo(figures, "faults.json", FaultFigures.AddTo);
        AddTo(figures, "explore.json", ExploreFigures.AddTo);
        return figures;
    }

    /// <summary>What docs/design-notes.md takes from <c>reaction</c> and <c>reaction --exact-clock</c>.</summary>
    public static IReadOnlyDictionary<string, string> ClockFigures()
    {
        Dictionary<string, string> figures = new(StringComparer.Ordinal);
        AddTo(figures, "reaction-exact-clock.json", (to, exact) => to["clocks"] = ReactionFigures.Clocks(exact, Read("reaction.json")));
        return figures;
    }

    /// <summary>A campaign that was not run measures nothing; its figures stay, and are missed where they are compared.</summary>
    private static void AddTo(Dictionary<string, string> figures, string file, Action<IDictionary<string, string>, JsonElement> add)
    {
        if (File.Exists(Path.Combine(Folder!, file))) add(figures, Read(file));
    }

    private static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, name)));
        return document.RootElement.Clone();
    }
}

/// <summary>Runs a test only where the output of the campaigns is at hand.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CampaignsConditionAttribute() : ConditionBaseAttribute(ConditionMode.Include)
{
    public override bool IsConditionMet => !string.IsNullOrEmpty(Campaigns.Folder);

    public override string GroupName => nameof(CampaignsConditionAttribute);
}

/// <summary>Members of a campaign's JSON by name.</summary>
internal static class JsonCells
{
    public static string Text(this JsonElement cell, string name) => cell.GetProperty(name).GetString()!;

    public static double Number(this JsonElement cell, string name) => cell.GetProperty(name).GetDouble();

    public static JsonElement[] Rows(this JsonElement cell, string name) => [.. cell.GetProperty(name).EnumerateArray()];
}
