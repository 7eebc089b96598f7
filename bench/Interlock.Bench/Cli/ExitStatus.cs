namespace Interlock.Bench.Cli;

/// <summary>What the process tells its caller.</summary>
public static class ExitStatus
{
    public const int Done = 0;
    public const int BadInput = 1;
    public const int SafetyViolated = 2;
}
