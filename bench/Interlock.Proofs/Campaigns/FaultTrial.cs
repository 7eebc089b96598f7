using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Log;
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

    /// <summary>One probe or two, and which of them has a fault that is of a probe.</summary>
    public Fitting Fitting { get; init; } = Fitting.One;

    /// <summary>Every second trial has an operator who presses ARM whatever happens; in the others nobody touches the box.</summary>
    private bool HasOperator => (Number & 4) == 0;

    public FaultRun Play()
    {
        TrialConditions conditions = TrialPhases.Conditions(Number) with { ColdJunctionCelsius = _ => Expectation.ColdJunctionCelsius, Fitting = Fitting };
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!StartStates.Reach(box, Start, TrialPhases.Onset(Number))) return new FaultRun(0, "none", $"the healthy box did not reach {StartStates.NameOf(Start)}");
        if (Start == StartState.Permitted && Expectation.HeartbeatLevel is { } level) AwaitHeartbeat(box, level);

        box.Mark();
        box.Inject(Expectation.Fault, Expectation.Value);
        FaultRun run = Start == StartState.Permitted ? PlayPermitted(box, conditions.Timing) : PlayOther(box, conditions.Timing);
        return run with { Violation = run.Violation ?? Properties.Judge(box, IsSound) };
    }

    /// <summary>What a probe's fault has: with a second one a tick more, since its chip may wait for the first's to be read.</summary>
    public static RowBudget BudgetOf(FaultExpectation expectation, Fitting fitting) =>
        fitting.Tried == 2 ? expectation.Budget + RowBudget.OneTick : expectation.Budget;

    /// <summary>In one needle a junction that reads wrong also contradicts the other.</summary>
    private bool IsDisagreement(string? cause) =>
        Fitting.Second == SecondProbe.SameSite && Expectation.Fault.IsOfProbe && cause == CauseNames.Of(TripTable.ProbesDisagree);

    private bool IsSound => Expectation.IsOfSoundBox && Start != StartState.LockedOut && !(Start == StartState.PowerOn && Expectation.LocksOutAtPowerOn);

    private static void AwaitHeartbeat(TrialBox box, bool level)
    {
        for (int tick = 0; tick < 3 && box.Board.PinLevel(HeartbeatPin) != level; tick++) box.RunFor(Limits.TickMs * Ms);
    }

    private FaultRun PlayPermitted(TrialBox box, ConversionTiming timing)
    {
        if (!Expectation.IsSeen)
        {
            box.RunFor(PatienceUs);
            double unpermittedMs = UnpermittedMs(box);
            return new FaultRun(unpermittedMs, Told(box), Unpermitted(unpermittedMs));
        }

        double budgetMs = BudgetOf(Expectation, Fitting).Ms(timing);
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
        if (!Expectation.Accepts(cause) && !IsDisagreement(cause)) return $"named {cause ?? "nothing"}";
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
            ?? JudgeArming(box, isArmed, mayArm, closedMs, BudgetOf(Expectation, Fitting).Ms(timing))
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
        string told = box.Log.FirstCause ?? box.Log.Events.FirstOrDefault(e => e.StartsWith(EventName.Refused, StringComparison.Ordinal)) ?? "none";
        return box.State == State.LockedOut ? told + " (locked out)" : told;
    }
}

/// <summary>Two faults in PERMITTED, one soon after the other or both at once.</summary>
public sealed record PairTrial(FaultExpectation A, FaultExpectation B, int Number)
{
    private const long Ms = Microseconds.Millisecond;
    private const int LongestDelayMs = 300;
    private const int WatchMs = 700;

    /// <summary>What a second probe is for, where B is of it; A is of the first then, or of no probe.</summary>
    public SecondProbe Second { get; init; }

    private bool IsOfTwoChips => Second != SecondProbe.None;

    /// <summary>Each with the probe that it is of, where it is of one: both may be the same fault, each of its own chip.</summary>
    private (FaultExpectation Of, int Probe)[] Both => [(A, 1), (B, IsOfTwoChips ? 2 : 1)];

    private bool IsSeen => SeenTogether(A, B, IsOfTwoChips);

    private RowBudget Budget => IsOfTwoChips ? BudgetOfTwoChips(A, B) : BudgetOf(A, B);

