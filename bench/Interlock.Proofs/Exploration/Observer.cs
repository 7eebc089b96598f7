using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// What someone remembers who sees inputs, states and events only: the machine's own memory is what is to be judged.
/// </summary>
/// <param name="HasPress">A press of ARM began while INHIBITED, and has not been used or overtaken.</param>
/// <param name="OwesAcknowledgement">A trip has not been acknowledged with ARM.</param>
/// <param name="Cause">First cause of the trip or lock-out that stands.</param>
/// <param name="Named">Rows that were true in this trip so far, each of which has been named.</param>
/// <param name="Errors">Internal errors, as far as they matter.</param>
public readonly record struct Observer(bool HasPress, bool OwesAcknowledgement, int Cause, int Named, int Errors)
{
    /// <summary>Somebody who has seen nothing.</summary>
    public static Observer Fresh => new(false, false, TripTable.None, 0, 0);

    /// <summary>What is remembered after a step.</summary>
    public Observer After(Transition step)
    {
        State after = step.After.State;
        bool isAcknowledged = step.MayAcknowledge && after != State.Tripped;
        return new Observer(
            step.HasPress && after == State.Inhibited && !step.ArmClicked,
            (OwesAcknowledgement && !isAcknowledged) || step.IsTrip,
            CauseAfter(step, isAcknowledged),
            NamedAfter(step),
            step.IsInternalError && Errors < Limits.InternalErrors ? Errors + 1 : Errors);
    }

    private int CauseAfter(Transition step, bool isAcknowledged)
    {
        int cause = isAcknowledged ? TripTable.None : Cause;
        if (step.IsTrip) cause = step.FirstRow;
        if (cause != TripTable.None || !step.Enters(State.LockedOut)) return cause;
        int told = step.IndexOf(EventKind.LockOut);
        return told >= 0 ? step.Reason(told) : step.After.FirstCause;
    }

    private int NamedAfter(Transition step)
    {
        if (step.After.State != State.Tripped) return 0;
        return step.Before.State == State.Tripped ? Named | step.Rows : step.Rows;
    }
}
