using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>The page as a whole: what happened to the nerve, whether the log is whole, each power-on, and how to read it.</summary>
public static class ReportPage
{
    private const int MostProblemsShown = 200;

    /// <summary>What noise alone (0.03 degC rms) may add to the highest of some minutes' medians.</summary>
    private const double NoiseCelsius = 0.1;

    private const string ProblemsAnchor = "integrity";

    /// <param name="log">What to report.</param>
    /// <param name="madeAt">When the report is made.</param>
    public static string Of(RecordedLog log, DateTimeOffset madeAt) =>
        Page.Of($"Interlock report: {log.Name}", Stylesheet.Text, Head(log, madeAt), Sessions(log), Problems(log), Notes());

    private static IEnumerable<XElement> Sessions(RecordedLog log)
    {
        for (int i = 0; i < log.Sessions.Count; i++)
        {
            string title = log.Sessions.Count == 1 ? "The box" : string.Create(CultureInfo.InvariantCulture, $"The box, power-on {i + 1} of {log.Sessions.Count}");
            foreach (XElement section in SessionSection.Of(log.Sessions[i], title)) yield return section;
        }
    }

    private static XElement Head(RecordedLog log, DateTimeOffset madeAt) => Html.Of(
        "header",
        Html.Of("h1", "Temperature interlock: report of a log"),
        Html.Of("p", Html.Class("subtitle"), Html.Printable(log.Name)),
        Html.Of("p", Html.Class("use"), "For research and bench use only. Not a medical device; not for decisions about a patient."),
        Html.Of("p", Html.Class("nerve"), Html.Printable(Nerve(log))),
        Verdict(log),
        Html.Of("div", Html.Class("log"), Html.Facts(
            ("Time span", Span(log)),
            ("Lines", Lines(log)),
            ("Skipped", string.Join(", ", log.Integrity.Reader.Skipped.InWords().DefaultIfEmpty("nothing"))),
            ("File", string.Create(CultureInfo.InvariantCulture, $"{log.Bytes} bytes, SHA-256 {log.Sha256}")),
            ("Report made", madeAt.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)))),
        Html.Of(
            "div",
            Html.Class("filing"),
            new[] { "Procedure, level", "Date", "Operator", "Signature" }.Select(field => Html.Of("div", field))));

    /// <summary>The highest reading, after the line opened too, and its dose: what happened to the nerve.</summary>
    private static string Nerve(RecordedLog log)
    {
        if (log.Ablations.MaxBy(ablation => ablation.HighestCelsius ?? double.MinValue) is not { } hottest) return "No ablation is in this log.";
        string after = hottest.HighestCelsius > hottest.PeakCelsius ? $" (after the line opened; until then {Figures.Degrees(hottest.PeakCelsius)})" : string.Empty;
        string which = log.Ablations.Count() == 1 ? "The tip reached" : string.Create(CultureInfo.InvariantCulture, $"Ablation {hottest.Number} was the hottest of {log.Ablations.Count()}: the tip reached");
        string late = hottest.HasArmed ? string.Empty : " The ablation's beginning is not in this log.";
        double? afterRestart = HighestAfterRestart(log);
        string unseen = afterRestart > hottest.HighestCelsius + NoiseCelsius ? $" After a restart the tip read up to {Figures.Degrees(afterRestart)}: that heat is in no ablation's figures." : string.Empty;
        return $"{which} {Figures.Degrees(hottest.HighestCelsius)}{after}, CEM43 {Figures.Dose(hottest.DoseMinutes)} with the coast.{late}{unseen}";
    }

    /// <summary>
    /// A box that restarts knows nothing of the ablation before, but its heat goes on arriving: the highest median before the next ARMED.
    /// </summary>
    private static double? HighestAfterRestart(RecordedLog log)
    {
        double? highest = null;
        foreach (Session session in log.Sessions.SkipWhile(session => session.Ablation is null).Skip(1))
        {
            MedianOfThree median = new();
            long armedMs = session.Ablations.Count > 0 ? session.Ablations[0].StartMs : long.MaxValue;
            foreach (Sample sample in session.SamplesBetween(0, armedMs))
            {
                if (median.Add(sample.TipCelsius) is { } celsius && !(celsius <= highest)) highest = celsius;
            }
        }

        return highest;
    }

    private static string Span(RecordedLog log)
    {
        TimeSpan covered = TimeSpan.FromMilliseconds(log.Sessions.Sum(session => session.LastMs - session.FirstMs));
        string length = covered.TotalHours >= 1.0
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)covered.TotalHours} h {covered.Minutes} min {covered.Seconds} s")
            : Figures.Duration(covered);
        string stamp = log.Sessions[0].ClockAt(log.Sessions[0].FirstMs) is { } first ? $", begun at {first} by the terminal's clock" : string.Empty;
        return log.Sessions.Count == 1
            ? $"{length}, from {Figures.Clock(log.Sessions[0].FirstMs)} to {Figures.Clock(log.Sessions[0].LastMs)} after power-on{stamp}"
            : string.Create(CultureInfo.InvariantCulture, $"{length} in {log.Sessions.Count} power-ons{stamp}");
    }

    private static string Lines(RecordedLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"{log.Integrity.Lines}, of which {log.ValidLines} valid; {log.Integrity.Problems.Count} problems, {log.Integrity.Missing} lines missing by sequence");

    private static XElement Verdict(RecordedLog log)
    {
        if (log.Integrity.Problems.Count == 0)
        {
            return Html.Of("p", Html.Class("verdict"), string.Create(CultureInfo.InvariantCulture, $"The log is whole: each of its {log.Integrity.Lines} lines has the right CRC, sequence number and cadence."));
        }

        return Html.Of(
            "p",
            Html.Class("verdict bad"),
            string.Create(CultureInfo.InvariantCulture, $"THE LOG HAS {log.Integrity.Problems.Count} PROBLEMS; {log.Integrity.Reader.BadLines} of {log.Integrity.Lines} lines are not valid, {log.Integrity.Missing} are missing. What follows rests on the valid lines alone and may be incomplete. "),
            Html.Of("a", new XAttribute("href", "#" + ProblemsAnchor), "Where"));
    }

    private static XElement? Problems(RecordedLog log)
    {
        IReadOnlyList<LogProblem> problems = log.Integrity.Problems;
        if (problems.Count == 0) return null;
        return Html.Of(
            "section",
            new XAttribute("id", ProblemsAnchor),
            Html.Of("h2", "Problems of the log"),
            Html.Table(
                "problems",
                ["Line", "Problem"],
                problems.Take(MostProblemsShown).Select(problem => Html.Row(problem.Line.ToString(CultureInfo.InvariantCulture), problem.Text))),
            problems.Count > MostProblemsShown ? Html.Of("p", Html.Class("small"), string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - MostProblemsShown} more: see interlock-bench verify.")) : null);
    }

    private static XElement Notes() => Html.Of(
        "section",
        Html.Class("small"),
        Html.Of("h2", "How to read this"),
        Html.Of("p", "Times are the box's own, counted from power-on. Temperatures are those of the probe's tip as the box read them, some ten a second, with about 0.05 °C of noise; plots show every reading, figures are of the median of three, as the box decides."),
        Html.Of("p", "A reading holds for the time since the reading before it, for 0.2 s at most; longer without one is left out of times and doses. CEM43 is the equivalent time at 43 °C in minutes (Sapareto and Dewey 1984: R = 0.5 from 43 °C on, 0.25 below), from ARMED on until the lesion's end: the heat that arrives after the line has opened is in it."),
        Html.Of("p", "A lesion is one or several ablations at one place: another begins when the wait for the cement was over, or when the probe was open, below 30 °C or moved between two ablations."),
        Html.Of("p", "Coast: the highest median after cut-off minus the reading at cut-off, until the next ARMED, the end of the wait for the cement, or the end of the log."),
        Html.Of("p", "For research and bench use only."));
}