    /// <summary>The slower of the two, since the second may hide the first; and what a release with a welded K1 takes.</summary>
    public static RowBudget BudgetOf(FaultExpectation a, FaultExpectation b) => BudgetOf(a, b, ofTwoChips: false);

    /// <summary>The same with the second fault, or both, of a second chip: a tick more.</summary>
    public static RowBudget BudgetOfTwoChips(FaultExpectation a, FaultExpectation b) => BudgetOf(a, b, ofTwoChips: true) + RowBudget.OneTick;

    private static RowBudget BudgetOf(FaultExpectation a, FaultExpectation b, bool ofTwoChips)
    {
        RowBudget release = RowBudget.Always(Math.Max(a.UnpermittedMs, b.UnpermittedMs));
        if (!SeenTogether(a, b, ofTwoChips)) return release;
        FaultExpectation[] seen = [.. new[] { a, b }.Where(e => e.IsSeen)];
        RowBudget slowest = (ofTwoChips ? seen : [a, b]).Select(e => e.Budget).MaxBy(budget => budget.MaximumMs);
        return slowest + release;
    }

    public FaultRun Play()
    {
        TrialConditions conditions = TrialPhases.Conditions(Number) with
        {
            ColdJunctionCelsius = _ => Math.Max(A.ColdJunctionCelsius, B.ColdJunctionCelsius),
            Fitting = IsOfTwoChips ? new Fitting(Second, 2) : Fitting.One,
        };
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!StartStates.Reach(box, StartState.Permitted, TrialPhases.Onset(Number))) return new FaultRun(0, "none", "the healthy box did not arm");

