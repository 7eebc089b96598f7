using System.Text;
using System.Text.Json;
using Interlock.Bench.Tests.Hardware;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Tests.Safety;

/// <summary>How far the exploration went, and every property that it held.</summary>
internal static class ExploreFigures
{
    public static void AddTo(IDictionary<string, string> figures, JsonElement explore)
    {
        figures["explore"] = FormattableString.Invariant($"{explore.Number("states"):N0} states, {explore.Number("transitions"):N0} transitions, {explore.Number("violations"):F0} violations");
        JsonElement[] parts = explore.Rows("parts");
        figures["explore-parts"] = $"\n\n{string.Join('\n', parts.Where(part => part.Number("states") > 0).Select(Part))}\n\n";
        figures["explore-properties"] = $"\n\n{string.Join('\n', Properties(parts))}\n\n";
    }

    private static string Part(JsonElement part) =>
        FormattableString.Invariant($"- {part.Text("name")}: {part.Number("states"):N0} states, {part.Number("transitions"):N0} transitions");

    private static IEnumerable<string> Properties(JsonElement[] parts) => parts
        .SelectMany(part => part.Rows("properties"))
        .GroupBy(property => property.Text("id"))
        .OrderBy(property => int.Parse(property.Key[3..], System.Globalization.CultureInfo.InvariantCulture))
        .Select(property => $"- **{property.Key}** {property.First().Text("text")}.{(property.All(one => one.GetProperty("holds").GetBoolean()) ? string.Empty : " **VIOLATED**")}");
}

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
        figures["faults-two"] = Table(["fault", "probes", "runs", "named", "worst, ms", "budget, ms", ""], Of(cells, "TwoProbes").GroupBy(cell => cell.Text("fault")).Select(TwoProbes));
        figures["two-chip-pairs"] = Sum(Of(cells, "TwoChipPairs"));
        figures["two-chip-covers"] = FormattableString.Invariant($"{Of(cells, "TwoChipCovers").Length} covers, {Sum(Of(cells, "TwoChipCovers"))}");
        figures["two-chip-sweeps"] = Table(["what", "what holds", "runs", ""], Of(cells, "TwoChipSweeps").Select(cell => (string[])[cell.Text("fault"), cell.Text("where"), Ms(cell, "runs"), Verdict(cell)]));
        figures["covered-by"] = List(faults.GetProperty("coveredBy").EnumerateObject().Select(covered => $"{covered.Name}: {covered.Value.GetString()}."));
        figures["residual"] = List(Of(cells, "Residual").Select(cell => FormattableString.Invariant($"{cell.Text("fault")} with {cell.Text("where")}: {cell.Number("violations"):F0} of {cell.Number("runs"):F0} trials left the line closed, or closed it again.")));
        figures["bits"] = Bits(Of(cells, "Bits"));
        figures["hang"] = Worst("mcu-hang", permitted);
        figures["runaway"] = Worst("mcu-runaway", permitted);
        figures["uart"] = FormattableString.Invariant($"longest tick with a UART that stands still: {Of(cells, "Covers").Single(cell => cell.Text("fault") == "uart-stall").Number("worstMs"):F1} ms of 20");
        figures["weld"] = Worst("k1-weld", [.. Of(cells, "Covers").Where(cell => cell.Text("where").StartsWith("released by ARM", StringComparison.Ordinal))]);
    }

    /// <summary>A fault over both uses of a second probe and either chip: what comes nearest to its budget.</summary>
    private static string[] TwoProbes(IGrouping<string, JsonElement> fault)
    {
        JsonElement least = fault.MinBy(cell => (-cell.Number("violations"), cell.Number("budgetMs") - cell.Number("worstMs")));
        string runs = FormattableString.Invariant($"{fault.Sum(cell => cell.Number("runs")):F0}");
        return [fault.Key, least.Text("where"), runs, Causes(least), Worst(least), Ms(least, "budgetMs"), Verdict(least)];
    }

    private static string Sum(JsonElement[] cells) => FormattableString.Invariant($"{cells.Sum(cell => cell.Number("runs")):N0} runs, {cells.Sum(cell => cell.Number("violations")):F0} violations");

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

/// <summary>The worst reaction to each stimulus, ticks on time beside the worst gaps, as a table of docs/safety.md.</summary>
internal static class ReactionFigures
{
    private const string OneProbe = "one probe";

