using System;

namespace Interlock.VirtualBoard;

/// <summary>Sits in the wires between the ESP32 and what is on its SPI bus. May change the bytes both ways, or throw as a failed call does.</summary>
public abstract class SpiTap
{
    /// <summary>What the ESP32 sends, before anything sees it; to block a write, make its address one that doesn't exist (FF).</summary>
    public virtual void Outgoing(Span<byte> bytes)
    {
    }

    /// <summary>What comes back, before the ESP32 sees it.</summary>
    /// <param name="sent">What the ESP32 sent.</param>
    /// <param name="received">As long; the first byte is that of the address.</param>
    public virtual void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
    }
}
