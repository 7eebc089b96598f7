namespace Interlock.VirtualBoard;

/// <summary>K2's memory: while the set input is active no edge clears it.</summary>
internal sealed class SetDominantLatch
{
    private bool _setInput;

    /// <summary>Set at power-up.</summary>
    internal bool IsSet { get; private set; } = true;

    /// <summary>The level of the set input.</summary>
    internal void SetInput(bool active)
    {
        _setInput = active;
        IsSet |= active;
    }

    /// <summary>The edge on the clear input.</summary>
    internal void ClearEdge() => IsSet = _setInput;
}
