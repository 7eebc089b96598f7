using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Spreads the trials of a campaign over filters, conversion times, seeds and phases; the same trial is always the same.</summary>
public static class TrialPhases
{
    /// <summary>Multiples of these, modulo 1, fill the unit cube evenly (the plastic number's powers for three dimensions).</summary>
    private const double First = 0.8191725133961645;
    private const double Second = 0.6710436067037893;
    private const double Third = 0.5497004779019703;

    private const long LongestChipPhaseUs = 100 * Microseconds.Millisecond;

    public static TrialConditions Conditions(int trial) => new()
    {
        IsMains60Hz = (trial & 1) != 0,
        Timing = (trial & 2) != 0 ? ConversionTiming.Maximum : ConversionTiming.Typical,
        Seed = trial + 1,
        ChipPhaseUs = (long)(Part(First, trial) * LongestChipPhaseUs),
    };

    /// <summary>When the fault comes, 0 to 1 of the time that there is.</summary>
    public static double Onset(int trial) => Part(Second, trial);

    /// <summary>How much later a second thing comes, 0 to 1.</summary>
    public static double Delay(int trial) => Part(Third, trial);

    private static double Part(double step, int trial) => (trial + 1) * step % 1.0;
}
