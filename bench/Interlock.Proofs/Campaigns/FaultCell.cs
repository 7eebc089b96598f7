using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Interlock.Proofs.Campaigns;

/// <summary>What the trials of a series came to: the same whether they were played in one run or in several shares.</summary>
public sealed record FaultCell
{
    /// <summary>Its place in the campaign: <c>faults --play SERIES:NUMBER</c> repeats a trial.</summary>
    public required int Series { get; init; }

    public required FaultTable Table { get; init; }

    public required string Fault { get; init; }

    public required string Where { get; init; }

    public required double BudgetMs { get; init; }

    public required bool IsCovered { get; init; }

    public required int OfTrials { get; init; }

    public required int Runs { get; init; }

    public required double WorstMs { get; init; }

    public required int WorstTrial { get; init; }

    public required int Violations { get; init; }

    /// <summary>The first violation and its trial; null when there is none.</summary>
    public required string? Example { get; init; }

    /// <summary>What the box named, and how often.</summary>
    public required IReadOnlyDictionary<string, int> Causes { get; init; }

    [JsonIgnore]
    public bool IsJudged => Table != FaultTable.Residual;

    public bool Holds => Violations == 0;

    /// <summary>What the box named, the most frequent first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Told => Causes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key);

    public string Verdict => Holds ? (IsCovered ? "covered" : "ok") : $"VIOLATED in {Violations}: {Example}";

    public static FaultCell Of(int number, FaultSeries series, IReadOnlyList<(int Trial, FaultRun Run)> runs)
    {
        (int worstTrial, FaultRun? worst) = runs.MaxBy(played => played.Run.ClosedMs);
        (int wrongTrial, FaultRun? wrong) = runs.FirstOrDefault(played => played.Run.Violation is not null);
        return new FaultCell
        {
            Series = number,
            Table = series.Table,
            Fault = series.Fault,
            Where = series.Where,
            BudgetMs = series.BudgetMs,
            IsCovered = series.IsCovered,
            OfTrials = series.Trials,
            Runs = runs.Count,
            WorstMs = Math.Round(worst?.ClosedMs ?? 0, 3),
            WorstTrial = worstTrial,
            Violations = runs.Count(played => played.Run.Violation is not null),
            Example = wrong is null ? null : $"{wrong.Violation} ({number}:{wrongTrial})",
            Causes = runs.GroupBy(played => played.Run.Told, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()),
        };
    }

    public static FaultCell Merge(FaultCell a, FaultCell b)
    {
        FaultCell worst = b.WorstMs > a.WorstMs ? b : a;
        return a with
        {
            Runs = a.Runs + b.Runs,
            WorstMs = worst.WorstMs,
            WorstTrial = worst.WorstTrial,
            Violations = a.Violations + b.Violations,
            Example = a.Example ?? b.Example,
            Causes = a.Causes.Concat(b.Causes).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        };
    }
}
