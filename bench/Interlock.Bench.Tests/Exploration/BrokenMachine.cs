using System.Reflection;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The real machine with one thing wrong: before a step, after it, or at an internal error.</summary>
internal sealed class BrokenMachine(EventQueue events, BrokenMachine.Fault fault) : IDecisionMachine
{
    private static readonly MethodInfo _copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly RealMachine _real = new(events);

    public void Load(in MachineState state) => _real.Load(state);

    public MachineState Save() => _real.Save();

    public void Step(DecisionInputs inputs)
    {
        MachineState before = Save();
        DecisionInputs given = Copy(inputs);
        Load(fault.Before(before, given));
        _real.Step(given);
        Load(fault.After(before, inputs, Save(), events));
    }

    public void StepInternalError(bool isOneTooMany)
    {
        MachineState before = Save();
        _real.StepInternalError(isOneTooMany);
        Load(fault.AfterError(before, Save()));
    }

    private static DecisionInputs Copy(DecisionInputs inputs) => (DecisionInputs)_copy.Invoke(inputs, null)!;

    /// <summary>What is wrong. As it stands: nothing.</summary>
    internal sealed record Fault
    {
        public delegate MachineState BeforeStep(MachineState before, DecisionInputs inputs);

        public delegate MachineState AfterStep(MachineState before, DecisionInputs inputs, MachineState after, EventQueue events);

        public delegate MachineState AfterInternalError(MachineState before, MachineState after);

        /// <summary>May change the inputs and what the machine remembers.</summary>
        public BeforeStep Before { get; init; } = (before, _) => before;

        /// <summary>May change where the step led.</summary>
        public AfterStep After { get; init; } = (_, _, after, _) => after;

        /// <summary>May change where an internal error led.</summary>
        public AfterInternalError AfterError { get; init; } = (_, after) => after;
    }
}
