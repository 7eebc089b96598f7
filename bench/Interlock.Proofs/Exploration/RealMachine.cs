using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>The decision logic as the explorer drives it: the real class, or one that a test has broken on purpose.</summary>
public interface IDecisionMachine
{
    /// <summary>Puts the machine where it was seen before.</summary>
    void Load(in MachineState state);

    /// <summary>Where it stands now.</summary>
    MachineState Save();

    /// <summary>One step with the facts of one tick.</summary>
    void Step(DecisionInputs inputs);

    /// <summary>A tick that ended in an exception, the third in ten minutes or not.</summary>
    void StepInternalError(bool isOneTooMany);
}

/// <summary>The firmware's own state machine, with its private fields in reach.</summary>
public sealed class RealMachine(StateMachine machine) : IDecisionMachine
{
    // In the order of MachineState.
    private static readonly FieldInfo[] _fields =
    [
        .. new[] { nameof(MachineState.State), nameof(MachineState.FirstCause), nameof(MachineState.Reported), nameof(MachineState.LeftBecause), nameof(MachineState.ActBeganIn), nameof(MachineState.IsActSpent) }
            .Select(name => PrivateField.Of(typeof(StateMachine), name)),
    ];

    // Set once, by the constructor.
    private static readonly FieldInfo[] _constants = [PrivateField.Of(typeof(StateMachine), "Events"), PrivateField.Of(typeof(StateMachine), "LockOut")];

    private static readonly Action<StateMachine, MachineState> _load = CompileLoad();
    private static readonly Func<StateMachine, MachineState> _save = CompileSave();

    private static readonly string[] _knownInputs =
    [
        nameof(DecisionInputs.Rows), nameof(DecisionInputs.AllQuiet), nameof(DecisionInputs.FirstLoud), nameof(DecisionInputs.CauseQuiet),
        nameof(DecisionInputs.HasCooled), nameof(DecisionInputs.TipCounts), nameof(DecisionInputs.IsSteady), nameof(DecisionInputs.K2PulledIn),
        nameof(DecisionInputs.IsReleasing), nameof(DecisionInputs.LockOutFor), nameof(DecisionInputs.ArmBegan), nameof(DecisionInputs.ArmPressed),
        nameof(DecisionInputs.ArmActed), nameof(DecisionInputs.ArmFailed), nameof(DecisionInputs.ArmTooLong), nameof(DecisionInputs.ArmContactBad),
        nameof(DecisionInputs.TestPassed), nameof(DecisionInputs.TestFailed), nameof(DecisionInputs.TestTakesAct),
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
    [
        .. PrivateField.Names(typeof(StateMachine)).Except(_fields.Concat(_constants).Select(field => field.Name)),
        .. PrivateField.Names(typeof(DecisionInputs)).Except(_knownInputs),
    ];

    public void Load(in MachineState state) => _load(machine, state);

    public MachineState Save() => _save(machine);

    public void Step(DecisionInputs inputs) => machine.Step(inputs);

    public void StepInternalError(bool isOneTooMany) => machine.StepInternalError(isOneTooMany);

    // Compiled once: hundreds of millions of states are loaded and saved, and reflection takes a hundred times as long.
    private static Action<StateMachine, MachineState> CompileLoad()
    {
        ParameterExpression into = Expression.Parameter(typeof(StateMachine));
        ParameterExpression from = Expression.Parameter(typeof(MachineState));
        ParameterInfo[] parts = typeof(MachineState).GetConstructors().Single().GetParameters();
        BlockExpression body = Expression.Block(
            _fields.Zip(parts, (field, part) => Expression.Assign(Expression.Field(into, field), Expression.Property(from, part.Name!))));
        return Expression.Lambda<Action<StateMachine, MachineState>>(body, into, from).Compile();
    }

    private static Func<StateMachine, MachineState> CompileSave()
    {
        ParameterExpression from = Expression.Parameter(typeof(StateMachine));
        NewExpression body = Expression.New(typeof(MachineState).GetConstructors().Single(), _fields.Select(field => Expression.Field(from, field)));
        return Expression.Lambda<Func<StateMachine, MachineState>>(body, from).Compile();
    }
}

/// <summary>Plays a path of letters from power-on, and says in words what each led to.</summary>
public static class Replay
{
    public static List<string> Describe(Func<EventQueue, IDecisionMachine> make, IEnumerable<Letter> letters)
    {
        EventQueue events = new();
        IDecisionMachine machine = make(events);
        DecisionInputs inputs = new();
        List<string> path = [];
        foreach (Letter letter in letters)
        {
            letter.SetFacts(inputs);
            Letter.SetFlags(inputs, letter.Flags);
            if (letter.Error != InternalError.None) machine.StepInternalError(letter.Error == InternalError.OneTooMany);
            else machine.Step(inputs);
            path.Add($"{letter} -> {CauseNames.Of(machine.Save().State)}{Told(events)}");
        }

        return path;
    }

    private static string Told(EventQueue events)
    {
        StringBuilder told = new();
        while (events.Count > 0)
        {
            told.Append(told.Length == 0 ? "; tells " : ", ").Append(CauseNames.Of(events.Kind));
            if (events.Reason >= 0) told.Append(' ').Append(CauseNames.OfReason(events.Reason));
            events.RemoveFirst();
        }

        return told.ToString();
    }
}
