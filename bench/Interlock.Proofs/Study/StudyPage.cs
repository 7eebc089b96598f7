using System.Globalization;
using System.Xml.Linq;
using Interlock.Log.Pages;

namespace Interlock.Proofs.Study;

/// <summary>The study as one self-contained page: table, plots, what it shows and what it does not.</summary>
public static class StudyPage
{
    private const string Title = "Virtual cohort of the temperature interlock";

    private const string Style = """

        th, td { text-align: right; } th:first-child, td:first-child { text-align: left; }
        .plots { display: flex; flex-wrap: wrap; gap: 12px; } .plots svg { width: auto; max-width: 100%; break-inside: avoid; }
        .key span { margin-right: 18px; } .key i { display: inline-block; width: 14px; height: 4px; margin-right: 6px; vertical-align: middle; }
        svg text { font-size: 11px; fill: #3d444d; } svg .title { font-size: 12px; font-weight: 600; }
        .across { text-anchor: middle; } .up, .axis { text-anchor: end; }
        .limit { stroke: #b3261e; stroke-dasharray: 4 3; }
        .course { fill: none; stroke-width: 1.6; }
        .bar.none, .off.none { fill: #7d8590; } .course.none { stroke: #7d8590; } i.none { background: #7d8590; }
        .bar.eye, .off.eye { fill: #b5830a; } .course.eye { stroke: #b5830a; } i.eye { background: #b5830a; }
        .bar.box, .off.box { fill: #0b63ce; } .course.box { stroke: #0b63ce; } i.box { background: #0b63ce; }
        .bar.mea, .off.mea { fill: #7b3fa0; } .course.mea { stroke: #7b3fa0; } i.mea { background: #7b3fa0; }
        .bar.ant, .off.ant { fill: #1a7f4b; } .course.ant { stroke: #1a7f4b; } i.ant { background: #1a7f4b; }
        circle.planned { fill: #fff; stroke: #7d8590; stroke-width: 1.5; } circle.stopped { fill: #0b63ce; } circle.anticipated { fill: #1a7f4b; }
        i.limit { background: #b3261e; } i.dot { width: 10px; height: 10px; border-radius: 5px; } i.hollow { border: 1.5px solid #7d8590; }

        """;

    public static string Render(StudyResult result) => Page.Of(
        Title,
        Style,
        Html.Of("h1", Title),
        result.ByTissue.Select(Part));

    private static object[] Part(StudyResult result) =>
    [
        Html.Of("h2", "In " + StudyReport.Name(result.Tissue)),
        Html.Of("p", string.Create(CultureInfo.InvariantCulture, $"{result.Cohort.Count} simulated ablations, seed {result.Seed}. A model, not patients: it shows what the box does, not how people fare.")),
        Html.Of("p", Html.Class(result.Holds ? "verdict" : "verdict bad"), StudyReport.Verdict(result)),
        StudyReport.Costs(result).Select(cost => Html.Of("p", cost)),
        Table(result),
        StudyReport.Notes(result.Tissue).Select(note => Html.Of("p", note)),
        Html.Of("h3", "Peak temperature of the tissue, coast included"),
        Html.Of("p", "Dashed: 42 degC. What is hotter than the scale stands in its last bar."),
        Plots(StudyPlots.Peaks(result)),
        Html.Of("h3", "Courses"),
        Key([.. result.Arms.Select(arm => (ArmStyles.Of(arm), ArmNames.Of(arm))), ("limit", "42 degC")]),
        Html.Of("p", "A dot marks power off. Where arms agree, the last in the key covers the others."),
        Plots(StudyPlots.Courses(result)),
        Html.Of("h3", "Stopped and not stopped"),
        Key(("dot box", "stopped by the box"), ("dot ant", "only by a coast that was expected"), ("dot hollow", "went on as meant")),
        Plots([StudyPlots.Stopped(result)]),
    ];

    private static XElement Plots(IEnumerable<XElement> plots) => Html.Of("div", Html.Class("plots"), plots);

    private static XElement Key(params (string Style, string Text)[] entries) =>
        Html.Of("p", Html.Class("key"), entries.Select(entry => Html.Of("span", Html.Of("i", Html.Class(entry.Style)), entry.Text)));

