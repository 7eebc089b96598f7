using Interlock.Log;

namespace Interlock.Station.Sources;

/// <summary>Reads a source for as long as it has something to say; one that can return is opened again when it is gone.</summary>
public sealed class UartFeed(IUartSource source, IUartListener listener)
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    private readonly byte[] _buffer = new byte[1 << 16];

    /// <param name="first">The source, open.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public void Run(IUartConnection first, CancellationToken cancellation)
    {
        IUartConnection? connection = first;
        while (connection is not null)
        {
            listener.Connected();
            using (connection) ReadToEnd(connection, cancellation);
            if (cancellation.IsCancellationRequested) return;
            if (!source.CanReturn)
            {
                listener.Ended();
                return;
            }

            listener.Lost();
            connection = OpenAgain(cancellation);
        }
    }

    private void ReadToEnd(IUartConnection connection, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && TryRead(connection, out int count))
        {
            if (count > 0) listener.Received(_buffer.AsSpan(0, count));
        }
    }

    private bool TryRead(IUartConnection connection, out int count)
    {
        try
        {
            return connection.TryRead(_buffer, out count);
        }
        catch (IOException)
        {
            // A disk or a share that went away is a source that ended.
            count = 0;
            return false;
        }
    }

    private IUartConnection? OpenAgain(CancellationToken cancellation)
    {
        while (!cancellation.WaitHandle.WaitOne(_retry))
        {
            try
            {
                return source.Open(cancellation);
            }
            catch (BadInputException)
            {
                // Still away.
            }
        }

        return null;
    }
}

/// <summary>Follows a source through connections lost and made.</summary>
public interface IUartListener
{
    void Connected();

    void Received(ReadOnlySpan<byte> bytes);

    /// <summary>The source is gone, and it is tried again once a second.</summary>
    void Lost();

    /// <summary>No more will come.</summary>
    void Ended();
}
