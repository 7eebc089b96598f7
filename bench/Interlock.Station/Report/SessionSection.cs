using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>One power-on: the box and its settings, the whole course, each ablation, the self-test and all events.</summary>
public static class SessionSection
{
    private const double OverviewTop = 62.0;
    private const double OverviewHeight = 190.0;

    // More are shown small, together, and opened one by one.
    private const int MostOpen = 6;

    // Of a number above the overview, and how many rows of them there are.
    private const double NumberWidth = 9.0;
    private const double NumberRows = 3.0;
    private const double RowHeight = 14.0;

    /// <param name="session">What the box told.</param>
    /// <param name="title">Of its part of the page.</param>
    /// <param name="restart">How it began, where a restart began it.</param>
    public static IEnumerable<XElement> Of(Session session, string title, string? restart)
    {
        bool isMany = session.Ablations.Count > MostOpen;
        yield return Html.Of(
            "section",
            Html.Of("h2", title),
            Begins(session, restart) is { } begins ? Html.Of("p", Html.Class("caution"), begins) : null,
            Html.Of("div", Html.Class("columns"), Box(session), Settings(session)),
            Html.Of("h3", "Ablations"),
            session.EndedWithRestart ? Html.Of("p", Html.Class("caution"), session.Ablation is { Ending: Ending.Restart } cut ? $"The box restarted after this: ablation {cut.Number} ended with it, and its line opened." : "The box restarted after this: its line was open.") : null,
            Summary(session.Ablations),
            session.Readings.Count > 1 ? Overview(session, session.Ablations) : null,
            isMany ? SmallPlots.Of(session.Ablations) : null);
        Ablation? hottest = Ablation.HottestOf(session.Ablations);
        foreach (Ablation ablation in session.Ablations) yield return isMany ? AblationSection.Folded(ablation, isOpen: ablation == hottest) : AblationSection.Of(ablation);
        yield return SelfTest(session);
        yield return Events(session);
    }

    /// <summary>By the wall clock where one was kept, else since power-on. The date stands in the head of the page, unless it is another one.</summary>
    public static string Began(Ablation ablation) =>
        ablation.HasArmed ? At(ablation.Session, ablation.StartMs) : $"before {At(ablation.Session, ablation.FirstHeardMs)}";

    private static string At(Session session, long timeMs)
    {
        if (session.ClockAt(timeMs) is not { } clock) return Figures.Tick(timeMs);
        return clock.Time.Date == session.ClockAt(session.FirstMs)!.Value.Time.Date ? clock.TimeOfDay() : clock.ToSecond();
    }

    /// <summary>What of the beginning is not in the log.</summary>
    private static string? Begins(Session session, string? restart)
    {
        if (session.HasBeginning) return restart;
        string late = session.FirstMs > 0 ? $"The log begins {Figures.Clock(session.FirstMs)} after power-on: what was before is not in it." : "The beginning is not in the log.";
        return restart is null ? late : $"{restart} {late}";
    }

    private static XElement Box(Session session)
    {
        UartLine? origin = session.Origin;
        UartLine? statistics = session.Statistics;
        return Html.Facts(
            ("Firmware", origin?[Key.Firmware]),
            ("Built from commit", origin?[Key.Build] is "0000000" ? "0000000 (not a release)" : origin?[Key.Build]),
            ("Protocol", origin?[Key.Protocol]),
            ("Restarts since power-on", origin?[Key.Resets]),
            ("Control ticks late", statistics is null ? null : $"{statistics[Key.Late]} of {statistics[Key.Ticks]}"),
            ("Longest tick", statistics?.Number(Key.Worst) is { } worst ? string.Create(CultureInfo.InvariantCulture, $"{worst / 1000.0:F1} ms") : null),
            ("Lines lost by the box", statistics?[Key.Lost]));
    }

    private static XElement Settings(Session session)
    {
        UartLine? settings = session.Settings.Told;
        return Html.Facts([
            .. session.HasSecondProbe ? [("Probes", session.ProbesMode is { } mode ? Meanings.OfProbes(mode).Sentence : "two; what for is not in the log")] : Array.Empty<(string Name, string? Value)>(),
            ("Limit", Unit(settings?[Key.Limit], "°C, at or above")),
            ("Floor", Unit(settings?[Key.Floor], "°C, below")),
            ("Hardware backstop", Unit(settings?[Key.Backstop], "°C, at or above")),
            ("Trips by the coast it expects", settings is null ? null : settings[Key.Anticipates] switch { null => "no", "1" => "when the expected peak reaches the limit", _ => "when the expected peak may reach the limit" }),
            ("Conversions that must agree", settings?[Key.Vote]),
            ("Thermocouple, mains filter", settings is null ? null : $"type {settings[Key.Tip]}, {settings[Key.Mains]} Hz"),
            ("Longest ablation", Unit(settings?[Key.Longest], "s")),
            ("Wait for the cement", Unit(settings?[Key.Wait], "s")),
        ]);
    }

