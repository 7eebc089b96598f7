using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>The real machine with one thing wrong: before a step, after it, or at an internal error.</summary>
internal sealed class BrokenMachine(EventQueue events, BrokenMachine.Fault fault) : IDecisionMachine
{
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

    public void StepInternalError()
    {
        MachineState before = Save();
        _real.StepInternalError();
        Load(fault.AfterError(before, Save()));
    }

    private static DecisionInputs Copy(DecisionInputs inputs) => new()
    {
        Rows = inputs.Rows,
        AllQuiet = inputs.AllQuiet,
        FirstLoud = inputs.FirstLoud,
        CauseQuiet = inputs.CauseQuiet,
        HasCooled = inputs.HasCooled,
        TipCounts = inputs.TipCounts,
        K2PulledIn = inputs.K2PulledIn,
        ArmBegan = inputs.ArmBegan,
        ArmPressed = inputs.ArmPressed,
        ArmClicked = inputs.ArmClicked,
        ArmHeldTooLong = inputs.ArmHeldTooLong,
        TestPassed = inputs.TestPassed,
        TestFailed = inputs.TestFailed,
    };

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
