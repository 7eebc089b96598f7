using System.Globalization;
using Interlock.Log;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Interlock.Station.Monitor;

/// <summary>The last two minutes in dots, with lines at the limit, the warning and the floor. A second probe's course is in dashes.</summary>
public sealed class TrendChart(BoxStatus box) : IRenderable
{
    private const int LabelWidth = 7;
    private const int UsualRows = 8;

    private static readonly Style _quiet = new(Color.Grey);
    private static readonly Style _limit = new(Color.Red);
    private static readonly Style _warning = new(Color.Yellow);
    private static readonly Style _floor = new(Color.DodgerBlue1);
    private static readonly Style _second = new(Color.MediumPurple1);

    // Of dots, and as many between two dashes.
    private const int DashDots = 4;

    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(maxWidth, LabelWidth * 2), maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int columns = Math.Max(1, maxWidth - LabelWidth);
        int rows = Math.Max(2, (options.Height ?? UsualRows) - 1);
        TrendScale scale = new(box.Trend.Points, box.Session.Settings.LimitCelsius, box.Session.Settings.FloorCelsius);
        BrailleCanvas canvas = new(columns, rows);
        Style[,] colours = new Style[rows, columns];
        Draw(canvas, colours, scale, static point => point.SecondCelsius, _ => _second, isDashed: true);
        Draw(canvas, colours, scale, static point => point.Celsius, celsius => StyleOf(box, celsius), isDashed: false);

        for (int row = 0; row < rows; row++)
        {
            foreach (Segment segment in Row(canvas, colours, scale, row, rows)) yield return segment;
            yield return Segment.LineBreak;
        }

        foreach (Segment segment in TimeAxis(columns)) yield return segment;
    }

    /// <summary>How a reading is coloured.</summary>
    public static Style StyleOf(BoxStatus box, double celsius) =>
        celsius >= box.Session.Settings.LimitCelsius || celsius < box.Session.Settings.FloorCelsius ? new Style(Color.Red)
        : celsius >= BoxSettings.WarnHighCelsius || celsius < BoxSettings.WarnLowCelsius ? new Style(Color.Yellow)
        : new Style(Color.Green);

    private void Draw(BrailleCanvas canvas, Style[,] colours, TrendScale scale, Func<TrendPoint, double?> celsiusOf, Func<double, Style> styleOf, bool isDashed)
    {
        int? lastX = null;
        int lastY = 0;
        foreach (TrendPoint point in box.Trend.Points)
        {
            if (celsiusOf(point) is not { } celsius)
            {
                lastX = null;
                continue;
            }

            int x = (int)((canvas.Width - 1) * (Trend.SpanMs - (box.Trend.NewestMs - point.TimeMs)) / Trend.SpanMs);
            int y = Math.Clamp(scale.Row(celsius, canvas.Height), 0, canvas.Height - 1);

            // A steep course stays one line: the rows between two readings are filled.
            int step = lastX is null ? 0 : Math.Sign(lastY - y);
            bool isDrawn = !isDashed || (point.TimeMs * canvas.Width / Trend.SpanMs / DashDots) % 2 == 0;
            for (int between = y; isDrawn; between += step)
            {
                canvas.Set(x, between);
                colours[between / BrailleCanvas.DotsDown, x / BrailleCanvas.DotsAcross] = styleOf(celsius);
                if (step == 0 || between + step == lastY) break;
            }

            lastX = x;
            lastY = y;
        }
    }

    private IEnumerable<Segment> Row(BrailleCanvas canvas, Style[,] colours, TrendScale scale, int row, int rows)
    {
        (double? celsius, Style style, char line) = LineAt(scale, row, rows);
        double? label = celsius ?? (row == 0 ? scale.Highest : row == rows - 1 ? scale.Lowest : null);
        string text = label is { } value ? value.ToString("F2", CultureInfo.InvariantCulture) : string.Empty;
        yield return new Segment(text.PadLeft(LabelWidth - 1) + (celsius is null ? '│' : '┤'), style);
        for (int column = 0; column < canvas.Width / BrailleCanvas.DotsAcross; column++)
        {
            yield return canvas.IsEmpty(column, row) ? new Segment(line.ToString(), style) : new Segment(canvas[column, row].ToString(), colours[row, column]);
        }
    }

    private (double? Celsius, Style Style, char Line) LineAt(TrendScale scale, int row, int rows)
    {
        if (RowOf(box.Session.Settings.LimitCelsius) == row) return (box.Session.Settings.LimitCelsius, _limit, '─');
        if (RowOf(BoxSettings.WarnHighCelsius) == row) return (BoxSettings.WarnHighCelsius, _warning, '┄');
        if (RowOf(box.Session.Settings.FloorCelsius) == row) return (box.Session.Settings.FloorCelsius, _floor, '─');
        return (null, _quiet, ' ');

        int RowOf(double celsius)
        {
            int dot = scale.Row(celsius, rows * BrailleCanvas.DotsDown);
            return dot < 0 ? -1 : dot / BrailleCanvas.DotsDown;
        }
    }

    private static IEnumerable<Segment> TimeAxis(int columns)
    {
        const string left = "└ 120 s ago";
        const string right = "now";
        string middle = columns > 40 ? "60 s" : string.Empty;
        int half = (columns / 2) + (middle.Length / 2) + 1;
        string axis = left.PadRight(half - middle.Length) + middle;
        yield return new Segment(new string(' ', LabelWidth - 1) + axis.PadRight(columns + 1 - right.Length) + right, _quiet);
    }
}

