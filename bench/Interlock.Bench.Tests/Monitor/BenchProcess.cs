using System.Diagnostics;
using System.Text;
using Interlock.Bench.Cli;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>The bench as a process of its own, so that it can be killed, and its real output is seen.</summary>
internal sealed class BenchProcess : IDisposable
{
    private const int PatienceMs = 60_000;

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _output;

    private BenchProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Standard error, once it has ended.</summary>
    public string Error => _error + _process.StandardError.ReadToEnd();

    /// <summary>Standard output, once it has ended.</summary>
    public string Output => _output.Result;

    public static BenchProcess Start(params string[] arguments) => StartIn([], arguments);

    /// <param name="environment">What its environment has besides.</param>
    /// <param name="arguments">Of the bench.</param>
    public static BenchProcess StartIn((string Name, string Value)[] environment, params string[] arguments)
    {
        string[] command = [.. IgnoresCtrlC() ? ["env", "--default-signal=INT"] : Array.Empty<string>(), "dotnet", typeof(ConsoleApp).Assembly.Location, .. arguments];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new BenchProcess(Process.Start(start)!);
    }

    // A script that runs the tests in the background ('&') has them ignore Ctrl-C, and whatever they start; a person's shell has not.
    private static bool IgnoresCtrlC()
    {
        const string Status = "/proc/self/status";
        const int SignalInt = 1 << 1;
        return File.Exists(Status)
            && (Convert.ToInt64(File.ReadLines(Status).Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1], 16) & SignalInt) != 0;
    }

    public string ReadErrorLine()
    {
        string line = _process.StandardError.ReadLine() ?? string.Empty;
        _error.AppendLine(line);
        return line;
    }

    /// <summary>Gives it bytes on standard input, and its end.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _process.StandardInput.BaseStream.Write(bytes);
        _process.StandardInput.Close();
    }

    public void Kill() => _process.Kill();

    public int WaitForExit()
    {
        Assert.IsTrue(_process.WaitForExit(PatienceMs), "the bench ends");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
