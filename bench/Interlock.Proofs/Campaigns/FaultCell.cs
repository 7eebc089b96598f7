using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>All trials of one kind: a fault in a state, a pair of faults, a register's bits, a cover.</summary>
public sealed class FaultCell
{
    private readonly IReadOnlyList<FaultRun> _runs;

    public FaultCell(string fault, string where, double budgetMs, bool isCovered, IReadOnlyList<FaultRun> runs)
    {
        Fault = fault;
        Where = where;
        BudgetMs = budgetMs;
        IsCovered = isCovered;
        _runs = runs;
    }

    public string Fault { get; }

    /// <summary>The state, the other fault, or what the cover is.</summary>
    public string Where { get; }

    public double BudgetMs { get; }

    /// <summary>No row sees the fault here.</summary>
    public bool IsCovered { get; }

    public int Runs => _runs.Count;

    public double WorstMs => _runs.Max(run => run.ClosedMs);

    public int Violations => _runs.Count(run => run.Violation is not null);

    public bool IsArmed => _runs.Any(run => run.IsArmed);

    public bool Holds => Violations == 0;

    /// <summary>What the box named, the most frequent first.</summary>
    public IReadOnlyList<string> Told => [.. _runs.GroupBy(run => run.Told, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];

    public string? Example => _runs.FirstOrDefault(run => run.Violation is not null) is { } run ? $"{run.Violation} (seed {run.Seed})" : null;

    public string Verdict => Holds ? (IsCovered ? "covered" : "ok") : $"VIOLATED in {Violations}: {Example}";
}
