using System;
using Interlock.Drivers.Max31856;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>A bus whose transfers can be made to throw, the exception that nobody expected, or to lose bits of the status.</summary>
public sealed class FaultyBus(Func<long> nowUs) : SpiTap
{
    /// <summary>Longer than a collection between two reads of a tick, shorter than a tick.</summary>
    private const long SameTickUs = 15 * Microseconds.Millisecond;

    private int _noisyReads;
    private int _reads;
    private long _lastReadUs;

    /// <summary>How many transfers throw from now on.</summary>
    public int Throws { get; set; }

    /// <summary>When it first threw.</summary>
    public long? ThrewUs { get; private set; }

    /// <summary>Bits that the status has no more when it is read in a burst.</summary>
    public int HiddenStatus { get; set; }

    /// <summary>
    /// Bit i says that the first read in the i-th tick with a read, counted modulo eight from now on, has a wrong bit in its
    /// configuration; the reads that confirm it are right.
    /// </summary>
    public int NoisyReads
    {
        get => _noisyReads;
        set
        {
            _noisyReads = value;
            _reads = -1;
        }
    }

    /// <summary>When a wrong bit first came.</summary>
    public long? NoisyUs { get; private set; }

    public override void Outgoing(Span<byte> bytes)
    {
        if (Throws == 0) return;
        Throws--;
        ThrewUs ??= nowUs();
        throw new InvalidOperationException("The bus was made to throw.");
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (received.Length != ChipImage.BurstLength) return;
        received[Register.Status + 1] &= (byte)~HiddenStatus;
        if (_noisyReads != 0) AddNoise(received);
    }

    private void AddNoise(Span<byte> received)
    {
        bool confirms = nowUs() - _lastReadUs < SameTickUs;
        _lastReadUs = nowUs();
        if (confirms) return;
        _reads = (_reads + 1) % 8;
        if ((_noisyReads & (1 << _reads)) == 0) return;
        NoisyUs ??= nowUs();
        received[Register.Configuration1 + 1] ^= 1;
    }
}
