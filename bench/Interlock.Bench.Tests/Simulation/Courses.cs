using Interlock.Proofs.Simulation;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>Courses of the tip's temperature that the tests play.</summary>
internal static class Courses
{
    private const double RestSeconds = 8.0;

    /// <summary>Body temperature until the box is armed, then a ramp to a temperature that holds.</summary>
    public static Trace RampTo(double celsius, double holdSeconds, double celsiusPerSecond = 1.0)
    {
        double rampSeconds = System.Math.Abs(celsius - 37.0) / celsiusPerSecond;
        double[] seconds = [0.0, RestSeconds, RestSeconds + rampSeconds, RestSeconds + rampSeconds + holdSeconds];
        return new Trace(seconds, [37.0, 37.0, celsius, celsius], [25.0, 25.0, 25.0, 25.0]);
    }

    /// <summary>One temperature throughout.</summary>
    public static Trace Constant(double celsius, double seconds) => new([0.0, seconds], [celsius, celsius], [25.0, 25.0]);
}
