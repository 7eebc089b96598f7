using System.Globalization;
using System.Text;
using Interlock.Log;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Interlock.Station.Monitor;

/// <summary>Lays box and link out for a terminal.</summary>
public static class LiveView
{
    private const int LeastWidth = 72;
    private const int LeastHeight = 20;
    private const int LeastEventsHeight = 6;

    // Beside and below the digits the state and the trend must still be legible.
    private const int StateWidth = 56;
    private const int TrendAndEventsHeight = 24;

    // A border, and a blank within it at each side.
    private const int FrameHeight = 2;
    private const int FrameWidth = 4;

    /// <param name="box">What is known.</param>
    /// <param name="link">How it comes here.</param>
    /// <param name="width">Characters across.</param>
    /// <param name="height">Lines.</param>
    public static IRenderable Of(BoxStatus box, LinkStatus link, int width, int height)
    {
        if (width < LeastWidth || height < LeastHeight) return Small(box, link);

        // Two pairs of big digits side by side where they fit; else those of the hotter probe.
        bool areBothBig = box.HasSecondProbe && (2 * ReadingWidth(1)) + StateWidth <= width;
        int panels = areBothBig ? 2 : 1;
        int scale = 1;
        while ((panels * ReadingWidth(scale + 1)) + StateWidth <= width && NowHeight(box, scale + 1) + TrendAndEventsHeight <= height) scale++;

        // Beyond what the trend can use, a tall terminal shows more events.
        int flexible = height - NowHeight(box, scale) - 2;
        int eventsHeight = Math.Max(LeastEventsHeight, flexible * 2 / 5);
        return new Layout().SplitRows(
            new Layout(Title(box, link)).Size(1),
            new Layout().Size(NowHeight(box, scale)).SplitColumns([.. Readings(box, link, scale, areBothBig).Select(reading => reading.Size(ReadingWidth(scale))), new Layout(Framed("box", State(box, link, width - (panels * ReadingWidth(scale)) - FrameWidth)))]),
            new Layout(Framed(TrendTitle(box), new TrendChart(box))),
            new Layout(Counters(box, link)).Size(1),
            new Layout(Framed("events", Events(box, link, eventsHeight - FrameHeight, width - FrameWidth))).Size(eventsHeight));
    }

    private static IEnumerable<Layout> Readings(BoxStatus box, LinkStatus link, int scale, bool areBothBig)
    {
        if (!box.HasSecondProbe)
        {
            yield return new Layout(Framed("tip", Reading(box, link, scale, probe: 1, Chip(box))));
        }
        else if (areBothBig)
        {
            yield return new Layout(Framed("probe 1", Reading(box, link, scale, probe: 1, Chip(box))));
            yield return new Layout(Framed("probe 2", Reading(box, link, scale, probe: 2, $"[grey]status {(box.Session.Newest?.SecondStatus ?? "--").EscapeMarkup()}[/]")));
        }
        else
        {
            int hotter = Tip(box, 2) > (Tip(box, 1) ?? double.MinValue) ? 2 : 1;
            int other = 3 - hotter;
            string colour = Tip(box, other) is null ? "red" : "default";
            yield return new Layout(Framed($"probe {hotter}, the hotter", Reading(box, link, scale, hotter, $"[{colour}]probe {other}: {Two(Tip(box, other))} °C[/]")));
        }
    }

    private static string Chip(BoxStatus box) => $"[grey]cold junction {Two(box.Session.Newest?.ColdJunctionCelsius)} °C, status {(box.Session.Newest?.Status ?? "--").EscapeMarkup()}[/]";

    private static double? Tip(BoxStatus box, int probe) => probe == 2 ? box.Session.Newest?.SecondTipCelsius : box.Session.Newest?.TipCelsius;

    private static int ReadingWidth(int scale) => BigDigits.Width("00.00", scale) + "°C".Length + FrameWidth + 2;

    // With two probes a cause with its probe may take a second line.
    private static int NowHeight(BoxStatus box, int scale) => (BigDigits.Rows * scale) + FrameHeight + (box.HasSecondProbe ? 2 : 1);

