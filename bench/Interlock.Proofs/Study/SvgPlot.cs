using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Interlock.Log.Pages;

namespace Interlock.Proofs.Study;

/// <summary>One axis of a plot.</summary>
/// <param name="Label">What it shows, with its unit.</param>
/// <param name="From">Value at its beginning.</param>
/// <param name="To">Value at its end.</param>
/// <param name="Every">Between two ticks.</param>
public sealed record Scale(string Label, double From, double To, double Every)
{
    public IEnumerable<double> Ticks
    {
        get
        {
            int ticks = (int)((To - From) / Every * 1.000001);
            for (int i = 0; i <= ticks; i++) yield return From + (i * Every);
        }
    }
}

/// <summary>A plot: axes with ticks, and marks given in the data's own units.</summary>
public sealed class SvgPlot(double width, double height, Scale x, Scale y)
{
    private const double Left = 52.0;
    private const double Right = 12.0;
    private const double Top = 26.0;
    private const double Bottom = 40.0;
    private const double DotRadius = 4.5;

    private readonly List<XElement> _marks = [];

    public void Line(IEnumerable<(double X, double Y)> points, string style) => _marks.Add(Svg.Course(style, points.Select(point => new PlotPoint(X(point.X), Y(point.Y)))));

    public void Circle(double atX, double atY, string style, string tip) => Add(Svg.Circle(style, X(atX), Y(atY), DotRadius), tip);

    public void Bar(double fromX, double toX, double highY, string style, string tip) => Add(Svg.Rectangle(style, X(fromX), Y(highY), X(toX) - 1.0, Y(y.From)), tip);

    public void VerticalRule(double at, string style) => _marks.Add(Svg.Line(style, X(at), Top, X(at), Y(y.From)));

    public void HorizontalRule(double at, string style) => _marks.Add(Svg.Line(style, Left, Y(at), X(x.To), Y(at)));

    public XElement Render(string title) => Svg.Drawing(
        width,
        height,
        title,
        new XAttribute("width", width),
        Svg.Text("title", Left, 16.0, title),
        x.Ticks.Select(tick => new[] { Svg.Line("grid", X(tick), Top, X(tick), Y(y.From)), Svg.Text("tick across", X(tick), Y(y.From) + 14.0, Text(tick)) }),
        y.Ticks.Select(tick => new[] { Svg.Line("grid", Left, Y(tick), X(x.To), Y(tick)), Svg.Text("tick up", Left - 6.0, Y(tick) + 4.0, Text(tick)) }),
        Svg.Text("axis", X(x.To), height - 8.0, x.Label),
        Upright(Svg.Text("axis", 0.0, 0.0, y.Label)),
        _marks);

    private static XElement Upright(XElement text)
    {
        text.Add(new XAttribute("transform", string.Create(CultureInfo.InvariantCulture, $"translate(13 {Top}) rotate(-90)")));
        return text;
    }

    private static string Text(double tick) => tick.ToString(CultureInfo.InvariantCulture);

    private void Add(XElement mark, string tip)
    {
        mark.Add(Svg.Hint(tip));
        _marks.Add(mark);
    }

    private double X(double value) => Left + ((width - Left - Right) * (Math.Clamp(value, x.From, x.To) - x.From) / (x.To - x.From));

    private double Y(double value) => height - Bottom - ((height - Top - Bottom) * (Math.Clamp(value, y.From, y.To) - y.From) / (y.To - y.From));
}
