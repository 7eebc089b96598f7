using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>Faults while PERMITTED, flipped bits, covers and what remains, as tables of docs/safety.md.</summary>
internal static class FaultFigures
{
    private const string Permitted = "PERMITTED";

    public static void AddTo(IDictionary<string, string> figures, JsonElement faults)
    {
        JsonElement[] cells = faults.Rows("cells");
        JsonElement[] permitted = [.. Of(cells, "States").Where(cell => cell.Text("where") == Permitted)];
        figures["fault-runs"] = FormattableString.Invariant($"{cells.Sum(cell => cell.Number("runs")):N0}");
        figures["fault-share"] = ReactionFigures.Share(cells.Sum(cell => cell.Number("runs")), cells.Sum(cell => cell.Number("ofTrials")));
        figures["faults"] = Table(["fault", "cause named first", "worst, ms", "budget, ms", ""], permitted.Select(cell => (string[])[cell.Text("fault"), Causes(cell), Worst(cell), Ms(cell, "budgetMs"), Verdict(cell)]));
        figures["covers"] = Table(["fault", "its cover, run to prove it", "cause", "worst, ms", "budget, ms"], Of(cells, "Covers").Select(cell => (string[])[cell.Text("fault"), cell.Text("where"), Causes(cell), Worst(cell), Ms(cell, "budgetMs")]));
        figures["sweeps"] = Table(["what", "what holds", "runs", ""], Of(cells, "Sweeps").Select(cell => (string[])[cell.Text("fault"), cell.Text("where"), Ms(cell, "runs"), Verdict(cell)]));
        figures["covered-by"] = List(faults.GetProperty("coveredBy").EnumerateObject().Select(covered => $"{covered.Name}: {covered.Value.GetString()}."));
        figures["residual"] = List(Of(cells, "Residual").Select(cell => FormattableString.Invariant($"{cell.Text("fault")} with {cell.Text("where")}: {cell.Number("violations"):F0} of {cell.Number("runs"):F0} trials left the line closed, or closed it again.")));
        figures["bits"] = Bits(Of(cells, "Bits"));
        figures["hang"] = Worst("mcu-hang", permitted);
        figures["runaway"] = Worst("mcu-runaway", permitted);
        figures["uart"] = FormattableString.Invariant($"longest tick with a UART that stands still: {Of(cells, "Covers").Single(cell => cell.Text("fault") == "uart-stall").Number("worstMs"):F1} ms of 20");
        figures["weld"] = Worst("k1-weld", [.. Of(cells, "Covers").Where(cell => cell.Text("where").StartsWith("released by ARM", StringComparison.Ordinal))]);
    }

    private static JsonElement[] Of(JsonElement[] cells, string table) => [.. cells.Where(cell => cell.Text("table") == table)];

    private static string Bits(JsonElement[] registers)
    {
        double bits = registers.Sum(register => double.Parse(register.Text("where").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        double runs = registers.Sum(register => register.Number("runs"));
        double missed = registers.Sum(register => register.Number("violations"));
        return FormattableString.Invariant($"{bits:F0} bits, {runs:N0} runs, {missed:F0} missed; worst {registers.Max(register => register.Number("worstMs")):F1} of {registers[0].Number("budgetMs"):F0} ms");
    }

    private static string Worst(string fault, JsonElement[] cells)
    {
        JsonElement[] of = [.. cells.Where(cell => cell.Text("fault").StartsWith(fault, StringComparison.Ordinal))];
        return FormattableString.Invariant($"{of.Max(cell => cell.Number("worstMs")):F1} of {of.Max(cell => cell.Number("budgetMs")):F0} ms");
    }

    private static string Verdict(JsonElement cell) => cell.Number("violations") > 0 ? cell.Text("verdict") : cell.GetProperty("isCovered").GetBoolean() ? "covered" : "ok";

    private static string Causes(JsonElement cell) => string.Join(", ", cell.GetProperty("causes").EnumerateObject().OrderByDescending(cause => cause.Value.GetInt32()).ThenBy(cause => cause.Name, StringComparer.Ordinal).Take(3).Select(cause => cause.Name));

    private static string Worst(JsonElement cell) => Verdict(cell) == "covered" ? "-" : FormattableString.Invariant($"{cell.Number("worstMs"):F1}");

    private static string Ms(JsonElement cell, string name) => FormattableString.Invariant($"{cell.Number(name):F0}");

    private static string List(IEnumerable<string> items) => $"\n\n{string.Join('\n', items.Select(item => $"- {item}"))}\n\n";

    private static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        StringBuilder table = new("\n\n");
        table.Append("| ").AppendJoin(" | ", heads).Append(" |\n|").Append(string.Concat(heads.Select(_ => "---|"))).Append('\n');
        foreach (string[] row in rows) table.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return table.Append('\n').ToString();
    }
}
