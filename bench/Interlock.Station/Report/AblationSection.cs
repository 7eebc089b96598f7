using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>One ablation: plot, figures and the events that the plot marks.</summary>
public static class AblationSection
{
    public static string Anchor(Ablation ablation) => string.Create(CultureInfo.InvariantCulture, $"ablation-{ablation.Number}");

    public static XElement Of(Ablation ablation) => Html.Of(
        "section",
        Html.Class("ablation"),
        new XAttribute("id", Anchor(ablation)),
        Html.Of("h2", Title(ablation)),
        Body(ablation));

    /// <summary>One of many: a link opens it, and what is open is printed.</summary>
    public static XElement Folded(Ablation ablation, bool isOpen) => Html.Of(
        "details",
        Html.Class("ablation"),
        isOpen ? new XAttribute("open", "open") : null,
        Html.Of("summary", Title(ablation), $", highest {Figures.Degrees(ablation.HighestCelsius)}{(ablation.Second is null ? string.Empty : News.OfProbe(ablation.Hottest.Number))}"),
        Html.Of("div", new XAttribute("id", Anchor(ablation)), Body(ablation)));

    /// <summary>When the coast's peak was after cut-off.</summary>
    public static TimeSpan CoastPeakAfter(Ablation ablation, AtProbe probe) => TimeSpan.FromMilliseconds(probe.Coast.PeakMs - ablation.EndMs);

    /// <summary>When the coast ended, with two probes the longer one.</summary>
    public static long CoastEndMs(Ablation ablation) => Math.Max(ablation.EndMs, ablation.Probes.Max(static probe => probe.Coast.EndMs));

