using System;
using System.IO;
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
        if (!OperatingSystem.IsLinux() && IsDeviceName(text)) throw new BadInputException($"{text}: serial devices are read on Linux only; expected a file, - or tcp:HOST:PORT");
        if (Directory.Exists(text)) throw new BadInputException($"{text}: expected a file or a serial device, found a folder");
        if (!File.Exists(text)) throw new BadInputException($"{text}: expected a serial device, an existing file, - or tcp:HOST:PORT");
        return OperatingSystem.IsLinux() && SerialSource.IsTerminal(text) ? new SerialSource(text) : new FileSource(text);
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

    private static bool IsDeviceName(string text) =>
        text.StartsWith("/dev/", StringComparison.Ordinal) || (text.StartsWith("COM", StringComparison.OrdinalIgnoreCase) && text.Length is 4 or 5 or 6 && char.IsAsciiDigit(text[^1]));
}
