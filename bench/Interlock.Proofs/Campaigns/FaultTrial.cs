using System;
using System.Linq;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>One fault, in one state, at one phase.</summary>
public sealed record FaultTrial(FaultExpectation Expectation, StartState Start, int Number)
{
    private const long Ms = Microseconds.Millisecond;

    /// <summary>How long a lasting fault is watched after its budget, and the latch after the fault is gone.</summary>
    private const int WatchMs = 700;

    private const int HeartbeatPin = 25;
    private const long OperatorUs = 6 * Microseconds.Second;
    private const long PatienceUs = 1_500 * Ms;

    /// <summary>Every second trial has an operator who presses ARM whatever happens; in the others nobody touches the box.</summary>
    private bool HasOperator => (Number & 4) == 0;

    public FaultRun Play()
    {
        TrialConditions conditions = TrialPhases.Conditions(Number) with { ColdJunctionCelsius = _ => Expectation.ColdJunctionCelsius };
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!StartStates.Reach(box, Start, TrialPhases.Onset(Number))) return new FaultRun(0, "none", $"the healthy box did not reach {StartStates.NameOf(Start)}");
        if (Start == StartState.Permitted && Expectation.HeartbeatLevel is { } level) AwaitHeartbeat(box, level);

        box.Mark();
        box.Inject(Expectation.Fault, Expectation.Value);
        FaultRun run = Start == StartState.Permitted ? PlayPermitted(box, conditions.Timing) : PlayOther(box, conditions.Timing);
        return run with { Violation = run.Violation ?? Properties.Judge(box, IsSound) };
    }

    private bool IsSound => Expectation.IsOfSoundBox && Start != StartState.LockedOut && !(Start == StartState.PowerOn && Expectation.LocksOutAtPowerOn);

    private static void AwaitHeartbeat(TrialBox box, bool level)
    {
        for (int tick = 0; tick < 3 && box.Board.PinLevel(HeartbeatPin) != level; tick++) box.RunFor(Interlock.Firmware.Limits.TickMs * Ms);
    }

    private FaultRun PlayPermitted(TrialBox box, ConversionTiming timing)
    {
        if (!Expectation.IsSeen)
        {
            box.RunFor(PatienceUs);
            double unpermittedMs = UnpermittedMs(box);
            return new FaultRun(unpermittedMs, Told(box), Unpermitted(unpermittedMs));
        }

        double budgetMs = Expectation.Budget.Ms(timing);
        if (Expectation.Ends) RunThrough(box);
        box.RunFor((long)((budgetMs + WatchMs) * Ms));
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        State state = box.State;
        string? cause = box.LatchedCause;
        string? violation = JudgeOpening(box, closedMs, budgetMs, state, cause);

        // Mended: what has tripped stays tripped until somebody acknowledges it.
        box.Clear(Expectation.Fault);
        box.RunFor(WatchMs * Ms);
        bool isLatched = box.State == state && box.LatchedCause == cause && !box.Line.IsClosed;
        violation ??= isLatched ? null : $"did not stay latched: {CauseNames.Of(state)} became {CauseNames.Of(box.State)}";
        return new FaultRun(closedMs, cause ?? CauseNames.NoneIn(state), violation);
    }

    private string? JudgeOpening(TrialBox box, double closedMs, double budgetMs, State state, string? cause)
    {
        if (box.Line.IsClosed) return "the line stayed closed";
        if (closedMs > budgetMs) return $"the line was closed for {Figures.Ms(closedMs)} ms";
        if (!Expectation.LeadsTo.Contains(state)) return $"led to {CauseNames.Of(state)}";
        if (!Expectation.Accepts(cause)) return $"named {cause ?? "nothing"}";
        return Unpermitted(UnpermittedMs(box));
    }

    private FaultRun PlayOther(TrialBox box, ConversionTiming timing)
    {
        State before = box.State;
        bool isArmed = false;
        bool hasLeftLatch = false;
        box.Ticked = () =>
        {
            isArmed |= box.State == State.Permitted;
            hasLeftLatch |= before == State.LockedOut && box.State != State.LockedOut;
            hasLeftLatch |= before == State.Tripped && !HasOperator && box.State is not (State.Tripped or State.LockedOut);
        };
        if (Expectation.Ends) RunThrough(box);
        if (HasOperator) box.PressUntil(() => false, box.NowUs + OperatorUs);
        else box.RunFor(PatienceUs);

        double unpermittedMs = UnpermittedMs(box);
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        bool mayArm = Expectation.Ends || Expectation.ArmsAfter.Contains(Start);
        string? violation = Unpermitted(unpermittedMs)
            ?? JudgeArming(box, isArmed, mayArm, closedMs, Expectation.Budget.Ms(timing))
            ?? (hasLeftLatch && !MayLeaveLatch() ? $"{CauseNames.Of(before)} did not stay latched" : null);
        string told = isArmed && !mayArm ? $"{Told(box)} (armed)" : Told(box);
        return new FaultRun(mayArm ? unpermittedMs : closedMs, told, violation);
    }

    private string? JudgeArming(TrialBox box, bool isArmed, bool mayArm, double closedMs, double budgetMs)
    {
        if (!isArmed || mayArm) return null;
        if (!Expectation.IsSeen) return "the box armed in spite of it";
        if (box.Line.IsClosed && closedMs > budgetMs) return "the box armed and the line stayed closed";
        return closedMs > budgetMs ? $"the box armed and the line was closed for {Figures.Ms(closedMs)} ms" : null;
    }

    /// <summary>A supply that dips is a power cycle; a stuck ARM that comes free is a press, and may acknowledge a trip.</summary>
    private bool MayLeaveLatch() => Expectation.Fault == Fault.Brownout;

    private void RunThrough(TrialBox box)
    {
        box.RunFor(FaultExpectation.EndsAfterMs * Ms);
        box.Clear(Expectation.Fault);
    }

    private static double UnpermittedMs(TrialBox box) => Microseconds.ToMs(box.Line.LongestUnpermittedUs(box.NowUs));

    private string? Unpermitted(double ms) =>
        ms > Expectation.UnpermittedMs ? $"the line was closed for {Figures.Ms(ms)} ms without permission" : null;

    private string Told(TrialBox box)
    {
        if (Start == StartState.LockedOut && box.State == State.LockedOut) return "stays locked out";
        string told = box.Log.FirstCause ?? box.Log.Events.FirstOrDefault(e => e.StartsWith("REFUSED", StringComparison.Ordinal)) ?? "none";
        return box.State == State.LockedOut ? told + " (locked out)" : told;
    }
}
