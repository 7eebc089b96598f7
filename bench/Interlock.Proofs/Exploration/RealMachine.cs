using System;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>The firmware's own state machine, with its private fields in reach.</summary>
public sealed class RealMachine(StateMachine machine) : IDecisionMachine
{
    private static readonly FieldInfo _state = PrivateField.Of(typeof(StateMachine), nameof(StateMachine.State));
    private static readonly FieldInfo _firstCause = PrivateField.Of(typeof(StateMachine), nameof(StateMachine.FirstCause));
    private static readonly FieldInfo _reported = PrivateField.Of(typeof(StateMachine), "Reported");
    private static readonly FieldInfo _internalErrors = PrivateField.Of(typeof(StateMachine), "InternalErrors");
    private static readonly FieldInfo _press = PrivateField.Of(typeof(StateMachine), "PressBeganInhibited");
    private static readonly FieldInfo _events = PrivateField.Of(typeof(StateMachine), "Events");

    private static readonly Action<StateMachine, MachineState> _load = CompileLoad();
    private static readonly Func<StateMachine, MachineState> _save = CompileSave();

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
        [.. PrivateField.Names(typeof(StateMachine)).Except(new[] { _state, _firstCause, _reported, _internalErrors, _press, _events }.Select(field => field.Name)).Concat(PrivateField.Names(typeof(DecisionInputs)).Except(_knownInputs))];

    public void Load(in MachineState state) => _load(machine, state);

    public MachineState Save() => _save(machine);

    public void Step(DecisionInputs inputs) => machine.Step(inputs);

    public void StepInternalError() => machine.StepInternalError();

    // Compiled once: hundreds of millions of states are loaded and saved, and reflection takes a hundred times as long.
    private static Action<StateMachine, MachineState> CompileLoad()
    {
        ParameterExpression into = Expression.Parameter(typeof(StateMachine));
        ParameterExpression from = Expression.Parameter(typeof(MachineState));
        BlockExpression body = Expression.Block(
            Expression.Assign(Expression.Field(into, _state), Expression.Property(from, nameof(MachineState.State))),
            Expression.Assign(Expression.Field(into, _firstCause), Expression.Property(from, nameof(MachineState.FirstCause))),
            Expression.Assign(Expression.Field(into, _reported), Expression.Property(from, nameof(MachineState.Reported))),
            Expression.Assign(Expression.Field(into, _internalErrors), Expression.Property(from, nameof(MachineState.InternalErrors))),
            Expression.Assign(Expression.Field(into, _press), Expression.Property(from, nameof(MachineState.PressBeganInhibited))));
        return Expression.Lambda<Action<StateMachine, MachineState>>(body, into, from).Compile();
    }

    private static Func<StateMachine, MachineState> CompileSave()
    {
        ParameterExpression from = Expression.Parameter(typeof(StateMachine));
        NewExpression body = Expression.New(
            typeof(MachineState).GetConstructors().Single(),
            new[] { _state, _firstCause, _reported, _internalErrors, _press }.Select(field => Expression.Field(from, field)));
        return Expression.Lambda<Func<StateMachine, MachineState>>(body, from).Compile();
    }
}
