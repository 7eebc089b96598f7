namespace Interlock.Station.Report;

/// <summary>An EVNT line.</summary>
/// <param name="Line">Where it stands in the log.</param>
/// <param name="TimeMs">Since power-on.</param>
/// <param name="Name">What happened.</param>
/// <param name="Reason">Its cause, or why; empty where there is none.</param>
/// <param name="TipCelsius">When it happened; null where the box didn't trust it.</param>
public sealed record LogEvent(int Line, long TimeMs, string Name, string Reason, double? TipCelsius)
{
    /// <summary>Whether it opens the line.</summary>
    public bool EndsAblation => Name is "TRIP" or "RELEASED" or "LOCKOUT";
}
