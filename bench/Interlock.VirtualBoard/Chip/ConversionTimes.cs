namespace Interlock.VirtualBoard;

/// <summary>How long the chip takes (data sheet, Electrical Characteristics "Temperature Conversion Time" and Table 4).</summary>
internal static class ConversionTimes
{
    /// <summary>Shorter by this much when the cold-junction sensor is off (data sheet, CR0 bit 3; typical, the only figure given).</summary>
    private const long ColdJunctionSensingUs = 25_000;

    /// <summary>The data sheet gives the time of an averaged sample only as typical; its maximum is taken in proportion to t_CONV, a tenth more.</summary>
    private const long MaximumPercent = 110;

    /// <summary>Indexed by OCFAULT; microseconds with the cold-junction sensor on, when both run at once.</summary>
    private static readonly long[] s_openTestTypicalUs = { 0, 13_300, 33_400, 113_400 };
    private static readonly long[] s_openTestMaximumUs = { 0, 15_000, 37_000, 125_000 };
    private static readonly long[] s_openTestAloneTypicalUs = { 0, 40_000, 60_000, 140_000 };
    private static readonly long[] s_openTestAloneMaximumUs = { 0, 44_000, 66_000, 154_000 };

    /// <param name="cr0">Filter and cold-junction sensor.</param>
    /// <param name="cr1">Averaging.</param>
    /// <param name="first">A 1-shot conversion, or the first after the start of automatic conversion.</param>
    /// <param name="timing">Column of the data sheet.</param>
    internal static long ConversionUs(byte cr0, byte cr1, bool first, ConversionTiming timing)
    {
        bool maximum = timing == ConversionTiming.Maximum;
        bool filter50Hz = (cr0 & Cr0.Filter50Hz) != 0;
        long us = first ? FirstUs(filter50Hz, maximum) : NextUs(filter50Hz, maximum);
        long perSampleUs = PerSampleUs(filter50Hz, first) * (maximum ? MaximumPercent : 100) / 100;
        us += (Cr1.Samples(cr1) - 1) * perSampleUs;
        return (cr0 & Cr0.ColdJunctionOff) != 0 ? us - ColdJunctionSensingUs : us;
    }

    internal static long OpenTestUs(byte cr0, ConversionTiming timing)
    {
        int setting = (cr0 & Cr0.OpenTest) >> Cr0.OpenTestShift;
        bool alone = (cr0 & Cr0.ColdJunctionOff) != 0;
        return timing == ConversionTiming.Maximum
            ? (alone ? s_openTestAloneMaximumUs : s_openTestMaximumUs)[setting]
            : (alone ? s_openTestAloneTypicalUs : s_openTestTypicalUs)[setting];
    }

    private static long FirstUs(bool filter50Hz, bool maximum) =>
        filter50Hz ? (maximum ? 185_000 : 169_000) : (maximum ? 155_000 : 143_000);

    private static long NextUs(bool filter50Hz, bool maximum) =>
        filter50Hz ? (maximum ? 110_000 : 98_000) : (maximum ? 90_000 : 82_000);

    private static long PerSampleUs(bool filter50Hz, bool first) =>
        filter50Hz ? (first ? 40_000 : 20_000) : (first ? 33_330 : 16_670);
}
