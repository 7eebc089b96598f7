using System.Numerics;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>What must hold of every step of the state machine. Written from the design, with none of the machine's own helpers.</summary>
public static class MachineProperties
{
    public static readonly Property[] All =
    [
        new("EX-2", "PERMITTED is entered from INHIBITED only, by letting go of a press of ARM that began there, with no row true, all quiet, a reading of 30.00 to 41.00 degC and K2 pulled in", EntersPermittedWrongly),
        new("EX-3", "Every row and every internal error leaves PERMITTED in the step in which it is true", step => step.IsTrip && step.After.State == State.Permitted, State.Permitted),
        new("EX-4", "TRIPPED never goes to PERMITTED", step => step.After.State == State.Permitted, State.Tripped),
        new("EX-5", "TRIPPED is left only by ARM pressed with the cause quiet, and cooled where the cause is heat, to INHIBITED; or to LOCKED_OUT", LeavesTrippedWrongly, State.Tripped),
        new("EX-6", "No sequence of inputs closes the line again without a new press of ARM; after a trip it takes one to acknowledge besides", ClosesWithoutArm),
        new("EX-7", "The first cause stays until it is acknowledged, through later causes, internal errors and a lock-out", LosesCause),
        new("EX-8", "LOCKED_OUT is never left, and nothing more is told or named there", LeavesLockedOut, State.LockedOut),
        new("EX-9", "RELAY_DID_NOT_OPEN locks out from every state in the step in which it is true", step => (step.Rows & Row.RelayDidNotOpen) != 0 && step.After.State != State.LockedOut),
        new("EX-10", "The third internal error locks out from every state", step => step.Observes.Errors >= Limits.InternalErrors && step.After.State != State.LockedOut),
        new("EX-11", "A trip is told by exactly one TRIP, ahead of everything else, and it names the first of its rows in the order of the table", TellsTripWrongly),
        new("EX-12", "Each later row of a trip is named by exactly one ALSO, in the order of the table", NamesLaterRowsWrongly),
        new("EX-13", "The queue decides nothing: a full one leads to the same state, and every event that finds no room is counted", QueueMatters),
        new("EX-14", "ARMED, RELEASED, ACK and LOCKOUT are told exactly when it happens", TellsChangeWrongly),
        new("EX-15", "A press of ARM that achieves nothing is REFUSED with a reason that holds", RefusesWrongly),
        new("EX-16", "SELF_TEST is left only by a test that passed, to INHIBITED, or to LOCKED_OUT; a test that failed locks out", LeavesSelfTestWrongly, State.SelfTest),
        new("EX-17", "ARM pressed while PERMITTED opens the line", step => step.ArmPressed && step.After.State == State.Permitted, State.Permitted),
        new("EX-18", "The states change along the arrows of the design only", ChangesElsewhere),
    ];

    private static bool EntersPermittedWrongly(Transition step)
    {
        if (!step.Enters(State.Permitted)) return false;
        return step.Before.State != State.Inhibited || step.IsInternalError || !step.ArmClicked || !step.HasPress || !MayArm(step.Inputs);
    }

    private static bool MayArm(DecisionInputs inputs) =>
        inputs.Rows == 0 && inputs.AllQuiet && inputs.TipCounts >= 30 * 128 && inputs.TipCounts <= 41 * 128 && inputs.K2PulledIn;

    private static bool LeavesTrippedWrongly(Transition step)
    {
        if (step.After.State is State.Tripped or State.LockedOut) return false;
        return !step.MayAcknowledge || step.After.State != State.Inhibited;
    }

    private static bool ClosesWithoutArm(Transition step) =>
        step.Enters(State.Permitted) && (step.Observed.OwesAcknowledgement || !step.HasPress || !step.ArmClicked);

    private static bool LosesCause(Transition step) => step.After.FirstCause != step.Observes.Cause;

    private static bool LeavesLockedOut(Transition step) => step.After.State != State.LockedOut || step.EventCount > 0;

    private static bool TellsTripWrongly(Transition step)
    {
        int told = step.CountOf(EventKind.Trip);
        if (!step.IsTrip) return told != 0;
        return told != 1 || step.Kind(0) != EventKind.Trip || step.Reason(0) != step.FirstRow || step.Tip(0) != step.TipCounts;
    }

