namespace Interlock.Proofs.Swarm;

/// <summary>SplitMix64, so that a life is the same on every machine and under every version of .NET.</summary>
internal sealed class LifeRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    internal LifeRandom(long seed, int life)
    {
        _state = ((ulong)seed * 0xD1342543DE82EF95) ^ ((ulong)(uint)life << 17);
        Next();
        Next();
    }

    /// <summary>Uniform in [0, 1).</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high), to three decimals: what a life prints is what it plays.</summary>
    internal double Between(double low, double high) => Math.Round(low + ((high - low) * Unit()), 3);

    /// <summary>The same over orders of magnitude.</summary>
    internal double Logarithmic(double low, double high) => Math.Round(low * Math.Pow(high / low, Unit()), 3);

    /// <summary>Uniform in 0 .. count - 1.</summary>
    internal int Below(int count) => (int)(Unit() * count);

    internal bool Happens(double share) => Unit() < share;

    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next()
    {
        _state += Step;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