    private static XElement Table(StudyResult result) => Html.Table(
        "study",
        ["", "paper", .. result.Summaries.Select(summary => ArmNames.Of(summary.Arm))],
        StudyRow.Of(result.Tissue).Select(row => Html.Row([row.Name.StartsWith(' ') ? $"\u2003{row.Name.Trim()}" : row.Name, row.Paper, .. result.Summaries.Select(row.Value)])));
}

/// <summary>The class of the page's style sheet that gives an arm its colour.</summary>
public static class ArmStyles
{
    public static string Of(Arm arm) => arm switch
    {
        Arm.WithoutBox => "none",
        Arm.ByEye => "eye",
        Arm.WithBox => "box",
        Arm.Measured => "mea",
        Arm.Cautious => "ant",
        _ => throw new ArgumentOutOfRangeException(nameof(arm)),
    };
}

/// <summary>The study in pictures.</summary>
public static class StudyPlots
{
    private const double LowestCelsius = 37.0;

    /// <summary>Hotter peaks stand in the last bin.</summary>
    private const double HighestCelsius = 47.0;
    private const double BinCelsius = 0.25;
    private const double EveryKilojoules = 0.5;

    /// <summary>How the peaks are distributed: one histogram an arm, all on one scale.</summary>
    public static IEnumerable<XElement> Peaks(StudyResult result)
    {
        int bins = (int)((HighestCelsius - LowestCelsius) / BinCelsius);
        Dictionary<Arm, int[]> counts = result.Outcomes.ToDictionary(pair => pair.Key, pair => Count(pair.Value, bins));
        int most = counts.Values.Max(arm => arm.Max());
        int every = Math.Max(1, (int)Math.Ceiling(most / 5.0));
        foreach ((Arm arm, int[] count) in counts)
        {
            SvgPlot plot = new(430.0, 190.0, new Scale("peak, degC", LowestCelsius, HighestCelsius, 1.0), new Scale("ablations", 0.0, every * Math.Ceiling(most / (double)every), every));
            for (int bin = 0; bin < bins; bin++)
            {
                double from = LowestCelsius + (bin * BinCelsius);
                if (count[bin] > 0) plot.Bar(from, from + BinCelsius, count[bin], "bar " + ArmStyles.Of(arm), string.Create(CultureInfo.InvariantCulture, $"{from} to {from + BinCelsius} degC: {count[bin]}"));
            }

            plot.VerticalRule(PaperFigures.StopCelsius, "limit");
            yield return plot.Render(ArmNames.Of(arm));
        }
    }

    /// <summary>A few ablations over time, each in every arm.</summary>
    public static IEnumerable<XElement> Courses(StudyResult result) => Chosen(result).Select(chosen => Course(result, chosen.Why, chosen.Lesion));

    /// <summary>Which ablations were stopped: by how far the foramen is, and by the energy that was meant to be absorbed.</summary>
    public static XElement Stopped(StudyResult result)
    {
        double most = Math.Ceiling(result.Cohort.Max(Kilojoules) / EveryKilojoules) * EveryKilojoules;
        SvgPlot plot = new(640.0, 360.0, new Scale("antenna to thermocouple, mm", Math.Floor(result.Cohort.Min(lesion => lesion.Plan.ForamenMillimetres)), Math.Ceiling(result.Cohort.Max(lesion => lesion.Plan.ForamenMillimetres)), 1.0), new Scale("meant to be absorbed, kJ", 0.0, most, EveryKilojoules));
        for (int i = 0; i < result.Cohort.Count; i++)
        {
            Lesion lesion = result.Cohort[i];
            bool box = result.Outcomes.TryGetValue(Arm.WithBox, out IReadOnlyList<Outcome>? plain) && plain[i].Ending == Ending.Stopped;
            bool anticipating = result.Arms.Any(arm => arm > Arm.WithBox && result.Outcomes[arm][i].Ending == Ending.Stopped);
            string style = box ? "stopped" : anticipating ? "anticipated" : "planned";
            string tip = string.Create(CultureInfo.InvariantCulture, $"lesion {lesion.Number}: {lesion.Plan.Watts:F1} W for {lesion.Plan.Seconds:F0} s, absorbed {lesion.Plan.AbsorbedShare:P0}, perfusion {lesion.Plan.PerfusionFactor:F2}; {style}");
            plot.Circle(lesion.Plan.ForamenMillimetres, Kilojoules(lesion), style, tip);
        }

        return plot.Render("each ablation");
    }

