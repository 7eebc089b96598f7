using System;
using System.Collections.Generic;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Campaigns;

/// <summary>One way to make a row of the trip table true, and what must follow.</summary>
public sealed record ReactionExperiment
{
    /// <summary>The row, by its bit.</summary>
    public required int Cause { get; init; }

    /// <summary>What is done, in a few words.</summary>
    public required string Stimulus { get; init; }

    public MeasuredAs MeasuredAs { get; init; } = MeasuredAs.Line;

    /// <summary>False where another row is true at the same time by the nature of the stimulus: then it may be named first.</summary>
    public bool IsNamedFirst { get; init; } = true;

    /// <summary>Rows that may be named instead: what is done can look like theirs.</summary>
    public IReadOnlyList<int> OrNamed { get; init; } = [];

    public Sweep Sweep { get; init; } = Sweep.Pattern;

    /// <summary>Where the design gives a time of its own for this stimulus.</summary>
    public RowBudget? OwnBudget { get; init; }

    /// <summary>True where a tick that is late by design says nothing: the stimulus is the lateness.</summary>
    public bool IsOnTimeOnly { get; init; }

    /// <summary>The earliest onset: the box has armed by then.</summary>
    public long FirstOnsetUs { get; init; } = ArmedUs;

    /// <summary>A box is armed by then, and has been for 0.1 s.</summary>
    public const long ArmedUs = 7_000 * Microseconds.Millisecond;

    /// <summary>What the trial is played with, given the onset.</summary>
    public Func<TrialConditions, long, TrialConditions> Prepare { get; init; } = (conditions, _) => conditions;

    /// <summary>True when the trial needs a bus that can throw.</summary>
    public bool NeedsFaultyBus { get; init; }

    /// <summary>Runs the box from power-on past its reaction. Returns time zero, or null when the box did not get that far.</summary>
    public required Func<TrialBox, long, long?> Play { get; init; }

    public RowBudget Budget => OwnBudget ?? RowBudgets.Of(Cause);
}