        int first = (Number & 4) != 0 ? 1 : 0;
        bool isAtOnce = (Number & 8) != 0;
        box.Mark();
        Inject(box, Both[first]);
        if (!isAtOnce) box.RunFor((long)(TrialPhases.Delay(Number) * LongestDelayMs * Ms));
        Inject(box, Both[1 - first]);
        FaultRun run = IsSeen ? PlaySeen(box, conditions.Timing) : PlayHidden(box);
        return run with { Violation = run.Violation ?? Properties.Judge(box, IsSound, mayBlink: Has(Fault.EnableStuckHigh)) };
    }

    /// <summary>A restart finds what a running box would have got by with.</summary>
    private bool IsSound => A.IsOfSoundBox && B.IsOfSoundBox && !(Has(Fault.Brownout) && (A.LocksOutAtPowerOn || B.LocksOutAtPowerOn));

    /// <summary>Nothing that the box says can leave it.</summary>
    private bool IsMute => Has(Fault.UartStall) || Has(Fault.LogThrows);

    /// <summary>One of them opens the line while PERMITTED, whatever the other hides.</summary>
    private static bool SeenTogether(FaultExpectation a, FaultExpectation b, bool ofTwoChips)
    {
        // What one chip reads wrong hides nothing of the other.
        bool hides = FaultExpectations.Hiding.Any(pair => pair.IsOf(a.Fault, b.Fault)) && !(ofTwoChips && a.Fault.IsOfProbe);
        return (a.IsSeen || b.IsSeen) && !hides;
    }

    private static void Inject(TrialBox box, (FaultExpectation Of, int Probe) one) => box.Inject(one.Of.Fault, one.Of.Value, one.Probe);

    private bool Has(Fault fault) => A.Fault == fault || B.Fault == fault;

    private FaultRun PlaySeen(TrialBox box, ConversionTiming timing)
    {
        double budgetMs = Budget.Ms(timing);
        long secondUs = box.NowUs;
        bool wasClosed = box.Line.IsClosed;
        box.RunFor((long)(Math.Max(budgetMs, FaultExpectation.EndsAfterMs) * Ms));
        foreach ((FaultExpectation e, int probe) in Both.Where(one => one.Of.Ends)) box.Clear(e.Fault, probe);
        box.RunFor(WatchMs * Ms);

        double closedMs = wasClosed ? Microseconds.ToMs((box.Line.IsClosed ? box.NowUs : box.Line.OpenedUs) - secondUs) : 0;
        State state = box.State;
        string told = box.LatchedCause ?? CauseNames.NoneIn(state);
        string? violation = JudgeOpening(box, closedMs, budgetMs, state);

        foreach ((FaultExpectation e, int probe) in Both) box.Clear(e.Fault, probe);
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
        double budgetMs = Budget.MaximumMs;
        string? violation = box.Line.IsClosed ? "the line stayed closed after the release"
            : closedMs > budgetMs ? $"the line was closed for {Figures.Ms(closedMs)} ms after the release" : null;
        return new FaultRun(closedMs, box.LatchedCause ?? EventName.Released, violation);
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

/// <summary>A fault in a box with two probes, in a state that its number draws: every second one in PERMITTED.</summary>
public static class TwoProbeTrial
{
    private const int Conditions = 8;

    public static FaultRun Play(FaultExpectation expectation, Fitting fitting, int number)
    {
        int drawn = number / Conditions % (2 * StartStates.All.Count);
        StartState start = drawn < StartStates.All.Count ? StartStates.All[drawn] : StartState.Permitted;
        FaultRun run = new FaultTrial(expectation, start, number) { Fitting = fitting }.Play();
        return run with { Violation = run.Violation is null ? null : $"{StartStates.NameOf(start)}: {run.Violation}" };
    }
}

/// <summary>One bit of the chip's configuration turns over in PERMITTED.</summary>
public static class ConfigurationBit
{
    private const long Ms = Microseconds.Millisecond;

    /// <summary>The bit that the firmware turns over itself, twice a second: found at its value before, it looks like a write that did not arrive.</summary>
    private static bool Alternates(int register, int bit) => ConfigurationBits.NameOf(register) == "CJHF" && bit == 0;

    public static FaultRun Play(int register, int bit, int number)
    {
        using TrialBox box = TrialBox.SwitchOn(TrialPhases.Conditions(number));
        if (!StartStates.Reach(box, StartState.Permitted, TrialPhases.Onset(number))) return new FaultRun(0, "none", "the healthy box did not arm");

        box.Mark();
        box.Board.FlipRegisterBit(register, bit);
        box.RunFor(600 * Ms);
        double closedMs = Microseconds.ToMs(box.Line.LongestClosedUs(box.NowUs));
        string cause = box.LatchedCause ?? "none";
        string? violation = box.Line.IsClosed ? $"bit {bit} was not found"
            : closedMs > RowBudgets.Of(TripTable.SensorConfig).MaximumMs ? $"bit {bit}: the line was closed for {Figures.Ms(closedMs)} ms"
            : cause != CauseNames.Of(TripTable.SensorConfig) && !(Alternates(register, bit) && cause == CauseNames.Of(TripTable.SensorBus)) ? $"bit {bit}: named {cause}" : null;
        return new FaultRun(closedMs, cause, violation ?? Properties.Judge(box, isSound: true));
    }
}

/// <summary>What must hold at the end of every trial, whatever was done to the box.</summary>
public static class Properties
{
    private const long Ms = Microseconds.Millisecond;
    private const int K1MirrorPin = 36;
    private const int K2MirrorPin = 39;

    /// <summary>From LOCKED_OUT, or from the second mirror's opening, to LINE_CLOSED: 500 ms, ticks and the line of telemetry.</summary>
    private const long AlarmUs = 700 * Ms;

    /// <summary>
    /// The line closed only after presses of ARM, one for each time; a sound box is not locked out; a box that is locked out
    /// and sees both mirrors open says LINE_CLOSED.
    /// </summary>
    /// <param name="box">At the end of its trial. It may be run on.</param>
    /// <param name="isSound">Nothing of the box itself is broken, so that nothing may lock it out.</param>
    /// <param name="mayBlink">The line may have closed for a moment without a press: how long is judged elsewhere.</param>
    /// <returns>What did not hold; null when all did.</returns>
    public static string? Judge(TrialBox box, bool isSound, bool mayBlink = false)
    {
        if (box.UnaskedClosing is { } closing && !mayBlink) return closing;
        if (box.State != State.LockedOut) return null;
        if (isSound) return $"a sound box was locked out: {box.LatchedCause}";
        return BothMirrorsOpen(box) && !StaysTold(box) ? "locked out with both mirrors open, and no LINE_CLOSED" : null;
    }

    private static bool BothMirrorsOpen(TrialBox box) => box.Board.PinLevel(K1MirrorPin) && box.Board.PinLevel(K2MirrorPin);

    private static bool StaysTold(TrialBox box)
    {
        box.RunFor(AlarmUs);
        return !BothMirrorsOpen(box) || box.Log.Events.Contains(EventName.LineClosed);
    }
}
