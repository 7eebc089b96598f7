using Interlock.Log;

namespace Interlock.Station.Acceptance.Running;

/// <summary>A whole line and when it arrived.</summary>
public sealed record Heard(long ArrivedUs, UartLine Line)
{
    /// <summary>Cause or other reason of an event; null for none.</summary>
    public string? Reason => Line["cause"] ?? Line["why"];

    public bool IsSample => Line.Type == "SAMP";

    public bool IsEvent(string name) => Line.Type == "EVNT" && Line["ev"] == name;
}
