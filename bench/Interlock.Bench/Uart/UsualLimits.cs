using Interlock.Firmware;

namespace Interlock.Bench.Uart;

/// <summary>The limits of a box whose CONF line was not heard.</summary>
public static class UsualLimits
{
    public const double LimitCelsius = Limits.LimitCounts / (double)Limits.CountsPerDegree;

    public const double FloorCelsius = Limits.FloorCounts / (double)Limits.CountsPerDegree;
}
