using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>Something that must hold of every step. docs/safety.md cites it by its ID.</summary>
/// <param name="From">Judges steps from this state only; null for steps from any.</param>
public sealed record Property(string Id, string Text, Func<Transition, bool> IsBroken, State? From = null);

/// <summary>What must hold of every step of the state machine. Written from the design, with none of the machine's own helpers.</summary>
public static class MachineProperties
{
    public static readonly Property[] All =
    [
        new("EX-2", "PERMITTED is entered from INHIBITED only, at the end of an act of ARM that began there and has done nothing yet, with no row true, all quiet, no release under way, sound contacts, a steady reading of 30.00 to 41.00 degC and K2 pulled in", step => step.Enters(State.Permitted) && !step.MayArm),
        new("EX-3", "Every row and every internal error leaves PERMITTED in the step in which it is true", step => step.IsTrip && step.After.State == State.Permitted, State.Permitted),
        new("EX-4", "TRIPPED never goes to PERMITTED", step => step.After.State == State.Permitted, State.Tripped),
        new("EX-5", "TRIPPED is left only at the end of an act of ARM that began there, with the cause quiet, and cooled where it is heat, the release done and sound contacts, to INHIBITED; or to LOCKED_OUT", LeavesTrippedWrongly, State.Tripped),
        new("EX-6", "No sequence of inputs closes the line again without a new act of ARM; after a trip it takes one to acknowledge besides", ClosesWithoutArm),
        new("EX-7", "The first cause stays until it is acknowledged, through later causes, internal errors and a lock-out", step => step.After.FirstCause != step.Observes.Cause),
        new("EX-8", "LOCKED_OUT is never left; nothing is told or named there but internal errors and acts that are refused", LeavesLockedOut, State.LockedOut),
        new("EX-9", "RELAY_DID_NOT_OPEN, a K2 that pulls in unasked and a K1 that never pulls in lock out from every state in that step", step => step.IsLockOut && step.After.State != State.LockedOut),
        new("EX-10", "An internal error locks out when it is one too many, and never else", step => step.IsInternalError && step.Before.State != State.LockedOut && (step.Error == InternalError.OneTooMany) != (step.After.State == State.LockedOut)),
        new("EX-11", "A trip is told by exactly one TRIP, ahead of everything but the error that is its cause, and it names the first of its rows in the order of the table", TellsTripWrongly),
        new("EX-12", "Each later row of a trip is named by exactly one ALSO, in the order of the table, and none that follows from the first cause by itself", NamesLaterRowsWrongly),
        new("EX-13", "The queue and the reason told last decide nothing: whatever they are the step leads to the same state, and every event that finds no room is counted", TelemetryMatters),
        new("EX-14", "ARMED, RELEASED, ACK, LOCKOUT and ERROR are told exactly when it happens, once, with their reason", TellsChangeWrongly),
        new("EX-15", "An act of ARM that does nothing is REFUSED once, in every state, with a reason that holds; one that does something is not, unless the box is locked out before it ends", RefusesWrongly),
        new("EX-16", "SELF_TEST is left only by a test that passed, to INHIBITED, or to LOCKED_OUT; a test that failed locks out", LeavesSelfTestWrongly, State.SelfTest),
        new("EX-17", "ARM pressed while PERMITTED opens the line, and so do contacts that contradict each other, an act that was no press and one that is too long", step => step.IsLetGo && step.After.State is not (State.Inhibited or State.LockedOut), State.Permitted),
        new("EX-18", "The states change along the arrows of the design only", ChangesElsewhere),
        new("EX-25", "What is kept as the end of an ablation is what first ended it", EndsWrongly, State.Permitted),
    ];

    private static bool LeavesTrippedWrongly(Transition step)
    {
        if (step.After.State is State.Tripped or State.LockedOut) return false;
        return !step.MayAcknowledge || step.After.State != State.Inhibited;
    }

