namespace Interlock.Station.Monitor;

/// <summary>How the monitor stands with its source.</summary>
public enum LinkState
{
    Connected,
    Lost,
    Ended,
}
