using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Interlock.Bench.Tests.Safety;

/// <summary>The worst reactions of each row of the trip table: a figure per requirement, a sentence per stimulus.</summary>
internal static class ReactionFigures
{
    public static void AddTo(IDictionary<string, string> figures, JsonElement reaction)
    {
        JsonElement[] rows = [.. reaction.GetProperty("rows").EnumerateArray()];
        foreach (IGrouping<string, JsonElement> requirement in rows.GroupBy(row => row.Text("requirement")))
        {
            figures[requirement.Key] = string.Join("; ", requirement.GroupBy(row => row.Text("stimulus")).Select(Sentence));
        }

        figures["reaction-runs"] = FormattableString.Invariant($"{rows.Sum(row => row.Number("runs")):N0}");
    }

    private static string Sentence(IGrouping<string, JsonElement> stimulus)
    {
        string[] times = [.. stimulus.GroupBy(row => row.Number("budgetMs")).OrderBy(budget => budget.Key).Select(budget =>
            FormattableString.Invariant($"{budget.Max(row => row.Number("worstMs")):F1} of {budget.Key:F0} ms") + Timings(budget, stimulus.Count()))];
        return $"{stimulus.Key}: {string.Join(", ", times)}";
    }

    private static string Timings(IEnumerable<JsonElement> rows, int ofRows)
    {
        JsonElement[] some = [.. rows];
        return some.Length == ofRows ? string.Empty : some[0].Text("timing") == "typical" ? " typ" : " max";
    }
}
