using System.Collections.Generic;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Study;

/// <summary>When the generator's line was closed in truth, by the board's contacts; what bounces is one closing.</summary>
public sealed class LineRecord
{
    private const long BounceUs = 20_000;

    private readonly List<LineInterval> _intervals = [];
    private long? _closedUs;

    public LineRecord(Board board)
    {
        board.ContactsChanged += (us, k1, k2) => Note(us, k1 && k2);
    }

    /// <summary>The intervals so far; one that goes on ends now.</summary>
    public IReadOnlyList<LineInterval> Until(long nowUs) => _closedUs is { } closedUs ? [.. _intervals, new LineInterval(closedUs, nowUs)] : _intervals;

    private void Note(long us, bool isClosed)
    {
        if (isClosed && _closedUs is null)
        {
            bool bounces = _intervals.Count > 0 && us - _intervals[^1].OpenedUs <= BounceUs;
            _closedUs = bounces ? _intervals[^1].ClosedUs : us;
            if (bounces) _intervals.RemoveAt(_intervals.Count - 1);
        }
        else if (!isClosed && _closedUs is { } closedUs)
        {
            _intervals.Add(new LineInterval(closedUs, us));
            _closedUs = null;
        }
    }
}

/// <summary>A time for which the generator's line was closed.</summary>
public readonly record struct LineInterval(long ClosedUs, long OpenedUs);
