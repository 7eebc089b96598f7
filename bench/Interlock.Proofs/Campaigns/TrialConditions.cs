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

    /// <summary>Where the steps of the system clock lie, 0 to 9999.</summary>
    public long SystemTickPhaseUs { get; init; }

    /// <summary>How much later than one spacing after power-on the first collection comes.</summary>
    public long PausePhaseUs { get; init; }

    /// <summary>Whether ticks are on time, with a collection now and then, or as late as DEADLINE_MISSED lets them be.</summary>
    public Ticks Ticks { get; init; }

    public double NoiseMicrovoltsRms { get; init; } = 1.3;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> TipCelsius { get; init; } = static _ => 37.0;

    /// <summary>degC at a time in microseconds.</summary>
    public Func<long, double> ColdJunctionCelsius { get; init; } = static _ => 25.0;

    /// <summary>How long the operator presses ARM; a button that bounces for 200 ms wants 0.5 s.</summary>
    public long PressUs { get; init; } = 300 * Microseconds.Millisecond;

    /// <summary>What else is to be chosen before the box is switched on.</summary>
    public Action<BoardOptions> Wire { get; init; } = static _ => { };

    /// <summary>The firmware is built with ANTICIPATE.</summary>
    public bool IsAnticipating { get; init; }

    public Settings Settings => new() { Mains60Hz = IsMains60Hz, Anticipates = IsAnticipating };

    public Board NewBoard()
    {
        BoardOptions options = new()
        {
            Seed = Seed,
            Timing = Timing,
            ChipPhaseUs = ChipPhaseUs,
            SystemTickPhaseUs = SystemTickPhaseUs,
            PausePhaseUs = PausePhaseUs,
            NoiseMicrovoltsRms = NoiseMicrovoltsRms,
            Tip = TipCelsius,
            ColdJunction = ColdJunctionCelsius,
        };

        // Its collections come where AdmittedGaps puts them.
        if (Ticks == Ticks.WorstGaps) options.PauseMs = 0;
        Wire(options);
        return new Board(options);
    }
}
