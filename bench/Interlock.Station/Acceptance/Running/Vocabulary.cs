using System.Collections.Generic;

namespace Interlock.Station.Acceptance.Running;

/// <summary>The words of the protocol: a plan that misspells one waits for what can't come.</summary>
internal static class Vocabulary
{
    public const string Trip = "TRIP";

    /// <summary>Names of events.</summary>
    public static IReadOnlyList<string> Events { get; } = ["ARMED", "RELEASED", Trip, "ALSO", "ACK", "REFUSED", "WARN", "LOCKOUT", "CEMENT_WAIT_DONE"];

    /// <summary>Causes and other reasons.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
    [
        "STOP_PRESSED", "SENSOR_BUS", "SENSOR_CONFIG", "SENSOR_OPEN", "SENSOR_VOLTAGE", "SENSOR_RANGE", "SENSOR_STALE", "SENSOR_FROZEN",
        "OVER_TEMPERATURE", "UNDER_TEMPERATURE", "COAST_EXPECTED", "HARDWARE_LIMIT", "COLD_JUNCTION", "PROBE_MOVED", "TIME_LIMIT",
        "RELAY_DID_NOT_CLOSE", "RELAY_DID_NOT_OPEN", "DEADLINE_MISSED", "INTERNAL",
        "TOO_COLD", "TOO_WARM", "NO_READING", "K2_RELEASED", "PRESS_TOO_LONG", "NOT_COOLED", "SELF_TEST", "RELEASED", "HIGH", "LOW",
    ];

    public static IReadOnlyList<string> States { get; } = ["SELF_TEST", "INHIBITED", "PERMITTED", "TRIPPED", "LOCKED_OUT"];

    /// <summary>Steps of the self-test.</summary>
    public static IReadOnlyList<string> TestSteps { get; } = ["MIRRORS", "CHIP", "BINDING", "CONFIG", "INPUTS", "LAMPS", "K2", "K1", "WATCHDOG", "RESTORE"];
}
