using System.Collections.Generic;

namespace Interlock.Station.Monitor;

/// <summary>The readings of the last two minutes.</summary>
public sealed class Trend
{
    public const long SpanMs = 120_000;

    private readonly Queue<TrendPoint> _points = new();

    public IReadOnlyCollection<TrendPoint> Points => _points;

    /// <summary>Time of the newest reading.</summary>
    public long NewestMs { get; private set; }

    public void Add(TrendPoint point)
    {
        NewestMs = point.TimeMs;
        _points.Enqueue(point);
        while (_points.Peek().TimeMs < NewestMs - SpanMs) _points.Dequeue();
    }
}
