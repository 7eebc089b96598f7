using System;
using System.Collections.Generic;
using System.Globalization;
using System.Xml.Linq;

namespace Interlock.Station.Report;

/// <summary>The page as a whole.</summary>
public static class ReportPage
{
    /// <param name="log">What to report.</param>
    /// <param name="madeAt">When the report is made.</param>
    public static string Of(RecordedLog log, DateTimeOffset madeAt)
    {
        XElement page = Html.Of(
            "html",
            new XAttribute("lang", "en"),
            Html.Of(
                "head",
                Html.Of("meta", new XAttribute("charset", "utf-8")),
                Html.Of("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Html.Of("title", Html.Printable($"Interlock report: {log.Name}")),
                Html.Of("style", Stylesheet.Text)),
            Html.Of(
                "body",
                HeadSection.Of(log, madeAt),
                Sessions(log),
                IntegritySection.Problems(log),
                NotesSection.Of()));
        return "<!DOCTYPE html>\n" + page + "\n";
    }

    private static IEnumerable<XElement> Sessions(RecordedLog log)
    {
        int ablations = 0;
        for (int i = 0; i < log.Sessions.Count; i++)
        {
            string title = log.Sessions.Count == 1 ? "The box" : string.Create(CultureInfo.InvariantCulture, $"The box, power-on {i + 1} of {log.Sessions.Count}");
            List<Ablation> found = AblationFinder.Find(log.Sessions[i], ablations + 1);
            ablations += found.Count;
            foreach (XElement section in SessionSection.Of(log.Sessions[i], title, found)) yield return section;
        }
    }
}
