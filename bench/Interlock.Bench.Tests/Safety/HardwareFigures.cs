using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.Hardware;

namespace Interlock.Bench.Tests.Safety;

/// <summary>The figures that <c>hardware/simulation/run</c> wrote, as docs/safety.md shows them.</summary>
internal static class HardwareFigures
{
    /// <summary>Every such figure's name in the document begins with it.</summary>
    public const string Prefix = "hw-";

    public static IReadOnlyDictionary<string, string> All()
    {
        Dictionary<string, string> figures = HardwareFolder.Table("simulation", "figures.csv").ToDictionary(
            row => Prefix + row["name"].Replace('_', '-'),
            row => $"{row["figure"]} {row["unit"]} ({row["limit"]})",
            StringComparer.Ordinal);
        List<Dictionary<string, string>> faults = HardwareFolder.Table("simulation", "faults.csv");
        figures[Prefix + "faults"] = FormattableString.Invariant($"{faults.Count} faults, in {faults.Count(fault => fault["verdict"] == "PASS")} of them the line opens");
        return figures;
    }
}
