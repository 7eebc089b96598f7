using System;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Spreads the trials of a campaign over filters, conversion times, seeds and the phases of onset, chip, system clock and
/// collections; the same trial is always the same.
/// </summary>
public static class TrialPhases
{
    /// <summary>The chip's first conversion is delayed by less than this, so that it still comes within 300 ms.</summary>
    private const long LongestChipPhaseUs = 100 * Microseconds.Millisecond;

    private const long SystemStepUs = 10 * Microseconds.Millisecond;
    private const long PauseEveryUs = 4_300 * Microseconds.Millisecond;

    /// <summary>
    /// Multiples of its powers, modulo 1, fill the unit cube of six dimensions evenly: the root of x^7 = x + 1, inverted.
    /// </summary>
    private const double Root = 0.898653712628700;

    /// <summary>What varies from trial to trial, one number of 0 to 1 each.</summary>
    private enum Dimension
    {
        Onset = 1,
        SystemTick,
        Chip,
        Delay,
        Pause,
        Value,
    }

    public static TrialConditions Conditions(int trial) => Conditions(trial, (trial & 1) != 0, (trial & 2) != 0 ? ConversionTiming.Maximum : ConversionTiming.Typical);

    public static TrialConditions Conditions(int trial, bool isMains60Hz, ConversionTiming timing) => new()
    {
        IsMains60Hz = isMains60Hz,
        Timing = timing,
        Seed = trial + 1,
        ChipPhaseUs = (long)(Part(Dimension.Chip, trial) * LongestChipPhaseUs),
        SystemTickPhaseUs = (long)(Part(Dimension.SystemTick, trial) * SystemStepUs),
        PausePhaseUs = (long)(Part(Dimension.Pause, trial) * PauseEveryUs),
    };

    /// <summary>When the fault comes, 0 to 1 of the time that there is.</summary>
    public static double Onset(int trial) => Part(Dimension.Onset, trial);

    /// <summary>How much later a second thing comes, 0 to 1.</summary>
    public static double Delay(int trial) => Part(Dimension.Delay, trial);

    /// <summary>A number that the trial needs besides, 0 to 1.</summary>
    public static double Value(int trial) => Part(Dimension.Value, trial);

    private static double Part(Dimension dimension, int trial) => (trial + 1) * Math.Pow(Root, (int)dimension) % 1.0;
}
