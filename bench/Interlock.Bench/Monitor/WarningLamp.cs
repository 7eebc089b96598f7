using System;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Monitor;

/// <summary>Tells from the samples whether the box's warning stands, by the firmware's own rule: the box itself tells only when one begins.</summary>
public sealed class WarningLamp
{
    private readonly Warning _warning = new();
    private readonly double[] _last = [double.NaN, double.NaN, double.NaN];
    private int _next;

    public bool IsHigh => _warning.IsHigh;

    public bool IsLow => _warning.IsLow;

    public void Add(double celsius)
    {
        _last[_next] = celsius;
        _next = (_next + 1) % _last.Length;
        if (Array.Exists(_last, double.IsNaN)) return;
        double low = Math.Min(_last[0], _last[1]);
        double high = Math.Max(_last[0], _last[1]);
        double median = Math.Clamp(_last[2], low, high);
        _warning.Judge((int)Math.Round(median * Limits.CountsPerDegree));
    }
}
