using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

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
