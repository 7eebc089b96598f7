using System;

namespace Interlock.Station.Sources;

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
