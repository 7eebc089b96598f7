namespace Interlock.VirtualBoard;

/// <summary>Which column of the data sheet's conversion times this chip keeps to.</summary>
public enum ConversionTiming
{
    Typical,
    Maximum,
}
