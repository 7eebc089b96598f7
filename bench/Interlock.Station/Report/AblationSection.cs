using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Interlock.Station.Report;

/// <summary>One ablation: plot, figures and the events that the plot marks.</summary>
public static class AblationSection
{
    public static string Anchor(Ablation ablation) => string.Create(CultureInfo.InvariantCulture, $"ablation-{ablation.Number}");

    public static XElement Of(Ablation ablation, AblationFigures figures)
    {
        AblationPlot plot = new(ablation, figures);
        return Html.Of(
            "section",
            Html.Class("ablation"),
            new XAttribute("id", Anchor(ablation)),
            Html.Of("h2", string.Create(CultureInfo.InvariantCulture, $"Ablation {ablation.Number}: {Figures.Duration(figures.Duration)}, ended by "), Html.Of("span", Html.Class("cause"), Html.Printable(ablation.Cause))),
            Html.Of("p", Html.Printable(Story(ablation, figures))),
            Cautions(ablation, figures).Select(caution => Html.Of("p", Html.Class("caution"), caution)),
            Html.Of(
                "figure",
                plot.Draw(),
                Html.Of(
                    "figcaption",
                    Html.Of("span", Html.Class("key permitted")),
                    "line closed",
                    Html.Of("span", Html.Class("key coast")),
                    $"coast after cut-off. Minutes:seconds since ARMED; the numbers are the events below{(plot.Events.Count == 0 ? " (none)" : string.Empty)}.")),
            Html.Of("div", Html.Class("columns"), Measures(figures), Coast(ablation, figures)),
            Marked(ablation, plot.Events));
    }

    private static string Story(Ablation ablation, AblationFigures figures)
    {
        if (!ablation.HasEnded) return "The line was still closed when the log ended.";
        string cause = Meanings.OfReason(ablation.Cause);
        string how = cause == ablation.Cause ? cause : $"{ablation.Cause} ({cause})";
        string coast = (figures.CoastCelsius, figures.CutoffCelsius) switch
        {
            (null, _) => "There is no trusted reading after that.",
            ( <= 0.0, _) => "After that the tip only cooled.",
            ({ } rise, _) => $"After that the tip rose by another {Figures.Degrees(rise)} to {Figures.Degrees(figures.After.PeakCelsius)}, {Figures.Seconds(figures.CoastPeakAfter)} later.",
        };
        return $"The line was opened {Figures.Duration(figures.Duration)} after ARMED at a tip temperature of {Figures.Degrees(figures.CutoffCelsius)}: {how}. {coast}";
    }

    private static IEnumerable<string> Cautions(Ablation ablation, AblationFigures figures)
    {
        if (!ablation.HasArmed) yield return "ARMED is not in the log: the beginning shown is the first sample with the line permitted.";
        if (ablation.HasEnded && ablation.Procedure is null) yield return "The box's own record (PROC) is not in the log: all figures are from the samples.";
        if (figures.IsCoastCut) yield return $"The coast was watched for {Figures.Seconds(TimeSpan.FromMilliseconds(ablation.WatchedUntilMs - ablation.EndMs))} only: the tip may have become hotter than shown.";
        TimeSpan gaps = figures.During.Gaps + figures.After.Gaps;
        if (gaps > TimeSpan.Zero) yield return $"{Figures.Seconds(gaps)} are without a trusted reading; times and dose leave them out.";
    }

    private static XElement Measures(AblationFigures figures) => Html.Table(
        "figures",
        ["From the samples", "Line closed", "After cut-off"],
        [
            Html.Row("Highest tip temperature", Figures.Degrees(figures.PeakCelsius), Figures.Degrees(figures.After.PeakCelsius)),
            Html.Row("At or above 40.00 °C", Figures.Seconds(figures.During.Warm), Figures.Seconds(figures.After.Warm)),
            Html.Row("At or above 42.00 °C", Figures.Seconds(figures.During.Hot), Figures.Seconds(figures.After.Hot)),
            Html.Row("CEM43, each alone", Figures.Dose(figures.During.DoseMinutes), Figures.Dose(figures.After.DoseMinutes)),
        ]);

    private static XElement Coast(Ablation ablation, AblationFigures figures) => Html.Facts(
        ("CEM43 when the line opened", Figures.Dose(figures.DoseAtEnd)),
        ("CEM43 after the coast", Figures.Dose(figures.DoseAfter)),
        ("Tip when the line opened", Figures.Degrees(figures.CutoffCelsius)),
        ("Coast", figures.CoastCelsius is null ? Figures.None : $"{Figures.Difference(figures.CoastCelsius)}, {Figures.Seconds(figures.CoastPeakAfter)} after cut-off"),
        ("Recorded by the box", ablation.Procedure is { } record ? $"{Figures.Seconds(TimeSpan.FromMilliseconds(record.DurationMs ?? 0.0))}, highest {Figures.Degrees(record.PeakCelsius)}, ended by {record.End}" : null));

    private static XElement? Marked(Ablation ablation, IReadOnlyList<LogEvent> events) => events.Count == 0 ? null : Html.Table(
        "marked",
        ["No.", "Since ARMED", "Event", "Meaning", "Tip"],
        events.Select((happened, i) => Html.Row(
            (i + 1).ToString(CultureInfo.InvariantCulture),
            Figures.Offset(happened.TimeMs - ablation.StartMs),
            $"{happened.Name} {happened.Reason}".Trim(),
            Meanings.OfEvent(happened),
            Figures.Degrees(happened.TipCelsius))));
}
