using Interlock.Firmware;

namespace Interlock.Proofs.Study;

/// <summary>A rule that opens the line before 42 degC does, in one strength of it.</summary>
/// <param name="Family">What it does, its strength as m.</param>
/// <param name="Strength">m; null where the rule has none to choose.</param>
/// <param name="Opens">Whether it opens the line at a moment.</param>
public sealed record EarlyRule(string Family, double? Strength, Func<Moment, bool> Opens)
{
    /// <summary>One that opens the line when level and expected coast reach the limit.</summary>
    public static EarlyRule Coast(string family, double? strength, Func<Moment, double> coast) =>
        new(family, strength, moment => moment.Level + Math.Max(0.0, coast(moment)) >= Limit);

    public static double Limit => Limits.LimitCounts / (double)Limits.CountsPerDegree;
}

/// <summary>The rules that are held against each other: those of the box, and yardsticks.</summary>
public static class EarlyRules
{
    public const string Measured = "box, measured";
    public const string Cautious = "box, cautious";

    /// <summary>An operator who arms and then talks for a while.</summary>
    private const double LongerSeconds = 90.0;

    private const double LeastSlope = 0.003;
    private const double LongestDelaySeconds = 200.0;

    // The table that ANTICIPATE had: coasts of the first model.
    private static readonly double[] _oldSlopes = [0.0, 0.010, 0.020, 0.030, 0.060, 0.1, 0.2, 0.4, 0.8];
    private static readonly double[] _oldCoasts = [0.0, 0.52, 0.84, 0.98, 1.02, 1.08, 1.30, 1.65, 2.15];

    /// <summary>Those whose constants are given, and each family in several strengths.</summary>
    public static IReadOnlyList<EarlyRule> Given { get; } =
    [
        new("nothing", null, _ => false),
        new(Measured, null, moment => moment.MeasuredOpens),
        new(Cautious, null, moment => moment.CautiousOpens),
        .. Family("a limit of m below 42", [0.5, 1.0, 1.5, 2.0], (_, m) => m),
        .. Family("m and slope x 15 s", [0.3, 0.5, 0.7, 1.0], (moment, m) => m + (15.0 * moment.Slope)),
        .. Family("slope x m seconds", [15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0], (moment, m) => m * moment.Slope),
        .. Family("the old table x m", [1.0, 1.2, 1.4, 1.6], (moment, m) => m * OldTable(moment.Slope)),
        .. Family("slope x (20 s and m of the delay since the line closed)", [0.1, 0.2, 0.3, 0.4, 0.5], (moment, m) => moment.Slope * (20.0 + (m * DelayOf(moment, moment.SecondsClosed)))),
        .. Family("the same, the line closed 90 s longer", [0.2, 0.3, 0.4, 0.5], (moment, m) => moment.Slope * (20.0 + (m * DelayOf(moment, moment.SecondsClosed + LongerSeconds)))),
        .. Family("slope x (25 s and m of the delay since power on)", [0.2, 0.3, 0.4, 0.5], (moment, m) => moment.Slope * (25.0 + (m * DelayOf(moment, moment.Seconds)))),
    ];

    /// <summary>How long the tip stood still before it rose as it rises now: conducted heat comes late, absorbed heat at once.</summary>
    public static double DelayOf(Moment moment, double seconds) => moment.Slope <= LeastSlope ? 0.0 : Math.Clamp(seconds - (moment.Rise / moment.Slope), 0.0, LongestDelaySeconds);

    private static IEnumerable<EarlyRule> Family(string name, double[] strengths, Func<Moment, double, double> coast) =>
        strengths.Select(m => EarlyRule.Coast(name, m, moment => coast(moment, m)));

    private static double OldTable(double slope)
    {
        int i = 0;
        while (i < _oldSlopes.Length - 2 && slope >= _oldSlopes[i + 1]) i++;
        double share = Math.Clamp((slope - _oldSlopes[i]) / (_oldSlopes[i + 1] - _oldSlopes[i]), 0.0, 1.0);
        return _oldCoasts[i] + (share * (_oldCoasts[i + 1] - _oldCoasts[i]));
    }
}
