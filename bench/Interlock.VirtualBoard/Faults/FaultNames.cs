using System;

namespace Interlock.VirtualBoard;

/// <summary>The faults' names on the command line and in reports, in the order of <see cref="Fault"/>.</summary>
public static class FaultNames
{
    private static readonly string[] s_names =
    {
        "tc-open", "tc-short", "tc-reversed", "tc-slips", "ovuv", "miso-low", "miso-high", "bitflip", "drdy-stuck-high",
        "drdy-stuck-low", "fault-pin-stuck", "chip-reset", "k1-weld", "k2-weld", "k1-coil-open", "mirror-stuck", "stop-wire",
        "arm-stuck", "mcu-hang", "mcu-runaway", "clock-jump", "uart-stall", "brownout",
    };

    public static ReadOnlySpan<string> All => s_names;

    public static string Of(Fault fault) => s_names[(int)fault];

    public static bool TryParse(string name, out Fault fault)
    {
        int index = Array.IndexOf(s_names, name);
        fault = (Fault)Math.Max(index, 0);
        return index >= 0;
    }
}