    private static string TrendTitle(BoxStatus box)
    {
        bool isFloorShown = new TrendScale(box.Trend.Points, box.Session.Settings.LimitCelsius, box.Session.Settings.FloorCelsius).Lowest <= box.Session.Settings.FloorCelsius;
        string floor = isFloorShown ? string.Empty : " (below)";
        string usual = box.Session.Settings.Told is null ? ", settings not told yet" : string.Empty;
        return $"last two minutes{(box.HasSecondProbe ? ", probe 2 in dashes" : string.Empty)}: limit {Degrees(box.Session.Settings.LimitCelsius)}, warning {Degrees(BoxSettings.WarnHighCelsius)}, floor {Degrees(box.Session.Settings.FloorCelsius)}{floor}{usual}";
    }

    private static Panel Framed(string title, IRenderable content) =>
        new Panel(content).Header($" {title} ").BorderColor(Color.Grey).RoundedBorder().Padding(1, 0).Expand();

    /// <summary>What matters most comes first: a window of two lines shows it.</summary>
    private static Rows Small(BoxStatus box, LinkStatus link)
    {
        List<IRenderable> rows = [new Markup($"[bold]{(box.HasSecondProbe ? $"probe 1 {Two(Tip(box, 1))}, probe 2 {Two(Tip(box, 2))}" : Two(Tip(box, 1)))} °C[/]  {StateLabel(box)}") { Overflow = Overflow.Ellipsis }];
        if (link.Stale is { } stale) rows.Add(new Markup($"[bold white on red] {stale.EscapeMarkup()} [/]"));
        if (CauseOf(box) is { } cause) rows.Add(new Markup($"[red]{cause.EscapeMarkup()}[/] {(box.Session.Cause is { } reason ? Meanings.OfReason(reason).Sentence.EscapeMarkup() : string.Empty)}"));
        rows.Add(new Markup(Warnings(box)));
        if (link.Stale is null) rows.Add(new Markup(Line(box)));
        rows.Add(Title(box, link));
        rows.Add(new Text($"this terminal is too small for the picture: {LeastWidth} by {LeastHeight} at least", new Style(Color.Grey)));
        return new Rows(rows);
    }

    /// <summary>What opened the line; null where nothing holds it open that wants to be acknowledged.</summary>
    private static string? CauseOf(BoxStatus box) =>
        box.Session.Cause is { } cause ? cause + News.OfProbe(box.Session.CauseProbe) : (box.Session.Newest?.State is StateName.Tripped or StateName.LockedOut ? "cause not heard" : null);

    private static Markup Title(BoxStatus box, LinkStatus link)
    {
        string firmware = box.Session.Origin is { } origin ? $"firmware {origin[Key.Firmware]} build {origin[Key.Build]}" : "firmware not told yet";
        string state = link.State switch
        {
            LinkState.Connected => "[green]connected[/]",
            LinkState.Lost => "[red]connection lost[/]",
            _ => "[grey]ended[/]",
        };
        return new Markup($" [bold]{link.Source.EscapeMarkup()}[/] {state} [grey]·[/] {firmware.EscapeMarkup()}{(link.State == LinkState.Ended ? string.Empty : " [grey]· q ends[/]")}") { Overflow = Overflow.Ellipsis };
    }

    private static Rows Reading(BoxStatus box, LinkStatus link, int scale, int probe, string below)
    {
        // A reading that is not of now must not look like one.
        Style style = link.Stale is not null ? new Style(Color.Grey35)
            : Tip(box, probe) is { } celsius ? TrendChart.StyleOf(box, celsius)
            : new Style(Color.Red);
        List<IRenderable> rows = [.. BigDigits.Of(Two(Tip(box, probe)), scale).Select((line, i) => new Text(i == 0 ? line + "°C" : line, style))];
        rows.Add(new Markup(link.Stale is { } stale ? $"[bold white on red] {stale.ToUpperInvariant().EscapeMarkup()} [/]" : below));
        return new Rows(rows);
    }

