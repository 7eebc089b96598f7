using System;
using System.IO;
using Interlock.Bench.Pty;

namespace Interlock.Bench.Cli;

/// <summary>Where the UART's bytes go: standard output, a file, or a pseudo-terminal.</summary>
public sealed class UartOutput : IDisposable
{
    private readonly OutputFile? _file;

    private UartOutput(Stream stream, OutputFile? file)
    {
        Stream = stream;
        _file = file;
    }

    public Stream Stream { get; }

    /// <exception cref="BadInputException">It can't be written there.</exception>
    public static UartOutput Open(string target)
    {
        if (target == "-") return new UartOutput(new BufferedStream(Console.OpenStandardOutput(), 1 << 16), null);
        if (target == "pty") return new UartOutput(OpenTerminal(), null);
        OutputFile file = OutputFile.Create(target);
        return new UartOutput(file.Stream, file);
    }

    /// <summary>All that was written is wanted.</summary>
    public void Commit()
    {
        Stream.Flush();
        _file?.Commit();
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
}
