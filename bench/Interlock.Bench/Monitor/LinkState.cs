namespace Interlock.Bench.Monitor;

/// <summary>How the monitor stands with its source.</summary>
public enum LinkState
{
    Connected,
    Lost,
    Ended,
}
