using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Two faults in PERMITTED, one soon after the other or both at once.</summary>
public sealed record PairTrial(FaultExpectation A, FaultExpectation B, int Number)
{
    private const long Ms = Microseconds.Millisecond;
    private const int LongestDelayMs = 300;
    private const int WatchMs = 700;

    /// <summary>A relay that does not obey may be named on top of what the faults name.</summary>
    private static readonly string[] _relayCauses = [CauseNames.Of(TripTable.RelayDidNotClose), CauseNames.Of(TripTable.RelayDidNotOpen)];

    /// <summary>One fault of the chip may show as another, and the hardware channel may have been first: any of these will do.</summary>
    private static readonly string[] _chipCauses =
    [
        CauseNames.Of(TripTable.SensorBus), CauseNames.Of(TripTable.SensorConfig), CauseNames.Of(TripTable.SensorOpen), CauseNames.Of(TripTable.SensorVoltage), CauseNames.Of(TripTable.SensorStale),
        CauseNames.Of(TripTable.HardwareLimit),
    ];

    private bool HasWeldedK1 => A.Fault == Fault.K1Weld || B.Fault == Fault.K1Weld;

    private bool IsSeen => (A.IsSeenWhilePermitted || B.IsSeenWhilePermitted) && !FaultExpectations.Hiding.Any(pair => pair.IsOf(A.Fault, B.Fault));

    public FaultRun Play()
    {
        TrialConditions conditions = TrialPhases.Conditions(Number) with
        {
            MirrorSticksOpen = A.MirrorSticksOpen || B.MirrorSticksOpen,
            ColdJunctionCelsius = _ => Math.Max(A.ColdJunctionCelsius, B.ColdJunctionCelsius),
        };
        using TrialBox box = TrialBox.SwitchOn(conditions);
        if (!box.Arm(8 * Microseconds.Second)) return new FaultRun(0, "none", "the healthy box did not arm", false, Number + 1);
        box.RunFor((400 * Ms) + (long)(TrialPhases.Onset(Number) * 2_450 * Ms));

        bool isSwapped = (Number & 4) != 0;
        bool isAtOnce = (Number & 8) != 0;
        box.Mark();
        box.Inject(isSwapped ? B.Fault : A.Fault);
        if (!isAtOnce) box.RunFor((long)(TrialPhases.Delay(Number) * LongestDelayMs * Ms));
        box.Inject(isSwapped ? A.Fault : B.Fault);
        return IsSeen ? PlaySeen(box, conditions.Timing) : PlayHidden(box);
    }

    /// <summary>The slower of the two, since the second may hide the first; and the time that K2 takes in place of a welded K1.</summary>
    public double BudgetMs(ConversionTiming timing)
    {
        if (!IsSeen) return Math.Max(A.UnpermittedMs, B.UnpermittedMs);
        double ofRows = new[] { A, B }.Where(e => e.IsSeenWhilePermitted).Select(e => e.BudgetMs(timing)).DefaultIfEmpty(0).Max();
        return ofRows + (HasWeldedK1 ? RowBudgets.Of(TripTable.RelayDidNotOpen).Ms(timing) : 0);
    }

    private FaultRun PlaySeen(TrialBox box, ConversionTiming timing)
    {
        double budgetMs = BudgetMs(timing);
        long secondUs = box.NowUs;
        bool wasClosed = box.Line.IsClosed;
        box.RunFor((long)(Math.Max(budgetMs, FaultExpectation.EndsAfterMs) * Ms));
        foreach (FaultExpectation e in new[] { A, B }.Where(e => e.Ends)) box.Board.Clear(e.Fault);
        box.RunFor(WatchMs * Ms);

        double closedMs = wasClosed ? Microseconds.ToMs((box.Line.IsClosed ? box.NowUs : box.Line.OpenedUs) - secondUs) : 0;
        State state = box.State;
        string? cause = box.LatchedCause;
        string? violation = JudgeOpening(box, closedMs, budgetMs, state, cause);

        box.Board.Clear(A.Fault);
        box.Board.Clear(B.Fault);
        box.RunFor(WatchMs * Ms);
        bool isLatched = box.State is not State.Permitted && (box.State == state || state == State.SelfTest) && !box.Line.IsClosed;
        violation ??= isLatched ? null : $"did not stay latched: {CauseNames.Of(state)} became {CauseNames.Of(box.State)}";
        return new FaultRun(closedMs, cause ?? CauseNames.NoneIn(state), violation, false, Number + 1);
    }

    /// <summary>Nothing can show while PERMITTED: the release has to find it.</summary>
    private FaultRun PlayHidden(TrialBox box)
    {
        box.RunFor(WatchMs * Ms);
        box.Board.PressArm(true);
        if (!box.RunUntil(() => box.State != State.Permitted, box.NowUs + (500 * Ms))) return new FaultRun(0, "none", "ARM did not release", false, Number + 1);
        long releasedUs = box.StateSinceUs;
        box.Line.Mark(releasedUs);
        box.RunFor(2_000 * Ms);
        double closedMs = Microseconds.ToMs(Math.Max(box.Line.OpenedUs - releasedUs, 0));
        string? violation = box.Line.IsClosed ? "the line stayed closed after the release"
            : closedMs > BudgetMs(ConversionTiming.Typical) ? $"the line was closed for {Figures.Ms(closedMs)} ms after the release" : null;
        return new FaultRun(closedMs, box.LatchedCause ?? "RELEASED", violation, false, Number + 1);
    }

    private string? JudgeOpening(TrialBox box, double closedMs, double budgetMs, State state, string? cause)
    {
        if (box.Line.IsClosed) return "the line stayed closed";
        if (closedMs > budgetMs) return $"the line was closed for {Figures.Ms(closedMs)} ms";
        if (state == State.Permitted) return "the box still permits";
        if (!Accepts(cause)) return $"named {cause ?? "nothing"}";
        double unpermittedMs = Microseconds.ToMs(box.Line.LongestUnpermittedUs(box.NowUs));

        // With a second fault the chip may have to be configured anew before it can force K2.
        double allowedMs = HasWeldedK1 ? budgetMs : Math.Max(A.UnpermittedMs, B.UnpermittedMs);
        return unpermittedMs > allowedMs ? $"the line was closed for {Figures.Ms(unpermittedMs)} ms without permission" : null;
    }

    private bool Accepts(string? cause)
    {
        bool isRestarted = A.Fault == Fault.Brownout || B.Fault == Fault.Brownout;
        if (isRestarted && cause == CauseNames.OfReason(Reason.SelfTest)) return true;
        if (cause is null) return A.Causes.Count == 0 || B.Causes.Count == 0;
        IEnumerable<int> named = A.Causes.Concat(B.Causes);
        return named.Select(row => CauseNames.Of(row)).Contains(cause, StringComparer.Ordinal) || _relayCauses.Contains(cause, StringComparer.Ordinal) || _chipCauses.Contains(cause, StringComparer.Ordinal);
    }
}
