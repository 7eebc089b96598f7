using System;
using Interlock.Drivers.Max31856;

namespace Interlock.Bench.Campaigns;

/// <summary>A bus whose transfers can be made to throw: the exception that nobody expected.</summary>
public sealed class ThrowingBus(ISpiBus bus, Func<long> nowUs) : ISpiBus
{
    /// <summary>How many transfers throw from now on.</summary>
    public int Throws { get; set; }

    /// <summary>When it first threw.</summary>
    public long? ThrewUs { get; private set; }

    public void Transfer(byte[] write, byte[] read)
    {
        if (Throws == 0)
        {
            bus.Transfer(write, read);
            return;
        }

        Throws--;
        ThrewUs ??= nowUs();
        throw new InvalidOperationException("The bus was made to throw.");
    }
}
