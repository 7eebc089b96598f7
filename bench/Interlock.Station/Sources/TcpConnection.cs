using System;
using System.Net.Sockets;

namespace Interlock.Station.Sources;

/// <summary>A connected socket.</summary>
public sealed class TcpConnection : IUartConnection
{
    private const int PollUs = 100_000;
    private const int IdleSeconds = 5;
    private const int ProbeSeconds = 2;
    private const int Probes = 3;

    private readonly Socket _socket;

    public TcpConnection(Socket socket)
    {
        _socket = socket;

        // A pulled cable sends no goodbye: without a probe the connection would seem open for ever.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }

    public bool TryRead(Span<byte> buffer, out int count)
    {
        count = 0;
        try
        {
            if (!_socket.Poll(PollUs, SelectMode.SelectRead)) return true;
            count = _socket.Receive(buffer);
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
