using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log;

namespace Interlock.Station.Report;

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
        long warmUntilMs = ablation.Session.Samples.LastOrDefault(sample => sample.TimeMs <= ablation.WatchedUntilMs && sample.TipCelsius > CoolCelsius).TimeMs;
        return Math.Min(ablation.WatchedUntilMs, Math.Max(ablation.EndMs + LongestCoastMs, warmUntilMs));
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
