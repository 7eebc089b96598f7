using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// What an experiment came to with one setting. It is the same whether it was measured in one run or put together from the
/// shares of several.
/// </summary>
public sealed record ReactionResult
{
    /// <summary>Of the experiment in the table, and of the setting: <c>reaction --play SERIES:NUMBER:STEP</c> repeats a trial.</summary>
    public required int Series { get; init; }

    public required string Row { get; init; }

    public required string Requirement { get; init; }

    public required string Stimulus { get; init; }

    public required string MeasuredAs { get; init; }

    public required int Mains { get; init; }

    /// <summary>"typical" or "maximum".</summary>
    public required string Timing { get; init; }

    /// <summary>"on time" or "worst gaps".</summary>
    public required string Ticks { get; init; }

    public required double BudgetMs { get; init; }

    public required int Runs { get; init; }

    /// <summary>Null where a reaction never came.</summary>
    public required double? WorstMs { get; init; }

    public required double MeanMs { get; init; }

    /// <summary>The worst trial, as <c>SERIES:NUMBER:STEP</c>.</summary>
    public required string WorstTrial { get; init; }

    public required int WrongCauses { get; init; }

    /// <summary>A trial with a wrong cause; null when there is none.</summary>
    public required string? WrongTrial { get; init; }

    /// <summary>What was named first, and in how many trials.</summary>
    public required IReadOnlyDictionary<string, int> Causes { get; init; }

    /// <summary>Trials of the whole campaign in this setting, finer ones apart.</summary>
    public required int OfTrials { get; init; }

    /// <summary>Those of them that were played.</summary>
    public required int Trials { get; init; }

    [JsonIgnore]
    public double? MarginMs => BudgetMs - WorstMs;

    [JsonIgnore]
    public bool IsWithinBudget => WorstMs <= BudgetMs;

    public bool Holds => Runs == 0 || (IsWithinBudget && WrongCauses == 0);

    [JsonIgnore]
    public string Verdict => Holds ? "ok" : IsWithinBudget ? $"WRONG CAUSE in {WrongCauses}: {Wrong}, {WrongTrial}" : $"OVER BUDGET in {WorstTrial}";

    private string Wrong => string.Join(", ", Causes.Keys.Where(cause => cause != Row).Take(2));

    public static ReactionResult Of(int series, ReactionExperiment experiment, ReactionSetting setting, int ofTrials, IReadOnlyList<ReactionRun> runs)
    {
        ReactionRun? worst = runs.MaxBy(run => run.ReactionMs);
        ReactionRun? wrong = runs.FirstOrDefault(run => !run.IsRightCause);
        return new ReactionResult
        {
            Series = series,
            Row = CauseNames.Of(experiment.Cause),
            Requirement = RowBudgets.RequirementOf(experiment.Cause),
            Stimulus = experiment.Stimulus,
            MeasuredAs = experiment.MeasuredAs.ToString(),
            Mains = setting.IsMains60Hz ? 60 : 50,
            Timing = Figures.Of(setting.Timing),
            Ticks = setting.Ticks == Campaigns.Ticks.OnTime ? "on time" : "worst gaps",
            BudgetMs = experiment.Budget.Ms(setting.Timing, setting.Ticks),
            Runs = runs.Count,
            WorstMs = worst is null ? 0 : Figures.OrNull(worst.ReactionMs),
            MeanMs = runs.Where(run => double.IsFinite(run.ReactionMs)).Select(run => run.ReactionMs).DefaultIfEmpty(0).Average(),
            WorstTrial = Name(series, worst) ?? string.Empty,
            WrongCauses = runs.Count(run => !run.IsRightCause),
            WrongTrial = Name(series, wrong),
            Causes = runs.GroupBy(run => run.Cause).ToDictionary(group => group.Key, group => group.Count()),
            OfTrials = ofTrials,
            Trials = runs.Count(run => run.Step == 0),
        };
    }

    /// <summary>The same series of two shares as one.</summary>
    public static ReactionResult Merge(ReactionResult a, ReactionResult b)
    {
        ReactionResult worst = (b.WorstMs ?? double.PositiveInfinity) > (a.WorstMs ?? double.PositiveInfinity) ? b : a;
        return a with
        {
            Runs = a.Runs + b.Runs,
            Trials = a.Trials + b.Trials,
            WorstMs = worst.WorstMs,
            WorstTrial = worst.WorstTrial,
            MeanMs = ((a.MeanMs * a.Runs) + (b.MeanMs * b.Runs)) / Math.Max(a.Runs + b.Runs, 1),
            WrongCauses = a.WrongCauses + b.WrongCauses,
            WrongTrial = a.WrongTrial ?? b.WrongTrial,
            Causes = a.Causes.Concat(b.Causes).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        };
    }

    private static string? Name(int series, ReactionRun? run) => run is null ? null : $"{series}:{run.Number}:{run.Step}";
}
