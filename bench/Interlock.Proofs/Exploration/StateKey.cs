using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>A state of machine and observer in one number.</summary>
public static class StateKey
{
    private const int StateBits = 3;
    private const int CauseBits = 6;
    private const int RowBits = TripTable.Count;
    private const int ErrorBits = 2;

    public static ulong Pack(MachineState machine, Observer observer)
    {
        ulong key = 0;
        Push(ref key, (int)machine.State, StateBits);
        Push(ref key, machine.FirstCause + 1, CauseBits);
        Push(ref key, machine.Reported, RowBits);
        Push(ref key, machine.InternalErrors, ErrorBits);
        Push(ref key, machine.PressBeganInhibited ? 1 : 0, 1);
        Push(ref key, observer.HasPress ? 1 : 0, 1);
        Push(ref key, observer.OwesAcknowledgement ? 1 : 0, 1);
        Push(ref key, observer.Cause + 1, CauseBits);
        Push(ref key, observer.Named, RowBits);
        Push(ref key, observer.Errors, ErrorBits);
        return key;
    }

    public static (MachineState Machine, Observer Observer) Unpack(ulong key)
    {
        int errors = Pop(ref key, ErrorBits);
        int named = Pop(ref key, RowBits);
        int cause = Pop(ref key, CauseBits) - 1;
        bool owes = Pop(ref key, 1) != 0;
        bool hasPress = Pop(ref key, 1) != 0;
        Observer observer = new(hasPress, owes, cause, named, errors);
        bool press = Pop(ref key, 1) != 0;
        int internalErrors = Pop(ref key, ErrorBits);
        int reported = Pop(ref key, RowBits);
        int firstCause = Pop(ref key, CauseBits) - 1;
        return (new MachineState((State)Pop(ref key, StateBits), firstCause, reported, internalErrors, press), observer);
    }

    private static void Push(ref ulong key, int value, int bits)
    {
        if (value < 0 || value >> bits != 0) throw new System.OverflowException("The decision logic has a state that the exploration does not know.");
        key = key << bits | (uint)value;
    }

    private static int Pop(ref ulong key, int bits)
    {
        int value = (int)(key & ((1UL << bits) - 1));
        key >>= bits;
        return value;
    }
}
