using System;
using System.Collections.Generic;
using System.Linq;

namespace Interlock.Station.Report;

/// <summary>
/// Where times and temperatures fall in a plot. The floor lies far below any living tissue: unless the readings come near it
/// the axis is broken, and the floor has a strip of its own below.
/// </summary>
public sealed class PlotAxes
{
    public const double Width = 960.0;
    public const double Left = 52.0;
    public const double Right = Width - 98.0;

    private const double StripHeight = 34.0;
    private const double TickAboveBreakCelsius = 0.25;
    private const double UsualLowestCelsius = 36.0;
    private const double MarginCelsius = 0.5;
    private const double AboveLimitCelsius = 1.0;
    private const double NearFloorCelsius = 5.0;
    private const double BelowFloorCelsius = 2.0;

    private readonly double _height;

    /// <param name="fromMs">Left edge.</param>
    /// <param name="untilMs">Right edge.</param>
    /// <param name="celsius">What will be drawn.</param>
    /// <param name="limitCelsius">Always in the picture.</param>
    /// <param name="floorCelsius">In the picture, or in its strip.</param>
    /// <param name="top">Room above, for marks.</param>
    /// <param name="height">Of the temperatures' axis, strip included.</param>
    public PlotAxes(long fromMs, long untilMs, IEnumerable<double> celsius, double limitCelsius, double floorCelsius, double top, double height)
    {
        FromMs = fromMs;
        UntilMs = Math.Max(untilMs, fromMs + 1);
        FloorCelsius = floorCelsius;
        double lowest = UsualLowestCelsius;
        double highest = limitCelsius + AboveLimitCelsius;
        foreach (double value in celsius)
        {
            lowest = Math.Min(lowest, value - MarginCelsius);
            highest = Math.Max(highest, value + MarginCelsius);
        }

        IsBroken = lowest > floorCelsius + NearFloorCelsius;
        LowestCelsius = Math.Floor(IsBroken ? lowest : Math.Min(lowest, floorCelsius - BelowFloorCelsius));
        HighestCelsius = Math.Ceiling(highest);
        Top = top;
        Bottom = top + height;
        _height = IsBroken ? height - StripHeight : height;
    }

    public long FromMs { get; }

    public long UntilMs { get; }

    public double FloorCelsius { get; }

    public double LowestCelsius { get; }

    public double HighestCelsius { get; }

    /// <summary>Whether the floor has a strip of its own.</summary>
    public bool IsBroken { get; }

    public double Top { get; }

    /// <summary>Lower edge, strip included.</summary>
    public double Bottom { get; }

    /// <summary>Lower edge of the temperatures' scale.</summary>
    public double ScaleBottom => Top + _height;

    public double X(long timeMs) => Left + ((Right - Left) * (timeMs - FromMs) / (UntilMs - FromMs));

    public double Y(double celsius) => Top + (_height * (HighestCelsius - celsius) / (HighestCelsius - LowestCelsius));

    /// <summary>Where the floor's line is drawn.</summary>
    public double FloorY => IsBroken ? Bottom - (StripHeight / 2.0) : Y(FloorCelsius);

    /// <summary>Temperatures that have a tick.</summary>
    public IEnumerable<double> TemperatureTicks()
    {
        double step = (HighestCelsius - LowestCelsius) switch { <= 12.0 => 1.0, <= 24.0 => 2.0, _ => 5.0 };
        double first = IsBroken ? LowestCelsius + TickAboveBreakCelsius : LowestCelsius;
        for (double tick = Math.Ceiling(first / step) * step; tick <= HighestCelsius; tick += step) yield return tick;
    }

    /// <summary>Times that have a tick, with zero at a time of choice.</summary>
    public IEnumerable<long> TimeTicks(long zeroMs)
    {
        const int mostTicks = 12;
        long[] steps = [5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
        long step = steps.FirstOrDefault(step => (UntilMs - FromMs) / step <= mostTicks, (UntilMs - FromMs) / mostTicks);
        long tick = zeroMs + ((FromMs - zeroMs) / step * step);
        for (; tick <= UntilMs; tick += step)
        {
            if (tick >= FromMs) yield return tick;
        }
    }
}
