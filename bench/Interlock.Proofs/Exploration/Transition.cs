using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

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
    public bool IsInternalError { get; set; }

    /// <summary>Events posted, in order, that found room in an empty queue.</summary>
    public int EventCount { get; private set; }

    /// <summary>Events that found none, as the queue counts them.</summary>
    public int Dropped { get; private set; }

    /// <summary>The same step with a full queue: where it led to.</summary>
    public MachineState AfterWithFullQueue { get; set; }

    /// <summary>The same step with a full queue: the events that were counted as dropped.</summary>
    public int DroppedWithFullQueue { get; set; }

    /// <summary>Rows that are true in this step; an internal error is a row too.</summary>
    public int Rows => IsInternalError ? Row.Internal : Inputs.Rows;

    public int TipCounts => IsInternalError ? Plausibility.Unknown : Inputs.TipCounts;

    public bool ArmPressed => !IsInternalError && Inputs.ArmPressed;

    public bool ArmClicked => !IsInternalError && Inputs.ArmClicked;

    /// <summary>The press of ARM that is on, or is being let go, began while the box was INHIBITED and has done nothing yet.</summary>
    public bool HasPress => !IsInternalError && Inputs.ArmBegan ? Before.State == State.Inhibited : Observed.HasPress;

    /// <summary>A row while PERMITTED.</summary>
    public bool IsTrip => Before.State == State.Permitted && Rows != 0;

    /// <summary>ARM acknowledges the trip that stands: its cause is quiet, and cooled where it is heat.</summary>
    public bool MayAcknowledge =>
        Before.State == State.Tripped && ArmPressed && Inputs.CauseQuiet && (Inputs.HasCooled || !IsHeat(Observed.Cause));

    /// <summary>The row that is named first: the lowest, by the order of the table.</summary>
    public int FirstRow => BitOperations.TrailingZeroCount(Rows);

    public bool Enters(State state) => After.State == state && Before.State != state;

    public bool Goes(State from, State to) => Before.State == from && After.State == to;

    public EventKind Kind(int index) => _kinds[index];

    public int Reason(int index) => _reasons[index];

    public int Tip(int index) => _tips[index];

    /// <summary>
    /// Causes that need the tip cooled before they are acknowledged: the two of the design whatever the table says, and
    /// what the table says besides.
    /// </summary>
    public static bool IsHeat(int cause) => cause is (int)Cause.OverTemperature or (int)Cause.HardwareLimit
        || (cause is >= 0 and < TripTable.Count && (TripTable.NeedsCooling >> cause & 1) != 0);

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
}
