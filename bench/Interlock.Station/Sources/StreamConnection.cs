using System;
using System.IO;

namespace Interlock.Station.Sources;

/// <summary>A source that ends: no bytes are its end.</summary>
public sealed class StreamConnection(Stream stream) : IUartConnection
{
    public bool TryRead(Span<byte> buffer, out int count)
    {
        count = stream.Read(buffer);
        return count > 0;
    }

    public void Dispose() => stream.Dispose();
}
