using System;
using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// A state of machine and observer in one number, as wide as the table needs it. It grows with the table, and checks itself:
/// one that does not fit is an error before anything is explored.
/// </summary>
public sealed class StateKey
{
    private const int Width = 128;
    private const int Masks = 2;
    private const int Reasons = 3;
    private const int States = 3;
    private const int Flags = 3;

    private static readonly int _stateBits = BitsFor(Enum.GetValues<State>().Length);

    private readonly int _rowBits;
    private readonly int _reasonBits;

    /// <param name="rows">Rows of the trip table.</param>
    /// <exception cref="OverflowException">A state would not fit.</exception>
    public StateKey(int rows)
    {
        _rowBits = rows;
        _reasonBits = BitsFor(1 + Reason.FirstOwn + Words.OwnReasons.Length);
        int bits = States * _stateBits + Reasons * _reasonBits + Masks * _rowBits + Flags;
        if (bits > Width || rows > TripTable.Most)
        {
            throw new OverflowException($"A state of the decision logic with {rows} rows takes {bits} bits, its key has {Width}, a mask {TripTable.Most}: the exploration would lose states. Widen StateKey.");
        }
    }

    public UInt128 Pack(MachineState machine, Observer observer)
    {
        UInt128 key = 0;
        Push(ref key, (int)machine.State, _stateBits);
        Push(ref key, machine.FirstCause + 1, _reasonBits);
        Push(ref key, machine.Reported, _rowBits);
        Push(ref key, machine.LeftBecause + 1, _reasonBits);
        Push(ref key, (int)machine.ActBeganIn, _stateBits);
        Push(ref key, machine.IsActSpent ? 1 : 0, 1);
        Push(ref key, (int)observer.ActBeganIn, _stateBits);
        Push(ref key, observer.HasActDone ? 1 : 0, 1);
        Push(ref key, observer.OwesAcknowledgement ? 1 : 0, 1);
        Push(ref key, observer.Cause + 1, _reasonBits);
        Push(ref key, observer.Named, _rowBits);
        return key;
    }

    public (MachineState Machine, Observer Observer) Unpack(UInt128 key)
    {
        int named = Pop(ref key, _rowBits);
        int cause = Pop(ref key, _reasonBits) - 1;
        bool owes = Pop(ref key, 1) != 0;
        bool hasDone = Pop(ref key, 1) != 0;
        Observer observer = new((State)Pop(ref key, _stateBits), hasDone, owes, cause, named);
        bool isSpent = Pop(ref key, 1) != 0;
        State beganIn = (State)Pop(ref key, _stateBits);
        int leftBecause = Pop(ref key, _reasonBits) - 1;
        int reported = Pop(ref key, _rowBits);
        int firstCause = Pop(ref key, _reasonBits) - 1;
        return (new MachineState((State)Pop(ref key, _stateBits), firstCause, reported, leftBecause, beganIn, isSpent), observer);
    }

    private static int BitsFor(int values) => 32 - BitOperations.LeadingZeroCount((uint)values);

    private static void Push(ref UInt128 key, int value, int bits)
    {
        if (value < 0 || value >> bits != 0) throw new OverflowException("The decision logic has a state that the exploration does not know.");
        key = key << bits | (uint)value;
    }

    private static int Pop(ref UInt128 key, int bits)
    {
        int value = (int)(key & ((UInt128.One << bits) - 1));
        key >>= bits;
        return value;
    }
}
