using System.Runtime.CompilerServices;

namespace Interlock.Log;

/// <summary>Median of the last three readings, as the box votes: one conversion that is wrong is not believed.</summary>
public sealed class MedianOfThree
{
    private double _third = double.NaN;
    private double _second = double.NaN;
    private double _newest = double.NaN;

    /// <summary>Takes a reading, degC; null is one that can't be trusted, after which three are needed again.</summary>
    /// <returns>Null until there are three.</returns>
    [MethodImpl(Hot.Path)]
    public double? Add(double? celsius)
    {
        (_third, _second, _newest) = celsius is { } value ? (_second, _newest, value) : (double.NaN, double.NaN, double.NaN);
        if (double.IsNaN(_third)) return null;
        return Math.Max(Math.Min(_third, _second), Math.Min(Math.Max(_third, _second), _newest));
    }
}

/// <summary>Cumulative equivalent minutes at 43 degC, CEM43 (Sapareto and Dewey 1984: R = 0.5 from 43 degC on, 0.25 below).</summary>
public static class ThermalDose
{
    public const double ReferenceCelsius = 43.0;

    private const double HalvingAbove = 0.5;
    private const double HalvingBelow = 0.25;

    /// <summary>A minute above it counts as one at it, as the box counts: 16384 minutes of dose, far past any meaning.</summary>
    public const double HighestCelsius = 57.0;

    /// <summary>What a minute at a temperature is worth.</summary>
    public static double Rate(double celsius) => Math.Pow(celsius >= ReferenceCelsius ? HalvingAbove : HalvingBelow, ReferenceCelsius - Math.Min(celsius, HighestCelsius));
}

/// <summary>What a stretch of readings comes to.</summary>
public sealed class CourseFigures
{
    public const double WarmCelsius = 40.0;
    public const double HotCelsius = 42.0;

    private static readonly double[] _levels = [WarmCelsius, 41.0, HotCelsius, ThermalDose.ReferenceCelsius];

    private readonly long[] _msAt = new long[_levels.Length];

    /// <summary>Highest median; null when none can be trusted.</summary>
    public double? PeakCelsius { get; private set; }

    /// <summary>When that was, ms since power-on.</summary>
    public long PeakMs { get; private set; }

    /// <summary>CEM43 in minutes.</summary>
    public double DoseMinutes { get; private set; }

    /// <summary>Time without a trusted reading.</summary>
    public TimeSpan Gaps { get; private set; }

    /// <summary>Time at or above 40, 41, 42 or 43 degC.</summary>
    public TimeSpan At(double celsius) => TimeSpan.FromMilliseconds(_msAt[Array.IndexOf(_levels, celsius)]);

    internal void NotePeak(double celsius, long timeMs)
    {
        if (PeakCelsius is { } peak && celsius <= peak) return;
        PeakCelsius = celsius;
        PeakMs = timeMs;
    }

    /// <summary>Adds a span at one temperature.</summary>
    [MethodImpl(Hot.Path)]
    internal void AddSpan(double celsius, long spanMs)
    {
        for (int i = 0; i < _levels.Length && celsius >= _levels[i]; i++) _msAt[i] += spanMs;
        DoseMinutes += spanMs / 60_000.0 * ThermalDose.Rate(celsius);
    }

    internal void AddGap(long spanMs) => Gaps += TimeSpan.FromMilliseconds(spanMs);
}

/// <summary>
/// The one definition of an ablation's peak, dose and times at one probe, the firmware's own (docs/uart-protocol.md): over every
/// trusted reading from ARMED to the lesion's end, of the median of three; a median that jumps by more than 1 degC is dosed from
/// its third on; a span without a trusted reading counts for 200 ms at most.
/// </summary>
public sealed class Course
{
    private const double JumpCelsius = 1.0;
    private const int HeldMedians = 2;
    private const long LongestSpanMs = 200;

    private double _dosedCelsius;
    private long _lastMs;
    private int _held = HeldMedians;

    /// <param name="medianCelsius">At ARMED; null where it isn't known.</param>
    /// <param name="timeMs">Of ARMED, or of the first sample heard.</param>
    public Course(double? medianCelsius, long timeMs)
    {
        _dosedCelsius = medianCelsius ?? double.NaN;
        _lastMs = timeMs;
        BaselineCelsius = medianCelsius;
        if (medianCelsius is { } celsius) During.NotePeak(celsius, timeMs);
    }

    /// <summary>Until the line opened.</summary>
    public CourseFigures During { get; } = new();

    /// <summary>After the line opened.</summary>
    public CourseFigures After { get; } = new();

    /// <summary>The first median, where the ablation began.</summary>
    public double? BaselineCelsius { get; private set; }

    /// <summary>The newest median.</summary>
    public double? NewestCelsius { get; private set; }

    /// <summary>Highest from ARMED to the lesion's end, the coast included.</summary>
    public double? HighestCelsius => During.PeakCelsius is null || After.PeakCelsius > During.PeakCelsius ? After.PeakCelsius ?? During.PeakCelsius : During.PeakCelsius;

    /// <summary>CEM43 from ARMED to the lesion's end, the coast included, minutes.</summary>
    public double DoseMinutes => During.DoseMinutes + After.DoseMinutes;

