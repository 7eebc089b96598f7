using System.Collections.Generic;

namespace Interlock.Station.Report;

/// <summary>The words of the protocol for people (docs/uart-protocol.md).</summary>
public static class Meanings
{
    private static readonly Dictionary<string, string> _reasons = new()
    {
        ["STOP_PRESSED"] = "STOP pressed, or its wire broken",
        ["SENSOR_BUS"] = "no answer from the converter chip",
        ["SENSOR_CONFIG"] = "the chip's configuration had changed",
        ["SENSOR_OPEN"] = "thermocouple open: broken or unplugged",
        ["SENSOR_VOLTAGE"] = "over- or under-voltage at the thermocouple's input",
        ["SENSOR_RANGE"] = "reading outside the chip's range",
        ["SENSOR_STALE"] = "no new reading in time",
        ["SENSOR_FROZEN"] = "the same reading again and again",
        ["OVER_TEMPERATURE"] = "tip at or above the limit",
        ["UNDER_TEMPERATURE"] = "tip below the floor",
        ["COAST_EXPECTED"] = "the slope let expect a peak at or above the limit",
        ["HARDWARE_LIMIT"] = "the hardware channel opened the line",
        ["COLD_JUNCTION"] = "cold junction outside 0 to 60 °C",
        ["PROBE_MOVED"] = "a jump in the reading: the probe moved",
        ["TIME_LIMIT"] = "longest permitted time reached",
        ["RELAY_DID_NOT_CLOSE"] = "relay K1 did not pull in",
        ["RELAY_DID_NOT_OPEN"] = "a relay did not drop out",
        ["DEADLINE_MISSED"] = "the controller was too late",
        ["INTERNAL"] = "an error in the firmware",
        ["SELF_TEST"] = "the self-test failed",
        ["RELEASED"] = "ARM pressed by the operator",
        ["TOO_COLD"] = "tip below 30.00 °C",
        ["TOO_WARM"] = "tip above 41.00 °C",
        ["NO_READING"] = "no reading that can be trusted",
        ["K2_RELEASED"] = "hardware channel not ready",
        ["PRESS_TOO_LONG"] = "ARM held for more than 5 s",
        ["NOT_COOLED"] = "tip not yet below 40.00 °C",
        ["HIGH"] = "tip at or above 40.00 °C",
        ["LOW"] = "tip below 30.00 °C",
    };

    private static readonly Dictionary<string, string> _events = new()
    {
        ["ARMED"] = "Line permitted: the ablation begins",
        ["RELEASED"] = "Line opened by the operator",
        ["TRIP"] = "Line opened by the box",
        ["ALSO"] = "A further cause of the same trip",
        ["ACK"] = "Trip acknowledged",
        ["REFUSED"] = "A press of ARM did nothing",
        ["WARN"] = "Warning",
        ["LOCKOUT"] = "Locked out until the power is cycled",
        ["CEMENT_WAIT_DONE"] = "Wait for the cement is over",
    };

    private static readonly Dictionary<string, string> _steps = new()
    {
        ["MIRRORS"] = "neither relay is welded",
        ["CHIP"] = "the converter answers and holds what is written",
        ["BINDING"] = "two independent decoders agree within 0.5 °C",
        ["CONFIG"] = "the configuration reads back",
        ["INPUTS"] = "STOP is closed, ARM is not stuck",
        ["LAMPS"] = "green, red and buzzer, for the operator to see and hear",
        ["K2"] = "K2 pulled in, and dropped out on the chip's FAULT",
        ["K1"] = "K1 pulled in, and dropped out with ENABLE",
        ["WATCHDOG"] = "K1 dropped out when the heartbeat stood still",
        ["RESTORE"] = "the chip's threshold is back",
    };

    /// <summary>How many steps a whole self-test has.</summary>
    public static int Steps => _steps.Count;

    /// <summary>A cause or a reason; one that this program doesn't know stays as it is.</summary>
    public static string OfReason(string reason) => _reasons.GetValueOrDefault(reason, reason);

    public static string OfStep(string step) => _steps.GetValueOrDefault(step, step);

    /// <summary>An event with its reason.</summary>
    public static string OfEvent(LogEvent happened)
    {
        string what = _events.GetValueOrDefault(happened.Name, happened.Name);
        return happened.Reason.Length == 0 ? what : $"{what}: {OfReason(happened.Reason)}";
    }
}
