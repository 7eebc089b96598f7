using System;
using System.Runtime.InteropServices;
using Interlock.Station.Pty;
using Microsoft.Win32.SafeHandles;

namespace Interlock.Station.Sources;

/// <summary>An open terminal.</summary>
public sealed unsafe class SerialConnection(SafeFileHandle file) : IUartConnection
{
    private const int PollMs = 100;

    public bool TryRead(Span<byte> buffer, out int count)
    {
        count = 0;
        PollRequest request = new() { File = (int)file.DangerousGetHandle(), Wanted = LibC.PollIn };
        int ready = LibC.Poll(&request, 1, PollMs);
        if (ready < 0) return Marshal.GetLastPInvokeError() == LibC.Interrupted;
        if (ready == 0) return true;

        // What arrived before the device went is still read; after it there is nothing, or an error.
        nint got;
        fixed (byte* first = buffer) got = LibC.Read(request.File, first, buffer.Length);
        if (got < 0) return Marshal.GetLastPInvokeError() is LibC.TryAgain or LibC.Interrupted && (request.Found & LibC.PollHangUp) == 0;
        count = (int)got;
        return got > 0;
    }

    public void Dispose() => file.Dispose();
}
