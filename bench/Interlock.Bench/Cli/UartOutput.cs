using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary>Where the UART's bytes go: standard output, a file, a pseudo-terminal, or a TCP port of this machine.</summary>
public sealed class UartOutput : IDisposable
{
    public const string StandardOutputName = "-";

    private const string PseudoTerminalName = "pty";
    private const string TcpPrefix = "tcp:";

    private readonly OutputFile? _file;

    private UartOutput(Stream stream, OutputFile? file)
    {
        Stream = stream;
        _file = file;
    }

    public Stream Stream { get; }

    /// <summary>Whether somebody reads while the box runs, so that it has to run in real time.</summary>
    public static bool IsLive(string target) => target == PseudoTerminalName || target.StartsWith(TcpPrefix, StringComparison.Ordinal);

    /// <summary>The file that it names; null where it names none.</summary>
    public static string? FileOf(string target) => target == StandardOutputName || IsLive(target) ? null : target;

    /// <exception cref="BadInputException">It can't be written there.</exception>
    public static UartOutput Open(string target)
    {
        if (target == StandardOutputName) return new UartOutput(new BufferedStream(Console.OpenStandardOutput(), 1 << 16), null);
        if (target == PseudoTerminalName) return new UartOutput(OpenTerminal(), null);
        if (IsLive(target)) return new UartOutput(OpenPort(target), null);
        OutputFile file = OutputFile.Create(target);
        return new UartOutput(file.Stream, file);
    }

    /// <summary>What it says is shown otherwise.</summary>
    public static UartOutput Nowhere() => new(Stream.Null, null);

    /// <summary>All that was written is wanted, and what was written beside it.</summary>
    public void Commit(OutputFile? beside)
    {
        Stream.Flush();
        OutputFile.Commit(_file, beside);
    }

    public void Dispose()
    {
        if (_file is not null) _file.Dispose();
        else Stream.Dispose();
    }

    private static PseudoTerminal OpenTerminal()
    {
        PseudoTerminal terminal = PseudoTerminal.Open();
        Console.Error.WriteLine($"UART at {terminal.Name}");
        return terminal;
    }

    private static TcpUart OpenPort(string target)
    {
        if (!TcpPort.TryParse(target[TcpPrefix.Length..], out int port))
        {
            throw new BadInputException($"--uart: expected tcp:PORT with a port from 0 (any) to {TcpPort.Highest}, found {Excerpt.Of(target)}");
        }

        TcpUart uart = TcpUart.Open(port);
        Console.Error.WriteLine($"UART at tcp:localhost:{uart.Port}");
        return uart;
    }
}