    private static bool NamesLaterRowsWrongly(Transition step)
    {
        int owed = 0;
        if (step.IsTrip) owed = step.Rows & ~(1 << step.FirstRow);
        else if (step.Before.State == State.Tripped) owed = step.Rows & ~step.Observed.Named;

        for (int i = 0; i < step.EventCount; i++)
        {
            if (step.Kind(i) != EventKind.Also) continue;
            if (owed == 0 || step.Reason(i) != BitOperations.TrailingZeroCount(owed)) return true;
            owed &= owed - 1;
        }

        return owed != 0 && step.Dropped == 0;
    }

    private static bool QueueMatters(Transition step)
    {
        if (step.EventCount == 0) return false;
        return step.AfterWithFullQueue != step.After || step.DroppedWithFullQueue != step.EventCount + step.Dropped;
    }

    private static bool TellsChangeWrongly(Transition step)
    {
        if (step.Dropped > 0) return false;
        bool isAcknowledged = step.MayAcknowledge;
        return Tells(step, EventKind.Armed) != step.Enters(State.Permitted)
            || Tells(step, EventKind.Released) != (step.Before.State == State.Permitted && step.ArmPressed && step.Rows == 0)
            || Tells(step, EventKind.Acknowledged) != isAcknowledged
            || Tells(step, EventKind.LockOut) != step.Enters(State.LockedOut)
            || (isAcknowledged && step.Reason(step.IndexOf(EventKind.Acknowledged)) != step.Observed.Cause);
    }

    private static bool Tells(Transition step, EventKind kind) => step.IndexOf(kind) >= 0;

    private static bool RefusesWrongly(Transition step)
    {
        if (step.Dropped > 0) return false;
        int told = 0;
        for (int i = 0; i < step.EventCount; i++)
        {
            if (step.Kind(i) != EventKind.Refused) continue;
            told++;
            if (!IsRefusedFor(step, step.Reason(i))) return true;
        }

        return told != RefusalsOwed(step);
    }

    private static int RefusalsOwed(Transition step)
    {
        if (step.IsInternalError) return 0;
        DecisionInputs inputs = step.Inputs;
        return step.Before.State switch
        {
            State.Inhibited => (inputs.ArmHeldTooLong ? 1 : 0) + (inputs.ArmClicked && step.HasPress && !MayArm(inputs) ? 1 : 0),
            State.Tripped => inputs.ArmPressed && !step.MayAcknowledge ? 1 : 0,
            _ => 0,
        };
    }

    private static bool IsRefusedFor(Transition step, int reason)
    {
        DecisionInputs inputs = step.Inputs;
        return reason switch
        {
            Reason.PressTooLong => inputs.ArmHeldTooLong,
            Reason.NotCooled => inputs.CauseQuiet && !inputs.HasCooled && Transition.IsHeat(step.Observed.Cause),
            _ when step.Before.State == State.Tripped => !inputs.CauseQuiet && reason == step.Observed.Cause,
            _ => Objects(inputs, reason),
        };
    }

    /// <summary>True when a reason not to arm holds.</summary>
    private static bool Objects(DecisionInputs inputs, int reason) => reason switch
    {
        Reason.NoReading => inputs.TipCounts == Plausibility.Unknown,
        Reason.TooCold => inputs.TipCounts != Plausibility.Unknown && inputs.TipCounts < 30 * 128,
        Reason.TooWarm => inputs.TipCounts > 41 * 128,
        Reason.K2Released => !inputs.K2PulledIn,
        >= 0 and < TripTable.Count => (inputs.Rows >> reason & 1) != 0 || (!inputs.AllQuiet && inputs.FirstLoud == reason),
        _ => false,
    };

    private static bool LeavesSelfTestWrongly(Transition step)
    {
        if (step.IsInternalError) return false;
        return (step.Inputs.TestFailed && step.After.State != State.LockedOut)
            || (step.After.State == State.Inhibited && !step.Inputs.TestPassed)
            || step.After.State is not (State.SelfTest or State.Inhibited or State.LockedOut);
    }

    private static bool ChangesElsewhere(Transition step)
    {
        if (step.After.State == step.Before.State || step.After.State == State.LockedOut) return false;
        return (step.Before.State, step.After.State) is not (
            (State.SelfTest, State.Inhibited) or (State.Inhibited, State.Permitted) or (State.Permitted, State.Inhibited)
            or (State.Permitted, State.Tripped) or (State.Tripped, State.Inhibited));
    }
}
