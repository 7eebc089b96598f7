using System;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>Tells from the samples whether the box's warning stands, by the firmware's own rule: the median of three, with hysteresis.</summary>
public sealed class WarningLamp
{
    private readonly double[] _last = [double.NaN, double.NaN, double.NaN];
    private int _next;

    public bool IsHigh { get; private set; }

    public bool IsLow { get; private set; }

    public void Add(double celsius)
    {
        _last[_next] = celsius;
        _next = (_next + 1) % _last.Length;
        if (Array.Exists(_last, double.IsNaN)) return;
        double low = Math.Min(_last[0], _last[1]);
        double high = Math.Max(_last[0], _last[1]);
        double median = Math.Clamp(_last[2], low, high);
        IsHigh = median >= UsualLimits.WarnHighCelsius - (IsHigh ? UsualLimits.WarnHysteresisCelsius : 0.0);
        IsLow = median < UsualLimits.WarnLowCelsius + (IsLow ? UsualLimits.WarnHysteresisCelsius : 0.0);
    }
}
