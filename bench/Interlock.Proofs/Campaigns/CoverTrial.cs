using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>One proof of a cover, at one phase.</summary>
public sealed record CoverTrial(Cover Cover, int Number)
{
    /// <summary>The box has armed by then.</summary>
    private const long FirstUs = 4_800 * Microseconds.Millisecond;

    private const long SpanUs = 2_450 * Microseconds.Millisecond;

    public FaultRun Play()
    {
        long atUs = FirstUs + (long)(TrialPhases.Onset(Number) * SpanUs);
        TrialConditions conditions = Cover.Prepare(TrialPhases.Conditions(Number), atUs);
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!box.Arm(atUs)) return new FaultRun(0, "none", "the healthy box did not arm", false, Number + 1);

        CoverOutcome outcome = Cover.Play(box, atUs);
        double budgetMs = Cover.BudgetMs(conditions.Timing);
        string? violation = outcome.Violation ?? (outcome.Ms > budgetMs ? $"took {Figures.Ms(outcome.Ms)} ms" : null);
        return new FaultRun(outcome.Ms, outcome.Told, violation, false, Number + 1);
    }
}
