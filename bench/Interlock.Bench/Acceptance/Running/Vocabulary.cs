using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Acceptance.Running;

/// <summary>The words of the protocol, from the firmware itself: a plan that misspells one waits for what can't come.</summary>
internal static class Vocabulary
{
    public const string Trip = "TRIP";

    /// <summary>Names of events.</summary>
    public static IReadOnlyList<string> Events { get; } = Values(Words.Events);

    /// <summary>Causes and other reasons.</summary>
    public static IReadOnlyList<string> Reasons { get; } = Values(Words.Reasons);

    public static IReadOnlyList<string> States { get; } = Values(Words.States);

    /// <summary>Steps of the self-test.</summary>
    public static IReadOnlyList<string> TestSteps { get; } = Values(Words.Steps);

    // " ev=TRIP cause=" is TRIP, " st=TRIPPED" TRIPPED, "STOP_PRESSED" itself.
    private static string[] Values(byte[][] words) =>
        [.. words.Select(word => Encoding.ASCII.GetString(word).Trim().Split(' ')[0].Split('=')[^1])];
}
