using System.Collections.Concurrent;
using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>What the monitor says where there is no terminal: a line for each event and for each second of the box.</summary>
public sealed class PlainText
{
    private readonly MonitorSession _session;
    private readonly ConcurrentQueue<string> _said = new();
    private int _alarms;
    private long _second = -1;
    private string? _stale;
    private bool _isJudged;

    /// <param name="session">Not yet listening.</param>
    public PlainText(MonitorSession session)
    {
        _session = session;
        session.Box.Heard += heard => Say(heard.BoxTime, InWords(heard));
        session.Box.Sampled += OnSample;
    }

    /// <summary>Whether the bell tells of each alarm; for a terminal that can't draw.</summary>
    public bool Rings { get; init; }

    /// <summary>Writes what was said since the last time, and when data stop or come again.</summary>
    /// <returns>False when no more will come.</returns>
    public bool Write(TextWriter output)
    {
        LinkStatus link = _session.Look((_, link) => link);
        while (_said.TryDequeue(out string? line)) output.WriteLine(line);
        int alarms = _session.Look((box, _) => box.Alarms);
        if (Rings && alarms > _alarms) output.Write('\a');
        _alarms = alarms;
        if (link.State == LinkState.Ended) return false;

        bool isJudged = link.WithoutLine is not null;
        if (link.Stale is { } stale && (_stale is null || (isJudged && !_isJudged))) output.WriteLine($"monitor: {stale}");
        if (link.Stale is null && _stale is not null) output.WriteLine($"monitor: data again (before: {_stale})");
        _stale = link.Stale;
        _isJudged = isJudged;
        return true;
    }

    private static string InWords(HeardEvent heard) =>
        heard.Told.Length > 0 ? $"{heard.Text}: {heard.Told}" : heard.Text;

    private void OnSample()
    {
        BoxStatus box = _session.Box;
        Sample sample = box.Session.Newest!.Value;
        long second = sample.TimeMs / 1000;
        if (second == _second) return;
        _second = second;

        LogReader log = box.Log;
        string trouble = log.BadLines + log.MissingLines + box.Lost == 0
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $", {log.BadLines} bad lines, {log.MissingLines} missing, {box.Lost} lost");
        string warning = string.Concat(box.Session.Warnings.Select(standing => $", {EventName.Warning} {standing.Words}"));
        Ablation? ablation = box.Session.Ablation;
        string tip = Two(sample.TipCelsius);
        string dose = Three(ablation?.First.DoseMinutes ?? sample.DoseMinutes);
        if (box.HasSecondProbe)
        {
            tip = $"probe 1 {tip}, probe 2 {Two(sample.SecondTipCelsius)}";
            dose = $"{dose}, {Three(ablation?.Second?.DoseMinutes)}";
        }

        Say(
            (sample.TimeMs / 1000.0).ToString("F2", CultureInfo.InvariantCulture),
            $"{sample.State} {tip} degC, K1 {Contact(sample.K1)}, K2 {Contact(sample.K2)}, CEM43 {dose} min{warning}{trouble}");
    }

    private void Say(string boxTime, string text) => _said.Enqueue($"{boxTime,9} s  {text}");

    private static string Two(double? celsius) => celsius?.ToString("F2", CultureInfo.InvariantCulture) ?? "--";

    private static string Three(double? minutes) => minutes?.ToString("F3", CultureInfo.InvariantCulture) ?? "--";

    private static string Contact(string? value) => value == "1" ? "closed" : "open";
}
