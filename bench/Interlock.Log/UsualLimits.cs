namespace Interlock.Log;

/// <summary>The numbers of a box whose CONF line was not heard, and those that no line tells (docs/uart-protocol.md).</summary>
public static class UsualLimits
{
    public const double LimitCelsius = 42.0;

    public const double FloorCelsius = 15.0;

    /// <summary>WARN at and above, degC.</summary>
    public const double WarnHighCelsius = 40.0;

    /// <summary>WARN below, degC.</summary>
    public const double WarnLowCelsius = 30.0;

    /// <summary>Between a warning and its end, degC.</summary>
    public const double WarnHysteresisCelsius = 0.5;

    /// <summary>Thermal dose goes on being counted above it after the line has opened, degC.</summary>
    public const double DoseLowestCelsius = 39.0;

    /// <summary>The control tick.</summary>
    public const int TickMs = 50;

    /// <summary>Between two samples without a conversion.</summary>
    public const int SampleMs = 200;

    /// <summary>Between two STAT lines.</summary>
    public const int StatisticsMs = 5000;

    /// <summary>The longest ablation, s.</summary>
    public const double LongestSeconds = 360.0;

    /// <summary>From the end of an ablation to the cement, s.</summary>
    public const double CementWaitSeconds = 600.0;
}
