using System.Globalization;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>What must come of an action.</summary>
public abstract record Expectation
{
    /// <summary>What is expected, tolerance and time-out included.</summary>
    public abstract string Text { get; }

    /// <summary>Waits for it as long as it is allowed to take.</summary>
    public Check Judge(Watch watch)
    {
        (bool isPassed, string measured) = Measure(watch);
        return new Check(Text, measured, isPassed);
    }

    protected abstract (bool IsPassed, string Measured) Measure(Watch watch);

    /// <summary>A temperature as people write it.</summary>
    protected static string Degrees(double value) => value.ToString("0.0#", CultureInfo.InvariantCulture) + " degC";

    /// <summary>A number as people write it.</summary>
    protected static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A time as people write it.</summary>
    protected static string Time(double value) => Plain(value) + " s";

    /// <summary>A time between two moments, in seconds.</summary>
    protected static string Elapsed(long fromUs, long toUs) => ((toUs - fromUs) / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>What an event said.</summary>
    protected static string Said(Heard heard) => $"{heard.Line["ev"]} {heard.Reason}".TrimEnd() + $" at {heard.Line["tc"]} degC";
}