    private static XElement Summary(IReadOnlyList<Ablation> ablations)
    {
        if (ablations.Count == 0) return Html.Of("p", "None in this log.");
        bool hasClock = ablations.Any(ablation => ablation.Session.ClockAt(ablation.StartMs) is not null);
        int[] probes = ablations.Any(ablation => ablation.Second is not null) ? [1, 2] : [1];
        return Html.Table(
            "summary",
            ["No.", .. probes.SelectMany(probe => (string[])[$"{Probe(probe)}Highest, with the coast", $"{Probe(probe)}CEM43, with the coast"]), "Ended by", "Duration", "Until the line opened", "Since power-on", .. hasClock ? ["Began"] : Array.Empty<string>()],
            ablations.Select(ablation => Html.Of(
                "tr",
                Html.Of("td", Html.Of("a", new XAttribute("href", "#" + AblationSection.Anchor(ablation)), ablation.Number.ToString(CultureInfo.InvariantCulture))),
                Cells(
                    [
                        .. probes.SelectMany(probe => (string[])[Figures.Degrees(ablation.At(probe)?.HighestCelsius), Figures.Dose(ablation.At(probe)?.DoseMinutes)]),
                        ablation.CauseInWords,
                        Figures.Duration(ablation.Duration),
                        string.Join(", ", probes.Select(probe => Figures.Degrees(ablation.At(probe)?.PeakCelsius))),
                        ablation.HasArmed ? Figures.Tick(ablation.StartMs) : $"before {Figures.Tick(ablation.FirstHeardMs)}",
                        .. hasClock ? [Began(ablation)] : Array.Empty<string>(),
                    ]))));

        string Probe(int number) => probes.Length == 1 ? string.Empty : $"Probe {number}: ";
    }

    private static XElement Overview(Session session, IReadOnlyList<Ablation> ablations)
    {
        TemperaturePlot plot = new(session, session.FirstMs, session.LastMs, OverviewTop, OverviewHeight);
        IEnumerable<XElement> shades = ablations.Select(ablation => Svg.Rectangle("permitted", plot.Axes.X(ablation.FirstHeardMs), plot.Axes.Top, plot.Axes.X(ablation.EndMs), plot.Axes.Bottom));
        return Html.Of(
            "figure",
            plot.Draw("Temperature over the whole log", zeroMs: 0, shades, Numbers(ablations, plot.Axes)),
            Html.Of("figcaption", $"The whole course{(session.HasSecondProbe ? ", probe 2 in dashes" : string.Empty)}; hours:minutes:seconds since power-on, as in the table. Shaded: ablations, by number where there is room.{(session.HasBeginning ? string.Empty : $" The log begins late, at {Figures.Tick(session.FirstMs)}.")}"));
    }

    /// <summary>Those that would lie upon another one go up a row, as long as there is one.</summary>
    private static IEnumerable<XElement> Numbers(IReadOnlyList<Ablation> ablations, PlotAxes axes)
    {
        double[] taken = [.. Enumerable.Repeat(double.NegativeInfinity, (int)NumberRows)];
        foreach (Ablation ablation in ablations)
        {
            string number = ablation.Number.ToString(CultureInfo.InvariantCulture);
            double x = (axes.X(ablation.FirstHeardMs) + axes.X(ablation.EndMs)) / 2.0;
            int row = Array.FindIndex(taken, last => x - last > (number.Length * NumberWidth) + 2.0);
            if (row < 0) continue;
            taken[row] = x;
            yield return Svg.Text("number", x, axes.Top - 6.0 - (row * RowHeight), number);
        }
    }

    private static XElement SelfTest(Session session)
    {
        string? verdict = session.Tests.Any(test => test.IsFailure) ? "A step failed: the box locked itself out."
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
                    Cells(Figures.Clock(test.TimeMs), test.Name + News.OfProbe(test.Probe), Meanings.OfStep(test.Name).Sentence),
                    Html.Of("td", test.IsFailure ? Html.Class("failed") : null, test.IsFailure ? $"FAILED: {Meanings.OfStep(test.Name).NextStep}" : "passed")))));
    }

    private static XElement Events(Session session)
    {
        bool hasClock = session.ClockAt(session.FirstMs) is not null;
        return Html.Of(
            "section",
            Html.Of("h2", "All events"),
            session.Events.Count == 0 ? Html.Of("p", "None in this log.") : Html.Table(
                "events",
                [.. hasClock ? ["Wall clock"] : Array.Empty<string>(), "Since power-on", "Event", "Meaning and next step", "Tip", "Line"],
                session.Events.Select(happened => Html.Row(
                [
                    .. hasClock ? [session.ClockAt(happened.TimeMs)?.TimeOfDay() ?? Figures.None] : Array.Empty<string>(),
                    Figures.Clock(happened.TimeMs),
                    happened.Words,
                    happened.Told,
                    Figures.Degrees(happened.TipCelsius),
                    happened.Line.ToString(CultureInfo.InvariantCulture),
                ]))));
    }

    private static IEnumerable<XElement> Cells(params string[] cells) => cells.Select(cell => Html.Of("td", Html.Printable(cell)));

    private static string? Unit(string? value, string unit) => value is null ? null : $"{value} {unit}";
}
