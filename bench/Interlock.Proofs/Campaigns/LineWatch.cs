using System;
using System.Collections.Generic;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// The truth about the generator's line, from the board's contacts and not from the firmware: when it opened for good,
/// how long it stayed closed, and how long it was closed while the box did not permit it.
/// </summary>
public sealed class LineWatch
{
    /// <summary>A contact that closes again this soon has bounced; it is the same time of being closed.</summary>
    private const long BounceUs = 20 * Microseconds.Millisecond;

    private bool _k1;
    private bool _k2;
    private bool _isPermitted;
    private long _closedSinceUs;
    private long _longestClosedUs;
    private long _notPermittedSinceUs;
    private long _longestUnpermittedUs;

    public LineWatch(Board board)
    {
        board.ContactsChanged += OnContacts;
    }

    public bool IsClosed => _k1 && _k2;

    /// <summary>Called when the line closes, but not at each of its bounces.</summary>
    public Action<long>? Closed { get; init; }

    /// <summary>When the line last opened; longest ago when it never did.</summary>
    public long OpenedUs { get; private set; } = long.MinValue / 2;

    /// <summary>When K1's contact last opened.</summary>
    public long K1OpenedUs { get; private set; } = long.MinValue / 2;

    /// <summary>When K2's contact last opened.</summary>
    public long K2OpenedUs { get; private set; } = long.MinValue / 2;

    public bool IsK1Closed => _k1;

    public bool IsK2Closed => _k2;

    /// <summary>From here on counts what <see cref="LongestClosedUs"/> and <see cref="LongestUnpermittedUs"/> tell.</summary>
    public void Mark(long nowUs)
    {
        _closedSinceUs = nowUs;
        _longestClosedUs = 0;
        _longestUnpermittedUs = 0;
        _notPermittedSinceUs = nowUs;
    }

    /// <summary>Whether the box says that it permits the generator.</summary>
    public void NotePermitted(bool isPermitted, long nowUs)
    {
        if (!isPermitted) CountUnpermitted(nowUs);
        if (isPermitted == _isPermitted) return;
        _isPermitted = isPermitted;
        _notPermittedSinceUs = nowUs;
    }

    /// <summary>Longest time for which the line was closed since the mark; before the mark does not count.</summary>
    public long LongestClosedUs(long nowUs) => IsClosed ? Math.Max(_longestClosedUs, nowUs - _closedSinceUs) : _longestClosedUs;

    /// <summary>Longest time since the mark for which the line was closed and the box did not permit it.</summary>
    public long LongestUnpermittedUs(long nowUs)
    {
        CountUnpermitted(nowUs);
        return _longestUnpermittedUs;
    }

    private void OnContacts(long us, bool k1, bool k2)
    {
        bool wasClosed = IsClosed;
        if (_k1 && !k1) K1OpenedUs = us;
        if (_k2 && !k2) K2OpenedUs = us;
        if (wasClosed) CountUnpermitted(us);
        _k1 = k1;
        _k2 = k2;
        if (wasClosed == IsClosed) return;

        if (wasClosed)
        {
            OpenedUs = us;
            _longestClosedUs = Math.Max(_longestClosedUs, us - _closedSinceUs);
        }
        else if (us - OpenedUs > BounceUs)
        {
            _closedSinceUs = us;
            Closed?.Invoke(us);
        }
    }

    private void CountUnpermitted(long nowUs)
    {
        if (!IsClosed || _isPermitted) return;
        long sinceUs = Math.Max(_closedSinceUs, _notPermittedSinceUs);
        _longestUnpermittedUs = Math.Max(_longestUnpermittedUs, nowUs - sinceUs);
    }
}

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
