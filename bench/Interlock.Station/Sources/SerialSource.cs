using System;
using System.IO;
using System.IO.Ports;
using System.Linq;
using System.Threading;
using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>A serial port or the far end of a pseudo-terminal, at 115200 8N1.</summary>
public sealed class SerialSource(string path) : IUartSource
{
    private const string PseudoTerminals = "/dev/pts/";
    private const string Numbered = "COM";
    private const string Devices = "/dev/";
    private const int Baud = 115200;

    public string Name => path;

    /// <summary>
    /// A device has its name to itself. A pseudo-terminal's number is given away again: behind it may then be somebody's shell.
    /// </summary>
    public bool CanReturn => !path.StartsWith(PseudoTerminals, StringComparison.Ordinal);

    public bool IsLive => true;

    /// <summary>Whether a name is one of a port on this system, be it there or not.</summary>
    public static bool IsName(string text) => OperatingSystem.IsWindows()
        ? text.StartsWith(Numbered, StringComparison.OrdinalIgnoreCase) && text.Length > Numbered.Length && text[Numbered.Length..].All(char.IsAsciiDigit)
        : text.StartsWith(Devices, StringComparison.Ordinal) && (OperatingSystem.IsLinux() ? IsTerminal(text) : File.Exists(text));

    /// <summary>Whether there is a terminal behind a path.</summary>
    public static bool IsTerminal(string path) => TerminalLine.IsTerminal(path);

    /// <summary>The ports of this system, for who named none or a wrong one.</summary>
    public static string Known()
    {
        string[] names = [.. SerialPort.GetPortNames().Distinct().Order(StringComparer.Ordinal).Select(Described)];
        return names.Length == 0 ? "no serial port is connected" : $"serial ports: {string.Join(", ", names)}";
    }

    public IUartConnection Open(CancellationToken cancellation)
    {
        SerialPort port = new(path, Baud, Parity.None, 8, StopBits.One) { ReadTimeout = SerialConnection.PatienceMs, Handshake = Handshake.None };
        try
        {
            port.Open();
            return new SerialConnection(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw new BadInputException($"{path}: {WhyNot()}");
        }
    }

    /// <summary>The library throws the same for a port that is missing, held by another program, or forbidden.</summary>
    private string WhyNot()
    {
        if (OperatingSystem.IsWindows())
        {
            return SerialPort.GetPortNames().Contains(path, StringComparer.OrdinalIgnoreCase)
                ? "another program holds this port: close it there and try again"
                : $"expected a port that is there; {Known()}. Is the adapter plugged in, and its driver installed?";
        }

        if (!File.Exists(path)) return $"expected a port that is there; {Known()}";
        if (OperatingSystem.IsLinux() && !TerminalLine.MayOpen(path)) return "this user may not open it: sudo usermod -aG dialout $USER, then log in again (the group is uucp on some systems)";
        if (OperatingSystem.IsLinux() && !IsTerminal(path)) return "expected a serial device that can be set to 115200 8N1";
        return "another program holds this port, or it can't be set to 115200 8N1";
    }

    /// <summary>With what the system says of the adapter, where it does.</summary>
    private static string Described(string name)
    {
        string product = $"/sys/class/tty/{Path.GetFileName(name)}/device/../../product";
        try
        {
            return File.Exists(product) ? $"{name} ({Excerpt.Cut(File.ReadAllText(product).Trim(), 40)})" : name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return name;
        }
    }

    private sealed class SerialConnection(SerialPort port) : IUartConnection
    {
        public const int PatienceMs = 100;

        public bool TryRead(Span<byte> buffer, out int count)
        {
            count = 0;
            try
            {
                count = port.BaseStream.Read(buffer);
                return count > 0;
            }
            catch (TimeoutException)
            {
                return true;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException or OperationCanceledException)
            {
                // The device was pulled.
                return false;
            }
        }

        public void Dispose()
        {
            try
            {
                port.Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It went away before.
            }
        }
    }
}
