using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Safety;

/// <summary>
/// Figures in docs/safety.md and docs/design-notes.md stand between <c>&lt;!-- figure NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c> and are what the firmware's trip
/// table says, and what the campaigns and the simulation of the hardware printed, to the last digit: all are deterministic. INTERLOCK_UPDATE_FIGURES=1 rewrites them.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed partial class SafetyFiguresTests
{
    private static readonly string _designNotes = RepositoryFile.Path("docs", "design-notes.md");

    [TestMethod]
    [DataRow("safety.md")]
    [DataRow("design-notes.md")]
    public void Every_figure_is_between_its_marks(string document)
    {
        string text = File.ReadAllText(RepositoryFile.Path("docs", document));

        int begun = Regex.Count(text, "<!-- figure ");
        Assert.AreEqual(begun, Regex.Count(text, "<!-- end -->"));
        Assert.HasCount(begun, Figure().Matches(text));
        Assert.IsFalse(Figure().Matches(text).Any(figure => figure.Groups[2].Value.Trim().Length == 0), "an empty figure");
    }

    [TestMethod]
    [CampaignsCondition]
    public void Every_figure_of_a_campaign_is_what_it_printed() => Compare(SafetyDocument.Path, Campaigns.Figures(), name => name != TripTableFigures.Name && !name.StartsWith(HardwareFigures.Prefix, StringComparison.Ordinal));

    [TestMethod]
    public void The_trip_table_is_what_the_firmwares_own_table_says() => Compare(SafetyDocument.Path, TripTableFigures.All(), name => name == TripTableFigures.Name);

    [TestMethod]
    public void Every_figure_of_the_hardware_is_what_its_simulation_printed() => Compare(SafetyDocument.Path, HardwareFigures.All(), name => name.StartsWith(HardwareFigures.Prefix, StringComparison.Ordinal));

    [TestMethod]
    [CampaignsCondition]
    public void The_two_clocks_beside_each_other_are_what_reaction_printed() => Compare(_designNotes, Campaigns.ClockFigures(), _ => true);

    private static void Compare(string document, IReadOnlyDictionary<string, string> measured, Func<string, bool> isMeant)
    {
        string text = File.ReadAllText(document);
        if (Campaigns.AreFiguresToBeUpdated)
        {
            text = Figure().Replace(text, figure => isMeant(figure.Groups[1].Value) && measured.TryGetValue(figure.Groups[1].Value, out string? value) ? $"<!-- figure {figure.Groups[1].Value} -->{value}<!-- end -->" : figure.Value);
            File.WriteAllText(document, text);
        }

        Match[] meant = [.. Figure().Matches(text).Where(figure => isMeant(figure.Groups[1].Value))];
        Assert.IsNotEmpty(meant);
        foreach (Match figure in meant)
        {
            string name = figure.Groups[1].Value;
            Assert.IsTrue(measured.ContainsKey(name), $"nothing measures {name}");
            Assert.AreEqual(measured[name], figure.Groups[2].Value, $"{name}; INTERLOCK_UPDATE_FIGURES=1 rewrites it");
        }
    }

    [GeneratedRegex("<!-- figure ([A-Za-z0-9.-]+) -->(.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Figure();
}
