using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Interlock.Station.Report;

/// <summary>What the page is about, whether its log is whole, and room for what a log doesn't know.</summary>
public static class HeadSection
{
    public static XElement Of(RecordedLog log, DateTimeOffset madeAt) => Html.Of(
        "header",
        Html.Of("h1", "Temperature interlock: report of a log"),
        Html.Of("p", Html.Class("subtitle"), Html.Printable(log.Name)),
        Html.Of("p", Html.Class("use"), "For research and bench use only. Not a medical device; not for decisions about a patient."),
        IntegritySection.Verdict(log),
        Html.Of("div", Html.Class("log"), Html.Facts(
            ("Time span", Span(log)),
            ("Lines", Lines(log)),
            ("File", string.Create(CultureInfo.InvariantCulture, $"{log.Bytes} bytes, SHA-256 {log.Sha256}")),
            ("Report made", madeAt.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)))),
        Html.Of(
            "div",
            Html.Class("filing"),
            new[] { "Procedure, level", "Date", "Operator", "Signature" }.Select(field => Html.Of("div", field))));

    private static string Span(RecordedLog log)
    {
        TimeSpan covered = TimeSpan.FromMilliseconds(log.Sessions.Sum(session => session.LastMs - session.FirstMs));
        string length = covered.TotalHours >= 1.0
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)covered.TotalHours} h {covered.Minutes} min {covered.Seconds} s")
            : Figures.Duration(covered);
        return log.Sessions.Count == 1
            ? $"{length}, from {Figures.Clock(log.Sessions[0].FirstMs)} to {Figures.Clock(log.Sessions[0].LastMs)} after power-on"
            : string.Create(CultureInfo.InvariantCulture, $"{length} in {log.Sessions.Count} power-ons");
    }

    private static string Lines(RecordedLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"{log.Integrity.Lines}, of which {log.ValidLines} valid; {log.Integrity.Problems.Count} problems, {log.Integrity.Missing} lines missing by sequence");
}
