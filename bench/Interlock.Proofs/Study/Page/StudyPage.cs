using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Interlock.Proofs.Study.Page;

/// <summary>The study as one self-contained page: table, plots, what it shows and what it does not.</summary>
public static class StudyPage
{
    private const string Style = """
        body { font: 15px/1.45 system-ui, sans-serif; color: #1c2128; background: #fff; max-width: 940px; margin: 24px auto; padding: 0 16px; }
        h1 { font-size: 24px; margin-bottom: 4px; } h2 { font-size: 18px; margin: 28px 0 6px; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 3px 12px 3px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid #e3e6ea; }
        th:first-child, td:first-child { text-align: left; } td.part { padding-left: 16px; }
        .plots { display: flex; flex-wrap: wrap; gap: 12px; } svg { max-width: 100%; height: auto; }
        .verdict { font-weight: 600; } .bad { color: #b3261e; } .key span { margin-right: 18px; } .key i { display: inline-block; width: 14px; height: 4px; margin-right: 6px; vertical-align: middle; }
        svg text { font: 11px system-ui, sans-serif; fill: #3d444d; } svg .title { font-size: 12px; font-weight: 600; }
        .grid { stroke: #eceff2; } .limit { stroke: #b3261e; stroke-dasharray: 4 3; }
        .course { fill: none; stroke-width: 1.6; }
        .bar.none, .off.none { fill: #7d8590; } .course.none { stroke: #7d8590; } i.none { background: #7d8590; }
        .bar.eye, .off.eye { fill: #b5830a; } .course.eye { stroke: #b5830a; } i.eye { background: #b5830a; }
        .bar.box, .off.box { fill: #0b63ce; } .course.box { stroke: #0b63ce; } i.box { background: #0b63ce; }
        .bar.ant, .off.ant { fill: #1a7f4b; } .course.ant { stroke: #1a7f4b; } i.ant { background: #1a7f4b; }
        circle.planned { fill: #fff; stroke: #7d8590; stroke-width: 1.5; } circle.stopped { fill: #0b63ce; } circle.anticipated { fill: #1a7f4b; }
        i.limit { background: #b3261e; } i.dot { width: 10px; height: 10px; border-radius: 5px; } i.hollow { border: 1.5px solid #7d8590; box-sizing: border-box; }
        @media print { body { max-width: none; margin: 0; } svg { break-inside: avoid; } }
        """;

    public static string Render(StudyResult result)
    {
        StringBuilder html = new();
        html.Append("<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n<meta name='viewport' content='width=device-width'>\n<title>Virtual cohort of the temperature interlock</title>\n<style>\n")
            .Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>Virtual cohort of the temperature interlock</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{result.Cohort.Count} simulated ablations, seed {result.Seed}. A model, not patients: it shows what the box does, not how people fare.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class='verdict{(result.Holds ? string.Empty : " bad")}'>{Encode(StudyReport.Verdict(result))}</p>\n<p>{Encode(StudyReport.Cost(result))}</p>\n");
        AddTable(html, result);
        foreach (string note in StudyReport.Notes) html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(note)}</p>\n");

        html.Append("<h2>Peak temperature of the tissue, coast included</h2>\n<p>Dashed: 42 degC. What is hotter than the scale stands in its last bar.</p>\n<div class='plots'>\n").Append(PeaksPlot.Render(result)).Append("</div>\n");
        html.Append("<h2>Courses</h2>\n<p class='key'>");
        foreach (Arm arm in StudyCampaign.Arms) html.Append(CultureInfo.InvariantCulture, $"<span><i class='{ArmStyles.Of(arm)}'></i>{Encode(ArmNames.Of(arm))}</span>");
        html.Append("<span><i class='limit'></i>42 degC</span></p>\n<p>A dot marks power off. Where arms agree, the last in the key covers the others.</p>\n<div class='plots'>\n").Append(CoursesPlot.Render(result)).Append("</div>\n");
        html.Append("<h2>Stopped and not stopped</h2>\n<p class='key'><span><i class='dot box'></i>stopped by the box</span><span><i class='dot ant'></i>only with ANTICIPATE</span><span><i class='dot hollow'></i>went on as meant</span></p>\n<div class='plots'>\n")
            .Append(StoppedPlot.Render(result)).Append("</div>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void AddTable(StringBuilder html, StudyResult result)
    {
        html.Append("<table>\n<tr><th></th><th>paper</th>").Append(string.Concat(result.Summaries.Select(summary => $"<th>{Encode(ArmNames.Of(summary.Arm))}</th>"))).Append("</tr>\n");
        foreach (StudyRow row in StudyRow.All)
        {
            string part = row.Name.StartsWith(' ') ? " class='part'" : string.Empty;
            html.Append(CultureInfo.InvariantCulture, $"<tr><td{part}>{Encode(row.Name.Trim())}</td><td>{Encode(row.Paper)}</td>")
                .Append(string.Concat(result.Summaries.Select(summary => $"<td>{Encode(row.Value(summary))}</td>"))).Append("</tr>\n");
        }

        html.Append("</table>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
