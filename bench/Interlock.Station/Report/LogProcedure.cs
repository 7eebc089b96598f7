namespace Interlock.Station.Report;

/// <summary>A PROC line: the box's own record of an ablation.</summary>
public sealed record LogProcedure(long TimeMs, double? DurationMs, double? PeakCelsius, double? PeakMs, double? DoseMinutes, string End);
