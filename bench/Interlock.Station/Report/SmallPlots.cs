using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>Many ablations at one look: small plots with the same axes, several to a page, each a link to its own.</summary>
public static class SmallPlots
{
    private const double Width = 320.0;
    private const double Height = 150.0;
    private const double Left = 34.0;
    private const double Right = Width - 6.0;
    private const double Top = 8.0;
    private const double Bottom = Height - 20.0;
    private const double ThinningStep = 1.0;
    private const long LongestStepMs = 1000;

    public static XElement Of(IReadOnlyList<Ablation> ablations)
    {
        long spanMs = PlotAxes.RoundSpan(ablations.Max(ablation => AblationPlot.Span(ablation).UntilMs - ablation.FirstHeardMs + PlotAxes.LeadMs));
        double lowest = Math.Min(PlotAxes.UsualLowestCelsius, Math.Floor(ablations.Min(Lowest)));
        double highest = Math.Max(PlotAxes.UsualHighestCelsius, Math.Ceiling(ablations.Max(ablation => ablation.HighestCelsius ?? 0.0)));
        return Html.Of(
            "div",
            Html.Of("p", Html.Class("small"), "All with the same axes; minutes since ARMED. A number leads to the ablation; those that are opened below are printed in full."),
            Html.Of("div", Html.Class("many"), ablations.Select(ablation => Plot(ablation, spanMs, lowest, highest))));
    }

    private static double Lowest(Ablation ablation)
    {
        (long fromMs, long untilMs) = AblationPlot.Span(ablation);
        double lowest = PlotAxes.UsualLowestCelsius;
        foreach (TipReading reading in ablation.Session.ReadingsBetween(fromMs, untilMs)) lowest = Lower(Lower(lowest, reading.TipCelsius), reading.SecondTipCelsius);
        return lowest;

        // What isn't known is below nothing.
        static double Lower(double lowest, double celsius) => celsius < lowest ? celsius : lowest;
    }

    private static XElement Plot(Ablation ablation, long spanMs, double lowest, double highest)
    {
        long zeroMs = ablation.FirstHeardMs;
        return Html.Of(
            "figure",
            Html.Of(
                "figcaption",
                Html.Of("a", new XAttribute("href", "#" + AblationSection.Anchor(ablation)), $"{ablation.Number}"),
                Html.Printable($" {SessionSection.Began(ablation)} · {Figures.Degrees(ablation.HighestCelsius)} · {Figures.Dose(ablation.DoseMinutes)} · {(ablation.Second is null ? string.Empty : $"at probe {ablation.Hottest.Number} · ")}{ablation.CauseInWords}")),
            Svg.Drawing(
                Width,
                Height,
                $"Temperature of ablation {ablation.Number}, small",
                Svg.Rectangle("permitted", X(zeroMs), Top, X(ablation.EndMs), Bottom),
                ablation.HasEnded ? Svg.Hatch("hatch", X(ablation.EndMs), Top, X(AblationSection.CoastEndMs(ablation)), Bottom) : null,
                Ticks().Select(tick => new[] { Svg.Line("grid", X(zeroMs + tick), Top, X(zeroMs + tick), Bottom), Svg.Text("time", X(zeroMs + tick), Bottom + 14.0, (tick / 60_000).ToString(CultureInfo.InvariantCulture)) }),
                Level("limit", ablation.Session.Settings.LimitCelsius),
                Level("warning", BoxSettings.WarnHighCelsius),
                Level("edge", 37.0),
                Course()));

        double X(long timeMs) => Left + ((Right - Left) * (timeMs - zeroMs + PlotAxes.LeadMs) / spanMs);

        double Y(double celsius) => Top + ((Bottom - Top) * (highest - celsius) / (highest - lowest));

        IEnumerable<long> Ticks()
        {
            long step = Math.Max(1, spanMs / 60_000 / 6) * 60_000;
            for (long tick = 0; tick < spanMs - PlotAxes.LeadMs; tick += step) yield return tick;
        }

        XElement Level(string style, double celsius) => Svg.Group(
            style,
            Svg.Line("level", Left, Y(celsius), Right, Y(celsius)),
            Svg.Text("celsius", Left - 4.0, Y(celsius) + 4.0, celsius.ToString("0.##", CultureInfo.InvariantCulture)));

        IEnumerable<XElement> Course()
        {
            (long fromMs, long untilMs) = AblationPlot.Span(ablation);
            foreach (AtProbe probe in ablation.Probes)
            {
                foreach (List<PlotPoint> piece in TemperaturePlot.Pieces(ablation.Session.ReadingsBetween(fromMs, untilMs), reading => reading.Of(probe.Number), LongestStepMs, X, Y))
                {
                    yield return Svg.Course(TemperaturePlot.StyleOf(probe.Number), Thinning.Of(piece, ThinningStep));
                }
            }
        }
    }
}
