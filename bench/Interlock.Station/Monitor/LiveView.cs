using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Interlock.Log;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Interlock.Station.Monitor;

/// <summary>Lays box and link out for a terminal.</summary>
public static class LiveView
{
    private const int LeastWidth = 72;
    private const int LeastHeight = 20;
    private const int ReadingWidth = 44;
    private const int NowHeight = BigDigits.Rows + 3;
    private const int LeastEventsHeight = 6;

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

        // Beyond what the trend can use, a tall terminal shows more events.
        int flexible = height - NowHeight - 2;
        int eventsHeight = Math.Max(LeastEventsHeight, flexible * 2 / 5);
        return new Layout().SplitRows(
            new Layout(Title(box, link)).Size(1),
            new Layout().Size(NowHeight).SplitColumns(
                new Layout(Framed("tip", Reading(box, link))).Size(ReadingWidth),
                new Layout(Framed("box", State(box, link)))),
            new Layout(Framed(TrendTitle(box), new TrendChart(box))),
            new Layout(Counters(box, link)).Size(1),
            new Layout(Framed("events", Events(box, link, eventsHeight - FrameHeight, width - FrameWidth))).Size(eventsHeight));
    }

    private static string TrendTitle(BoxStatus box)
    {
        bool isFloorShown = new TrendScale(box.Trend.Points, box.LimitCelsius, box.FloorCelsius).Lowest <= box.FloorCelsius;
        string floor = isFloorShown ? string.Empty : " (below)";
        string usual = box.Configuration is null ? ", settings not told yet" : string.Empty;
        return $"last two minutes: limit {Degrees(box.LimitCelsius)}, warning {Degrees(BoxStatus.WarnHighCelsius)}, floor {Degrees(box.FloorCelsius)}{floor}{usual}";
    }

    private static Panel Framed(string title, IRenderable content) =>
        new Panel(content).Header($" {title} ").BorderColor(Color.Grey).RoundedBorder().Padding(1, 0).Expand();

    private static Rows Small(BoxStatus box, LinkStatus link) => new(
        Title(box, link),
        new Markup($"[bold]{Celsius(box)} °C[/]  {StateName(box)}"),
        link.Stale is { } stale ? new Markup($"[bold white on red] {stale.EscapeMarkup()} [/]") : new Markup(Line(box)),
        new Text($"this terminal is too small for the picture: {LeastWidth} by {LeastHeight} at least"));

    private static Markup Title(BoxStatus box, LinkStatus link)
    {
        string firmware = box.Boot is { } boot ? $"firmware {boot["fw"]} build {boot["build"]}" : "firmware not told yet";
        string state = link.State switch
        {
            LinkState.Connected => "[green]connected[/]",
            LinkState.Lost => "[red]connection lost[/]",
            _ => "[grey]ended[/]",
        };
        return new Markup($" [bold]{link.Source.EscapeMarkup()}[/] {state} [grey]·[/] {firmware.EscapeMarkup()}{(link.State == LinkState.Ended ? string.Empty : " [grey]· q ends[/]")}") { Overflow = Overflow.Ellipsis };
    }

    private static Rows Reading(BoxStatus box, LinkStatus link)
    {
        // A reading that is not of now must not look like one.
        Style style = link.Stale is not null ? new Style(Color.Grey35)
            : box.Sample?.Number("tc") is { } celsius ? TrendChart.StyleOf(box, celsius)
            : new Style(Color.Red);
        List<IRenderable> rows = [.. BigDigits.Of(Celsius(box)).Select((line, i) => new Text(i == 0 ? line + "°C" : line, style))];
        rows.Add(link.Stale is { } stale
            ? new Markup($"[bold white on red] {stale.ToUpperInvariant().EscapeMarkup()} [/]")
            : new Markup($"[grey]cold junction {(box.Sample?["cj"] ?? "--").EscapeMarkup()} °C, status {(box.Sample?["sr"] ?? "--").EscapeMarkup()}[/]"));
        return new Rows(rows);
    }

    private static Rows State(BoxStatus box, LinkStatus link)
    {
        AblationWatch ablation = box.Ablation;
        string after = ablation.PeakAfterCelsius is { } coast && coast > ablation.PeakCelsius ? $", then {Degrees(coast)}" : string.Empty;
        string duration = ablation.HasBegun ? $"{Minutes(ablation.Duration)} of at most {Minutes(box.Longest)}" : "none since power-on";
        return new Rows(
            new Markup($"{(link.Stale is null ? StateName(box) : $"[white on grey35]{Markup.Remove(StateName(box))}[/]")}{(box.Cause is { } cause ? $" [red]{cause.EscapeMarkup()}[/]" : string.Empty)}"),
            new Markup(link.Stale is null ? Line(box) : $"[grey35]{Markup.Remove(Line(box))}[/]"),
            new Markup($"{Label("time")}{duration}"),
            new Markup($"{Label("highest")}{(ablation.PeakCelsius is { } peak ? Degrees(peak) : "--")}{after}"),
            new Markup($"{Label("CEM43")}{(box.Sample?["cem"] ?? "--").EscapeMarkup()} min"),
            new Markup(Warnings(box)));
    }

    private static string StateName(BoxStatus box) => box.Sample?["st"] switch
    {
        "PERMITTED" => "[black on green] PERMITTED [/]",
        "TRIPPED" => "[bold white on red] TRIPPED [/]",
        "LOCKED_OUT" => "[bold white on red] LOCKED OUT [/]",
        "INHIBITED" => "[black on grey] INHIBITED [/]",
        "SELF_TEST" => "[black on yellow] SELF-TEST [/]",
        null => "[grey] nothing heard yet [/]",
        { } other => $"[bold] {other.EscapeMarkup()} [/]",
    };

    private static string Line(BoxStatus box)
    {
        if (box.Sample is not { } sample) return Label("line") + "--";
        bool isClosed = sample["k1"] == "1" && sample["k2"] == "1";
        return $"{Label("line")}{(isClosed ? "[green]CLOSED[/]" : "open")}[grey], K1 {Contact(sample["k1"])}, K2 {Contact(sample["k2"])}[/]";
    }

    private static string Warnings(BoxStatus box)
    {
        if (box.Warning.IsHigh) return $"[black on yellow] WARN HIGH [/] [yellow]at or above {Degrees(BoxStatus.WarnHighCelsius)}[/]";
        if (box.Warning.IsLow) return $"[black on yellow] WARN LOW [/] [yellow]below {Degrees(BoxStatus.WarnLowCelsius)}[/]";
        TimeSpan wait = box.CementWait - box.Ablation.SinceEnd;
        return box.Ablation.HasEnded && wait > TimeSpan.Zero ? $"{Label("cement")}in {Minutes(wait)}" : "[grey]no warning[/]";
    }

    private static Markup Counters(BoxStatus box, LinkStatus link)
    {
        LineCounters counters = box.Counters;
        string log = link.Log switch
        {
            null => "[grey]not recorded[/]",
            { Problem: { } problem } => $"[bold white on red] log: {problem.EscapeMarkup()} [/]",
            { } recorder => $"[grey]recorded[/] {Number(recorder.Bytes / 1024)} KiB",
        };
        long late = (long)(box.Statistics?.Number("late") ?? 0);
        return new Markup($" [grey]lines[/] {Number(counters.Lines)}  {Bad("CRC errors", counters.Bad)}  {Bad("missing", counters.Missing)}  {Bad("lost", counters.Lost)}  {Bad("late ticks", late)}  {log}") { Overflow = Overflow.Ellipsis };
    }

    private static Rows Events(BoxStatus box, LinkStatus link, int rows, int width) => new(box.Events.TakeLast(rows).Reverse().Select(heard =>
    {
        string colour = heard.Severity switch
        {
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

    private static string Celsius(BoxStatus box) => box.Sample?["tc"] ?? "--";

    private static string Label(string name) => $"[grey]{name,-8}[/]";

    private static string Bad(string name, long count) => count == 0 ? $"[grey]{name}[/] 0" : $"[bold red]{name} {Number(count)}[/]";

    private static string Contact(string? value) => value == "1" ? "closed" : "open";

    private static string Degrees(double celsius) => celsius.ToString("F2", CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
