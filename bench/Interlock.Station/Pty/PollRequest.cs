using System.Runtime.InteropServices;

namespace Interlock.Station.Pty;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollRequest
{
    public int File;
    public short Wanted;
    public short Found;
}
