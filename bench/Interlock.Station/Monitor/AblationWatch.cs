using System;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>The ablation that is under way, or was the last: how long, how hot, and how long ago it ended.</summary>
public sealed class AblationWatch
{
    private long _armedMs;
    private long? _endedMs;
    private long _nowMs;

    /// <summary>Whether there was one since power-on.</summary>
    public bool HasBegun { get; private set; }

    public bool HasEnded => _endedMs is not null;

    /// <summary>From ARMED to the end, or until now.</summary>
    public TimeSpan Duration => TimeSpan.FromMilliseconds((_endedMs ?? _nowMs) - _armedMs);

    /// <summary>Since the line opened; nothing before.</summary>
    public TimeSpan SinceEnd => TimeSpan.FromMilliseconds(_nowMs - (_endedMs ?? _nowMs));

    /// <summary>Highest reading from ARMED to the end.</summary>
    public double? PeakCelsius { get; private set; }

    /// <summary>Highest reading since the end.</summary>
    public double? PeakAfterCelsius { get; private set; }

    public void Add(UartLine line)
    {
        _nowMs = line.TimeMs;
        bool isPermitted = line["st"] == "PERMITTED";
        if (line["ev"] == "ARMED" || (isPermitted && (!HasBegun || HasEnded))) Begin(line.TimeMs);
        else if (HasBegun && (line["ev"] is "TRIP" or "RELEASED" or "LOCKOUT" || (line.Type == "SAMP" && !isPermitted))) _endedMs ??= line.TimeMs;
        if (line.Type == "PROC") TakeFromTheBox(line);
        if (HasBegun && line.Number("tc") is { } celsius && line.Type == "SAMP") Take(celsius);
    }

    private void Begin(long timeMs)
    {
        HasBegun = true;
        _armedMs = timeMs;
        _endedMs = null;
        PeakCelsius = null;
        PeakAfterCelsius = null;
    }

    /// <summary>The box saw the whole of it, and we perhaps only its end.</summary>
    private void TakeFromTheBox(UartLine line)
    {
        HasBegun = true;
        _endedMs ??= line.TimeMs;
        if (line.Number("dur") is { } durationMs) _armedMs = _endedMs.Value - (long)durationMs;
        PeakCelsius = line.Number("peak") ?? PeakCelsius;
    }

    private void Take(double celsius)
    {
        if (HasEnded) PeakAfterCelsius = Math.Max(PeakAfterCelsius ?? celsius, celsius);
        else PeakCelsius = Math.Max(PeakCelsius ?? celsius, celsius);
    }
}
