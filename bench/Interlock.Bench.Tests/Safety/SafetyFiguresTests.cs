using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Safety;

/// <summary>
/// Figures in docs/safety.md stand between <c>&lt;!-- figure NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c> and are what the campaigns
/// printed, to the last digit: the campaigns are deterministic. INTERLOCK_UPDATE_FIGURES=1 rewrites them.
/// </summary>
[TestClass]
public sealed partial class SafetyFiguresTests
{
    private static readonly string _path = Path.Combine(SafetyDocument.Root, "docs", "safety.md");

    [TestMethod]
    public void Every_figure_is_between_its_marks()
    {
        string text = File.ReadAllText(_path);

        int begun = Regex.Count(text, "<!-- figure ");
        Assert.AreEqual(begun, Regex.Count(text, "<!-- end -->"));
        Assert.HasCount(begun, Figure().Matches(text));
        Assert.IsFalse(Figure().Matches(text).Any(figure => figure.Groups[2].Value.Trim().Length == 0), "an empty figure");
    }

    [TestMethod]
    [CampaignsCondition]
    public void Every_figure_is_what_the_campaigns_printed()
    {
        IReadOnlyDictionary<string, string> measured = Campaigns.Figures();
        string text = File.ReadAllText(_path);
        if (Campaigns.AreFiguresToBeUpdated)
        {
            text = Figure().Replace(text, figure => $"<!-- figure {figure.Groups[1].Value} -->{measured[figure.Groups[1].Value]}<!-- end -->");
            File.WriteAllText(_path, text);
        }

        foreach (Match figure in Figure().Matches(text))
        {
            string name = figure.Groups[1].Value;
            Assert.IsTrue(measured.ContainsKey(name), $"no campaign measures {name}");
            Assert.AreEqual(measured[name], figure.Groups[2].Value, $"{name}; INTERLOCK_UPDATE_FIGURES=1 rewrites it");
        }
    }

    [GeneratedRegex("<!-- figure ([A-Za-z-]+) -->(.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Figure();
}
