using System;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Temperatures over time. None ever stands still, because a reading without noise that repeats itself is a frozen one.
/// </summary>
public static class Ramps
{
    /// <summary>Far below what any row looks at.</summary>
    private const double DriftCelsiusPerSecond = 0.05;

    /// <summary>Starts at a temperature at power-on and drifts.</summary>
    public static Func<long, double> Drift(double celsius) => us => celsius + (DriftCelsiusPerSecond * ToSeconds(us));

    /// <summary>Drifts, then goes at a rate so that it crosses a limit at an instant.</summary>
    /// <param name="limitCelsius">What is crossed.</param>
    /// <param name="celsiusPerSecond">Below 0 for a fall.</param>
    /// <param name="crossesUs">When.</param>
    /// <param name="leadSeconds">How long before that it sets out.</param>
    public static Func<long, double> Cross(double limitCelsius, double celsiusPerSecond, long crossesUs, double leadSeconds)
    {
        double drift = Math.Sign(celsiusPerSecond) * DriftCelsiusPerSecond;
        double startCelsius = limitCelsius - (celsiusPerSecond * leadSeconds);
        return us =>
        {
            double seconds = ToSeconds(us - crossesUs);
            return seconds > -leadSeconds ? limitCelsius + (celsiusPerSecond * seconds) : startCelsius + (drift * (seconds + leadSeconds));
        };
    }

    /// <summary>Drifts around a temperature, then jumps and drifts on.</summary>
    public static Func<long, double> Step(double fromCelsius, double toCelsius, long us) =>
        at => (at < us ? fromCelsius : toCelsius) + (DriftCelsiusPerSecond * ToSeconds(at - us));

    /// <summary>Drifts, then jumps to exactly a temperature and stays there.</summary>
    public static Func<long, double> StepToExactly(double fromCelsius, double toCelsius, long us) =>
        at => at < us ? fromCelsius + (DriftCelsiusPerSecond * ToSeconds(at - us)) : toCelsius;

    /// <summary>Goes up and down, then stands still: only a converter that repeats itself looks like that.</summary>
    public static Func<long, double> Freeze(double celsius, long us)
    {
        const double swingSeconds = 1.2;
        const double swingCelsius = 0.3;
        return at =>
        {
            double part = Math.Abs(ToSeconds(Math.Max(us - at, 0))) / swingSeconds % 1.0;
            return celsius + (swingCelsius * (part < 0.5 ? part : 1.0 - part));
        };
    }

    private static double ToSeconds(long us) => us / (double)Microseconds.Second;
}
