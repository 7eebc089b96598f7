using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>One power-on: the box and its settings, the whole course, each ablation, the self-test and all events.</summary>
public static class SessionSection
{
    private const double OverviewTop = 26.0;
    private const double OverviewHeight = 190.0;

    public static IEnumerable<XElement> Of(LogSession session, string title, IReadOnlyList<Ablation> ablations)
    {
        AblationFigures[] figures = [.. ablations.Select(ablation => new AblationFigures(ablation))];
        yield return Html.Of(
            "section",
            Html.Of("h2", title),
            Html.Of("div", Html.Class("columns"), Box(session), Settings(session)),
            Html.Of("h3", "Ablations"),
            Summary(ablations, figures),
            session.Samples.Count > 1 ? Overview(session, ablations) : null);
        for (int i = 0; i < ablations.Count; i++) yield return AblationSection.Of(ablations[i], figures[i]);
        yield return SelfTest(session);
        yield return Events(session);
    }

    private static XElement Box(LogSession session)
    {
        UartLine? boot = session.Boot;
        UartLine? statistics = session.Statistics;
        return Html.Facts(
            ("Firmware", boot?["fw"]),
            ("Built from commit", boot?["build"] is "0000000" ? "0000000 (not a release)" : boot?["build"]),
            ("Protocol", boot?["proto"]),
            ("Restarts since power-on", boot?["resets"]),
            ("Control ticks late", statistics is null ? null : $"{statistics["late"]} of {statistics["ticks"]}"),
            ("Longest tick", statistics?.Number("worst") is { } worst ? string.Create(CultureInfo.InvariantCulture, $"{worst / 1000.0:F1} ms") : null),
            ("Lines lost by the box", statistics?["lost"]));
    }

    private static XElement Settings(LogSession session)
    {
        UartLine? settings = session.Configuration;
        return Html.Facts(
            ("Limit", Unit(settings?["limit"], "°C, at or above")),
            ("Floor", Unit(settings?["floor"], "°C, below")),
            ("Hardware backstop", Unit(settings?["backstop"], "°C, at or above")),
            ("Trips early by the coast", settings is null ? null : settings["ant"] == "1" ? "yes" : "no"),
            ("Conversions that must agree", settings?["vote"]),
            ("Thermocouple, mains filter", settings is null ? null : $"type {settings["tc"]}, {settings["mains"]} Hz"),
            ("Longest ablation", Unit(settings?["max"], "s")),
            ("Wait for the cement", Unit(settings?["wait"], "s")));
    }

    private static XElement Summary(IReadOnlyList<Ablation> ablations, AblationFigures[] figures)
    {
        if (ablations.Count == 0) return Html.Of("p", "None in this log.");
        return Html.Table(
            "summary",
            ["No.", "Began", "Duration", "Peak", "Peak after cut-off", "CEM43 after the coast", "Ended by"],
            ablations.Select((ablation, i) => Html.Of(
                "tr",
                Html.Of("td", Html.Of("a", new XAttribute("href", "#" + AblationSection.Anchor(ablation)), ablation.Number.ToString(CultureInfo.InvariantCulture))),
                Cells(
                    Figures.Clock(ablation.StartMs),
                    Figures.Duration(figures[i].Duration),
                    Figures.Degrees(figures[i].PeakCelsius),
                    Figures.Degrees(figures[i].After.PeakCelsius),
                    Figures.Dose(figures[i].DoseAfter ?? figures[i].DoseAtEnd),
                    ablation.Cause))));
    }

    private static XElement Overview(LogSession session, IReadOnlyList<Ablation> ablations)
    {
        TemperaturePlot plot = new(session, session.FirstMs, session.LastMs, OverviewTop, OverviewHeight);
        IEnumerable<XElement> shades = ablations.Select(ablation => Svg.Rectangle("permitted", plot.Axes.X(ablation.StartMs), plot.Axes.Top, plot.Axes.X(ablation.EndMs), plot.Axes.Bottom));
        IEnumerable<XElement> numbers = ablations.Select(ablation => Svg.Text("number", (plot.Axes.X(ablation.StartMs) + plot.Axes.X(ablation.EndMs)) / 2.0, plot.Axes.Top - 6.0, ablation.Number.ToString(CultureInfo.InvariantCulture)));
        return Html.Of(
            "figure",
            plot.Draw("Temperature over the whole log", zeroMs: 0, shades, numbers),
            Html.Of("figcaption", "The whole course; minutes:seconds since power-on. Shaded: ablations, by number."));
    }

    private static XElement SelfTest(LogSession session)
    {
        string? verdict = session.Tests.Any(test => !test.Passed) ? "A step failed: the box locked itself out."
            : session.Tests.Count == 0 ? "No step is in this log."
            : session.Tests.Select(test => test.Step).Distinct().Count() < Meanings.Steps ? "Not all steps are in this log." : null;
        return Html.Of(
            "section",
            Html.Of("h2", "Self-test"),
            verdict is null ? null : Html.Of("p", Html.Class("caution"), verdict),
            session.Tests.Count == 0 ? null : Html.Table(
                "tests",
                ["Time", "Step", "Proves", "Result"],
                session.Tests.Select(test => Html.Of(
                    "tr",
                    Cells(Figures.Clock(test.TimeMs), test.Step, Meanings.OfStep(test.Step)),
                    Html.Of("td", test.Passed ? null : Html.Class("failed"), test.Passed ? "passed" : "FAILED")))));
    }

    private static XElement Events(LogSession session) => Html.Of(
        "section",
        Html.Of("h2", "All events"),
        session.Events.Count == 0 ? Html.Of("p", "None in this log.") : Html.Table(
            "events",
            ["Time", "Event", "Meaning", "Tip", "Line"],
            session.Events.Select(happened => Html.Row(
                Figures.Clock(happened.TimeMs),
                $"{happened.Name} {happened.Reason}".Trim(),
                Meanings.OfEvent(happened),
                Figures.Degrees(happened.TipCelsius),
                happened.Line.ToString(CultureInfo.InvariantCulture)))));

    private static IEnumerable<XElement> Cells(params string[] cells) => cells.Select(cell => Html.Of("td", Html.Printable(cell)));

    private static string? Unit(string? value, string unit) => value is null ? null : $"{value} {unit}";
}
