namespace Interlock.Station.Monitor;

/// <summary>A reading at a time of the box; null where it can't be trusted.</summary>
public readonly record struct TrendPoint(long TimeMs, double? Celsius);