    private static Rows State(BoxStatus box, LinkStatus link, int width)
    {
        Ablation? ablation = box.Ablation;
        List<Markup> rows =
        [
            new($"{(link.Stale is null ? StateLabel(box) : $"[white on grey35]{Markup.Remove(StateLabel(box))}[/]")}{(CauseOf(box) is { } cause ? $" [red]{cause.EscapeMarkup()}[/]" : string.Empty)}"),
            new(link.Stale is null ? Line(box) : $"[grey35]{Markup.Remove(Line(box))}[/]"),
            new($"{Label("time")}{Time(box, ablation)}"),
        ];
        if (box.HasSecondProbe)
        {
            foreach (int probe in (int[])[1, 2])
            {
                AtProbe? figures = ablation?.At(probe);
                string all = $"{Highest(figures)}, CEM43 {Dose(figures?.DoseMinutes)} min{Expected(ablation, figures)}";
                string least = $"{Two(figures?.HighestCelsius)} °C, {Dose(figures?.DoseMinutes)} min";
                rows.Add(new Markup(Label($"probe {probe}") + (Markup.Remove(Label($"probe {probe}") + all).Length <= width ? all : least)));
            }
        }
        else
        {
            rows.Add(new Markup($"{Label("highest")}{Highest(ablation?.First)}{Expected(ablation, ablation?.First)}{(IsHeardLate(ablation) ? " since heard" : string.Empty)}"));
            rows.Add(new Markup($"{Label("CEM43")}{Dose(ablation?.First.DoseMinutes ?? box.Session.Newest?.DoseMinutes)} min"));
        }

        rows.Add(new Markup(Warnings(box)));
        return new Rows(rows);
    }

    private static string Highest(AtProbe? figures) => Two(figures?.PeakCelsius) + (figures?.HighestCelsius > figures?.PeakCelsius ? $", then {Two(figures?.HighestCelsius)}" : string.Empty);

    private static string Expected(Ablation? ablation, AtProbe? figures) => figures?.Expected is { } told
        ? string.Create(CultureInfo.InvariantCulture, $", {(ablation!.HasEnded ? "expected" : "if opened now")} {told.PeakCelsius:F1} ± {told.WidthCelsius:F1}")
        : string.Empty;

    private static string Dose(double? minutes) => minutes?.ToString("F3", CultureInfo.InvariantCulture) ?? "--";

    private static string StateLabel(BoxStatus box) => box.Session.Newest?.State switch
    {
        StateName.Permitted => "[black on green] PERMITTED [/]",
        StateName.Tripped => "[bold white on red] TRIPPED [/]",
        StateName.LockedOut => "[bold white on red] LOCKED OUT [/]",
        StateName.Inhibited => "[black on grey] INHIBITED [/]",
        StateName.SelfTest => "[black on yellow] SELF-TEST [/]",
        null => "[grey] nothing heard yet [/]",
        { } other => $"[bold] {other.EscapeMarkup()} [/]",
    };

    private static string Line(BoxStatus box)
    {
        if (box.Session.Newest is not { } sample) return Label("line") + "--";
        return $"{Label("line")}{(sample.IsLineClosed ? "[green]CLOSED[/]" : "open")}[grey], K1 {Contact(sample.K1)}, K2 {Contact(sample.K2)}[/]";
    }

    private static string Warnings(BoxStatus box)
    {
        if (box.Session.Emergency is { } emergency) return $"[bold white on red] {emergency.Name.EscapeMarkup()} [/] [red]{emergency.NextStep.EscapeMarkup()}[/]";
        if (box.Session.Warnings.Count > 0)
        {
            Warning newest = box.Session.Warnings[^1];
            return $"[black on yellow] {EventName.Warning} {newest.Reason.EscapeMarkup()} [/] [yellow]{newest.Sentence.EscapeMarkup()}[/]";
        }

        if (box.Session.Ablation is not { HasEnded: true } last) return "[grey]no warning[/]";
        TimeSpan wait = box.Session.Settings.CementWait - TimeSpan.FromMilliseconds(box.Session.LastMs - last.EndMs);
        return wait > TimeSpan.Zero ? $"{Label("cement")}in {Minutes(wait)}" : "[grey]no warning[/]";
    }

