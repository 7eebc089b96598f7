namespace Interlock.Station.Report;

/// <summary>A TEST line: one step of the self-test.</summary>
public sealed record LogTest(long TimeMs, string Step, bool Passed);
