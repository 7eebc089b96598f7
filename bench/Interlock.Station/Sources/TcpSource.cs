using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>A server that sends what a UART says, as <c>run --uart tcp:PORT</c> or a serial-to-network adapter does.</summary>
public sealed class TcpSource(string name, string host, int port) : IUartSource
{
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(5);

    public string Name => name;

    public bool CanReturn => true;

    public bool IsLive => true;

    public IUartConnection Open(CancellationToken cancellation)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_connectTimeout);
        try
        {
            socket.ConnectAsync(host, port, patience.Token).AsTask().GetAwaiter().GetResult();
            return new TcpConnection(socket);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            string why = e is SocketException ? e.Message : $"no answer within {_connectTimeout.TotalSeconds:F0} s";
            throw new BadInputException($"{name}: expected a server that answers ({why})");
        }
    }
}

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

/// <summary>The number of a TCP port on the command line.</summary>
public static class TcpPort
{
    public const int Highest = IPEndPoint.MaxPort;

    public static bool TryParse(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= Highest;
}
