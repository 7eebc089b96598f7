using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// What someone remembers who sees inputs, states and events only: the machine's own memory is what is to be judged.
/// </summary>
/// <param name="ActBeganIn">The state in which the last act of ARM began; LOCKED_OUT before the first one.</param>
/// <param name="HasActDone">That act has opened the line already.</param>
/// <param name="OwesAcknowledgement">A trip has not been acknowledged with ARM.</param>
/// <param name="Cause">First cause of the trip or lock-out that stands.</param>
/// <param name="Named">Rows of this trip that have been named, its first cause among them.</param>
public readonly record struct Observer(State ActBeganIn, bool HasActDone, bool OwesAcknowledgement, int Cause, int Named)
{
    /// <summary>Somebody who has seen nothing.</summary>
    public static Observer Fresh => new(State.LockedOut, false, false, TripTable.None, 0);

    /// <summary>What is remembered after a step.</summary>
    public Observer After(Transition step)
    {
        bool isAcknowledged = step.MayAcknowledge;
        return new Observer(
            step.ActBeganIn,
            step.HasActDone || step.IsLetGo,
            (OwesAcknowledgement && !isAcknowledged) || step.IsTrip,
            CauseAfter(step, isAcknowledged),
            NamedAfter(step));
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
        return step.IsTrip ? 1 << step.FirstRow | step.LaterRows : Named | step.LaterRows;
    }
}
