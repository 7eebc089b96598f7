using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// The truth about the generator's line, from the board's contacts and not from the firmware: when it was closed, how long it
/// stayed so, and for how long of that the box did not permit it.
/// </summary>
public sealed class LineWatch
{
    /// <summary>A contact that closes again this soon has bounced; it is the same time of being closed.</summary>
    private const long BounceUs = 20_000;

    private readonly List<LineInterval> _intervals = [];
    private bool _k1;
    private bool _k2;
    private bool _isPermitted;
    private long _intervalBeganUs;
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

    /// <summary>Called at each change, bounces too, with whether the line is closed now.</summary>
    public Action<long, bool>? Changed { get; init; }

    /// <summary>When the line last closed, or bounced; longest ago when it never did.</summary>
    public long ClosedUs { get; private set; } = long.MinValue / 2;

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

    /// <summary>The times for which the line was closed; one that goes on ends now.</summary>
    public IReadOnlyList<LineInterval> Intervals(long nowUs) => IsClosed ? [.. _intervals, new LineInterval(_intervalBeganUs, nowUs)] : _intervals;

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
            _intervals.Add(new LineInterval(_intervalBeganUs, us));
        }
        else
        {
            ClosedUs = us;
            NoteClosing(us);
        }

        Changed?.Invoke(us, IsClosed);
    }

    private void NoteClosing(long us)
    {
        if (us - OpenedUs <= BounceUs)
        {
            _intervals.RemoveAt(_intervals.Count - 1);
            return;
        }

        _closedSinceUs = us;
        _intervalBeganUs = us;
        Closed?.Invoke(us);
    }

    private void CountUnpermitted(long nowUs)
    {
        if (!IsClosed || _isPermitted) return;
        long sinceUs = Math.Max(_closedSinceUs, _notPermittedSinceUs);
        _longestUnpermittedUs = Math.Max(_longestUnpermittedUs, nowUs - sinceUs);
    }
}

/// <summary>A time for which the generator's line was closed.</summary>
public readonly record struct LineInterval(long ClosedUs, long OpenedUs);
