using System;
using Interlock.Drivers.Max31856;

namespace Interlock.Proofs.Campaigns;

/// <summary>A bus whose transfers can be made to throw, the exception that nobody expected, or to lose bits of the status.</summary>
public sealed class FaultyBus(ISpiBus bus, Func<long> nowUs) : ISpiBus
{
    /// <summary>How many transfers throw from now on.</summary>
    public int Throws { get; set; }

    /// <summary>When it first threw.</summary>
    public long? ThrewUs { get; private set; }

    /// <summary>Bits that the status has no more when it is read in a burst.</summary>
    public int HiddenStatus { get; set; }

    public void Transfer(byte[] write, byte[] read)
    {
        if (Throws == 0)
        {
            bus.Transfer(write, read);
            if (read.Length == ChipImage.BurstLength) read[Register.Status + 1] &= (byte)~HiddenStatus;
            return;
        }

        Throws--;
        ThrewUs ??= nowUs();
        throw new InvalidOperationException("The bus was made to throw.");
    }
}
