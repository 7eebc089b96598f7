using System;
using Interlock.Firmware;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What one trial is played with: the chip, the mains filter, the noise and the temperatures.</summary>
public sealed record TrialConditions
{
    public bool IsMains60Hz { get; init; }

    public ConversionTiming Timing { get; init; }

    /// <summary>Of noise, bounce and the flipped bit.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much later than it was told the chip starts its first conversion.</summary>
    public long ChipPhaseUs { get; init; }

    public double NoiseMicrovoltsRms { get; init; } = 1.3;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> TipCelsius { get; init; } = static _ => 37.0;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> ColdJunctionCelsius { get; init; } = static _ => 25.0;

    /// <summary>The fault mirror-stuck holds K1's mirror open instead of closed.</summary>
    public bool MirrorSticksOpen { get; init; }

    /// <summary>The firmware is built with ANTICIPATE.</summary>
    public bool IsAnticipating { get; init; }

    public Settings Settings => new() { Mains60Hz = IsMains60Hz, Anticipates = IsAnticipating };

    public Board NewBoard() => new(new BoardOptions
    {
        Seed = Seed,
        Timing = Timing,
        ChipPhaseUs = ChipPhaseUs,
        NoiseMicrovoltsRms = NoiseMicrovoltsRms,
        Tip = TipCelsius,
        ColdJunction = ColdJunctionCelsius,
        MirrorStuckOpen = MirrorSticksOpen,
    });
}
