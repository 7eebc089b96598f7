using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Which differences between two states count as none. What was told last is forgotten (EX-13 shows that it decides nothing),
/// and so is which later rows have been named: in TRIPPED only the first cause counts as named, and elsewhere nothing does. A
/// set of rows for each first cause is too many to visit; <see cref="NamingProof"/> shows for all of them that they decide
/// nothing but the ALSO events (EX-26, EX-27).
/// </summary>
public static class Projection
{
    /// <summary>The state that stands for this one.</summary>
    public static (MachineState Machine, Observer Observer) Of(MachineState machine, Observer observer)
    {
        bool isTripped = machine.State == State.Tripped;
        MachineState kept = machine with { Reported = isTripped ? Bit(machine.FirstCause) : 0, LeftBecause = Reason.None };
        return (kept, observer with { Named = isTripped ? Bit(observer.Cause) : 0 });
    }

    private static int Bit(int cause) => cause >= 0 && cause < TripTable.Count ? 1 << cause : 0;
}
