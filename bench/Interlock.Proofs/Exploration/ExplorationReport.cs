using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Interlock.Proofs.Exploration;

/// <summary>What an exploration came to, for people and for programs.</summary>
public sealed class ExplorationReport(TextWriter output)
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>One part: its figures, then its properties, each with the shortest path to a violation.</summary>
    public void Print(PartResult part)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Name}: {part.States:N0} states, {part.Transitions:N0} transitions, {part.Seconds:F1} s"));
        foreach ((string id, string text) in part.Properties)
        {
            Violation? violation = part.Violations.FirstOrDefault(found => found.Id == id);
            output.WriteLine($"  {(violation is null ? "holds   " : "VIOLATED")} {id,-5} {text}");
            if (violation is not null) Print(violation);
        }

        output.Flush();
    }

    /// <summary>The whole.</summary>
    public void PrintSum(IReadOnlyList<PartResult> parts)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Sum(parts).States:N0} states, {Sum(parts).Transitions:N0} transitions, {Sum(parts).Seconds:F1} s, {Sum(parts).Violations} violations
            """));
    }

    public void PrintJson(IReadOnlyList<PartResult> parts)
    {
        (long states, long transitions, double seconds, int violations) = Sum(parts);
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                States = states,
                Transitions = transitions,
                Seconds = seconds,
                Violations = violations,
                Parts = parts.Select(part => new
                {
                    part.Name,
                    part.States,
                    part.Transitions,
                    part.Seconds,
                    Properties = part.Properties.Select(property => new { property.Id, property.Text, Holds = part.Violations.All(found => found.Id != property.Id) }),
                    part.Violations,
                }),
            },
            _json));
    }

    private static (long States, long Transitions, double Seconds, int Violations) Sum(IReadOnlyList<PartResult> parts) =>
        (parts.Sum(part => part.States), parts.Sum(part => part.Transitions), parts.Sum(part => part.Seconds), parts.Sum(part => part.Violations.Count));

    private void Print(Violation violation)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"           broken by {violation.Count:N0} steps; one of the shortest ways to one, from power-on:"));
        for (int i = 0; i < violation.Path.Count; i++) output.WriteLine($"           {i + 1}. {violation.Path[i]}");
    }
}
