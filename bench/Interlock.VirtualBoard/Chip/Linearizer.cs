namespace Interlock.VirtualBoard;

/// <summary>From a voltage and a cold-junction temperature to what stands in the registers.</summary>
internal static class Linearizer
{
    /// <summary>Linearized temperature: 19 bits, 1/128 degC (data sheet, Table 3).</summary>
    internal const double ThermocoupleCountsPerDegree = 128;

    /// <summary>Cold junction: 14 bits, 1/64 degC (data sheet, Table 2).</summary>
    internal const double ColdJunctionCountsPerDegree = 64;

    /// <summary>A step of the thermocouple's thresholds is 0.0625 degC.</summary>
    internal const double ThresholdCountsPerDegree = 16;

    private const int MaxCode = (1 << 18) - 1;
    private const int MinCode = -(1 << 18);

    /// <summary>The cold-junction register holds -64 to +128 degC, less one step.</summary>
    private const int MinColdJunctionCounts = -64 * 64;
    private const int MaxColdJunctionCounts = (128 * 64) - 1;

    private const double MaxColdJunctionCelsius = 125;

    /// <summary>Code = gain * 1.6 * 2^17 * Vin (data sheet, CR1), Vin in volts.</summary>
    private const double CodePerMicrovolt = 1.6 * 131072 * 1e-6;

    internal static int ColdJunctionCounts(double celsius, sbyte offset)
    {
        // The offset register counts 1/16 degC.
        double counts = Math.Round(celsius * ColdJunctionCountsPerDegree) + (offset * 4);
        return (int)Math.Clamp(counts, MinColdJunctionCounts, MaxColdJunctionCounts);
    }

    internal static Reading Read(int type, double microvolts, int coldJunctionCounts) =>
        type >= Cr1.FirstVoltageType
            ? ReadVoltage(type, microvolts, coldJunctionCounts)
            : ReadTemperature(type, microvolts, coldJunctionCounts);

    private static Reading ReadVoltage(int type, double microvolts, int coldJunctionCounts)
    {
        int gain = type >= Cr1.FirstGain32Type ? 32 : 8;
        double code = Math.Round(gain * CodePerMicrovolt * microvolts);
        return new Reading((int)Math.Clamp(code, MinCode, MaxCode), coldJunctionCounts, 0);
    }

    private static Reading ReadTemperature(int type, double microvolts, int coldJunctionCounts)
    {
        ThermocoupleCurve curve = Thermocouple.ForChipType(type);
        double coldJunction = coldJunctionCounts / ColdJunctionCountsPerDegree;
        double coldJunctionInRange = Math.Clamp(coldJunction, MinColdJunctionCelsius(type), MaxColdJunctionCelsius);
        double celsius = CelsiusOrBeyond(curve, microvolts + curve.Microvolts(coldJunctionInRange));
        double inRange = Math.Clamp(celsius, curve.MinCelsius, curve.MaxCelsius);

        int bits = (coldJunction != coldJunctionInRange ? StatusBit.ColdJunctionRange : 0)
            | (celsius != inRange ? StatusBit.ThermocoupleRange : 0);
        return new Reading((int)Math.Round(inRange * ThermocoupleCountsPerDegree), coldJunctionCounts, (byte)bits);
    }

    /// <summary>The inverse functions hold within the range only, so whether a voltage is beyond it is asked of the direct ones.</summary>
    private static double CelsiusOrBeyond(ThermocoupleCurve curve, double microvolts)
    {
        if (microvolts > curve.MaxMicrovolts)
        {
            return double.PositiveInfinity;
        }

        return microvolts < curve.MinMicrovolts
            ? double.NegativeInfinity
            : Math.Clamp(curve.Celsius(microvolts), curve.MinCelsius, curve.MaxCelsius);
    }

    /// <summary>Data sheet, Table 1: types E, J, K, N and T from -55 degC, R and S from -50, B from 0.</summary>
    private static double MinColdJunctionCelsius(int type) => type switch
    {
        0 => 0,
        5 or 6 => -50,
        _ => -55,
    };
}
