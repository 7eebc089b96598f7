namespace Interlock.Log;

/// <summary>Something wrong with a log, and the line where it shows.</summary>
public readonly record struct LogProblem(int Line, string Text);
