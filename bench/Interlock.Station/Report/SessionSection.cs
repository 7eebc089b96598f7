using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>One power-on: the box and its settings, the whole course, each ablation, the self-test and all events.</summary>
public static class SessionSection
{
    private const double OverviewTop = 26.0;
    private const double OverviewHeight = 190.0;

    public static IEnumerable<XElement> Of(Session session, string title)
    {
        yield return Html.Of(
            "section",
            Html.Of("h2", title),
            Html.Of("div", Html.Class("columns"), Box(session), Settings(session)),
            Html.Of("h3", "Ablations"),
            session.EndedWithRestart ? Html.Of("p", Html.Class("caution"), "The box restarted after this: its line opened.") : null,
            Summary(session.Ablations),
            Lesions(session.Lesions),
            session.Samples.Count > 1 ? Overview(session, session.Ablations) : null);
        foreach (Ablation ablation in session.Ablations) yield return AblationSection.Of(ablation);
        yield return SelfTest(session);
        yield return Events(session);
    }

    private static XElement Box(Session session)
    {
        UartLine? boot = session.Boot;
        UartLine? statistics = session.Statistics;
        return Html.Facts(
            ("Firmware", boot?[Key.Firmware]),
            ("Built from commit", boot?[Key.Build] is "0000000" ? "0000000 (not a release)" : boot?[Key.Build]),
            ("Protocol", boot?[Key.Protocol]),
            ("Restarts since power-on", boot?[Key.Resets]),
            ("Control ticks late", statistics is null ? null : $"{statistics[Key.Late]} of {statistics[Key.Ticks]}"),
            ("Longest tick", statistics?.Number(Key.Worst) is { } worst ? string.Create(CultureInfo.InvariantCulture, $"{worst / 1000.0:F1} ms") : null),
            ("Lines lost by the box", statistics?[Key.Lost]));
    }

    private static XElement Settings(Session session)
    {
        UartLine? settings = session.Settings.Told;
        return Html.Facts(
            ("Limit", Unit(settings?[Key.Limit], "°C, at or above")),
            ("Floor", Unit(settings?[Key.Floor], "°C, below")),
            ("Hardware backstop", Unit(settings?[Key.Backstop], "°C, at or above")),
            ("Trips early by the coast", settings is null ? null : settings[Key.Anticipates] == "1" ? "yes" : "no"),
            ("Conversions that must agree", settings?[Key.Vote]),
            ("Thermocouple, mains filter", settings is null ? null : $"type {settings[Key.Tip]}, {settings[Key.Mains]} Hz"),
            ("Longest ablation", Unit(settings?[Key.Longest], "s")),
            ("Wait for the cement", Unit(settings?[Key.Wait], "s")));
    }

    private static XElement Summary(IReadOnlyList<Ablation> ablations)
    {
        if (ablations.Count == 0) return Html.Of("p", "None in this log.");
        return Html.Table(
            "summary",
            ["No.", "Began", "Duration", "Highest, with the coast", "Until the line opened", "CEM43, with the coast", "Ended by"],
            ablations.Select(ablation => Html.Of(
                "tr",
                Html.Of("td", Html.Of("a", new XAttribute("href", "#" + AblationSection.Anchor(ablation)), ablation.Number.ToString(CultureInfo.InvariantCulture))),
                Cells(
                    ablation.HasArmed ? Figures.Clock(ablation.StartMs) : $"before {Figures.Clock(ablation.FirstHeardMs)}",
                    Figures.Duration(ablation.Duration),
                    Figures.Degrees(ablation.HighestCelsius),
                    Figures.Degrees(ablation.PeakCelsius),
                    Figures.Dose(ablation.DoseMinutes),
                    ablation.Cause))));
    }

    /// <summary>Several ablations at one place, together.</summary>
    private static IEnumerable<XElement> Lesions(IReadOnlyList<Lesion> lesions)
    {
        if (lesions.All(lesion => lesion.Ablations.Count < 2)) yield break;
        yield return Html.Of("h3", "Lesions");
        yield return Html.Table(
            "lesions",
            ["Ablations", "Duration", "Highest", "CEM43"],
            lesions.Select(lesion => Html.Row(
                string.Join(", ", lesion.Ablations.Select(ablation => ablation.Number)),
                Figures.Duration(lesion.Duration),
                Figures.Degrees(lesion.HighestCelsius),
                Figures.Dose(lesion.DoseMinutes))));
    }

    private static XElement Overview(Session session, IReadOnlyList<Ablation> ablations)
    {
        TemperaturePlot plot = new(session, session.FirstMs, session.LastMs, OverviewTop, OverviewHeight);
        IEnumerable<XElement> shades = ablations.Select(ablation => Svg.Rectangle("permitted", plot.Axes.X(ablation.FirstHeardMs), plot.Axes.Top, plot.Axes.X(ablation.EndMs), plot.Axes.Bottom));
        IEnumerable<XElement> numbers = ablations.Select(ablation => Svg.Text("number", (plot.Axes.X(ablation.FirstHeardMs) + plot.Axes.X(ablation.EndMs)) / 2.0, plot.Axes.Top - 6.0, ablation.Number.ToString(CultureInfo.InvariantCulture)));
        return Html.Of(
            "figure",
            plot.Draw("Temperature over the whole log", zeroMs: 0, shades, numbers),
            Html.Of("figcaption", "The whole course; minutes:seconds since power-on. Shaded: ablations, by number."));
    }

    private static XElement SelfTest(Session session)
    {
        string? verdict = session.Tests.Any(test => !HasPassed(test)) ? "A step failed: the box locked itself out."
            : session.Tests.Count == 0 ? "No step is in this log."
            : session.Tests.Select(test => test.Name).Distinct().Count() < Meanings.Steps.Count ? "Not all steps are in this log." : null;
        return Html.Of(
            "section",
            Html.Of("h2", "Self-test"),
            verdict is null ? null : Html.Of("p", Html.Class("caution"), verdict),
            session.Tests.Count == 0 ? null : Html.Table(
                "tests",
                ["Time", "Step", "Proves", "Result"],
                session.Tests.Select(test => Html.Of(
                    "tr",
                    Cells(Figures.Clock(test.TimeMs), test.Name, Meanings.OfStep(test.Name).Sentence),
                    Html.Of("td", HasPassed(test) ? null : Html.Class("failed"), HasPassed(test) ? "passed" : "FAILED")))));
    }

    private static XElement Events(Session session) => Html.Of(
        "section",
        Html.Of("h2", "All events"),
        session.Events.Count == 0 ? Html.Of("p", "None in this log.") : Html.Table(
            "events",
            ["Time", "Event", "Meaning", "Tip", "Line"],
            session.Events.Select(happened => Html.Row(
                Figures.Clock(happened.TimeMs),
                happened.Words,
                happened.Told,
                Figures.Degrees(happened.TipCelsius),
                happened.Line.ToString(CultureInfo.InvariantCulture)))));

    private static bool HasPassed(News test) => test.Severity == Severity.Plain;

    private static IEnumerable<XElement> Cells(params string[] cells) => cells.Select(cell => Html.Of("td", Html.Printable(cell)));

    private static string? Unit(string? value, string unit) => value is null ? null : $"{value} {unit}";
}
