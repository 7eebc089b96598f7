using System.Globalization;
using Interlock.Log;

namespace Interlock.Station.Monitor;

/// <summary>Lines other than samples and statistics in words.</summary>
public static class EventWords
{
    /// <returns>Null for a line that tells of no event.</returns>
    public static (string Text, Severity Severity)? Of(UartLine line) => line.Type switch
    {
        "BOOT" => ($"BOOT, firmware {line["fw"]} build {line["build"]}, {line["resets"]} restarts since power-on", Severity.Plain),
        "CONF" => ($"settings: limit {line["limit"]}, floor {line["floor"]}, backstop {line["backstop"]} degC, type {line["tc"]}, {line["mains"]} Hz{(line["ant"] == "1" ? ", trips early by the coast" : string.Empty)}", Severity.Plain),
        "TEST" => line["ok"] == "1" ? ($"self-test {line["step"]} passed", Severity.Plain) : ($"self-test {line["step"]} FAILED", Severity.Alarm),
        "EVNT" => (Event(line), SeverityOf(line["ev"])),
        "PROC" => (Procedure(line), Severity.Plain),
        _ => null,
    };

    private static string Event(UartLine line)
    {
        string reason = line["cause"] ?? line["why"] ?? string.Empty;
        string tip = line["tc"] is { } celsius and not "--" ? $" at {celsius} degC" : string.Empty;
        return $"{line["ev"]}{(reason.Length > 0 ? " " + reason : string.Empty)}{tip}";
    }

    private static string Procedure(UartLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"ablation of {line.Number("dur") / 1000.0:F1} s to {line["peak"]} degC, CEM43 {line["cem"]} min: {line["end"]}");

    private static Severity SeverityOf(string? name) => name switch
    {
        "TRIP" or "ALSO" or "LOCKOUT" => Severity.Alarm,
        "WARN" or "REFUSED" => Severity.Caution,
        "ARMED" or "CEMENT_WAIT_DONE" => Severity.Good,
        _ => Severity.Plain,
    };
}
