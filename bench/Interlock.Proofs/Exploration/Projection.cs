using System.Numerics;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Which differences between two states count as none. Each pass of the exploration forgets what the other keeps:
/// <list type="bullet">
/// <item><see cref="Decisions"/> forgets which later rows have been named (a set of rows for each first cause): in TRIPPED only the
/// first cause counts as named, and elsewhere nothing does. The machine uses that set to choose the ALSO events and for
/// nothing else, one bit for each row; <see cref="Naming"/> keeps the whole set and would see it decide anything.</item>
/// <item><see cref="Naming"/> forgets how many internal errors there were, which only the third's lock-out depends on, and
/// what was named once LOCKED_OUT says nothing any more; <see cref="Decisions"/> keeps the count and shows that silence.</item>
/// </list>
/// A count of internal errors past the third is the third: the machine only compares it with three.
/// </summary>
public static class Projection
{
    /// <summary>For what the box does.</summary>
    public static (MachineState Machine, Observer Observer) Decisions(MachineState machine, Observer observer)
    {
        bool isTripped = machine.State == State.Tripped;
        MachineState kept = machine with
        {
            Reported = isTripped ? Bit(machine.FirstCause) : 0,
            InternalErrors = machine.InternalErrors < Limits.InternalErrors ? machine.InternalErrors : Limits.InternalErrors,
        };
        return (kept, observer with { Named = isTripped ? Bit(observer.Cause) : 0 });
    }

    /// <summary>For what the box tells of a trip.</summary>
    public static (MachineState Machine, Observer Observer) Naming(MachineState machine, Observer observer)
    {
        bool isSilent = machine.State == State.LockedOut;
        MachineState kept = machine with { Reported = isSilent ? 0 : machine.Reported, InternalErrors = 0 };
        return (kept, observer with { Named = isSilent ? 0 : observer.Named, Errors = 0 });
    }

    private static int Bit(int cause) => cause is >= 0 and < TripTable.Count ? 1 << cause : 0;
}
