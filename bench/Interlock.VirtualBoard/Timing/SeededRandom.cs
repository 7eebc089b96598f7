namespace Interlock.VirtualBoard;

/// <summary>
/// Every part draws from a stream of its own, so that an extra bounce in one place doesn't change the noise in another.
/// </summary>
internal sealed class SeededRandom
{
    private readonly SplitMix64 _random;
    private double _spareGaussian = double.NaN;

    internal SeededRandom(int seed, RandomStream stream)
    {
        _random = new SplitMix64(((ulong)(uint)seed << 32) | (uint)stream);
    }

    /// <summary>Uniform in [0, 1).</summary>
    internal double Unit() => _random.Unit();

    /// <summary>Uniform in [low, high).</summary>
    internal double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Uniform in 0 .. count - 1.</summary>
    internal int Below(int count) => _random.Below(count);

    internal byte Byte() => (byte)_random.Next();

    /// <summary>Normally distributed, mean 0, standard deviation 1 (Box-Muller; the second value is kept for the next call).</summary>
    internal double Gaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - Unit()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * Unit());
        _spareGaussian = radius * sin;
        return radius * cos;
    }
}

/// <summary>SplitMix64: a seed means the same on every machine and under every version of .NET.</summary>
public sealed class SplitMix64
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    public SplitMix64(ulong seed)
    {
        _state = seed;

        // Seeds that lie close together differ from here on.
        Next();
        Next();
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. count - 1.</summary>
    public int Below(int count) => (int)(Unit() * count);

    public ulong Next()
    {
        _state += Step;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Who draws random numbers.</summary>
internal enum RandomStream
{
    ChipNoise,
    RelayK1,
    RelayK2,
    ArmButton,
    StopButton,
    FlippedBit,
    SpiGarbage,
    LateWake,
    BusNoise,
    ArmGap,
    ArmRestContact,
    StopSecondPole,
    RelayTimes,
    SecondChipNoise,
    SecondFlippedBit,
}
