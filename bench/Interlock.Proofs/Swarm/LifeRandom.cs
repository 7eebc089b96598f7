using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What is drawn of a life.</summary>
/// <param name="seed">Of the swarm.</param>
/// <param name="life">Its number.</param>
/// <param name="stream">What is drawn apart leaves the rest of the life as it is.</param>
internal sealed class LifeRandom(long seed, int life, LifeStream stream = LifeStream.Life)
{
    private readonly SplitMix64 _random = new(((ulong)seed * 0xD1342543DE82EF95) ^ ((ulong)(uint)life << 17) ^ (ulong)stream);

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

/// <summary>For what numbers are drawn.</summary>
internal enum LifeStream
{
    /// <summary>The life of a box with one probe.</summary>
    Life,

    /// <summary>What a second probe adds to it.</summary>
    SecondProbe,
}
