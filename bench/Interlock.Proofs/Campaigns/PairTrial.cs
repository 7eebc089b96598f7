using System;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Two faults in PERMITTED, one soon after the other or both at once.</summary>
public sealed record PairTrial(FaultExpectation A, FaultExpectation B, int Number)
{
    private const long Ms = Microseconds.Millisecond;
    private const int LongestDelayMs = 300;
    private const int WatchMs = 700;

    private bool IsSeen => SeenTogether(A, B);

    /// <summary>The slower of the two, since the second may hide the first; and what a release with a welded K1 takes.</summary>
    public static RowBudget BudgetOf(FaultExpectation a, FaultExpectation b)
    {
        RowBudget release = RowBudget.Always(Math.Max(a.UnpermittedMs, b.UnpermittedMs));
        if (!SeenTogether(a, b)) return release;
        return (a.Budget.MaximumMs >= b.Budget.MaximumMs ? a.Budget : b.Budget) + release;
    }

    public FaultRun Play()
    {
        TrialConditions conditions = TrialPhases.Conditions(Number) with
        {
            ColdJunctionCelsius = _ => Math.Max(A.ColdJunctionCelsius, B.ColdJunctionCelsius),
        };
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!StartStates.Reach(box, StartState.Permitted, TrialPhases.Onset(Number))) return new FaultRun(0, "none", "the healthy box did not arm");

        (FaultExpectation first, FaultExpectation second) = (Number & 4) != 0 ? (B, A) : (A, B);
        bool isAtOnce = (Number & 8) != 0;
        box.Mark();
        box.Inject(first.Fault, first.Value);
        if (!isAtOnce) box.RunFor((long)(TrialPhases.Delay(Number) * LongestDelayMs * Ms));
        box.Inject(second.Fault, second.Value);
        FaultRun run = IsSeen ? PlaySeen(box, conditions.Timing) : PlayHidden(box);
        return run with { Violation = run.Violation ?? Properties.Judge(box, IsSound, mayBlink: Has(Fault.EnableStuckHigh)) };
    }

    /// <summary>A restart finds what a running box would have got by with.</summary>
    private bool IsSound => A.IsOfSoundBox && B.IsOfSoundBox && !(Has(Fault.Brownout) && (A.LocksOutAtPowerOn || B.LocksOutAtPowerOn));

    /// <summary>Nothing that the box says can leave it.</summary>
    private bool IsMute => Has(Fault.UartStall) || Has(Fault.LogThrows);

    /// <summary>One of them opens the line while PERMITTED, whatever the other hides.</summary>
    private static bool SeenTogether(FaultExpectation a, FaultExpectation b) =>
        (a.IsSeen || b.IsSeen) && !FaultExpectations.Hiding.Any(pair => pair.IsOf(a.Fault, b.Fault));

    private bool Has(Fault fault) => A.Fault == fault || B.Fault == fault;

    private FaultRun PlaySeen(TrialBox box, ConversionTiming timing)
    {
        double budgetMs = BudgetOf(A, B).Ms(timing);
        long secondUs = box.NowUs;
        bool wasClosed = box.Line.IsClosed;
        box.RunFor((long)(Math.Max(budgetMs, FaultExpectation.EndsAfterMs) * Ms));
        foreach (FaultExpectation e in new[] { A, B }.Where(e => e.Ends)) box.Clear(e.Fault);
        box.RunFor(WatchMs * Ms);

        double closedMs = wasClosed ? Microseconds.ToMs((box.Line.IsClosed ? box.NowUs : box.Line.OpenedUs) - secondUs) : 0;
        State state = box.State;
        string told = box.LatchedCause ?? CauseNames.NoneIn(state);
        string? violation = JudgeOpening(box, closedMs, budgetMs, state);

        box.Clear(A.Fault);
        box.Clear(B.Fault);
        box.RunFor(WatchMs * Ms);
        bool mayMove = state == State.SelfTest || box.State == State.LockedOut || Has(Fault.ArmStuck);
        bool isLatched = (box.State is not State.Permitted || box.HasDied) && (box.State == state || mayMove) && !box.Line.IsClosed;
        violation ??= isLatched ? null : $"did not stay latched: {CauseNames.Of(state)} became {CauseNames.Of(box.State)}";
        return new FaultRun(closedMs, told, violation);
    }

    /// <summary>Nothing can show while PERMITTED: the release has to open the line all the same.</summary>
    private FaultRun PlayHidden(TrialBox box)
    {
        box.RunFor(WatchMs * Ms);
        if (box.State == State.Permitted && !Release(box)) return new FaultRun(0, "none", "it could not be released");

        long releasedUs = box.StateSinceUs;
        box.Line.Mark(releasedUs);
        box.RunFor(2_000 * Ms);
        double closedMs = Microseconds.ToMs(Math.Max(box.Line.OpenedUs - releasedUs, 0));
        double budgetMs = BudgetOf(A, B).MaximumMs;
        string? violation = box.Line.IsClosed ? "the line stayed closed after the release"
            : closedMs > budgetMs ? $"the line was closed for {Figures.Ms(closedMs)} ms after the release" : null;
        return new FaultRun(closedMs, box.LatchedCause ?? "RELEASED", violation);
    }

    /// <summary>By ARM; pick-up drowns its contacts, so that STOP is what is left.</summary>
    private bool Release(TrialBox box)
    {
        bool byStop = Has(Fault.ArmPickup);
        if (byStop) box.Board.PressStop(true);
        else box.PressArm(true);
        bool isReleased = box.RunUntil(() => box.State != State.Permitted, box.NowUs + (1_200 * Ms));
        if (!byStop) box.PressArm(false);
        return isReleased;
    }

    private string? JudgeOpening(TrialBox box, double closedMs, double budgetMs, State state)
    {
        if (box.Line.IsClosed) return "the line stayed closed";
        if (closedMs > budgetMs) return $"the line was closed for {Figures.Ms(closedMs)} ms";
        if (state == State.Permitted && !box.HasDied) return "the box still permits";
        if (box.Log.Events.Count == 0 && state != State.SelfTest && !IsMute && !box.HasDied) return "nothing was told";
        double unpermittedMs = Microseconds.ToMs(box.Line.LongestUnpermittedUs(box.NowUs));
        return unpermittedMs > budgetMs ? $"the line was closed for {Figures.Ms(unpermittedMs)} ms without permission" : null;
    }
}
