namespace Interlock.Station.Monitor;

/// <summary>How much an event asks for attention.</summary>
public enum Severity
{
    Plain,
    Good,
    Caution,
    Alarm,
}
