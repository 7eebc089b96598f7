using System;
using System.Collections.Generic;
using System.Text;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Tests.Safety;

/// <summary>The trip table as docs/safety.md shows it: what the firmware's own table says of each row.</summary>
internal static class TripTableFigures
{
    /// <summary>The figure's name in the document.</summary>
    public const string Name = "trip-table";

    public static IReadOnlyDictionary<string, string> All()
    {
        StringBuilder table = new("\n\n| ID | Cause | The line opens when | On time, ms | Worst gaps, ms |\n|---|---|---|---|---|\n");
        for (int row = 0; row < TripTable.Count; row++)
        {
            RowDescription of = TripTable.Described(row);
            table.Append($"| **{of.Requirement}** | `{of.Word}` | {of.Rule} | {Budget(of.TypicalMs, of.MaximumMs)} | {Budget(of.TypicalGapsMs, of.MaximumGapsMs)} |\n");
        }

        return new Dictionary<string, string>(StringComparer.Ordinal) { [Name] = table.Append('\n').ToString() };
    }

    private static string Budget(int typicalMs, int maximumMs) =>
        typicalMs == maximumMs ? FormattableString.Invariant($"{typicalMs}") : FormattableString.Invariant($"{typicalMs} typ, {maximumMs} max");
}
