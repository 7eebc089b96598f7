using System.IO.Ports;
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
        : text.StartsWith(Devices, StringComparison.Ordinal) && (OperatingSystem.IsLinux() ? FileKind.IsTerminal(text) : File.Exists(text));

    public IUartConnection Open(CancellationToken cancellation)
    {
        // Looked at first: the library throws the same for a port that is missing, held by another program, or forbidden, and
        // two programs that read one port on Linux each get a part of what comes.
        if (OperatingSystem.IsLinux() && WhyNotOnLinux() is { } why) throw new BadInputException($"{path}: {why}");
        SerialPort port = new(path, Baud, Parity.None, 8, StopBits.One) { ReadTimeout = SerialPort.InfiniteTimeout, Handshake = Handshake.None };
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

    private string? WhyNotOnLinux()
    {
        if (!File.Exists(path)) return $"expected a port that is there; {SerialPorts.Known()}";
        if (!FileKind.IsTerminal(path)) return "expected a serial device, which can be set to 115200 8N1";
        if (!SerialPorts.MayOpen(path)) return "this user may not open it: sudo usermod -aG dialout $USER, then log in again (the group is uucp on some systems)";
        return SerialPorts.HolderOf(path) is { } holder ? $"{holder} holds this port: end it, or close the port there" : null;
    }

    private string WhyNot()
    {
        if (OperatingSystem.IsWindows() && !SerialPort.GetPortNames().Contains(path, StringComparer.OrdinalIgnoreCase))
        {
            return $"expected a port that is there; {SerialPorts.Known()}. Is the adapter plugged in, and its driver installed?";
        }

        return OperatingSystem.IsWindows() || File.Exists(path)
            ? "another program holds this port (close it there and try again), or it can't be set to 115200 8N1"
            : $"expected a port that is there; {SerialPorts.Known()}";
    }

    /// <summary>
    /// One read is always under way, and none is ever called off: the library drops what it has just read when a read times out
    /// in that moment.
    /// </summary>
    private sealed class SerialConnection(SerialPort port) : IUartConnection
    {
        private const int PatienceMs = 100;
        private const int MostBytes = 4096;

        private readonly byte[] _bytes = new byte[MostBytes];
        private Task<int>? _reading;

        public bool TryRead(Span<byte> buffer, out int count)
        {
            count = 0;
            try
            {
                _reading ??= port.BaseStream.ReadAsync(_bytes, 0, Math.Min(MostBytes, buffer.Length));
                if (Task.WaitAny([_reading], PatienceMs) < 0) return true;
                count = _reading.GetAwaiter().GetResult();
                _bytes.AsSpan(0, count).CopyTo(buffer);
                _reading = null;
                return count > 0;
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