    private static IEnumerable<object> Title(Ablation ablation)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Ablation {ablation.Number}: {Figures.Duration(ablation.Duration)}, {(ablation.HasEnded ? "ended by " : string.Empty)}");
        yield return Html.Of("span", Html.Class("cause"), Html.Printable(ablation.CauseInWords));
    }

    private static IEnumerable<object?> Body(Ablation ablation)
    {
        AblationPlot plot = new(ablation);
        yield return Html.Of("p", Html.Printable(Story(ablation)));
        foreach (string caution in Cautions(ablation)) yield return Html.Of("p", Html.Class("caution"), caution);
        yield return Html.Of(
            "figure",
            plot.Draw(),
            Html.Of(
                "figcaption",
                ablation.Second is null ? null : new object[] { Html.Of("span", Html.Class("key one")), "probe 1", Html.Of("span", Html.Class("key two")), "probe 2" },
                Html.Of("span", Html.Class("key permitted")),
                "line closed",
                Html.Of("span", Html.Class("key coast")),
                $"coast after cut-off. Hours:minutes:seconds since ARMED, as in the table; the numbers are the events below{(plot.Events.Count == 0 ? " (none)" : string.Empty)}."));
        foreach (AtProbe probe in ablation.Probes)
        {
            if (ablation.Second is not null) yield return Html.Of("h3", $"Probe {probe.Number}{(ablation.CauseProbe == probe.Number ? ": it opened the line" : string.Empty)}");
            yield return Html.Of("div", Html.Class("columns"), Measures(probe), Facts(ablation, probe));
        }

        yield return Marked(ablation, plot.Events);
    }

    private static string Story(Ablation ablation)
    {
        if (!ablation.HasEnded) return "The line was still closed when the log ended.";
        string how = ablation.Ending switch
        {
            Ending.Restart => $"The box restarted {Figures.Duration(ablation.Duration)} after ARMED: the ablation ended with it, and the line opened.",
            _ when ablation.CauseSentence == ablation.Cause => $"{Opened(ablation)}: {ablation.Cause}.",
            _ => $"{Opened(ablation)}: {ablation.Cause} ({ablation.CauseSentence}).",
        };
        return ablation.Second is null
            ? $"{how} {After(ablation, ablation.First)}"
            : $"{how} {string.Join(' ', ablation.Probes.Select(probe => $"Probe {probe.Number}: {After(ablation, probe)}"))}";
    }

    private static string Opened(Ablation ablation) => ablation.Second is { } second
        ? $"The line was opened {Figures.Duration(ablation.Duration)} after ARMED at tip temperatures of {Figures.Degrees(ablation.First.CutoffCelsius)} (probe 1) and {Figures.Degrees(second.CutoffCelsius)} (probe 2)"
        : $"The line was opened {Figures.Duration(ablation.Duration)} after ARMED at a tip temperature of {Figures.Degrees(ablation.First.CutoffCelsius)}";

    private static string After(Ablation ablation, AtProbe probe)
    {
        string restart = probe.AfterRestart?.HighestCelsius is { } reached ? $" After the restart the tip read up to {Figures.Degrees(reached)}." : string.Empty;
        if (probe.Coast.PeakCelsius is null) return restart.Length > 0 ? restart.TrimStart() : "There is no trusted reading after that.";
        string coast = probe.HasCoast
            ? $"After that the tip rose by another {Figures.Degrees(probe.CoastCelsius)} to {Figures.Degrees(probe.Coast.PeakCelsius)}, {Figures.Seconds(CoastPeakAfter(ablation, probe))} later."
            : "After that the tip only cooled.";
        bool isHotterLater = probe.Course.After.PeakCelsius - probe.Coast.PeakCelsius >= Coast.LeastRiseCelsius;
        string later = isHotterLater
            ? $" Later than any coast it reached {Figures.Degrees(probe.Course.After.PeakCelsius)}, {Figures.Seconds(TimeSpan.FromMilliseconds(probe.Course.After.PeakMs - ablation.EndMs))} after the line had opened: something went on heating."
            : string.Empty;
        string expected = probe.Expected is { } before ? $" The box had expected {Expected(before)}{Came(probe, before)}." : string.Empty;
        return coast + expected + later + restart;
    }

    private static string Expected(Expectation expected) => $"{Figures.Degrees(expected.PeakCelsius)}, give or take {Figures.Degrees(expected.WidthCelsius)}";

    /// <summary>What was expected against what came.</summary>
    private static string Came(AtProbe probe, Expectation expected)
    {
        if (probe.ExpectationError is not { } error) return "; the coast is not in the log to its end";
        string how = error >= 0.0 ? "higher" : "lower";
        return $": the peak came {Figures.Degrees(Math.Abs(error))} {how}, {(expected.Holds(error) ? "within" : "beyond")} that";
    }

    private static IEnumerable<string> Cautions(Ablation ablation)
    {
        if (!ablation.HasArmed) yield return "ARMED is not in the log: the beginning shown is the first sample with the line permitted.";
        if (ablation.Ending is Ending.Told or Ending.Seen && ablation.Procedure is null) yield return "The box's own record (PROC) is not in the log: all figures are from the samples.";
        foreach (AtProbe probe in ablation.Probes)
        {
            string which = ablation.Second is null ? string.Empty : $"Probe {probe.Number}: ";
            if (ablation.HasEnded && probe.Coast.PeakCelsius is not null && probe.Coast.Ending is CoastEnd.None or CoastEnd.NextAblation)
            {
                string why = probe.Coast.Ending == CoastEnd.NextAblation ? "until the next ablation began" : "only";
                yield return $"{which}The coast was watched for {Figures.Seconds(TimeSpan.FromMilliseconds(probe.Coast.EndMs - ablation.EndMs))} {why}: the tip may have become hotter than shown.";
            }

            TimeSpan gaps = probe.Course.During.Gaps + probe.Course.After.Gaps;
            if (gaps.TotalSeconds >= 1.0) yield return $"{which}{Figures.Seconds(gaps)} are without a trusted reading; times and dose leave them out.";
        }
    }

    private static XElement Measures(AtProbe probe)
    {
        CourseFigures during = probe.Course.During;
        CourseFigures after = probe.Course.After;
        return Html.Table(
            "figures",
            ["From the samples", "Line closed", "After cut-off"],
            [
                Html.Row("Highest tip temperature", Figures.Degrees(during.PeakCelsius), Figures.Degrees(after.PeakCelsius)),
                .. new[] { CourseFigures.WarmCelsius, 41.0, CourseFigures.HotCelsius, 43.0 }.Select(celsius => Html.Row($"At or above {Figures.Degrees(celsius)}", Figures.Seconds(during.At(celsius)), Figures.Seconds(after.At(celsius)))),
                Html.Row("CEM43, each alone", Figures.Dose(during.DoseMinutes), Figures.Dose(after.DoseMinutes)),
            ]);
    }

    private static XElement Facts(Ablation ablation, AtProbe probe) => Html.Facts(
        ("Highest, with the coast", Figures.Degrees(probe.HighestCelsius)),
        ("CEM43, with the coast", Figures.Dose(probe.DoseMinutes)),
        ("CEM43 when the line opened", Figures.Dose(probe.DoseAtEndMinutes)),
        ("Baseline: tip at ARMED", Figures.Degrees(probe.Course.BaselineCelsius)),
        ("Tip when the line opened", Figures.Degrees(probe.CutoffCelsius)),
        ("Rate of rise then", probe.RiseCelsiusPerSecond is { } rise ? string.Create(CultureInfo.InvariantCulture, $"{rise:F2} °C/s") : Figures.None),
        ("Coast", probe.Coast.PeakCelsius is null ? Figures.None : probe.HasCoast ? $"{Figures.Difference(probe.CoastCelsius)}, {Figures.Seconds(CoastPeakAfter(ablation, probe))} after cut-off" : "none: the tip cooled"),
        ("Peak expected then", probe.Expected is { } expected ? Expected(expected) : null),
        ("Wall clock", ablation.Session.ClockAt(ablation.StartMs) is { } began ? $"{began.ToSecond()} to {ablation.Session.ClockAt(ablation.EndMs)?.TimeOfDay()}" : "not kept"),
        ("Recorded by the box", probe.Procedure is { } record ? $"{Figures.Seconds(record.Duration ?? TimeSpan.Zero)}, highest {Figures.Degrees(record.PeakCelsius)}, CEM43 {Figures.Dose(record.DoseMinutes)}, ended by {record.End}" : null));

    private static XElement? Marked(Ablation ablation, IReadOnlyList<News> events) => events.Count == 0 ? null : Html.Table(
        "marked",
        ["No.", "Since ARMED", "Event", "Meaning and next step", "Tip"],
        events.Select((happened, i) => Html.Row(
            (i + 1).ToString(CultureInfo.InvariantCulture),
            Figures.Offset(happened.TimeMs - ablation.FirstHeardMs),
            happened.Words,
            happened.Told,
            Figures.Degrees(happened.TipCelsius))));
}

