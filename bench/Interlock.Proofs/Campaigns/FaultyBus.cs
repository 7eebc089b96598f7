using System;
using Interlock.Drivers.Max31856;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>A bus whose transfers can be made to throw, the exception that nobody expected, or to lose bits of the status.</summary>
public sealed class FaultyBus(Func<long> nowUs) : SpiTap
{
    /// <summary>How many transfers throw from now on.</summary>
    public int Throws { get; set; }

    /// <summary>When it first threw.</summary>
    public long? ThrewUs { get; private set; }

    /// <summary>Bits that the status has no more when it is read in a burst.</summary>
    public int HiddenStatus { get; set; }

    public override void Outgoing(Span<byte> bytes)
    {
        if (Throws == 0) return;
        Throws--;
        ThrewUs ??= nowUs();
        throw new InvalidOperationException("The bus was made to throw.");
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (received.Length == ChipImage.BurstLength) received[Register.Status + 1] &= (byte)~HiddenStatus;
    }
}
