using System;
using System.Collections.Generic;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What the box tells on its UART, as far as a campaign asks: the events, and whether lines were lost.</summary>
public sealed class LogWatch
{
    private readonly LogReader _log = new(isLive: true, keepsSamples: false);
    private readonly List<string> _events = [];
    private int _linesBefore;
    private long _missingBefore;

    public LogWatch(Board board)
    {
        LineSplitter lines = new(OnLine);
        board.UartByte += (_, value) => lines.Add(value);
        _log.Added = (session, _) => Note(session.News);
    }

    /// <summary>Checks and numbers every line, not only the events. Costs time.</summary>
    public bool ReadsEveryLine { get; set; }

    /// <summary>Cause of the first TRIP, or of a LOCKOUT that no trip went before; null when there was none.</summary>
    public string? FirstCause { get; private set; }

    /// <summary>Events since the mark, as <c>TRIP SENSOR_BUS</c>.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Whole lines since the mark.</summary>
    public int Lines => _log.ValidLines - _linesBefore;

    /// <summary>Lines that the sequence numbers since the mark show to be missing.</summary>
    public long Missing => _log.MissingLines - _missingBefore;

    /// <summary>Late ticks since power-on, by the last line of statistics; null before there was one.</summary>
    public int? LateTicks => (int?)_log.Current?.Statistics?.Number(Key.Late);

    /// <summary>Forgets what was told so far.</summary>
    public void Mark()
    {
        _events.Clear();
        FirstCause = null;
        _linesBefore = _log.ValidLines;
        _missingBefore = _log.MissingLines;
    }

    /// <summary>Whether a row was told of, as the first cause, a later one, or that of a lock-out.</summary>
    public bool Names(string cause) => _events.Exists(told => told == $"{EventName.Trip} {cause}" || told == $"{EventName.Also} {cause}" || told == $"{EventName.LockOut} {cause}");

    private void OnLine(ReadOnlySpan<byte> text, LineEnd end)
    {
        if (!ReadsEveryLine && !text.StartsWith("$EVNT"u8)) return;
        _log.Add(text);
        _log.Add("\n"u8);
    }

    private void Note(News? news)
    {
        if (news is not { IsEvent: true }) return;
        _events.Add(news.Words);
        if (news.Name is EventName.Trip or EventName.LockOut) FirstCause ??= news.Reason;
    }
}
