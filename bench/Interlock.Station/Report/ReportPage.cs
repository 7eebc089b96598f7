using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;
using Interlock.Station.Record;

namespace Interlock.Station.Report;

/// <summary>The page as a whole: what happened to the nerve, whether the log is whole, each power-on, and how to read it.</summary>
public static class ReportPage
{
    private const int MostProblemsShown = 200;

    private const string ProblemsAnchor = "integrity";

    /// <param name="log">What to report.</param>
    /// <param name="madeAt">When the report is made.</param>
    public static string Of(RecordedLog log, DateTimeOffset madeAt) =>
        Page.Of($"Interlock report: {log.Name}", Stylesheet.Text, Head(log, madeAt), Sessions(log), Problems(log), Notes(HasTwo(log)));

    private static IEnumerable<XElement> Sessions(RecordedLog log)
    {
        for (int i = 0; i < log.Sessions.Count; i++)
        {
            string title = log.Sessions.Count == 1 ? "The box" : string.Create(CultureInfo.InvariantCulture, $"The box, power-on {i + 1} of {log.Sessions.Count}");
            string? before = i == 0 ? null : $"Line {log.Sessions[i].FirstLine}: {LogSummary.RestartInWords(log.Sessions[i - 1], log.Sessions[i].Boot)}.";
            foreach (XElement section in SessionSection.Of(log.Sessions[i], title, before)) yield return section;
        }
    }

