using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>One ablation: plot, figures and the events that the plot marks.</summary>
public static class AblationSection
{
    // Less is noise of the reading, and told as no rise.
    private const double LeastRiseCelsius = 0.1;

    // Heat in the bone arrives up to this long after the line has opened (design notes, "Coasting").
    private const double LongestCoastSeconds = 120.0;
    private const double CoolCelsius = 39.0;

    public static string Anchor(Ablation ablation) => string.Create(CultureInfo.InvariantCulture, $"ablation-{ablation.Number}");

    public static XElement Of(Ablation ablation)
    {
        AblationPlot plot = new(ablation);
        return Html.Of(
            "section",
            Html.Class("ablation"),
            new XAttribute("id", Anchor(ablation)),
            Html.Of("h2", string.Create(CultureInfo.InvariantCulture, $"Ablation {ablation.Number}: {Figures.Duration(ablation.Duration)}, ended by "), Html.Of("span", Html.Class("cause"), Html.Printable(ablation.Cause))),
            Html.Of("p", Html.Printable(Story(ablation))),
            Cautions(ablation).Select(caution => Html.Of("p", Html.Class("caution"), caution)),
            Html.Of(
                "figure",
                plot.Draw(),
                Html.Of(
                    "figcaption",
                    Html.Of("span", Html.Class("key permitted")),
                    "line closed",
                    Html.Of("span", Html.Class("key coast")),
                    $"coast after cut-off. Minutes:seconds since ARMED; the numbers are the events below{(plot.Events.Count == 0 ? " (none)" : string.Empty)}.")),
            Html.Of("div", Html.Class("columns"), Measures(ablation), Coast(ablation)),
            Marked(ablation, plot.Events));
    }

    /// <summary>When the coast's peak was after cut-off.</summary>
    public static TimeSpan CoastPeakAfter(Ablation ablation) => TimeSpan.FromMilliseconds(ablation.Course.After.PeakMs - ablation.EndMs);

    private static string Story(Ablation ablation)
    {
        if (!ablation.HasEnded) return "The line was still closed when the log ended.";
        if (ablation.Ending == Ending.Restart) return $"The box restarted {Figures.Duration(ablation.Duration)} after ARMED: the ablation ended with it, and the line opened.";
        string cause = Meanings.OfReason(ablation.Cause).Sentence;
        string how = cause == ablation.Cause ? cause : $"{ablation.Cause} ({cause})";
        string coast = ablation.CoastCelsius switch
        {
            null => "There is no trusted reading after that.",
            < LeastRiseCelsius => "After that the tip only cooled.",
            { } rise => $"After that the tip rose by another {Figures.Degrees(rise)} to {Figures.Degrees(ablation.Course.After.PeakCelsius)}, {Figures.Seconds(CoastPeakAfter(ablation))} later.",
        };
        return $"The line was opened {Figures.Duration(ablation.Duration)} after ARMED at a tip temperature of {Figures.Degrees(ablation.CutoffCelsius)}: {how}. {coast}";
    }

    private static IEnumerable<string> Cautions(Ablation ablation)
    {
        if (!ablation.HasArmed) yield return "ARMED is not in the log: the beginning shown is the first sample with the line permitted.";
        if (ablation.Ending is Ending.Told or Ending.Seen && ablation.Procedure is null) yield return "The box's own record (PROC) is not in the log: all figures are from the samples.";
        double watchedSeconds = (ablation.WatchedUntilMs - ablation.EndMs) / 1000.0;
        bool isCut = ablation.HasEnded && watchedSeconds < LongestCoastSeconds && !(ablation.Course.NewestCelsius <= CoolCelsius);
        if (isCut) yield return $"The coast was watched for {Figures.Seconds(TimeSpan.FromSeconds(watchedSeconds))} only: the tip may have become hotter than shown.";
        TimeSpan gaps = ablation.Course.During.Gaps + ablation.Course.After.Gaps;
        if (gaps.TotalSeconds >= 1.0) yield return $"{Figures.Seconds(gaps)} are without a trusted reading; times and dose leave them out.";
    }

    private static XElement Measures(Ablation ablation)
    {
        CourseFigures during = ablation.Course.During;
        CourseFigures after = ablation.Course.After;
        return Html.Table(
            "figures",
            ["From the samples", "Line closed", "After cut-off"],
            [
                Html.Row("Highest tip temperature", Figures.Degrees(during.PeakCelsius), Figures.Degrees(after.PeakCelsius)),
                .. new[] { CourseFigures.WarmCelsius, 41.0, CourseFigures.HotCelsius, 43.0 }.Select(celsius => Html.Row($"At or above {Figures.Degrees(celsius)}", Figures.Seconds(during.At(celsius)), Figures.Seconds(after.At(celsius)))),
                Html.Row("CEM43, each alone", Figures.Dose(during.DoseMinutes), Figures.Dose(after.DoseMinutes)),
            ]);
    }