    private static Markup Counters(BoxStatus box, LinkStatus link)
    {
        string log = link.Log switch
        {
            null => "[grey]not recorded[/]",
            { Problem: { } problem } => $"[bold white on red] log: {problem.EscapeMarkup()} [/]",
            { } recorder => $"[grey]recorded[/] {Number(recorder.Bytes / 1024)} KiB",
        };
        long late = (long)(box.Session.Statistics?.Number(Key.Late) ?? 0.0);
        return new Markup($" [grey]lines[/] {Number(box.Log.Lines)}  {Bad("CRC errors", box.Log.BadLines)}  {Bad("missing", box.Log.MissingLines)}  {Bad("lost", box.Lost)}  {Bad("late ticks", late)}  {log}") { Overflow = Overflow.Ellipsis };
    }

    private static Rows Events(BoxStatus box, LinkStatus link, int rows, int width) => new(box.Events.TakeLast(rows).Reverse().Select(heard =>
    {
        string colour = heard.Severity switch
        {
            Severity.Emergency => "bold white on red",
            Severity.Alarm => "red",
            Severity.Caution => "yellow",
            Severity.Good => "green",
            _ => "default",
        };
        string head = $"{heard.BoxTime,9} s  {(link.IsLive ? heard.HeardAt.ToString("HH:mm:ss  ", CultureInfo.InvariantCulture) : string.Empty)}";
        int room = width - head.Length;
        string text = heard.Text.Length <= room ? heard.Text : heard.Text[..(room - 1)] + "…";
        return new Markup($"[grey]{head}[/][{colour}]{text.EscapeMarkup()}[/]");
    }));

    private static bool IsHeardLate(Ablation? ablation) => ablation is { HasArmed: false, Procedure: null };

    private static string Time(BoxStatus box, Ablation? ablation) => ablation is null ? (box.Session.Boot is null ? "none heard" : "none since power-on")
        : IsHeardLate(ablation) ? $"at least {Minutes(ablation.Duration)}, heard from its middle on"
        : $"{Minutes(ablation.Duration)} of at most {Minutes(ablation.Session.Settings.Longest)}{(ablation.Ending == Ending.Restart ? ", ended by a restart" : string.Empty)}";

    private static string Two(double? celsius) => celsius?.ToString("F2", CultureInfo.InvariantCulture) ?? "--";

    private static string Label(string name) => $"[grey]{name,-8}[/]";

    private static string Bad(string name, long count) => count == 0 ? $"[grey]{name}[/] 0" : $"[bold red]{name} {Number(count)}[/]";

    private static string Contact(string? value) => value == "1" ? "closed" : "open";

    private static string Degrees(double celsius) => celsius.ToString("F2", CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}

/// <summary>A number to be read from across the room: five rows of blocks, or so many times as many.</summary>
public static class BigDigits
{
    public const int Rows = 5;

    private const string Characters = "0123456789.-";

    // Three pixels a row, 1 is lit; the full stop has one.
    private static readonly string[][] _pixels =
    [
        ["111", "101", "101", "101", "111"],
        ["010", "110", "010", "010", "111"],
        ["111", "001", "111", "100", "111"],
        ["111", "001", "111", "001", "111"],
        ["101", "101", "111", "001", "001"],
        ["111", "100", "111", "001", "111"],
        ["111", "100", "111", "101", "111"],
        ["111", "001", "010", "010", "010"],
        ["111", "101", "111", "101", "111"],
        ["111", "101", "111", "001", "111"],
        ["0", "0", "0", "0", "1"],
        ["000", "000", "111", "000", "000"],
    ];

    /// <summary>The rows of a text of digits, full stop and minus; other characters are left out.</summary>
    /// <param name="text">The number.</param>
    /// <param name="scale">How many times as high and as wide.</param>
    public static string[] Of(string text, int scale) => [.. Enumerable.Range(0, Rows * scale).Select(row => Row(text, row / scale, scale))];

    /// <summary>Characters across.</summary>
    public static int Width(string text, int scale) => Row(text, 0, scale).Length;

    private static string Row(string text, int row, int scale)
    {
        StringBuilder line = new();
        foreach (int glyph in text.Select(c => Characters.IndexOf(c)).Where(glyph => glyph >= 0))
        {
            foreach (char pixel in _pixels[glyph][row]) line.Append(pixel == '1' ? '█' : ' ', 2 * scale);
            line.Append(' ', 2 * scale);
        }

        return line.ToString();
    }
}
