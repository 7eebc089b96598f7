using System.Globalization;
using System.Xml.Linq;
using Interlock.Log;
using Interlock.Log.Pages;

namespace Interlock.Station.Report;

/// <summary>What the plots have in common: the axes, the lines of limit, warning and floor, and the course itself.</summary>
public sealed class TemperaturePlot
{
    private const double AxisHeight = 40.0;
    private const double ThinningStep = 0.5;
    private const double LabelGap = 6.0;
    private const double TextRise = 4.0;
    private const double BreakHalf = 4.0;
    private const double WhichAbove = 5.0;
    private const double WhichBelow = 14.0;

    // Between two readings that a line may join, as the figures have it.
    private const long LongestStepMs = 1000;

    private readonly Session _session;
    private readonly PlotAxes _axes;
    private readonly IReadOnlyList<TipReading> _readings;

    /// <param name="session">For the limits.</param>
    /// <param name="fromMs">Left edge.</param>
    /// <param name="untilMs">Right edge.</param>
    /// <param name="top">Room above, for marks.</param>
    /// <param name="height">Of the temperatures' axis.</param>
    public TemperaturePlot(Session session, long fromMs, long untilMs, double top, double height)
    {
        _session = session;
        _readings = [.. session.ReadingsBetween(fromMs, untilMs)];
        _axes = new PlotAxes(fromMs, untilMs, Celsius(), session.Settings.LimitCelsius, session.Settings.FloorCelsius, top, height);
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

    private XElement TimeAxis(long zeroMs) => Svg.Group("axis", _axes.TimeTicks(zeroMs).Select(tick => _axes.Frame.TickAcross(_axes.X(tick), "time", 16.0, Figures.Tick(tick - zeroMs))));

    private XElement TemperatureAxis() => Svg.Group(
        "axis",
        _axes.TemperatureTicks().Select(tick => _axes.Frame.TickUp(_axes.Y(tick), "celsius", tick.ToString(CultureInfo.InvariantCulture))),
        _axes.Frame.BesideAxis(_axes.Top - (2.0 * LabelGap), "celsius", "°C"),
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
        _axes.Frame.BesideAxis(_axes.FloorY + TextRise, "celsius", _axes.FloorCelsius.ToString(CultureInfo.InvariantCulture)));

    private static XElement Level(string style, string name, double celsius, double y) => Svg.Group(
        style,
        Svg.Line("level", PlotAxes.Left, y, PlotAxes.Right, y),
        Svg.Text("name", PlotAxes.Right + LabelGap, y + TextRise, string.Create(CultureInfo.InvariantCulture, $"{name} {celsius:F2}")));

    private IEnumerable<double> Celsius()
    {
        foreach (TipReading reading in _readings)
        {
            if (!double.IsNaN(reading.TipCelsius)) yield return reading.TipCelsius;
            if (!double.IsNaN(reading.SecondTipCelsius)) yield return reading.SecondTipCelsius;
        }
    }

    /// <summary>How the course of a probe is drawn: the second's in dashes, and in another colour.</summary>
    public static string StyleOf(int probe) => probe == 2 ? "course second" : "course";

    private IEnumerable<XElement> Courses() => Course(1).Concat(Course(2));

    private IEnumerable<XElement> Course(int probe)
    {
        List<PlotPoint>[] pieces = [.. Pieces(_readings, reading => reading.Of(probe), LongestStepMs, _axes.X, _axes.Y)];
        foreach (List<PlotPoint> piece in pieces) yield return Piece(StyleOf(probe), piece);
        if (!_session.HasSecondProbe || pieces.Length == 0) yield break;

        // Which is which stands at its highest point, beside the strokes of the legend.
        PlotPoint highest = pieces.SelectMany(static piece => piece).MinBy(static point => point.Y);
        yield return Svg.Text(probe == 2 ? "which second" : "which", highest.X, highest.Y + (probe == 2 ? WhichBelow : -WhichAbove), probe.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A course in pieces that a line may join: nothing is drawn over what was not read.</summary>
    public static IEnumerable<List<PlotPoint>> Pieces(IEnumerable<TipReading> readings, Func<TipReading, double> celsiusOf, long longestStepMs, Func<long, double> x, Func<double, double> y)
    {
        List<PlotPoint> piece = [];
        long lastMs = long.MinValue / 2;
        foreach (TipReading reading in readings)
        {
            double celsius = celsiusOf(reading);
            bool isGap = double.IsNaN(celsius) || reading.TimeMs - lastMs > longestStepMs;
            if (isGap && piece.Count > 0)
            {
                yield return piece;
                piece = [];
            }

            if (double.IsNaN(celsius)) continue;
            piece.Add(new PlotPoint(x(reading.TimeMs), y(celsius)));
            lastMs = reading.TimeMs;
        }

        if (piece.Count > 0) yield return piece;
    }

    private static XElement Piece(string style, List<PlotPoint> points) =>
        points.Count == 1 ? Svg.Circle("lone", points[0].X, points[0].Y, 1.0) : Svg.Course(style, Thinning.Of(points, ThinningStep));
}

/// <summary>
/// Where times and temperatures fall in a plot. The floor lies far below any living tissue: unless the readings come near it
/// the axis is broken, and the floor has a strip of its own below.
/// </summary>
public sealed class PlotAxes
{
    public const double Width = 960.0;
    public const double Left = 52.0;
    public const double Right = Width - 98.0;

    /// <summary>Shown of what was before an ablation.</summary>
    public const long LeadMs = 10_000;

    /// <summary>The same in every plot where the readings fit, so that two can be compared.</summary>
    public const double UsualLowestCelsius = 36.0;

    /// <summary>The same in every plot where the readings fit: above the hardware's own limit.</summary>
    public const double UsualHighestCelsius = 46.0;

    private const double StripHeight = 34.0;
    private const double TickAboveBreakCelsius = 0.25;
    private const double MarginCelsius = 0.5;
    private const double AboveLimitCelsius = 1.0;
    private const double NearFloorCelsius = 5.0;
    private const double BelowFloorCelsius = 2.0;

    private readonly double _height;

    /// <param name="fromMs">Left edge.</param>
    /// <param name="untilMs">Right edge.</param>
    /// <param name="celsius">What will be drawn.</param>
    /// <param name="limitCelsius">Always in the picture.</param>
    /// <param name="floorCelsius">In the picture, or in its strip.</param>
    /// <param name="top">Room above, for marks.</param>
    /// <param name="height">Of the temperatures' axis, strip included.</param>
    public PlotAxes(long fromMs, long untilMs, IEnumerable<double> celsius, double limitCelsius, double floorCelsius, double top, double height)
    {
        FromMs = fromMs;
        UntilMs = Math.Max(untilMs, fromMs + 1);
        FloorCelsius = floorCelsius;
        double lowest = UsualLowestCelsius;
        double highest = Math.Max(UsualHighestCelsius, limitCelsius + AboveLimitCelsius);
        foreach (double value in celsius)
        {
            lowest = Math.Min(lowest, value - MarginCelsius);
            highest = Math.Max(highest, value + MarginCelsius);
        }

        IsBroken = lowest > floorCelsius + NearFloorCelsius;
        LowestCelsius = Math.Floor(IsBroken ? lowest : Math.Min(lowest, floorCelsius - BelowFloorCelsius));
        HighestCelsius = Math.Ceiling(highest);
        Top = top;
        Bottom = top + height;
        _height = IsBroken ? height - StripHeight : height;
    }

    /// <summary>One of a few lengths of time, so that two plots can be compared.</summary>
    public static long RoundSpan(long ms)
    {
        const long minute = 60_000;
        int[] minutes = [1, 2, 4, 6, 8, 10, 15, 20, 30, 60];
        return (minutes.FirstOrDefault(length => length * minute >= ms) is > 0 and var fits ? fits : ((ms / minute / 60) + 1) * 60) * minute;
    }

    public long FromMs { get; }

    public long UntilMs { get; }

    public double FloorCelsius { get; }

    public double LowestCelsius { get; }

    public double HighestCelsius { get; }

    /// <summary>Whether the floor has a strip of its own.</summary>
    public bool IsBroken { get; }

    public double Top { get; }

    /// <summary>Lower edge, strip included.</summary>
    public double Bottom { get; }

    /// <summary>Lower edge of the temperatures' scale.</summary>
    public double ScaleBottom => Top + _height;

    public PlotFrame Frame => new(Left, Top, Right, Bottom);

    public double X(long timeMs) => Frame.X(timeMs, FromMs, UntilMs);

    public double Y(double celsius) => Top + (_height * (HighestCelsius - celsius) / (HighestCelsius - LowestCelsius));

    /// <summary>Where the floor's line is drawn.</summary>
    public double FloorY => IsBroken ? Bottom - (StripHeight / 2.0) : Y(FloorCelsius);

    /// <summary>Temperatures that have a tick.</summary>
    public IEnumerable<double> TemperatureTicks()
    {
        double step = (HighestCelsius - LowestCelsius) switch { <= 12.0 => 1.0, <= 24.0 => 2.0, var span => 5.0 * Math.Ceiling(span / 120.0) };
        double first = IsBroken ? LowestCelsius + TickAboveBreakCelsius : LowestCelsius;
        for (double tick = Math.Ceiling(first / step) * step; tick <= HighestCelsius; tick += step) yield return tick;
    }

    /// <summary>Times that have a tick, with zero at a time of choice.</summary>
    public IEnumerable<long> TimeTicks(long zeroMs)
    {
        const int mostTicks = 12;
        long[] steps = [5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
        long step = steps.FirstOrDefault(step => (UntilMs - FromMs) / step <= mostTicks, (UntilMs - FromMs) / mostTicks);
        long tick = zeroMs + ((FromMs - zeroMs) / step * step);
        for (; tick <= UntilMs; tick += step)
        {
            if (tick >= FromMs) yield return tick;
        }
    }
}

/// <summary>
/// Leaves out points that a plot can't show: of all that fall on one step of the horizontal axis the first, the last, the lowest
/// and the highest stay, so the drawn line is the same. Every point that stays is a sample of the log.
/// </summary>
public static class Thinning
{
    /// <param name="points">Points in the order of x.</param>
    /// <param name="step">Width of a step.</param>
    public static List<PlotPoint> Of(IReadOnlyList<PlotPoint> points, double step)
    {
        List<PlotPoint> kept = [];
        for (int from = 0; from < points.Count;)
        {
            int until = from;
            int lowest = from;
            int highest = from;
            double column = System.Math.Floor(points[from].X / step);
            for (; until < points.Count && System.Math.Floor(points[until].X / step) == column; until++)
            {
                if (points[until].Y < points[lowest].Y) lowest = until;
                if (points[until].Y > points[highest].Y) highest = until;
            }

            foreach (int index in new SortedSet<int> { from, lowest, highest, until - 1 }) kept.Add(points[index]);
            from = until;
        }

        return kept;
    }
}
