namespace Interlock.VirtualBoard;

/// <summary>Which faults are active now, and with what numbers.</summary>
internal sealed class FaultSet
{
    private readonly bool[] _active = new bool[Fault.All.Count];
    private readonly double[] _values = new double[Fault.All.Count];

    internal bool this[Fault fault] => _active[fault.Index];

    internal double ValueOf(Fault fault) => _values[fault.Index];

    internal void Set(Fault fault, bool active, double value)
    {
        _active[fault.Index] = active;
        _values[fault.Index] = value;
    }
}
