using System;

namespace Interlock.Station.Sources;

/// <summary>An open source.</summary>
public interface IUartConnection : IDisposable
{
    /// <summary>Waits for bytes, but not for ever where the source is live.</summary>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="count">How many came; none when nothing did in the meantime.</param>
    /// <returns>False when no more will come: the end of a file, or a device that is gone.</returns>
    bool TryRead(Span<byte> buffer, out int count);
}
