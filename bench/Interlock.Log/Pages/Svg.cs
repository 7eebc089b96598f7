using System.Globalization;
using System.Xml.Linq;

namespace Interlock.Log.Pages;

/// <summary>Elements of a drawing.</summary>
public static class Svg
{
    private static readonly XNamespace _namespace = "http://www.w3.org/2000/svg";

    public static XElement Drawing(double width, double height, string description, params object?[] content) => new(
        _namespace + "svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("role", "img"),
        new XAttribute("aria-label", description),
        content);

    public static XElement Group(string style, params object?[] content) => new(_namespace + "g", new XAttribute("class", style), content);

    public static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        Element("line", style, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    public static XElement Rectangle(string style, double left, double top, double right, double bottom) =>
        Element("rect", style, ("x", left), ("y", top), ("width", double.Max(0.0, right - left)), ("height", double.Max(0.0, bottom - top)));

    public static XElement Circle(string style, double x, double y, double radius) => Element("circle", style, ("cx", x), ("cy", y), ("r", radius));

    public static XElement Text(string style, double x, double y, string text)
    {
        XElement element = Element("text", style, ("x", x), ("y", y));
        element.Add(Html.Printable(text));
        return element;
    }

    /// <summary>Strokes that rise to the right, so that an area can be told from another without its colour.</summary>
    public static XElement Hatch(string style, double left, double top, double right, double bottom)
    {
        const double step = 9.0;
        System.Text.StringBuilder strokes = new();
        for (double start = left - (bottom - top) + step; start < right; start += step)
        {
            double x1 = double.Max(start, left);
            double x2 = double.Min(start + bottom - top, right);
            if (x2 > x1) strokes.Append($"M{Number(x1)} {Number(bottom - (x1 - start))}L{Number(x2)} {Number(bottom - (x2 - start))}");
        }

        return new XElement(_namespace + "path", new XAttribute("class", style), new XAttribute("d", strokes.ToString()));
    }

    /// <summary>A line through points.</summary>
    public static XElement Course(string style, IEnumerable<PlotPoint> points) => new(
        _namespace + "polyline",
        new XAttribute("class", style),
        new XAttribute("points", string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))));

    /// <summary>What a browser shows when the pointer rests on an element.</summary>
    public static XElement Hint(string text) => new(_namespace + "title", Html.Printable(text));

    private static XElement Element(string name, string style, params (string Name, double Value)[] numbers) => new(
        _namespace + name,
        new XAttribute("class", style),
        numbers.Select(number => new XAttribute(number.Name, Number(number.Value))));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Where a plot is drawn. Each of its ticks has a line across it, and its value beside it.</summary>
public readonly record struct PlotFrame(double Left, double Top, double Right, double Bottom)
{
    private const double LabelGap = 6.0;
    private const double TextRise = 4.0;

    /// <summary>Where a value falls between the left edge and the right one.</summary>
    public double X(double value, double from, double to) => Left + ((Right - Left) * (value - from) / (to - from));

    public XElement[] TickAcross(double x, string style, double drop, string text) =>
        [Svg.Line("grid", x, Top, x, Bottom), Svg.Text(style, x, Bottom + drop, text)];

    public XElement[] TickUp(double y, string style, string text) => [Svg.Line("grid", Left, y, Right, y), BesideAxis(y + TextRise, style, text)];

    /// <summary>Text at the left of the upright axis.</summary>
    public XElement BesideAxis(double y, string style, string text) => Svg.Text(style, Left - LabelGap, y, text);
}

/// <summary>A point of a plot, in the plot's own units.</summary>
public readonly record struct PlotPoint(double X, double Y);