    private static XElement Coast(Ablation ablation) => Html.Facts(
        ("Highest, with the coast", Figures.Degrees(ablation.HighestCelsius)),
        ("CEM43, with the coast", Figures.Dose(ablation.DoseMinutes)),
        ("CEM43 when the line opened", Figures.Dose(ablation.DoseAtEndMinutes)),
        ("Tip at ARMED", Figures.Degrees(ablation.Course.BaselineCelsius)),
        ("Tip when the line opened", Figures.Degrees(ablation.CutoffCelsius)),
        ("Rise then", ablation.RiseCelsiusPerSecond is { } rise ? string.Create(CultureInfo.InvariantCulture, $"{rise:F2} °C/s") : Figures.None),
        ("Coast", ablation.CoastCelsius is null ? Figures.None : $"{Figures.Difference(ablation.CoastCelsius)}, {Figures.Seconds(CoastPeakAfter(ablation))} after cut-off"),
        ("Recorded by the box", ablation.Procedure is { } record ? $"{Figures.Seconds(record.Duration ?? TimeSpan.Zero)}, highest {Figures.Degrees(record.PeakCelsius)}, CEM43 {Figures.Dose(record.DoseMinutes)}, ended by {record.End}" : null));

    private static XElement? Marked(Ablation ablation, IReadOnlyList<News> events) => events.Count == 0 ? null : Html.Table(
        "marked",
        ["No.", "Since ARMED", "Event", "Meaning", "Tip"],
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
    private const long LeadMs = 10_000;
    private const long TailMs = 15_000;
    private const long LongestCoastMs = 120_000;
    private const double CoolCelsius = 39.0;
    private const double DiscRadius = 8.0;
    private const double DiscTop = 12.0;
    private const double DiscRows = 2.0;
    private const double NoteRoom = 190.0;

    private readonly Ablation _ablation;
    private readonly TemperaturePlot _plot;

    public AblationPlot(Ablation ablation)
    {
        _ablation = ablation;
        long fromMs = Math.Max(ablation.Session.FirstMs, ablation.FirstHeardMs - LeadMs);
        CoastEndMs = CoastEnd(ablation);
        long untilMs = Math.Min(ablation.WatchedUntilMs, CoastEndMs + TailMs);
        _plot = new TemperaturePlot(ablation.Session, fromMs, untilMs, Top, Height);
        Events = [.. ablation.Session.Events.Where(happened => happened.TimeMs >= fromMs && happened.TimeMs <= untilMs)];
    }

    /// <summary>The events that are marked, in the order of their numbers.</summary>
    public IReadOnlyList<News> Events { get; }

    /// <summary>Where the shading ends.</summary>
    public long CoastEndMs { get; }

    public XElement Draw() => _plot.Draw(
        $"Temperature of ablation {_ablation.Number} over time",
        _ablation.FirstHeardMs,
        Shades(),
        Events.Count > 0 ? [.. Marks(), .. Peak()] : Peak());

    /// <summary>Two minutes, or until the reading stays at or below 39 degC where that takes longer.</summary>
    private static long CoastEnd(Ablation ablation)
    {
        if (!ablation.HasEnded) return ablation.EndMs;
        long watchedUntilMs = ablation.WatchedUntilMs;
        long warmUntilMs = ablation.Session.SamplesBetween(ablation.EndMs, watchedUntilMs).LastOrDefault(sample => sample.TipCelsius > CoolCelsius).TimeMs;
        return Math.Min(watchedUntilMs, Math.Max(ablation.EndMs + LongestCoastMs, warmUntilMs));
    }

    private IEnumerable<XElement> Shades()
    {
        PlotAxes axes = _plot.Axes;
        double start = axes.X(_ablation.FirstHeardMs);
        double end = axes.X(_ablation.EndMs);
        yield return Svg.Rectangle("permitted", start, axes.Top, end, axes.Bottom);
        if (!_ablation.HasEnded) yield break;
        yield return Svg.Rectangle("coast", end, axes.Top, axes.X(CoastEndMs), axes.Bottom);
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
                Svg.Hint($"{Figures.Clock(Events[i].TimeMs)} {Events[i].Sentence}"),
                Svg.Line("stem", x, y + DiscRadius, x, _plot.Axes.Bottom),
                Svg.Circle("disc", x, y, DiscRadius),
                Svg.Text("number", x, y + 3.5, (i + 1).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private IEnumerable<XElement> Peak()
    {
        CourseFigures after = _ablation.Course.After;
        if (_ablation.CoastCelsius is not > 0.0 || after.PeakMs > _plot.Axes.UntilMs) yield break;
        double x = _plot.Axes.X(after.PeakMs);
        double y = _plot.Axes.Y(after.PeakCelsius!.Value);
        bool isLeft = x > PlotAxes.Right - NoteRoom;
        string note = $"{Figures.Degrees(after.PeakCelsius)}: {Figures.Difference(_ablation.CoastCelsius)} in {Figures.Seconds(AblationSection.CoastPeakAfter(_ablation))}";
        yield return Svg.Circle("peak", x, y, 4.0);
        yield return Svg.Text(isLeft ? "note left" : "note", x, y - 8.0, note);
    }
}
