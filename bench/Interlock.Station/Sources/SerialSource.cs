using System.Runtime.InteropServices;
using System.Threading;
using Interlock.Log;
using Interlock.Station.Pty;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Station.Sources;

/// <summary>A serial device or the far end of a pseudo-terminal.</summary>
public sealed class SerialSource(string path) : IUartSource
{
    private const string PseudoTerminals = "/dev/pts/";

    // Non-blocking, or opening would wait for a modem's carrier.
    private const int Flags = LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec;

    public string Name => path;

    /// <summary>
    /// A device has its name to itself. A pseudo-terminal's number is given away again: behind it may then be somebody's shell.
    /// </summary>
    public bool CanReturn => !path.StartsWith(PseudoTerminals, System.StringComparison.Ordinal);

    public bool IsLive => true;

    /// <summary>Whether there is a terminal behind a path.</summary>
    public static bool IsTerminal(string path)
    {
        using SafeFileHandle file = new(LibC.Open(path, Flags), ownsHandle: true);
        return !file.IsInvalid && TerminalLine.IsTerminal((int)file.DangerousGetHandle());
    }

    public IUartConnection Open(CancellationToken cancellation)
    {
        SafeFileHandle file = new(LibC.Open(path, Flags), ownsHandle: true);
        if (file.IsInvalid) throw new BadInputException($"{path}: expected a device that can be opened ({Marshal.GetLastPInvokeErrorMessage()})");
        if (TerminalLine.TrySet((int)file.DangerousGetHandle())) return new SerialConnection(file);
        file.Dispose();
        throw new BadInputException($"{path}: expected a serial device that can be set to 115200 8N1");
    }
}
