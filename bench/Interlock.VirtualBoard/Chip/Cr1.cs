namespace Interlock.VirtualBoard;

/// <summary>Bits of configuration register 1 (data sheet, "Register 01h/81h").</summary>
internal static class Cr1
{
    internal const byte Averaging = 0x70;
    internal const int AveragingShift = 4;
    internal const byte Type = 0x0F;

    /// <summary>Types 8 and up deliver the voltage: 10xx with gain 8, 11xx with gain 32.</summary>
    internal const int FirstVoltageType = 0x08;
    internal const int FirstGain32Type = 0x0C;

    private const int MostSamplesExponent = 4;

    /// <summary>1, 2, 4, 8 or, for every pattern 1xx, 16.</summary>
    internal static int Samples(byte cr1)
    {
        int exponent = (cr1 & Averaging) >> AveragingShift;
        return 1 << (exponent > MostSamplesExponent ? MostSamplesExponent : exponent);
    }
}
