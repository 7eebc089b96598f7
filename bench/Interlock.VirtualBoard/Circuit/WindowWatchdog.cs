using System;

namespace Interlock.VirtualBoard;

/// <summary>
/// Lets K1 hold only while the heartbeat's edges come neither too fast nor too slowly. It takes a pair of edges that lie in
/// the window to feed it, at the start as after an edge that came too soon.
/// </summary>
internal sealed class WindowWatchdog : TimedPart
{
    private readonly long _holdUs;
    private readonly long _minEdgeUs;
    private long? _lastEdgeUs;

    internal WindowWatchdog(double holdMs, double minEdgeMs)
    {
        _holdUs = (long)Math.Round(holdMs * 1000);
        _minEdgeUs = (long)Math.Round(minEdgeMs * 1000);
    }

    /// <summary>Called when the time ran out.</summary>
    internal Action? Starved { get; set; }

    internal bool Fed { get; private set; }

    internal void OnEdge(long nowUs)
    {
        long sinceUs = _lastEdgeUs is null ? Never : nowUs - _lastEdgeUs.Value;
        _lastEdgeUs = nowUs;
        Fed = sinceUs >= _minEdgeUs && sinceUs <= _holdUs;
        DueUs = Fed ? nowUs + _holdUs : Never;
    }

    internal override void OnDue(long nowUs)
    {
        Fed = false;
        DueUs = Never;
        Starved?.Invoke();
    }
}
