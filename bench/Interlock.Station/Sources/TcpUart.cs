using System.Net;
using System.Net.Sockets;
using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>
/// A UART on a TCP port of this machine alone: what is written here, every client reads. Clients come and go, and one that
/// reads slowly misses lines; the writer never waits.
/// </summary>
public sealed class TcpUart : Stream
{
    private readonly TcpListener _listener;
    private readonly List<TcpUartClient> _clients = [];

    private TcpUart(TcpListener listener)
    {
        _listener = listener;
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <param name="port">0 takes any that is free.</param>
    /// <exception cref="BadInputException">The port can't be had.</exception>
    public static TcpUart Open(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new TcpUart(listener);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new BadInputException($"--uart tcp:{port}: expected a port that is free ({e.Message})");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (byte value in buffer) WriteByte(value);
    }

    public override void WriteByte(byte value)
    {
        foreach (TcpUartClient client in _clients) client.Add(value);
        if (value == '\n') Welcome();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _listener.Dispose();
        foreach (TcpUartClient client in _clients) client.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Lets in who waits, between two lines.</summary>
    private void Welcome()
    {
        foreach (TcpUartClient gone in _clients.FindAll(client => client.IsGone))
        {
            _clients.Remove(gone);
            gone.Dispose();
        }

        while (_listener.Pending()) _clients.Add(new TcpUartClient(_listener.AcceptSocket()));
    }
}

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
