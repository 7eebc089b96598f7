namespace Interlock.VirtualBoard;

/// <summary>What the probe is made of, whatever the chip was told.</summary>
public enum ProbeType
{
    T,
    K,
    N,
    J,
}
