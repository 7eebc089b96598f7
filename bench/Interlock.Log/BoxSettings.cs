namespace Interlock.Log;

/// <summary>What a box is set to, by its CONF line, or the INFO that tells it again; what that doesn't tell is as usual.</summary>
/// <param name="told">The line; null where none was heard.</param>
public sealed class BoxSettings(UartLine? told)
{
    public const double UsualLimitCelsius = 42.0;
    public const double UsualFloorCelsius = 15.0;

    /// <summary>WARN at and above, degC; no line tells it.</summary>
    public const double WarnHighCelsius = 40.0;

    /// <summary>WARN below, degC; no line tells it.</summary>
    public const double WarnLowCelsius = 30.0;

    /// <summary>Between a warning and its end, degC.</summary>
    public const double WarnHysteresisCelsius = 0.5;

    /// <summary>Below it, with the line open, the needle may lie elsewhere: a new lesion.</summary>
    public const double LeavesLesionBelowCelsius = 30.0;

    /// <summary>Between two samples without a conversion.</summary>
    public const int SampleMs = 200;

    /// <summary>Between two STAT lines.</summary>
    public const int StatisticsMs = 5000;

    /// <summary>Between two INFO lines.</summary>
    public const int InfoMs = 30000;

    /// <summary>The tick of the first boxes, and the longest distance between two ticks that any later one takes without a trip.</summary>
    public const int LongestTickMs = 50;

    private const double UsualLongestSeconds = 360.0;
    private const double UsualCementWaitSeconds = 600.0;

    /// <summary>The line that told it; null where none was heard.</summary>
    public UartLine? Told => told;

    public double LimitCelsius { get; } = told?.Number(Key.Limit) ?? UsualLimitCelsius;

    public double FloorCelsius { get; } = told?.Number(Key.Floor) ?? UsualFloorCelsius;

    /// <summary>The control tick, ms; the longest that is known where none was told.</summary>
    public int TickMs { get; } = (int)Math.Clamp(told?.Number(Key.Tick) ?? LongestTickMs, 1.0, 1000.0);

    /// <summary>Longest ablation.</summary>
    public TimeSpan Longest { get; } = Seconds(told?.Number(Key.Longest) ?? UsualLongestSeconds);

    /// <summary>From the end of an ablation to the cement.</summary>
    public TimeSpan CementWait { get; } = Seconds(told?.Number(Key.Wait) ?? UsualCementWaitSeconds);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0.0, 1e6));
}
