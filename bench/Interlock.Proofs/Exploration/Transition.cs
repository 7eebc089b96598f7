using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>All that the state machine remembers from one step to the next.</summary>
public readonly record struct MachineState(State State, int FirstCause, int Reported, int LeftBecause, State ActBeganIn, bool IsActSpent);

/// <summary>One step, with all that the properties judge it by. Made once a worker and filled in each step.</summary>
public sealed class Transition
{
    private readonly EventKind[] _kinds = new EventKind[EventQueue.Capacity];
    private readonly int[] _reasons = new int[EventQueue.Capacity];
    private readonly int[] _tips = new int[EventQueue.Capacity];
    private int _droppedBefore;

    public MachineState Before { get; set; }

    public MachineState After { get; set; }

    /// <summary>What the observer remembered before the step.</summary>
    public Observer Observed { get; set; }

    /// <summary>What the observer remembers after it.</summary>
    public Observer Observes { get; set; }

    public DecisionInputs Inputs { get; } = new();

    /// <summary>The tick threw: nothing of <see cref="Inputs"/> holds.</summary>
    public InternalError Error { get; set; }

    public bool IsInternalError => Error != InternalError.None;

    /// <summary>Events posted, in order, that found room in an empty queue.</summary>
    public int EventCount { get; private set; }

    /// <summary>Events that found none, as the queue counts them.</summary>
    public int Dropped { get; private set; }

    /// <summary>The same step of a machine whose queue is full, and which left PERMITTED for another reason before: where it led to.</summary>
    public MachineState AfterOfTwin { get; set; }

    /// <summary>Of that step: the events that were counted as dropped.</summary>
    public int DroppedByTwin { get; set; }

    /// <summary>Rows that are true in this step; an internal error is a row too.</summary>
    public int Rows => IsInternalError ? TripTable.Internal : Inputs.Rows;

    public int TipCounts => IsInternalError ? Reading.None : Inputs.TipCounts;

    public bool ArmActed => !IsInternalError && Inputs.ArmActed;

    /// <summary>The state in which the act of ARM began that is on, or ends in this step.</summary>
    public State ActBeganIn => !IsInternalError && Inputs.ArmBegan ? Before.State : Observed.ActBeganIn;

    /// <summary>That act has opened the line before this step.</summary>
    public bool HasActDone => (IsInternalError || !Inputs.ArmBegan) && Observed.HasActDone;

    /// <summary>A row while PERMITTED.</summary>
    public bool IsTrip => Before.State == State.Permitted && Rows != 0;

    /// <summary>ARM, or what is wrong with it, opens the line.</summary>
    public bool IsLetGo => Before.State == State.Permitted && !IsInternalError && Rows == 0
        && (Inputs.ArmPressed || Inputs.ArmContactBad || Inputs.ArmFailed || Inputs.ArmTooLong);

    /// <summary>A row that locks out, or another reason to.</summary>
    public bool IsLockOut => Error == InternalError.OneTooMany
        || (!IsInternalError && ((Rows & TripTable.RelayDidNotOpen) != 0 || Inputs.LockOutFor != Firmware.Telemetry.Reason.None || (Before.State == State.SelfTest && Inputs.TestFailed)));

    /// <summary>An act that began in INHIBITED ends, and nothing is against the line being closed.</summary>
    public bool MayArm => Before.State == State.Inhibited && ArmActed && ActBeganIn == State.Inhibited && !HasActDone && !IsLockOut
        && Rows == 0 && Inputs is { AllQuiet: true, IsReleasing: false, ArmContactBad: false, IsSteady: true, K2PulledIn: true, TipCounts: >= 30 * 128 and <= 41 * 128 };

    /// <summary>An act that began in TRIPPED ends, and nothing is against acknowledging the trip that stands.</summary>
    public bool MayAcknowledge => Before.State == State.Tripped && ArmActed && ActBeganIn == State.Tripped && !HasActDone && !IsLockOut
        && Inputs is { CauseQuiet: true, IsReleasing: false, ArmContactBad: false } && (Inputs.HasCooled || !IsHeat(Observed.Cause));

    /// <summary>The row that is named first: the lowest, by the order of the table.</summary>
    public int FirstRow => BitOperations.TrailingZeroCount(Rows);

    /// <summary>Rows that ALSO owes: true in a trip, not named before, and not what the first cause explains.</summary>
    public int LaterRows
    {
        get
        {
            if (IsTrip) return Rows & ~(1 << FirstRow | Explained(FirstRow));
            return Before.State == State.Tripped ? Rows & ~(Observed.Named | Explained(Observed.Cause)) : 0;
        }
    }

    public bool Enters(State state) => After.State == state && Before.State != state;

    public EventKind Kind(int index) => _kinds[index];

    public int Reason(int index) => _reasons[index];

    public int Tip(int index) => _tips[index];

    /// <summary>
    /// Causes that need the tip cooled before they are acknowledged: the two of the design whatever the table says, and
    /// what the table says besides.
    /// </summary>
    public static bool IsHeat(int cause) =>
        cause is >= 0 and < TripTable.Most && (((TripTable.OverTemperature | TripTable.HardwareLimit | TripTable.NeedsCooling) >> cause) & 1) != 0;

    /// <summary>How often a kind of event was posted.</summary>
    public int CountOf(EventKind kind)
    {
        int count = 0;
        for (int i = 0; i < EventCount; i++)
        {
            if (_kinds[i] == kind) count++;
        }

        return count;
    }

    /// <summary>Where a kind of event was posted first; -1 if it was not.</summary>
    public int IndexOf(EventKind kind)
    {
        for (int i = 0; i < EventCount; i++)
        {
            if (_kinds[i] == kind) return i;
        }

        return -1;
    }

    /// <summary>Empties the queue into this step.</summary>
    /// <param name="events">The machine's queue, empty before the step.</param>
    public void Take(EventQueue events)
    {
        EventCount = 0;
        Dropped = events.Dropped - _droppedBefore;
        _droppedBefore = events.Dropped;
        while (events.Count > 0)
        {
            _kinds[EventCount] = events.Kind;
            _reasons[EventCount] = events.Reason;
            _tips[EventCount] = events.TipCounts;
            EventCount++;
            events.RemoveFirst();
        }
    }

    private static int Explained(int cause) => cause >= 0 && cause < TripTable.Count ? TripTable.Of(cause).Explains : 0;
}

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
