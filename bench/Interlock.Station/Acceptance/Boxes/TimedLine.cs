namespace Interlock.Station.Acceptance.Boxes;

/// <summary>A line of the UART and when its end arrived here, in the box's time.</summary>
public readonly record struct TimedLine(long ArrivedUs, string Text);
