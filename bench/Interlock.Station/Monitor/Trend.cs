using System;
using System.Collections.Generic;

namespace Interlock.Station.Monitor;

/// <summary>A reading at a time of the box; null where it can't be trusted.</summary>
public readonly record struct TrendPoint(long TimeMs, double? Celsius);

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

/// <summary>The span of temperatures that a trend shows: the limit always, the floor when the readings come near it.</summary>
public sealed class TrendScale
{
    private const double AboveLimitCelsius = 1.0;
    private const double UsualLowestCelsius = 36.0;
    private const double MarginCelsius = 0.5;
    private const double NearFloorCelsius = 5.0;

    public TrendScale(IEnumerable<TrendPoint> points, double limitCelsius, double floorCelsius)
    {
        Lowest = UsualLowestCelsius;
        Highest = limitCelsius + AboveLimitCelsius;
        foreach (TrendPoint point in points)
        {
            if (point.Celsius is not { } celsius) continue;
            Lowest = Math.Min(Lowest, Math.Floor(celsius - MarginCelsius));
            Highest = Math.Max(Highest, Math.Ceiling(celsius + MarginCelsius));
        }

        if (Lowest < floorCelsius + NearFloorCelsius) Lowest = Math.Min(Lowest, floorCelsius - 1.0);
    }

    public double Lowest { get; private set; }

    public double Highest { get; private set; }

    /// <summary>The dot or row of a temperature, from the top; outside the scale it is outside.</summary>
    public int Row(double celsius, int rows) => (int)Math.Round((Highest - celsius) / (Highest - Lowest) * (rows - 1));
}
