using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log;

namespace Interlock.Station.Report;

/// <summary>What the plots have in common: the axes, the lines of limit, warning and floor, and the course itself.</summary>
public sealed class TemperaturePlot
{
    private const double AxisHeight = 40.0;
    private const double ThinningStep = 0.5;
    private const double LabelGap = 6.0;
    private const double TextRise = 4.0;
    private const double BreakHalf = 4.0;

    // Between two readings that a line may join, as the figures have it.
    private const long LongestStepMs = 1000;

    private readonly Session _session;
    private readonly PlotAxes _axes;
    private readonly IReadOnlyList<Sample> _samples;

    /// <param name="session">For the limits.</param>
    /// <param name="fromMs">Left edge.</param>
    /// <param name="untilMs">Right edge.</param>
    /// <param name="top">Room above, for marks.</param>
    /// <param name="height">Of the temperatures' axis.</param>
    public TemperaturePlot(Session session, long fromMs, long untilMs, double top, double height)
    {
        _session = session;
        _samples = [.. session.Samples.Where(sample => sample.TimeMs >= fromMs && sample.TimeMs <= untilMs)];
        IEnumerable<double> celsius = _samples.Where(sample => sample.TipCelsius is not null).Select(sample => sample.TipCelsius!.Value);
        _axes = new PlotAxes(fromMs, untilMs, celsius, session.Settings.LimitCelsius, session.Settings.FloorCelsius, top, height);
    }

    public PlotAxes Axes => _axes;

    /// <param name="description">For those who can't see it.</param>
    /// <param name="zeroMs">Where the time axis is zero.</param>
    /// <param name="behind">Drawn behind the course.</param>
    /// <param name="before">Drawn before it.</param>
    public XElement Draw(string description, long zeroMs, IEnumerable<XElement> behind, IEnumerable<XElement> before) => Svg.Drawing(
        PlotAxes.Width,
        _axes.Bottom + AxisHeight,
        description,
        new XAttribute("data-from-ms", _axes.FromMs),
        new XAttribute("data-until-ms", _axes.UntilMs),
        new XAttribute("data-top", _axes.Top.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("data-lowest", _axes.LowestCelsius.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("data-highest", _axes.HighestCelsius.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("data-bottom", _axes.ScaleBottom.ToString(CultureInfo.InvariantCulture)),
        behind,
        TimeAxis(zeroMs),
        TemperatureAxis(),
        Level("limit", "limit", _session.Settings.LimitCelsius, _axes.Y(_session.Settings.LimitCelsius)),
        Level("warning", "warning", CourseFigures.WarmCelsius, _axes.Y(CourseFigures.WarmCelsius)),
        Level("floor", "floor", _session.Settings.FloorCelsius, _axes.FloorY),
        Svg.Group("courses", Courses()),
        before);

    private XElement TimeAxis(long zeroMs) => Svg.Group("axis", _axes.TimeTicks(zeroMs).Select(tick => new[]
    {
        Svg.Line("grid", _axes.X(tick), _axes.Top, _axes.X(tick), _axes.Bottom),
        Svg.Text("time", _axes.X(tick), _axes.Bottom + 16.0, Figures.Tick(tick - zeroMs)),
    }));

    private XElement TemperatureAxis() => Svg.Group(
        "axis",
        _axes.TemperatureTicks().Select(tick => new[]
        {
            Svg.Line("grid", PlotAxes.Left, _axes.Y(tick), PlotAxes.Right, _axes.Y(tick)),
            Svg.Text("celsius", PlotAxes.Left - LabelGap, _axes.Y(tick) + TextRise, tick.ToString(CultureInfo.InvariantCulture)),
        }),
        Svg.Text("celsius", PlotAxes.Left - LabelGap, _axes.Top - (2.0 * LabelGap), "°C"),
        Svg.Line("edge", PlotAxes.Left, _axes.Top, PlotAxes.Left, _axes.ScaleBottom),
        Svg.Line("edge", PlotAxes.Left, _axes.Bottom, PlotAxes.Right, _axes.Bottom),
        _axes.IsBroken ? Break() : null);

    /// <summary>Two strokes across the axis: what lies between scale and floor is left out.</summary>
    private XElement Break() => Svg.Group(
        "break",
        Svg.Line("grid", PlotAxes.Left, _axes.ScaleBottom, PlotAxes.Right, _axes.ScaleBottom),
        Svg.Line("edge", PlotAxes.Left - BreakHalf, _axes.ScaleBottom + BreakHalf, PlotAxes.Left + BreakHalf, _axes.ScaleBottom - BreakHalf),
        Svg.Line("edge", PlotAxes.Left - BreakHalf, _axes.ScaleBottom + (3.0 * BreakHalf), PlotAxes.Left + BreakHalf, _axes.ScaleBottom + BreakHalf),
        Svg.Line("edge", PlotAxes.Left, _axes.ScaleBottom + (2.0 * BreakHalf), PlotAxes.Left, _axes.Bottom),
        Svg.Text("celsius", PlotAxes.Left - LabelGap, _axes.FloorY + TextRise, _axes.FloorCelsius.ToString(CultureInfo.InvariantCulture)));

    private static XElement Level(string style, string name, double celsius, double y) => Svg.Group(
        style,
        Svg.Line("level", PlotAxes.Left, y, PlotAxes.Right, y),
        Svg.Text("name", PlotAxes.Right + LabelGap, y + TextRise, string.Create(CultureInfo.InvariantCulture, $"{name} {celsius:F2}")));

    private IEnumerable<XElement> Courses()
    {
        List<PlotPoint> piece = [];
        long lastMs = long.MinValue / 2;
        foreach (Sample sample in _samples)
        {
            bool isGap = sample.TipCelsius is null || sample.TimeMs - lastMs > LongestStepMs;
            if (isGap && piece.Count > 0)
            {
                yield return Piece(piece);
                piece = [];
            }

            if (sample.TipCelsius is not { } celsius) continue;
            piece.Add(new PlotPoint(_axes.X(sample.TimeMs), _axes.Y(celsius)));
            lastMs = sample.TimeMs;
        }

        if (piece.Count > 0) yield return Piece(piece);
    }

    private static XElement Piece(List<PlotPoint> points) =>
        points.Count == 1 ? Svg.Circle("lone", points[0].X, points[0].Y, 1.0) : Svg.Course("course", Thinning.Of(points, ThinningStep));
}
