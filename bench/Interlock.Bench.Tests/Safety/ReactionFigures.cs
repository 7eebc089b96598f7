using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>The worst reaction to each stimulus, ticks on time beside the worst gaps, as a table of docs/safety.md.</summary>
internal static class ReactionFigures
{
    public static void AddTo(IDictionary<string, string> figures, JsonElement reaction)
    {
        JsonElement[] rows = reaction.Rows("rows");
        StringBuilder table = new("\n\n| ID | Cause | Stimulus | On time | Worst gaps |\n|---|---|---|---|---|\n");
        foreach (IGrouping<(string Requirement, string Row, string Stimulus), JsonElement> of in rows.GroupBy(row => (row.Text("requirement"), row.Text("row"), row.Text("stimulus"))))
        {
            table.Append($"| {of.Key.Requirement} | {of.Key.Row} | {of.Key.Stimulus} | {Column(of, "on time")} | {Column(of, "worst gaps")} |\n");
        }

        figures["reactions"] = table.Append('\n').ToString();
        figures["reaction-runs"] = FormattableString.Invariant($"{rows.Sum(row => row.Number("runs")):N0}");
        figures["reaction-share"] = Share(rows.Sum(row => row.Number("trials")), rows.Sum(row => row.Number("ofTrials")));
    }

    public static string Share(double played, double of) => FormattableString.Invariant($"{100.0 * played / of:F1} %");

    private static string Column(IEnumerable<JsonElement> rows, string ticks)
    {
        IGrouping<double, JsonElement>[] byBudget = [.. rows.Where(row => row.Text("ticks") == ticks).GroupBy(row => row.Number("budgetMs")).OrderBy(budget => budget.Key)];
        if (byBudget.Length == 0) return "-";
        return string.Join(", ", byBudget.Select(budget => FormattableString.Invariant($"{budget.Max(Worst):F1} of {budget.Key:F0} ms") + (byBudget.Length == 1 ? string.Empty : budget.First().Text("timing") == "typical" ? " typ" : " max")));
    }

    private static double Worst(JsonElement row) => row.GetProperty("worstMs") is { ValueKind: JsonValueKind.Number } ms ? ms.GetDouble() : double.PositiveInfinity;
}
