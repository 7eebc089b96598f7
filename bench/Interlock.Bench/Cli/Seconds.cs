using System.Globalization;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>Times on the command line: seconds with a decimal point, kept in microseconds.</summary>
public static class Seconds
{
    private const double Most = 1e7;

    /// <exception cref="BadInputException">The text is no time.</exception>
    public static long ParseUs(string text, string option)
    {
        bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        if (!isNumber || !(seconds <= Most)) throw new BadInputException($"{option}: expected seconds such as 12.5, found {Excerpt.Of(text)}");
        return (long)(seconds * 1e6);
    }
}
