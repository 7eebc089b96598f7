using System;

namespace Interlock.VirtualBoard;

/// <summary>Which faults are active now.</summary>
internal sealed class FaultSet
{
    private readonly bool[] _active = new bool[Enum.GetValues<Fault>().Length];

    internal bool this[Fault fault]
    {
        get => _active[(int)fault];
        set => _active[(int)fault] = value;
    }
}
