namespace Interlock.Station.Report;

/// <summary>A SAMP line; what it can't tell is null.</summary>
/// <param name="TimeMs">Since power-on.</param>
/// <param name="TipCelsius">Null where the box didn't trust it.</param>
/// <param name="ColdJunctionCelsius">Null where the box didn't trust it.</param>
/// <param name="Status">The chip's fault status, as hex.</param>
/// <param name="State">The box's state.</param>
/// <param name="K1">1 when K1 is pulled in.</param>
/// <param name="K2">1 when K2 is pulled in.</param>
/// <param name="Levels">Raw levels, as hex.</param>
/// <param name="DoseMinutes">CEM43 since ARMED.</param>
public sealed record LogSample(long TimeMs, double? TipCelsius, double? ColdJunctionCelsius, string Status, string State, string K1, string K2, string Levels, double? DoseMinutes)
{
    public bool IsPermitted => State == "PERMITTED";
}
