using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log.Pages;

namespace Interlock.Proofs.Study;

/// <summary>The study as one self-contained page: table, plots, what it shows and what it does not.</summary>
public static class StudyPage
{
    private const string Title = "Virtual cohort of the temperature interlock";

    private const string Style = """

        th, td { text-align: right; } th:first-child, td:first-child { text-align: left; }
        .plots { display: flex; flex-wrap: wrap; gap: 12px; } .plots svg { width: auto; max-width: 100%; break-inside: avoid; }
        .key span { margin-right: 18px; } .key i { display: inline-block; width: 14px; height: 4px; margin-right: 6px; vertical-align: middle; }
        svg text { font-size: 11px; fill: #3d444d; } svg .title { font-size: 12px; font-weight: 600; }
        .across { text-anchor: middle; } .up, .axis { text-anchor: end; }
        .limit { stroke: #b3261e; stroke-dasharray: 4 3; }
        .course { fill: none; stroke-width: 1.6; }
        .bar.none, .off.none { fill: #7d8590; } .course.none { stroke: #7d8590; } i.none { background: #7d8590; }
        .bar.eye, .off.eye { fill: #b5830a; } .course.eye { stroke: #b5830a; } i.eye { background: #b5830a; }
        .bar.box, .off.box { fill: #0b63ce; } .course.box { stroke: #0b63ce; } i.box { background: #0b63ce; }
        .bar.ant, .off.ant { fill: #1a7f4b; } .course.ant { stroke: #1a7f4b; } i.ant { background: #1a7f4b; }
        circle.planned { fill: #fff; stroke: #7d8590; stroke-width: 1.5; } circle.stopped { fill: #0b63ce; } circle.anticipated { fill: #1a7f4b; }
        i.limit { background: #b3261e; } i.dot { width: 10px; height: 10px; border-radius: 5px; } i.hollow { border: 1.5px solid #7d8590; }

        """;

    public static string Render(StudyResult result) => Page.Of(
        Title,
        Style,
        Html.Of("h1", Title),
        Html.Of("p", string.Create(CultureInfo.InvariantCulture, $"{result.Cohort.Count} simulated ablations, seed {result.Seed}. A model, not patients: it shows what the box does, not how people fare.")),
        Html.Of("p", Html.Class(result.Holds ? "verdict" : "verdict bad"), StudyReport.Verdict(result)),
        Html.Of("p", StudyReport.Cost(result)),
        Table(result),
        StudyReport.Notes.Select(note => Html.Of("p", note)),
        Html.Of("h2", "Peak temperature of the tissue, coast included"),
        Html.Of("p", "Dashed: 42 degC. What is hotter than the scale stands in its last bar."),
        Plots(StudyPlots.Peaks(result)),
        Html.Of("h2", "Courses"),
        Key([.. StudyCampaign.Arms.Select(arm => (ArmStyles.Of(arm), ArmNames.Of(arm))), ("limit", "42 degC")]),
        Html.Of("p", "A dot marks power off. Where arms agree, the last in the key covers the others."),
        Plots(StudyPlots.Courses(result)),
        Html.Of("h2", "Stopped and not stopped"),
        Key(("dot box", "stopped by the box"), ("dot ant", "only with ANTICIPATE"), ("dot hollow", "went on as meant")),
        Plots([StudyPlots.Stopped(result)]));

    private static XElement Plots(IEnumerable<XElement> plots) => Html.Of("div", Html.Class("plots"), plots);

    private static XElement Key(params (string Style, string Text)[] entries) =>
        Html.Of("p", Html.Class("key"), entries.Select(entry => Html.Of("span", Html.Of("i", Html.Class(entry.Style)), entry.Text)));

    private static XElement Table(StudyResult result) => Html.Table(
        "study",
        ["", "paper", .. result.Summaries.Select(summary => ArmNames.Of(summary.Arm))],
        StudyRow.All.Select(row => Html.Row([row.Name.StartsWith(' ') ? $"\u2003{row.Name.Trim()}" : row.Name, row.Paper, .. result.Summaries.Select(row.Value)])));
}
