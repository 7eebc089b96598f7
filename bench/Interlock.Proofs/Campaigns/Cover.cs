using System;

namespace Interlock.Proofs.Campaigns;

/// <summary>Something that finds, or makes harmless, what no row can see; it is proved by running it.</summary>
public sealed record Cover
{
    /// <summary>The box has armed by then, and time is left to break something before.</summary>
    private const long FirstUs = ReactionExperiment.ArmedUs + (2_200 * Microseconds.Millisecond);

    private const long SpanUs = 2_450 * Microseconds.Millisecond;

    /// <summary>What is covered.</summary>
    public required string Fault { get; init; }

    /// <summary>What covers it.</summary>
    public required string By { get; init; }

    /// <summary>Within how many milliseconds the line must be open.</summary>
    public required RowBudget Budget { get; init; }

    /// <summary>The box is sound in spite of it, and must not be locked out.</summary>
    public bool IsOfSoundBox { get; init; }

    /// <summary>What the trial is played with, given when the decisive thing happens.</summary>
    public Func<TrialConditions, long, TrialConditions> Prepare { get; init; } = (conditions, _) => conditions;

    /// <summary>Runs an armed box through it, the second argument being the instant for which it was prepared.</summary>
    public required Func<TrialBox, long, FaultRun> Play { get; init; }

    /// <summary>One proof, at one phase.</summary>
    public FaultRun Run(int number)
    {
        long atUs = FirstUs + (long)(TrialPhases.Onset(number) * SpanUs);
        TrialConditions conditions = Prepare(TrialPhases.Conditions(number), atUs);
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!box.Arm(atUs)) return new FaultRun(0, "none", "the healthy box did not arm");

        FaultRun run = Play(box, atUs);
        string? violation = run.Violation ?? (run.ClosedMs > Budget.Ms(conditions.Timing) ? $"took {Figures.Ms(run.ClosedMs)} ms" : null);
        return run with { Violation = violation ?? Properties.Judge(box, IsOfSoundBox) };
    }
}
