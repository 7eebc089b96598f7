using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>All that the state machine remembers from one step to the next.</summary>
public readonly record struct MachineState(State State, int FirstCause, int Reported, int LeftBecause, State ActBeganIn, bool IsActSpent);
