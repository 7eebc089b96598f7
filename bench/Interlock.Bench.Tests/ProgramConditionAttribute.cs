namespace Interlock.Bench.Tests;

/// <summary>
/// Runs a test only where a program is installed; skipped, the test names it and how to get it. .ci/run installs those that Debian has, and
/// asks for all of them: where one is missing all the same, its tests fail.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProgramConditionAttribute : ConditionBaseAttribute
{
    private readonly string _program;

    public ProgramConditionAttribute(string program)
        : base(ConditionMode.Include)
    {
        _program = program;
        IgnoreMessage = $"needs {program}: sudo apt-get install {Package(program)}";
    }

    /// <summary>Whether a test whose program is missing fails instead of being skipped.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("INTERLOCK_REQUIRE_PROGRAMS") == "1";

    public override bool IsConditionMet => IsRequired || (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, _program)) || File.Exists(Path.Combine(folder, _program + ".exe")));

    /// <summary>Each program is needed, not one of them.</summary>
    public override string GroupName => $"{nameof(ProgramConditionAttribute)} {_program}";

    private static string Package(string program) => program switch
    {
        "mosquitto_sub" => "mosquitto-clients",
        "promtool" => "prometheus",
        "script" => "bsdutils",
        _ => program,
    };
}
