using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Exploration;

/// <summary>The firmware's own state machine, with its private fields in reach.</summary>
public sealed class RealMachine(StateMachine machine) : IDecisionMachine
{
    private const string StateField = "<State>k__BackingField";
    private const string CauseField = "<FirstCause>k__BackingField";

    private static readonly string[] _knownFields = ["_events", "_reported", "_internalErrors", "_pressBeganInhibited", StateField, CauseField];

    private static readonly string[] _knownInputs =
    [
        nameof(DecisionInputs.Rows), nameof(DecisionInputs.AllQuiet), nameof(DecisionInputs.FirstLoud), nameof(DecisionInputs.CauseQuiet),
        nameof(DecisionInputs.HasCooled), nameof(DecisionInputs.TipCounts), nameof(DecisionInputs.K2PulledIn), nameof(DecisionInputs.ArmBegan),
        nameof(DecisionInputs.ArmPressed), nameof(DecisionInputs.ArmClicked), nameof(DecisionInputs.ArmHeldTooLong),
        nameof(DecisionInputs.TestPassed), nameof(DecisionInputs.TestFailed),
    ];

    /// <summary>A machine as it is after power-on.</summary>
    public RealMachine(EventQueue events)
        : this(new StateMachine(events))
    {
    }

    /// <summary>
    /// What the exploration would miss: a field or an input that came after it was written. Empty, or the exploration is not sound.
    /// </summary>
    public static string[] Unknown() =>
        [.. Names(typeof(StateMachine)).Except(_knownFields).Concat(Names(typeof(DecisionInputs)).Except(_knownInputs))];

    public void Load(in MachineState state)
    {
        StateOf(machine) = state.State;
        CauseOf(machine) = state.FirstCause;
        ReportedOf(machine) = state.Reported;
        ErrorsOf(machine) = state.InternalErrors;
        PressOf(machine) = state.PressBeganInhibited;
    }

    public MachineState Save() =>
        new(StateOf(machine), CauseOf(machine), ReportedOf(machine), ErrorsOf(machine), PressOf(machine));

    public void Step(DecisionInputs inputs) => machine.Step(inputs);

    public void StepInternalError() => machine.StepInternalError();

    private static string[] Names(System.Type type) =>
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.Name)];

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = StateField)]
    private static extern ref State StateOf(StateMachine machine);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = CauseField)]
    private static extern ref int CauseOf(StateMachine machine);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_reported")]
    private static extern ref int ReportedOf(StateMachine machine);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internalErrors")]
    private static extern ref int ErrorsOf(StateMachine machine);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_pressBeganInhibited")]
    private static extern ref bool PressOf(StateMachine machine);
}
