using Interlock.Firmware.States;

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
