using System.Globalization;
using Interlock.Proofs.Simulation;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>Courses of the tip's temperature that the tests play.</summary>
internal static class Courses
{
    private const double RestSeconds = 8.0;

    /// <summary>Body temperature until the box is armed, then a ramp to a temperature that holds.</summary>
    public static Trace RampTo(double celsius, double holdSeconds, double celsiusPerSecond = 1.0)
    {
        double rampSeconds = Math.Abs(celsius - 37.0) / celsiusPerSecond;
        double[] seconds = [0.0, RestSeconds, RestSeconds + rampSeconds, RestSeconds + rampSeconds + holdSeconds];
        return new Trace(seconds, [37.0, 37.0, celsius, celsius], [25.0, 25.0, 25.0, 25.0]);
    }

    /// <summary>Points of a course as <c>0:37 60:41.5</c>: seconds and degC.</summary>
    public static (double Seconds, double Celsius)[] Points(string text) =>
        [.. text.Split(' ').Select(point => point.Split(':')).Select(sides => (double.Parse(sides[0], CultureInfo.InvariantCulture), double.Parse(sides[1], CultureInfo.InvariantCulture)))];

    /// <summary>Where a course of such points is at a time; it stays where it ends.</summary>
    public static double At((double Seconds, double Celsius)[] course, double seconds)
    {
        if (seconds >= course[^1].Seconds) return course[^1].Celsius;
        int after = Array.FindIndex(course, point => point.Seconds > seconds);
        (double from, double before) = course[after - 1];
        return before + ((course[after].Celsius - before) * (seconds - from) / (course[after].Seconds - from));
    }

    /// <summary>Sapareto and Dewey's formula for a time at a temperature, in minutes: what the program's own is held against.</summary>
    public static double Cem43(double celsius, double seconds) => seconds / 60.0 * Math.Pow(celsius >= 43.0 ? 2.0 : 4.0, celsius - 43.0);

    /// <summary>One temperature throughout.</summary>
    public static Trace Constant(double celsius, double seconds) => new([0.0, seconds], [celsius, celsius], [25.0, 25.0]);
}