    private static XElement Head(RecordedLog log, DateTimeOffset madeAt) => Html.Of(
        "header",
        Html.Of("h1", "Temperature interlock: report of a log"),
        Nerve(log),
        Html.Of("p", Html.Class("subtitle"), Html.Printable(log.Name)),
        Html.Of("p", Html.Class("use"), "For research and bench use only. Not a medical device; not for decisions about a patient."),
        Verdict(log),
        Lesions(log),
        log.About is { } about ? Case(about) : null,
        Html.Of("h3", "Log"),
        Html.Of("div", Html.Class("log"), Html.Facts(
            ("Time span", Span(log)),
            ("Wall clock", ClockOf(log)),
            ("Lines", Lines(log)),
            ("Skipped", string.Join(", ", log.Reader.Skipped.InWords().DefaultIfEmpty("nothing"))),
            ("File", string.Create(CultureInfo.InvariantCulture, $"{log.Bytes} bytes, SHA-256 {log.Sha256}")),
            ("Report made", madeAt.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)))),
        Html.Of(
            "div",
            Html.Class("filing"),
            Filing(log).Select(field => Html.Of("div", Html.Of("span", Html.Printable(field.Value ?? string.Empty)), field.Name))));

    /// <summary>What is known is filled in; the rest is for a pen.</summary>
    private static IEnumerable<(string Name, string? Value)> Filing(RecordedLog log)
    {
        WallClock? began = log.Sessions[0].ClockAt(log.Sessions[0].FirstMs);
        yield return ("Procedure, level", Joined(log.About?.Case, log.About?.Level));
        yield return ("Date", began is { HasDate: true } clock ? clock.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
        yield return ("Operator", log.About?.Operator);
        yield return ("Signature", null);
    }

    /// <summary>The highest reading, after the line opened too, and its dose: what happened to the nerve.</summary>
    private static XElement Nerve(RecordedLog log)
    {
        Lesion[] lesions = [.. log.Reader.Lesions];
        if (lesions.Length == 0) return Html.Of("p", Html.Class("nerve"), $"No ablation is in this log{LogSummary.WithoutBeginning(log.Sessions)}.");
        Lesion hottest = Lesion.HottestOf(lesions)!;
        Lesion dosed = Lesion.MostDosedOf(lesions)!;
        Lesion? other = Lesion.HottestOf(lesions.Where(lesion => lesion.Probe != hottest.Probe));
        return Html.Of(
            "div",
            Html.Class("nerve"),
            other is null ? null : Html.Of("p", $"Two probes: probe {hottest.Probe} read the higher temperature{Opened(log)}."),
            Html.Of("div", Html.Of("strong", Figures.Degrees(hottest.HighestCelsius)), Html.Of("span", $"highest at {Nerve(hottest)}, {When(hottest)}")),
            Html.Of("div", Html.Of("strong", Figures.Dose(hottest.DoseMinutes)), Html.Of("span", $"CEM43 of {Name(hottest)}, the heat after the line had opened included")),
            other is null ? null : Html.Of("div", Html.Of("strong", Figures.Degrees(other.HighestCelsius)), Html.Of("span", $"highest at {Nerve(other)}, {When(other)}")),
            other is null ? null : Html.Of("div", Html.Of("strong", Figures.Dose(other.DoseMinutes)), Html.Of("span", $"CEM43 of {Name(other)}")),
            dosed == hottest || dosed == other ? null : Html.Of("div", Html.Of("strong", Figures.Dose(dosed.DoseMinutes)), Html.Of("span", $"most dose: CEM43 of {Name(dosed)}")),
            lesions.Any(lesion => lesion.Ablations.Any(ablation => !ablation.HasArmed)) ? Html.Of("p", "The beginning of an ablation is not in this log.") : null,
            lesions.Any(lesion => lesion.Ablations.Any(ablation => !ablation.HasEnded)) ? Html.Of("p", "The line was still closed when the log ended.") : null);

        string Nerve(Lesion lesion) => other is null ? "the nerve" : $"probe {lesion.Probe}";

        string Name(Lesion lesion) => lesions.Count(same => same.Probe == lesion.Probe) == 1
            ? (lesion.Ablations.Count == 1 ? "the ablation" : $"all {lesion.Ablations.Count} ablations") + (other is null ? string.Empty : $" at probe {lesion.Probe}")
            : $"lesion {Array.IndexOf(lesions, lesion) + 1} of {lesions.Length}";

        string When(Lesion lesion)
        {
            if (lesion.HighestCelsius is null) return "no reading";
            Ablation ablation = lesion.Ablations.MaxBy(one => one.At(lesion.Probe)?.HighestCelsius ?? double.MinValue)!;
            AtProbe probe = ablation.At(lesion.Probe)!;
            string which = lesions.Count(same => same.Probe == lesion.Probe) + lesion.Ablations.Count > 2 ? $" of ablation {ablation.Number}" : string.Empty;
            if (!(probe.HighestCelsius > probe.PeakCelsius)) return ablation.HasEnded ? $"before the line{which} opened" : $"while the line{which} was closed";
            string after = probe.Course.After.PeakCelsius == probe.HighestCelsius
                ? $"{Figures.Seconds(TimeSpan.FromMilliseconds(probe.Course.After.PeakMs - ablation.EndMs))} after the line{which} had opened"
                : $"after the restart that followed ablation {ablation.Number}";
            return $"{after} (until then {Figures.Degrees(probe.PeakCelsius)})";
        }
    }

    /// <summary>Which of two probes opened the line.</summary>
    private static string Opened(RecordedLog log)
    {
        Ablation[] named = [.. log.Ablations.Where(ablation => ablation.CauseProbe is not null)];
        if (named.Length == 0) return string.Empty;
        if (named.Length == log.Ablations.Count() && named.Select(ablation => ablation.CauseProbe).Distinct().Count() == 1) return $"; probe {named[0].CauseProbe} opened the line";
        return "; " + string.Join(", ", named.Select(ablation => string.Create(CultureInfo.InvariantCulture, $"probe {ablation.CauseProbe} opened the line of ablation {ablation.Number}")));
    }

    private static IEnumerable<XElement> Lesions(RecordedLog log)
    {
        Lesion[] lesions = [.. log.Reader.Lesions];
        if (lesions.Length == 0) yield break;
        bool hasTwo = HasTwo(log);
        yield return Html.Table(
            "lesions",
            ["Lesion", .. hasTwo ? ["Probe"] : Array.Empty<string>(), "Highest, with the coast", "CEM43, with the coast", "Ablations", "Permitted", "Until the line opened", "Began", "Wait for the cement"],
            lesions.Select((lesion, i) => Html.Row([
                (i + 1).ToString(CultureInfo.InvariantCulture),
                .. hasTwo ? [lesion.Probe.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                Figures.Degrees(lesion.HighestCelsius),
                Figures.Dose(lesion.DoseMinutes),
                string.Join(", ", lesion.Ablations.Select(ablation => ablation.Number)),
                Figures.Duration(lesion.Duration),
                Figures.Degrees(lesion.UntilOpenCelsius),
                SessionSection.Began(lesion.Ablations[0]),
                lesion.HasWaited ? "over" : "not seen to end"])));
    }

    private static bool HasTwo(RecordedLog log) => log.Sessions.Any(session => session.HasSecondProbe);

    private static IEnumerable<XElement> Case(CaseData about)
    {
        yield return Html.Of("h3", "Case");
        yield return Html.Of("div", Html.Class("log"), Html.Facts([.. Told().Where(fact => fact.Value is not null)]));

        IEnumerable<(string Name, string? Value)> Told()
        {
            yield return ("Case number", about.Case);
            yield return ("Level, side", Joined(about.Level, about.Side));
            yield return ("Planned", Joined(Unit(about.PlannedWatts, "W"), Unit(about.PlannedMinutes, "min")));
            yield return ("Antenna", about.Antenna);
            yield return ("Operator", about.Operator);
        }
    }

    private static string? Joined(string? one, string? other) => one is null ? other : other is null ? one : $"{one}, {other}";

    private static string? Unit(double? value, string unit) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number} {unit}") : null;

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

    private static string ClockOf(RecordedLog log)
    {
        if (log.Sessions[0].ClockAt(log.Sessions[0].FirstMs) is not { } first || log.Sessions[^1].ClockAt(log.Sessions[^1].LastMs) is not { } last) return log.Clock is null ? "not kept" : $"none; {log.Clock}";
        string date = first.HasDate ? string.Empty : " (without a date)";
        return $"from {first.ToSecond()} to {(first.HasDate && first.Time.Date == last.Time.Date ? last.TimeOfDay() : last.ToSecond())}{date}, {log.Clock}";
    }

    private static string Lines(RecordedLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"{log.Integrity.Lines}, of which {log.ValidLines} valid; {LogSummary.Counted(log.Integrity.ProblemCount, "problem")}, {LogSummary.Counted(log.Integrity.Missing, "line")} missing");

    private static XElement Verdict(RecordedLog log)
    {
        if (log.Integrity.ProblemCount == 0)
        {
            return Html.Of("p", Html.Class("verdict"), string.Create(CultureInfo.InvariantCulture, $"The log is whole: each of its {log.ValidLines} lines has the right CRC, sequence number and cadence."));
        }

        return Html.Of(
            "p",
            Html.Class("verdict bad"),
            string.Create(CultureInfo.InvariantCulture, $"THE LOG HAS {log.Integrity.ProblemCount} PROBLEMS; {log.Reader.BadLines} of {log.Integrity.Lines} lines are not valid, {log.Integrity.Missing} are missing. What follows rests on the valid lines alone and may be incomplete. "),
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
            log.Integrity.ProblemCount > MostProblemsShown ? Html.Of("p", Html.Class("small"), string.Create(CultureInfo.InvariantCulture, $"and {log.Integrity.ProblemCount - MostProblemsShown} more: see verify.")) : null);
    }

    private static XElement Notes(bool hasTwo) => Html.Of(
        "section",
        Html.Class("small"),
        Html.Of("h2", "How to read this"),
        Html.Of("p", "Times are the box's own, counted from power-on, where no wall clock is named. Temperatures are those of the probe's tip as the box read them, some ten a second, with about 0.05 °C of noise; plots show every reading, figures are of the median of three, as the box decides. The nerve may lie nearer to the antenna than the tip, and then gets hotter than any figure here."),
        Html.Of("p", "A reading holds for the time since the reading before it, for 0.2 s at most; longer without one is left out of times and doses. CEM43 is the equivalent time at 43 °C in minutes (Sapareto and Dewey 1984: R = 0.5 from 43 °C on, 0.25 below), from ARMED on until the lesion's end: the heat that arrives after the line has opened is in it."),
        Html.Of("p", "A lesion is one or several ablations at one place: another begins when the wait for the cement was over, or when the probe was open, below 30 °C or moved between two ablations. A box that restarted has forgotten which place it was, so a restart begins another one too."),
        hasTwo ? Html.Of("p", "With two probes each has peaks, doses and lesions of its own, and those of the one that read higher stand first. Probe 1 is drawn in a line, probe 2 in dashes. A sample tells the newest reading of probe 2 beside each of probe 1, so one of its readings may be told twice; such a one is counted once.") : null,
        Html.Of("p", "42 °C at the tip is not 42 °C at its peak: heat already in the bone goes on arriving. What the box expected of that is a figure of tissue models, which nobody has held against a patient."),
        Html.Of("p", $"Coast: the highest median after cut-off, until the temperature falls again (0.3 °C below it for 3 s), the next ARMED, or {Coast.LongestMs / 1000} s. A rise of less than 0.15 °C is noise and told as none. What the tip reached later is in the highest reading all the same."),
        Html.Of("p", "Every plot has the same temperatures, 36 to 46 °C where the readings fit, and one of a few lengths of time, so that two reports can be laid side by side."),
        Html.Of("p", "For research and bench use only."));
}
