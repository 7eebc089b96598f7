using System.Collections.Generic;
using System.Linq;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What an experiment came to at one mains filter and one column of conversion times.</summary>
public sealed class ReactionResult
{
    private readonly IReadOnlyList<ReactionRun> _runs;

    public ReactionResult(ReactionExperiment experiment, bool isMains60Hz, ConversionTiming timing, IReadOnlyList<ReactionRun> runs)
    {
        Experiment = experiment;
        IsMains60Hz = isMains60Hz;
        Timing = timing;
        _runs = runs;
        Worst = runs.MaxBy(run => run.ReactionMs)!;
    }

    public ReactionExperiment Experiment { get; }

    public bool IsMains60Hz { get; }

    public ConversionTiming Timing { get; }

    public int Runs => _runs.Count;

    public ReactionRun Worst { get; }

    public double MeanMs => _runs.Average(run => run.ReactionMs);

    public double BudgetMs => Experiment.Budget(Timing);

    public double MarginMs => BudgetMs - Worst.ReactionMs;

    public int WrongCauses => _runs.Count(run => !run.IsRightCause);

    public bool IsWithinBudget => Worst.ReactionMs <= BudgetMs;

    public bool Holds => IsWithinBudget && WrongCauses == 0;

    /// <summary>First causes and how often each was named.</summary>
    public string Causes => string.Join(", ", _runs.GroupBy(run => run.Cause).OrderByDescending(g => g.Count()).Select(g => g.Count() == Runs ? g.Key : $"{g.Key} {g.Count()}"));

    public string Verdict => Holds ? "ok" : IsWithinBudget ? $"WRONG CAUSE in {WrongCauses}: {WrongExample}" : "OVER BUDGET";

    private string WrongExample => _runs.First(run => !run.IsRightCause).Cause;
}