    public static void AddTo(IDictionary<string, string> figures, JsonElement reaction)
    {
        JsonElement[] rows = reaction.Rows("rows");
        figures["reactions"] = Table(rows.Where(row => row.Text("probes") == OneProbe));
        figures["reactions-two"] = Table(rows.Where(row => row.Text("probes") != OneProbe && !IsRepetition(row)));
        figures["reactions-again"] = Again(rows.Where(IsRepetition));
        figures["reaction-runs"] = FormattableString.Invariant($"{rows.Sum(row => row.Number("runs")):N0}");
        figures["reaction-share"] = Share(rows.Sum(row => row.Number("trials")), rows.Sum(row => row.Number("ofTrials")));
    }

    private static bool IsRepetition(JsonElement row) => row.GetProperty("isRepetition").GetBoolean();

    private static string Table(IEnumerable<JsonElement> rows)
    {
        StringBuilder table = new("\n\n| ID | Cause | Stimulus | On time | Worst gaps |\n|---|---|---|---|---|\n");
        foreach (IGrouping<(string Requirement, string Row, string Stimulus), JsonElement> of in rows.GroupBy(row => (row.Text("requirement"), row.Text("row"), row.Text("stimulus"))))
        {
            table.Append($"| {of.Key.Requirement} | {of.Key.Row} | {of.Key.Stimulus} | {Column(of, "on time")} | {Column(of, "worst gaps")} |\n");
        }

        return table.Append('\n').ToString();
    }

    /// <summary>Of each row with a second probe, either of the two tried: what came nearest to its budget.</summary>
    private static string Again(IEnumerable<JsonElement> rows)
    {
        StringBuilder table = new("\n\n| ID | Cause | Runs | Nearest to its budget | Probes | Ticks | |\n|---|---|---|---|---|---|---|\n");
        foreach (IGrouping<(string Requirement, string Row), JsonElement> of in rows.GroupBy(row => (row.Text("requirement"), row.Text("row"))))
        {
            JsonElement least = of.MinBy(row => row.Number("budgetMs") - Worst(row));
            table.Append(FormattableString.Invariant($"| {of.Key.Requirement} | {of.Key.Row} | {of.Sum(row => row.Number("runs")):F0} | {least.Text("stimulus")} | {least.Text("probes")} | {least.Text("ticks")} | {Worst(least):F1} of {least.Number("budgetMs"):F0} ms |\n"));
        }

        return table.Append('\n').ToString();
    }

    /// <summary>
    /// The worst reaction to the first stimulus of each row, and to a step over 42 degC, on the exact clock beside that of 10 ms.
    /// </summary>
    public static string Clocks(JsonElement exact, JsonElement steps)
    {
        ILookup<(string Row, string Stimulus), JsonElement> onSteps = steps.Rows("rows").Where(row => row.Text("ticks") == "on time" && row.Text("probes") == OneProbe).ToLookup(Name);
        StringBuilder table = new("\n\n| Cause | Stimulus | Exact clock, ms | 10 ms clock, ms |\n|---|---|---|---|\n");
        foreach (IGrouping<string, JsonElement> row in exact.Rows("rows").GroupBy(row => row.Text("row")))
        {
            foreach (IGrouping<(string Row, string Stimulus), JsonElement> of in row.GroupBy(Name).Take(row.Key == "OVER_TEMPERATURE" ? 2 : 1))
            {
                table.Append(FormattableString.Invariant($"| {of.Key.Row} | {of.Key.Stimulus} | {of.Max(Worst):F1} | {onSteps[of.Key].Max(Worst):F1} |\n"));
            }
        }

        return table.Append('\n').ToString();
    }

    public static string Share(double played, double of) => FormattableString.Invariant($"{100.0 * played / of:F1} %");

    private static string Column(IEnumerable<JsonElement> rows, string ticks)
    {
        IGrouping<double, JsonElement>[] byBudget = [.. rows.Where(row => row.Text("ticks") == ticks).GroupBy(row => row.Number("budgetMs")).OrderBy(budget => budget.Key)];
        if (byBudget.Length == 0) return "-";
        return string.Join(", ", byBudget.Select(budget => FormattableString.Invariant($"{budget.Max(Worst):F1} of {budget.Key:F0} ms") + (byBudget.Length == 1 ? string.Empty : budget.First().Text("timing") == "typical" ? " typ" : " max")));
    }

    private static (string Row, string Stimulus) Name(JsonElement row) => (row.Text("row"), row.Text("stimulus"));

    private static double Worst(JsonElement row) => row.GetProperty("worstMs") is { ValueKind: JsonValueKind.Number } ms ? ms.GetDouble() : double.PositiveInfinity;
}

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
