using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>Tells from a SOURCE on the command line what it is.</summary>
public static class UartSource
{
    /// <summary>For the help.</summary>
    public const string Description = "A serial device (set to 115200 8N1), a pseudo-terminal, a file, - for standard input, or tcp:HOST:PORT.";

    private const string TcpPrefix = "tcp:";

    /// <exception cref="BadInputException">The text names nothing that can be read.</exception>
    public static IUartSource Parse(string text)
    {
        if (text == "-") return new StandardInputSource();
        if (text.StartsWith(TcpPrefix, StringComparison.Ordinal)) return ParseTcp(text);
        if (SerialSource.IsName(text)) return new SerialSource(text);
        if (Directory.Exists(text)) throw new BadInputException($"{text}: expected a file or a serial device, found a folder");
        if (!File.Exists(text)) throw new BadInputException($"{text}: expected a serial device, an existing file, - or tcp:HOST:PORT; {SerialPorts.Known()}");
        return OperatingSystem.IsLinux() && FileKind.IsTerminal(text) ? new SerialSource(text) : new FileSource(text);
    }

    private static TcpSource ParseTcp(string text)
    {
        string address = text[TcpPrefix.Length..];
        int colon = address.LastIndexOf(':');
        if (colon < 1 || !TcpPort.TryParse(address[(colon + 1)..], out int port) || port == 0)
        {
            throw new BadInputException($"SOURCE: expected tcp:HOST:PORT with a port from 1 to {TcpPort.Highest}, found {Excerpt.Of(text)}");
        }

        return new TcpSource(text, address[..colon].Trim('[', ']'), port);
    }
}

/// <summary>Where a box's UART can be read.</summary>
public interface IUartSource
{
    /// <summary>As the user wrote it.</summary>
    string Name { get; }

    /// <summary>Whether the source may come back after it was lost; otherwise its end is the end.</summary>
    bool CanReturn { get; }

    /// <summary>Whether bytes come as the box sends them, so that silence means something.</summary>
    bool IsLive { get; }

    /// <exception cref="BadInputException">It can't be opened.</exception>
    IUartConnection Open(CancellationToken cancellation);
}

/// <summary>An open source.</summary>
public interface IUartConnection : IDisposable
{
    /// <summary>Waits for bytes, but not for ever where the source is live.</summary>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="count">How many came; none when nothing did in the meantime.</param>
    /// <returns>False when no more will come: the end of a file, or a device that is gone.</returns>
    bool TryRead(Span<byte> buffer, out int count);
}

/// <summary>A log in a file, read to its end.</summary>
public sealed class FileSource(string path) : IUartSource
{
    public string Name => path;

    public bool CanReturn => false;

    public bool IsLive => false;

    public IUartConnection Open(CancellationToken cancellation)
    {
        try
        {
            return new StreamConnection(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: expected a readable file ({e.Message})");
        }
    }
}

/// <summary>Standard input: what a pipe brings, as it comes.</summary>
public sealed class StandardInputSource : IUartSource
{
    public string Name => "standard input";

    public bool CanReturn => false;

    public bool IsLive => true;

    public IUartConnection Open(CancellationToken cancellation) => new StreamConnection(Console.OpenStandardInput());
}

/// <summary>A source that ends: no bytes are its end.</summary>
public sealed class StreamConnection(Stream stream) : IUartConnection
{
    public bool TryRead(Span<byte> buffer, out int count)
    {
        count = stream.Read(buffer);
        return count > 0;
    }

    public void Dispose() => stream.Dispose();
}
