namespace Interlock.Station.Acceptance.Running;

/// <summary>What became of a step.</summary>
public enum Verdict
{
    /// <summary>Not asked for, or the test ended before.</summary>
    NotRun,

    Passed,

    Failed,

    /// <summary>Left out on request, with a reason.</summary>
    Skipped,
}
