using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What is drawn of a life.</summary>
internal sealed class LifeRandom(long seed, int life)
{
    private readonly SplitMix64 _random = new(((ulong)seed * 0xD1342543DE82EF95) ^ ((ulong)(uint)life << 17));

    /// <summary>Uniform in [0, 1).</summary>
    internal double Unit() => _random.Unit();

    /// <summary>Uniform in [low, high), to three decimals: what a life prints is what it plays.</summary>
    internal double Between(double low, double high) => Math.Round(low + ((high - low) * Unit()), 3);

    /// <summary>The same over orders of magnitude.</summary>
    internal double Logarithmic(double low, double high) => Math.Round(low * Math.Pow(high / low, Unit()), 3);

    /// <summary>Uniform in 0 .. count - 1.</summary>
    internal int Below(int count) => _random.Below(count);

    internal bool Happens(double share) => Unit() < share;

    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
