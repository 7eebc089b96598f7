namespace Interlock.Bench.Tests.Report;

/// <summary>Runs a test only where the environment variable INTERLOCK_CHROMIUM names a Chromium; .ci/run sets it where there is one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class BrowserConditionAttribute : ConditionBaseAttribute
{
    public BrowserConditionAttribute()
        : base(ConditionMode.Include) => IgnoreMessage = "needs a Chromium whose path INTERLOCK_CHROMIUM tells: sudo apt-get install chromium";

    public static string? Chromium => Environment.GetEnvironmentVariable("INTERLOCK_CHROMIUM");

    public override bool IsConditionMet => ProgramConditionAttribute.IsRequired || !string.IsNullOrEmpty(Chromium);

    public override string GroupName => nameof(BrowserConditionAttribute);
}