/// <summary>A reading of each probe at a time of the box; null where it can't be trusted, and where there is no second probe.</summary>
public readonly record struct TrendPoint(long TimeMs, double? Celsius, double? SecondCelsius = null);

/// <summary>The readings of the last two minutes.</summary>
public sealed class Trend
{
    public const long SpanMs = 120_000;

    private readonly Queue<TrendPoint> _points = new();

    public IReadOnlyCollection<TrendPoint> Points => _points;

    /// <summary>Time of the newest reading.</summary>
    public long NewestMs { get; private set; }

    public void Add(TrendPoint point)
    {
        NewestMs = point.TimeMs;
        _points.Enqueue(point);
        while (_points.Peek().TimeMs < NewestMs - SpanMs) _points.Dequeue();
    }
}

/// <summary>The span of temperatures that a trend shows: the limit always, the floor when the readings come near it.</summary>
public sealed class TrendScale
{
    private const double AboveLimitCelsius = 1.0;
    private const double UsualLowestCelsius = 36.0;
    private const double MarginCelsius = 0.5;
    private const double NearFloorCelsius = 5.0;

    public TrendScale(IEnumerable<TrendPoint> points, double limitCelsius, double floorCelsius)
    {
        Lowest = UsualLowestCelsius;
        Highest = limitCelsius + AboveLimitCelsius;
        foreach (TrendPoint point in points)
        {
            Include(point.Celsius);
            Include(point.SecondCelsius);
        }

        if (Lowest < floorCelsius + NearFloorCelsius) Lowest = Math.Min(Lowest, floorCelsius - 1.0);
    }

    private void Include(double? reading)
    {
        if (reading is not { } celsius) return;
        Lowest = Math.Min(Lowest, Math.Floor(celsius - MarginCelsius));
        Highest = Math.Max(Highest, Math.Ceiling(celsius + MarginCelsius));
    }

    public double Lowest { get; private set; }

    public double Highest { get; private set; }

    /// <summary>The dot or row of a temperature, from the top; outside the scale it is outside.</summary>
    public int Row(double celsius, int rows) => (int)Math.Round((Highest - celsius) / (Highest - Lowest) * (rows - 1));
}

/// <summary>A grid of dots, two by four to a character.</summary>
public sealed class BrailleCanvas(int columns, int rows)
{
    public const int DotsAcross = 2;
    public const int DotsDown = 4;

    private const char Blank = '\u2800';

    // The bit of each dot in a Unicode braille pattern, row by row.
    private static readonly byte[,] _bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly byte[,] _cells = new byte[rows, columns];

    public int Width => columns * DotsAcross;

    public int Height => rows * DotsDown;

    /// <summary>Sets a dot, counted from the top left; outside nothing is set.</summary>
    public void Set(int x, int y)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        _cells[y / DotsDown, x / DotsAcross] |= _bits[y % DotsDown, x % DotsAcross];
    }

    public bool IsEmpty(int column, int row) => _cells[row, column] == 0;

    public char this[int column, int row] => (char)(Blank + _cells[row, column]);
}
