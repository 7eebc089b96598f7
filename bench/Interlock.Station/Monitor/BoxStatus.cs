using System;
using System.Collections.Generic;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>All that is known of a box from the lines it sent so far.</summary>
public sealed class BoxStatus
{
    public const double WarnHighCelsius = UsualLimits.WarnHighCelsius;

    public const double WarnLowCelsius = UsualLimits.WarnLowCelsius;

    private const int MostEvents = 100;

    private readonly Queue<HeardEvent> _events = new();

    /// <summary>Called with each event.</summary>
    public Action<HeardEvent>? Heard { get; set; }

    /// <summary>Called after each sample.</summary>
    public Action? Sampled { get; set; }

    public LineCounters Counters { get; } = new();

    public Trend Trend { get; private set; } = new();

    public AblationWatch Ablation { get; private set; } = new();

    public WarningLamp Warning { get; private set; } = new();

    public UartLine? Boot { get; private set; }

    public UartLine? Configuration { get; private set; }

    /// <summary>The newest sample.</summary>
    public UartLine? Sample { get; private set; }

    public UartLine? Statistics { get; private set; }

    /// <summary>What tripped the box or locked it out, until that is acknowledged.</summary>
    public string? Cause { get; private set; }

    /// <summary>The last events, oldest first.</summary>
    public IReadOnlyCollection<HeardEvent> Events => _events;

    public double LimitCelsius => Configuration?.Number("limit") ?? UsualLimits.LimitCelsius;

    public double FloorCelsius => Configuration?.Number("floor") ?? UsualLimits.FloorCelsius;

    /// <summary>Longest ablation.</summary>
    public TimeSpan Longest => TimeSpan.FromSeconds(Configuration?.Number("max") ?? UsualLimits.LongestSeconds);

    /// <summary>From the end of an ablation to the cement.</summary>
    public TimeSpan CementWait => TimeSpan.FromSeconds(Configuration?.Number("wait") ?? UsualLimits.CementWaitSeconds);

    /// <summary>Takes a line without its end.</summary>
    /// <returns>Whether it was a valid sample.</returns>
    public bool Add(string text, DateTimeOffset now)
    {
        if (!UartLine.TryParse(text, out UartLine? line, out _))
        {
            Counters.AddBad();
            return false;
        }

        if (Counters.Add(line!)) Restart(line!, now);
        Take(line!);
        if (EventWords.Of(line!) is { } said) Tell(new HeardEvent(line!.TimeMs, now, said.Text, said.Severity));
        return line!.Type == "SAMP";
    }

    private void Restart(UartLine line, DateTimeOffset now)
    {
        Trend = new Trend();
        Ablation = new AblationWatch();
        Warning = new WarningLamp();
        Cause = null;
        Boot = null;
        Configuration = null;
        Statistics = null;
        if (line.Type != "BOOT") Tell(new HeardEvent(line.TimeMs, now, "the box was switched off and on", Severity.Caution));
    }

    private void Take(UartLine line)
    {
        Ablation.Add(line);
        switch (line.Type)
        {
            case "BOOT":
                Boot = line;
                break;
            case "CONF":
                Configuration = line;
                break;
            case "STAT":
                Statistics = line;
                break;
            case "EVNT":
                TakeCause(line);
                break;
            case "SAMP":
                TakeSample(line);
                break;
        }
    }

    private void TakeCause(UartLine line)
    {
        if (line["ev"] is "TRIP" or "LOCKOUT") Cause ??= line["cause"];
        else if (line["ev"] is "ACK" or "ARMED") Cause = null;
    }

    private void TakeSample(UartLine line)
    {
        Sample = line;
        double? celsius = line.Number("tc");
        Trend.Add(new TrendPoint(line.TimeMs, celsius));
        if (celsius is { } known) Warning.Add(known);
        Sampled?.Invoke();
    }

    private void Tell(HeardEvent heard)
    {
        _events.Enqueue(heard);
        if (_events.Count > MostEvents) _events.Dequeue();
        Heard?.Invoke(heard);
    }
}
