using System.Diagnostics.CodeAnalysis;

namespace Interlock.Bench.Tests.Cli;

/// <summary>A folder of its own for each test, and what the command line printed.</summary>
[SuppressMessage("Design", "CA1001", Justification = "MSTest calls Leave after each test.")]
public abstract class ConsoleFixture
{
    private readonly TextWriter _oldOutput = Console.Out;
    private readonly TextWriter _oldError = Console.Error;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("interlock").FullName;

    /// <summary>What went to standard output.</summary>
    protected StringWriter Output { get; } = new();

    /// <summary>What went to standard error.</summary>
    protected StringWriter Error { get; } = new();

    [TestInitialize]
    public void Enter()
    {
        Console.SetOut(Output);
        Console.SetError(Error);
    }

    [TestCleanup]
    public void Leave()
    {
        Console.SetOut(_oldOutput);
        Console.SetError(_oldError);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A path in the test's folder.</summary>
    protected string At(string name) => Path.Combine(Folder, name);
}