    /// <summary>The clock begins anew: nothing is known of the time in between.</summary>
    internal void GoOn(long timeMs) => _lastMs = timeMs;

    /// <summary>Takes a trusted reading.</summary>
    /// <param name="medianCelsius">Median of three; null after a break, when the last one stands for it.</param>
    /// <param name="timeMs">Since power-on.</param>
    /// <param name="isPermitted">Until the line opened.</param>
    [MethodImpl(Hot.Path)]
    public void Add(double? medianCelsius, long timeMs, bool isPermitted)
    {
        CourseFigures figures = isPermitted ? During : After;
        if (medianCelsius is { } celsius) Take(celsius, timeMs, figures);
        long spanMs = timeMs - _lastMs;
        _lastMs = timeMs;
        if (spanMs > LongestSpanMs) figures.AddGap(spanMs - LongestSpanMs);
        if (!double.IsNaN(_dosedCelsius)) figures.AddSpan(_dosedCelsius, Math.Min(spanMs, LongestSpanMs));
    }

    [MethodImpl(Hot.Path)]
    private void Take(double celsius, long timeMs, CourseFigures figures)
    {
        BaselineCelsius ??= celsius;
        NewestCelsius = celsius;
        if (figures == During) figures.NotePeak(celsius, timeMs);
        if (Math.Abs(celsius - _dosedCelsius) > JumpCelsius && _held < HeldMedians)
        {
            _held++;
            return;
        }

        _held = 0;
        _dosedCelsius = celsius;
        if (figures == After) figures.NotePeak(celsius, timeMs);
    }
}

/// <summary>What the box expects the tip to reach if the line opened now: a peak, give or take a width.</summary>
public sealed record Expectation(double PeakCelsius, double WidthCelsius)
{
    /// <param name="error">The peak that came less the expected one; it is told to hundredths.</param>
    public bool Holds(double error) => Math.Abs(error) < WidthCelsius + 0.005;

    internal static Expectation? Of(UartLine line) => line.Number(Key.Peak) is { } peak && line.Number(Key.Width) is { } width ? new(peak, width) : null;
}

/// <summary>What ended the coast of an ablation.</summary>
public enum CoastEnd
{
    /// <summary>The log ends first.</summary>
    None,

    /// <summary>The temperature fell again.</summary>
    Fell,

    /// <summary>Another ablation began.</summary>
    NextAblation,

    /// <summary>No coast peaks so late: what rises then is something else.</summary>
    Time,
}

/// <summary>
/// The coast: heat that is in the bone when the line opens goes on arriving, for minutes behind fat (docs/design-notes.md,
/// "Anticipation"). It ends where the temperature falls again for good.
/// </summary>
public sealed class Coast
{
    /// <summary>No coast of the tissue models peaked later.</summary>
    public const long LongestMs = 400_000;

    /// <summary>Less than three times the noise of a median is told as no rise.</summary>
    public const double LeastRiseCelsius = 0.15;

    private const double FallCelsius = 0.3;
    private const long FallMs = 3000;

    /// <summary>No higher reading for so long: a peak, though the temperature stays near it.</summary>
    private const long PastMs = 60_000;

    private long _beginMs = -1;
    private long _fellMs = -1;
    private double _fromCelsius;

    /// <summary>Highest median; null where none is known.</summary>
    public double? PeakCelsius { get; private set; }

    /// <summary>When that was, ms since power-on.</summary>
    public long PeakMs { get; private set; }

    /// <summary>Whether the temperature rose by more than noise.</summary>
    public bool HasRisen => PeakCelsius - _fromCelsius >= LeastRiseCelsius;

    public CoastEnd Ending { get; private set; }

    /// <summary>Whether its highest reading is known to be its peak.</summary>
    public bool HasPeaked => Ending == CoastEnd.Fell || (Ending == CoastEnd.Time && EndMs - PeakMs >= PastMs);

    /// <summary>When it ended, or until where the log shows it.</summary>
    public long EndMs { get; private set; } = -1;

    internal void Begin(long timeMs, double? fromCelsius)
    {
        _beginMs = timeMs;
        EndMs = timeMs;
        _fromCelsius = fromCelsius ?? double.NaN;
    }

    internal void Take(double medianCelsius, long timeMs)
    {
        if (_beginMs < 0 || Ending is CoastEnd.NextAblation or CoastEnd.Time) return;
        if (timeMs - _beginMs > LongestMs)
        {
            if (Ending == CoastEnd.None) End(CoastEnd.Time, _beginMs + LongestMs);
            _beginMs = -1;
            return;
        }

        if (!(medianCelsius <= PeakCelsius))
        {
            // What seemed to be the end was a dip.
            PeakCelsius = medianCelsius;
            PeakMs = timeMs;
            Ending = CoastEnd.None;
            _fellMs = -1;
        }

        if (Ending == CoastEnd.Fell) return;
        EndMs = timeMs;
        if (medianCelsius > PeakCelsius - FallCelsius) _fellMs = -1;
        else if (_fellMs < 0) _fellMs = timeMs;
        else if (timeMs - _fellMs >= FallMs) End(CoastEnd.Fell, _fellMs);
    }

    internal void End(CoastEnd ending, long timeMs)
    {
        if (_beginMs < 0 || Ending != CoastEnd.None) return;
        Ending = ending;
        EndMs = timeMs;
    }
}
