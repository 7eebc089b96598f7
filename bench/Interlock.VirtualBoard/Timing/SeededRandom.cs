namespace Interlock.VirtualBoard;

/// <summary>
/// SplitMix64. Every part draws from a stream of its own, so that an extra bounce in one place doesn't change the noise in
/// another, and a seed means the same on every run time.
/// </summary>
internal sealed class SeededRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;
    private double _spareGaussian = double.NaN;

    internal SeededRandom(int seed, RandomStream stream)
    {
        _state = ((ulong)(uint)seed << 32) | (uint)stream;
        Next();
        Next();
    }

    /// <summary>Uniform in [0, 1).</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    internal double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Uniform in 0 .. count - 1.</summary>
    internal int Below(int count) => (int)(Unit() * count);

    internal byte Byte() => (byte)Next();

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

    private ulong Next()
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
}
