using System;
using System.Net.Sockets;
using System.Threading;
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
