using System.Globalization;

namespace Interlock.Station.Report;

/// <summary>Numbers as the report writes them.</summary>
public static class Figures
{
    public const string None = "–";

    // A line never breaks between a number and its unit.
    private const char Blank = '\u00A0';

    public static string Degrees(double? celsius) => celsius is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:F2}{Blank}°C") : None;

    public static string Difference(double? celsius) => celsius is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:+0.00;−0.00;0.00}{Blank}°C") : None;

    public static string Dose(double? minutes) => minutes is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:F3}{Blank}min") : None;

    public static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:F1}{Blank}s");

    /// <summary>A duration: 2 min 11.9 s.</summary>
    public static string Duration(TimeSpan span)
    {
        TimeSpan tenths = TimeSpan.FromSeconds(Math.Round(span.TotalSeconds, 1));
        return tenths.TotalMinutes < 1.0
            ? string.Create(CultureInfo.InvariantCulture, $"{tenths.TotalSeconds:F1}{Blank}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)tenths.TotalMinutes}{Blank}min{Blank}{tenths.TotalSeconds % 60.0:00.0}{Blank}s");
    }

    /// <summary>A time since power-on, to be found in the log: 0:02:14.25.</summary>
    public static string Clock(long timeMs) =>
        string.Create(CultureInfo.InvariantCulture, $"{Tick(timeMs)}.{timeMs % 1000 / 10:00}");

    /// <summary>A time before or after another: −0:00:01.20.</summary>
    public static string Offset(long ms) => ms < 0 ? "−" + Clock(-ms) : Clock(ms);

    /// <summary>The same to the second, in tables and along axes: 0:02:14, before zero with a minus.</summary>
    public static string Tick(long ms) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ms < 0 ? "−" : string.Empty)}{Math.Abs(ms) / 3_600_000}:{Math.Abs(ms) / 60_000 % 60:00}:{Math.Abs(ms) / 1000 % 60:00}");
}
