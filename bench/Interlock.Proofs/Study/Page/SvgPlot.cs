using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Interlock.Proofs.Study.Page;

/// <summary>A plot as inline SVG: axes with ticks, and marks given in the data's own units.</summary>
public sealed class SvgPlot
{
    private const double Left = 52.0;
    private const double Right = 12.0;
    private const double Top = 26.0;
    private const double Bottom = 40.0;

    private readonly double _width;
    private readonly double _height;
    private readonly Scale _x;
    private readonly Scale _y;
    private readonly StringBuilder _marks = new();

    public SvgPlot(double width, double height, Scale x, Scale y)
    {
        _width = width;
        _height = height;
        _x = x;
        _y = y;
    }

    public void Line(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline class='{style}' points='{string.Join(' ', points.Select(point => $"{Px(point.X)},{Py(point.Y)}"))}'/>");

    public void Circle(double x, double y, string style, string tip) =>
        Add($"<circle class='{style}' cx='{Px(x)}' cy='{Py(y)}' r='4.5'><title>{WebUtility.HtmlEncode(tip)}</title></circle>");

    public void Bar(double fromX, double toX, double y, string style, string tip) =>
        Add($"<rect class='{style}' x='{Px(fromX)}' y='{Py(y)}' width='{Number(X(toX) - X(fromX) - 1.0)}' height='{Number(Y(_y.From) - Y(y))}'><title>{WebUtility.HtmlEncode(tip)}</title></rect>");

    public void VerticalRule(double x, string style) => Add($"<line class='{style}' x1='{Px(x)}' x2='{Px(x)}' y1='{Number(Top)}' y2='{Py(_y.From)}'/>");

    public void HorizontalRule(double y, string style) => Add($"<line class='{style}' x1='{Number(Left)}' x2='{Px(_x.To)}' y1='{Py(y)}' y2='{Py(y)}'/>");

    public string Render(string title)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox='0 0 {_width} {_height}' width='{_width}' height='{_height}' role='img' aria-label='{WebUtility.HtmlEncode(title)}'>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class='title' x='{Left}' y='16'>{WebUtility.HtmlEncode(title)}</text>\n");
        foreach (double tick in _x.Ticks) svg.Append(CultureInfo.InvariantCulture, $"<line class='grid' x1='{Px(tick)}' x2='{Px(tick)}' y1='{Top}' y2='{Py(_y.From)}'/><text class='tick' text-anchor='middle' x='{Px(tick)}' y='{Number(Y(_y.From) + 14.0)}'>{tick}</text>\n");
        foreach (double tick in _y.Ticks) svg.Append(CultureInfo.InvariantCulture, $"<line class='grid' x1='{Left}' x2='{Px(_x.To)}' y1='{Py(tick)}' y2='{Py(tick)}'/><text class='tick' text-anchor='end' x='{Left - 6.0}' y='{Number(Y(tick) + 4.0)}'>{tick}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class='axis' text-anchor='end' x='{Px(_x.To)}' y='{Number(_height - 8.0)}'>{WebUtility.HtmlEncode(_x.Label)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class='axis' text-anchor='end' transform='translate(13 {Top}) rotate(-90)'>{WebUtility.HtmlEncode(_y.Label)}</text>\n");
        return svg.Append(_marks).Append("</svg>\n").ToString();
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private void Add(string mark) => _marks.Append(mark).Append('\n');

    private double X(double value) => Left + ((_width - Left - Right) * (Math.Clamp(value, _x.From, _x.To) - _x.From) / (_x.To - _x.From));

    private double Y(double value) => _height - Bottom - ((_height - Top - Bottom) * (Math.Clamp(value, _y.From, _y.To) - _y.From) / (_y.To - _y.From));

    private string Px(double value) => Number(X(value));

    private string Py(double value) => Number(Y(value));
}
