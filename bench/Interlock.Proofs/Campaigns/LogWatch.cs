using System;
using System.Collections.Generic;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What the box tells on its UART, as far as a campaign asks: the events, and whether lines were lost.</summary>
public sealed class LogWatch
{
    private readonly List<string> _events = [];
    private long _lastSequence = -1;

    public LogWatch(Board board)
    {
        LineSplitter lines = new(OnLine);
        board.UartByte += (_, value) => lines.Add(value);
    }

    /// <summary>Checks and numbers every line, not only the events. Costs time.</summary>
    public bool ReadsEveryLine { get; set; }

    /// <summary>Cause of the first TRIP, or of a LOCKOUT that no trip went before; null when there was none.</summary>
    public string? FirstCause { get; private set; }

    /// <summary>Events since the mark, as <c>TRIP SENSOR_BUS</c>.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Whole lines since the mark.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines that the sequence numbers since the mark show to be missing.</summary>
    public long Missing { get; private set; }

    /// <summary>Late ticks since power-on, by the last line of statistics; null before there was one.</summary>
    public int? LateTicks { get; private set; }

    /// <summary>Forgets what was told so far.</summary>
    public void Mark()
    {
        _events.Clear();
        FirstCause = null;
        Lines = 0;
        Missing = 0;
    }

    /// <summary>Whether a row was told of, as the first cause, a later one, or that of a lock-out.</summary>
    public bool Names(string cause) => _events.Contains("TRIP " + cause) || _events.Contains("ALSO " + cause) || _events.Contains("LOCKOUT " + cause);

    private void OnLine(string text)
    {
        bool isEvent = text.StartsWith("$EVNT", StringComparison.Ordinal);
        if (!isEvent && !ReadsEveryLine) return;
        if (!UartLine.TryParse(text, out UartLine? line, out _)) return;
        Count(line!);
        if (isEvent) Note(line!);
        else if (line!.Type == "STAT") LateTicks = (int?)line.Number("late");
    }

    private void Count(UartLine line)
    {
        Lines++;
        if (_lastSequence >= 0 && line.Sequence > _lastSequence + 1) Missing += line.Sequence - _lastSequence - 1;
        _lastSequence = line.Sequence;
    }

    private void Note(UartLine line)
    {
        string kind = line["ev"] ?? string.Empty;
        string reason = line["cause"] ?? line["why"] ?? string.Empty;
        _events.Add(reason.Length == 0 ? kind : kind + " " + reason);
        if (kind is "TRIP" or "LOCKOUT") FirstCause ??= reason;
    }
}
