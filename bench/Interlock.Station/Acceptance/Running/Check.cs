namespace Interlock.Station.Acceptance.Running;

/// <summary>One expectation judged: the measured value beside what was expected, tolerance included.</summary>
public sealed record Check(string Expected, string Measured, bool IsPassed);