/// <summary>The plot of one ablation: its course, the events numbered, the coast shaded.</summary>
public sealed class AblationPlot
{
    private const double Top = 62.0;
    private const double Height = 300.0;
    private const long TailMs = 15_000;
    private const double DiscRadius = 8.0;
    private const double DiscTop = 12.0;
    private const double DiscRows = 2.0;
    private const double NoteRoom = 190.0;

    private readonly Ablation _ablation;
    private readonly TemperaturePlot _plot;

    public AblationPlot(Ablation ablation)
    {
        _ablation = ablation;
        (long fromMs, long untilMs) = Span(ablation);
        _plot = new TemperaturePlot(ablation.Session, fromMs, fromMs + PlotAxes.RoundSpan(untilMs - fromMs), Top, Height);
        Events = [.. ablation.Session.Events.Where(happened => happened.TimeMs >= fromMs && happened.TimeMs <= untilMs)];
    }

    /// <summary>The events that are marked, in the order of their numbers.</summary>
    public IReadOnlyList<News> Events { get; }

    /// <summary>What of the log belongs into the plot of an ablation: a little before, its coast, and its highest reading.</summary>
    public static (long FromMs, long UntilMs) Span(Ablation ablation)
    {
        long fromMs = Math.Max(ablation.Session.FirstMs, ablation.FirstHeardMs - PlotAxes.LeadMs);
        if (!ablation.HasEnded) return (fromMs, ablation.EndMs);
        long hottestMs = ablation.Probes.Max(static probe => probe.Course.After.PeakCelsius is null ? 0 : probe.Course.After.PeakMs);
        return (fromMs, Math.Min(ablation.WatchedUntilMs, Math.Max(ablation.Probes.Max(static probe => probe.Coast.EndMs), hottestMs) + TailMs));
    }