    private static bool ClosesWithoutArm(Transition step) =>
        step.Enters(State.Permitted) && (step.Observed.OwesAcknowledgement || step.ActBeganIn != State.Inhibited || step.HasActDone || !step.ArmActed);

    private static bool LeavesLockedOut(Transition step) =>
        step.After.State != State.LockedOut || step.EventCount != step.CountOf(EventKind.Refused) + step.CountOf(EventKind.Error);

    private static bool TellsTripWrongly(Transition step)
    {
        int told = step.CountOf(EventKind.Trip);
        if (!step.IsTrip) return told != 0;
        int at = step.IsInternalError ? 1 : 0;
        return told != 1 || step.Kind(at) != EventKind.Trip || step.Reason(at) != step.FirstRow || step.Tip(at) != step.TipCounts;
    }

    private static bool NamesLaterRowsWrongly(Transition step)
    {
        int owed = step.LaterRows;
        for (int i = 0; i < step.EventCount; i++)
        {
            if (step.Kind(i) != EventKind.Also) continue;
            if (owed == 0 || step.Reason(i) != BitOperations.TrailingZeroCount(owed)) return true;
            owed &= owed - 1;
        }

        return owed != 0 && step.Dropped == 0;
    }

    private static bool TelemetryMatters(Transition step)
    {
        MachineState twin = step.AfterOfTwin with { LeftBecause = step.After.LeftBecause };
        return twin != step.After || step.DroppedByTwin != step.EventCount + step.Dropped;
    }

    private static bool TellsChangeWrongly(Transition step)
    {
        if (step.Dropped > 0) return false;
        return Tells(step, EventKind.Armed, Reason.None) != (step.Enters(State.Permitted) ? 1 : 0)
            || Tells(step, EventKind.Released, ReleasedFor(step)) != (step.IsLetGo ? 1 : 0)
            || Tells(step, EventKind.Acknowledged, step.Observed.Cause) != (step.MayAcknowledge ? 1 : 0)
            || Tells(step, EventKind.LockOut, LockedOutFor(step)) != (step.Enters(State.LockedOut) ? 1 : 0)
            || Tells(step, EventKind.Error, TripTable.First(TripTable.Internal)) != (step.IsInternalError ? 1 : 0);
    }

    private static int ReleasedFor(Transition step)
    {
        if (step.IsInternalError || step.Inputs.ArmPressed) return Reason.None;
        return step.Inputs.ArmContactBad || step.Inputs.ArmFailed ? Reason.ArmContact : Reason.PressTooLong;
    }

    private static int LockedOutFor(Transition step)
    {
        if (step.IsInternalError) return TripTable.First(TripTable.Internal);
        if (step.Before.State == State.SelfTest && step.Inputs.TestFailed) return Reason.SelfTest;
        return (step.Rows & TripTable.RelayDidNotOpen) != 0 ? TripTable.First(TripTable.RelayDidNotOpen) : step.Inputs.LockOutFor;
    }

    /// <summary>How often it was told with that reason; told with another it is as good as twice.</summary>
    private static int Tells(Transition step, EventKind kind, int reason)
    {
        int at = step.IndexOf(kind);
        if (at < 0) return 0;
        return step.Reason(at) == reason ? step.CountOf(kind) : 2;
    }

    private static bool RefusesWrongly(Transition step)
    {
        if (step.Dropped > 0 || IsImpossible(step)) return false;
        int told = 0;
        for (int i = 0; i < step.EventCount; i++)
        {
            if (step.Kind(i) != EventKind.Refused) continue;
            told++;
            if (!IsRefusedFor(step, step.Reason(i))) return true;
        }

        return told != (DoesNothing(step) ? 1 : 0);
    }