    private static int[] Count(IEnumerable<Outcome> outcomes, int bins)
    {
        int[] count = new int[bins];
        foreach (Outcome outcome in outcomes) count[Math.Clamp((int)((outcome.Peak - LowestCelsius) / BinCelsius), 0, bins - 1)]++;
        return count;
    }

    private static List<(string Why, int Lesion)> Chosen(StudyResult result)
    {
        IReadOnlyList<Outcome> box = result.Outcomes[result.Arms.First(arm => ArmNames.RuleOf(arm) is not null)];
        int[] stopped = [.. Indices(box, Ending.Stopped).OrderBy(i => box[i].Peak)];
        int[] planned = [.. Indices(box, Ending.Planned).OrderBy(i => box[i].Peak)];
        List<(string, int)> chosen = [];
        if (stopped.Length > 0) chosen.Add(("hottest with the box", stopped[^1]));
        if (stopped.Length > 2) chosen.Add(("median stopped", stopped[stopped.Length / 2]));
        if (planned.Length > 0) chosen.Add(("warmest not stopped", planned[^1]));
        if (planned.Length > 2) chosen.Add(("median not stopped", planned[planned.Length / 2]));
        return chosen;
    }

    private static IEnumerable<int> Indices(IReadOnlyList<Outcome> outcomes, Ending ending) => Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i].Ending == ending);

    private static XElement Course(StudyResult result, string why, int lesion)
    {
        Outcome[] outcomes = [.. result.Arms.Select(arm => result.Outcomes[arm][lesion])];
        double highest = Math.Ceiling(outcomes.Max(outcome => outcome.Peak) + 0.2);
        double seconds = outcomes.Max(outcome => outcome.Course.Count) * Outcome.CourseStepSeconds;
        double everyCelsius = highest > LowestCelsius + 10.0 ? 2.0 : 1.0;
        SvgPlot plot = new(430.0, 250.0, new Scale("s from power on", 0.0, Math.Ceiling(seconds / 60.0) * 60.0, 60.0), new Scale("tissue, degC", LowestCelsius, highest, everyCelsius));
        plot.HorizontalRule(PaperFigures.StopCelsius, "limit");
        foreach (Outcome outcome in outcomes)
        {
            plot.Line(outcome.Course.Select((celsius, i) => (i * Outcome.CourseStepSeconds, celsius)), "course " + ArmStyles.Of(outcome.Arm));
            int off = Math.Min((int)(outcome.PoweredSeconds / Outcome.CourseStepSeconds), outcome.Course.Count - 1);
            plot.Circle(outcome.PoweredSeconds, outcome.Course[off], "off " + ArmStyles.Of(outcome.Arm), string.Create(CultureInfo.InvariantCulture, $"{ArmNames.Of(outcome.Arm)}: power off after {outcome.PoweredSeconds:F1} s, peak {outcome.Peak:F2} degC"));
        }

        Lesion it = result.Cohort[lesion];
        return plot.Render(string.Create(CultureInfo.InvariantCulture, $"{why}: lesion {it.Number}, {it.Plan.Watts:F0} W, {it.Plan.ForamenMillimetres:F1} mm"));
    }

    private static double Kilojoules(Lesion lesion) => lesion.Plan.AbsorbedWatts * lesion.Plan.Seconds / 1000.0;
}

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

    private readonly PlotFrame _frame = new(Left, Top, width - Right, height - Bottom);
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
        x.Ticks.Select(tick => _frame.TickAcross(X(tick), "tick across", 14.0, Text(tick))),
        y.Ticks.Select(tick => _frame.TickUp(Y(tick), "tick up", Text(tick))),
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

    private double X(double value) => _frame.X(Math.Clamp(value, x.From, x.To), x.From, x.To);

    private double Y(double value) => height - Bottom - ((height - Top - Bottom) * (Math.Clamp(value, y.From, y.To) - y.From) / (y.To - y.From));
}