    public XElement Draw() => _plot.Draw(
        $"Temperature of ablation {_ablation.Number} over time",
        _ablation.FirstHeardMs,
        Shades(),
        Events.Count > 0 ? [.. Marks(), .. Peak()] : Peak());

    private IEnumerable<XElement> Shades()
    {
        PlotAxes axes = _plot.Axes;
        foreach (Ablation other in _ablation.Session.Ablations.Where(other => other != _ablation && other.FirstHeardMs < axes.UntilMs && other.EndMs > axes.FromMs))
        {
            yield return Svg.Rectangle("other", axes.X(Math.Max(other.FirstHeardMs, axes.FromMs)), axes.Top, axes.X(Math.Min(other.EndMs, axes.UntilMs)), axes.Bottom);
        }

        double start = axes.X(_ablation.FirstHeardMs);
        double end = axes.X(_ablation.EndMs);
        yield return Svg.Rectangle("permitted", start, axes.Top, end, axes.Bottom);
        if (!_ablation.HasEnded) yield break;
        double coastEnd = axes.X(AblationSection.CoastEndMs(_ablation));
        yield return Svg.Rectangle("coast", end, axes.Top, coastEnd, axes.Bottom);
        yield return Svg.Hatch("hatch", end, axes.Top, coastEnd, axes.Bottom);
        yield return Svg.Line("cutoff", end, axes.Top, end, axes.Bottom);
    }

    /// <summary>A numbered disc for each event; those that stand close are stacked.</summary>
    private IEnumerable<XElement> Marks()
    {
        double[] taken = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        for (int i = 0; i < Events.Count; i++)
        {
            double x = _plot.Axes.X(Events[i].TimeMs);
            int row = Array.FindIndex(taken, last => x - last > DiscRows * DiscRadius);
            if (row < 0) row = Array.IndexOf(taken, taken.Min());
            taken[row] = x;
            double y = _plot.Axes.Top - DiscTop - (row * DiscRows * DiscRadius);
            yield return Svg.Group(
                Events[i].OpensLine ? "mark alarm" : "mark",
                Svg.Hint($"{Figures.Clock(Events[i].TimeMs)} {Events[i].SentenceOfProbe}"),
                Svg.Line("stem", x, y + DiscRadius, x, _plot.Axes.Bottom),
                Svg.Circle("disc", x, y, DiscRadius),
                Svg.Text("number", x, y + 3.5, (i + 1).ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The highest reading after cut-off, where it is more than noise above it; with two probes that of the hottest.</summary>
    private IEnumerable<XElement> Peak()
    {
        AtProbe probe = _ablation.Hottest;
        CourseFigures after = probe.Course.After;
        if (!(after.PeakCelsius - probe.CutoffCelsius >= Coast.LeastRiseCelsius) || after.PeakMs > _plot.Axes.UntilMs) yield break;
        double x = _plot.Axes.X(after.PeakMs);
        double y = _plot.Axes.Y(after.PeakCelsius!.Value);
        bool isLeft = x > PlotAxes.Right - NoteRoom;
        string note = $"{Figures.Degrees(after.PeakCelsius)}: {Figures.Difference(after.PeakCelsius - probe.CutoffCelsius)} in {Figures.Seconds(TimeSpan.FromMilliseconds(after.PeakMs - _ablation.EndMs))}";
        yield return Svg.Circle("peak", x, y, 4.0);
        yield return Svg.Text(isLeft ? "note left" : "note", x, y - 8.0, note);
    }
}
