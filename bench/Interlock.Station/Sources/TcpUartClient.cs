using System;
using System.Net.Sockets;
using Interlock.Station.Pty;

namespace Interlock.Station.Sources;

/// <summary>One client of a <see cref="TcpUart"/>.</summary>
public sealed class TcpUartClient : IDisposable
{
    private readonly Socket _socket;
    private readonly LossyLines _lines;

    public TcpUartClient(Socket socket)
    {
        _socket = socket;
        _lines = new LossyLines(Offer);
        socket.Blocking = false;
        socket.NoDelay = true;
    }

    public bool IsGone { get; private set; }

    public void Add(byte value) => _lines.Add(value);

    public void Dispose() => _socket.Dispose();

    private int Offer(ReadOnlySpan<byte> bytes)
    {
        if (IsGone) return -1;
        int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
        IsGone = error is not (SocketError.Success or SocketError.WouldBlock);
        return error == SocketError.Success ? sent : 0;
    }
}