    /// <summary>Facts of which <see cref="ArmButtonExploration"/> shows that no look at ARM brings them (EX-44, EX-45): an act that counts was pressed before, and left PERMITTED then.</summary>
    private static bool IsImpossible(Transition step)
    {
        if (step.IsInternalError) return false;
        DecisionInputs inputs = step.Inputs;
        int ends = (inputs.ArmBegan ? 1 : 0) + (inputs.ArmActed ? 1 : 0) + (inputs.ArmFailed ? 1 : 0) + (inputs.ArmTooLong || inputs.ArmPressed ? 1 : 0);
        return ends > 1 || (inputs.ArmActed && step.Before.State == State.Permitted);
    }

    private static bool DoesNothing(Transition step)
    {
        if (step.IsInternalError || step.IsLetGo) return false;
        DecisionInputs inputs = step.Inputs;
        if (inputs.ArmTooLong) return true;
        if (step.HasActDone) return inputs.ArmActed && step.Before.State == State.LockedOut;
        bool isAnswered = step.MayArm || step.MayAcknowledge || (step.Before.State == State.SelfTest && inputs.TestTakesAct);
        return inputs.ArmFailed || (inputs.ArmActed && !isAnswered);
    }

    private static bool IsRefusedFor(Transition step, int reason)
    {
        DecisionInputs inputs = step.Inputs;
        State state = step.Before.State;
        return reason switch
        {
            Reason.PressTooLong => inputs.ArmTooLong,
            Reason.ArmContact => inputs.ArmFailed || (inputs.ArmActed && inputs.ArmContactBad && state is State.Inhibited or State.Tripped),
            Reason.SelfTest => state == State.SelfTest && inputs.ArmActed,
            Reason.LockedOut => state == State.LockedOut && inputs.ArmActed,
            Reason.BeganEarlier => inputs.ArmActed && step.ActBeganIn != state && state is State.Inhibited or State.Tripped,
            _ when !inputs.ArmActed => false,
            _ when step.IsLockOut && reason == LockedOutFor(step) => true,
            Reason.Releasing => inputs.IsReleasing && state is State.Inhibited or State.Tripped,
            _ when inputs.IsReleasing && !inputs.AllQuiet && reason == inputs.FirstLoud => true,
            Reason.NotCooled => state == State.Tripped && !inputs.HasCooled && Transition.IsHeat(step.Observed.Cause),
            _ when state == State.Tripped => !inputs.CauseQuiet && reason == step.Observed.Cause,
            _ => state == State.Inhibited && Objects(inputs, reason),
        };
    }

    /// <summary>True when a reason not to arm holds.</summary>
    private static bool Objects(DecisionInputs inputs, int reason) => reason switch
    {
        Reason.NoReading => inputs.TipCounts == Reading.None,
        Reason.NotWarm => inputs.TipCounts != Reading.None && inputs.TipCounts < 30 * 128,
        Reason.TooWarm => inputs.TipCounts > 41 * 128,
        Reason.Moving => !inputs.IsSteady,
        Reason.K2Out => !inputs.K2PulledIn,
        >= 0 and < TripTable.Most => ((inputs.Rows >> reason) & 1) != 0 || (!inputs.AllQuiet && inputs.FirstLoud == reason),
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
        if (step.After.State == step.Before.State) return false;
        if (step.After.State == State.LockedOut) return !step.IsLockOut;
        return (step.Before.State, step.After.State) is not (
            (State.SelfTest, State.Inhibited) or (State.Inhibited, State.Permitted) or (State.Permitted, State.Inhibited)
            or (State.Permitted, State.Tripped) or (State.Tripped, State.Inhibited));
    }

    private static bool EndsWrongly(Transition step)
    {
        if (step.IsTrip) return step.After.LeftBecause != step.FirstRow;
        if (!step.IsLetGo) return step.After.State != State.Permitted && step.After.LeftBecause != LockedOutFor(step);
        int why = ReleasedFor(step);
        return step.After.LeftBecause != (why == Reason.None ? Reason.Released : why);
    }
}
