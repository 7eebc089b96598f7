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

    /// <summary>Not fed until the next edge in the window; when the last one came is still known.</summary>
    internal void Clear()
    {
        Fed = false;
        DueUs = Never;
    }

    internal override void OnDue(long nowUs)
    {
        Clear();
        Starved?.Invoke();
    }
}

/// <summary>K2's memory: while the set input is active no edge clears it.</summary>
internal sealed class SetDominantLatch
{
    private bool _setInput;

    /// <summary>Set at power-up.</summary>
    internal bool IsSet { get; private set; } = true;

    /// <summary>The level of the set input.</summary>
    internal void SetInput(bool active)
    {
        _setInput = active;
        IsSet |= active;
    }

    /// <summary>The edge on the clear input.</summary>
    internal void ClearEdge() => IsSet = _setInput;
}

/// <summary>Sees that the coils' rail is gone: when it has been for a time, and until it is back.</summary>
internal sealed class RailDetector : TimedPart
{
    private readonly long _delayUs;
    private bool _railPresent = true;

    internal RailDetector(double delayMs)
    {
        _delayUs = (long)Math.Round(delayMs * 1000);
    }

    /// <summary>Called when it has seen a loss.</summary>
    internal Action? Detected { get; set; }

    internal bool SeesLoss { get; private set; }

    internal void SetRail(bool present, long nowUs)
    {
        if (present == _railPresent)
        {
            return;
        }

        _railPresent = present;
        SeesLoss = false;
        DueUs = present ? Never : nowUs + _delayUs;
    }

    internal override void OnDue(long nowUs)
    {
        DueUs = Never;
        SeesLoss = true;
        Detected?.Invoke();
    }
}
