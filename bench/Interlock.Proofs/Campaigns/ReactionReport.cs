using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Interlock.Proofs.Campaigns;

/// <summary>The reactions as a table, or as JSON.</summary>
public static class ReactionReport
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<ReactionResult> results, TextWriter output)
    {
        TextTable table = new("row", "requirement", "stimulus", "open is", ">mains", "timing", ">runs", ">worst ms", ">mean ms", ">budget", ">margin", "verdict");
        foreach (ReactionResult r in results)
        {
            table.Add(
                CauseNames.Of(r.Experiment.Cause),
                RowBudgets.Of(r.Experiment.Cause).Requirement,
                r.Experiment.Stimulus,
                r.Experiment.MeasuredAs.ToString().ToLowerInvariant(),
                Figures.Mains(r.IsMains60Hz),
                Figures.Of(r.Timing),
                r.Runs.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Figures.Ms(r.Worst.ReactionMs),
                Figures.Ms(r.MeanMs),
                Figures.Ms(r.BudgetMs),
                double.IsFinite(r.MarginMs) ? Figures.Ms(r.MarginMs) : "none",
                r.Verdict);
        }

        table.Print(output);
        int runs = results.Sum(r => r.Runs);
        int broken = results.Count(r => !r.Holds);
        output.WriteLine();
        output.WriteLine(broken == 0
            ? $"{results.Count} worst cases over {runs} runs: every one within its budget, and the cause is the row's."
            : $"{results.Count} worst cases over {runs} runs: {broken} DO NOT HOLD.");
    }

    public static void PrintJson(IReadOnlyList<ReactionResult> results, TextWriter output)
    {
        var rows = results.Select(r => new
        {
            row = CauseNames.Of(r.Experiment.Cause),
            requirement = RowBudgets.Of(r.Experiment.Cause).Requirement,
            stimulus = r.Experiment.Stimulus,
            measuredAs = r.Experiment.MeasuredAs.ToString(),
            mains = r.IsMains60Hz ? 60 : 50,
            timing = Figures.Of(r.Timing),
            runs = r.Runs,
            worstMs = Figures.OrNull(r.Worst.ReactionMs),
            meanMs = Figures.OrNull(r.MeanMs),
            budgetMs = r.BudgetMs,
            marginMs = Figures.OrNull(r.MarginMs),
            wrongCauses = r.WrongCauses,
            causes = r.Causes,
            holds = r.Holds,
            worstRun = new { onsetUs = r.Worst.OnsetUs, seed = r.Worst.Seed, chipPhaseUs = r.Worst.ChipPhaseUs },
        });
        output.WriteLine(JsonSerializer.Serialize(new { holds = results.All(r => r.Holds), rows }, _indented));
    }
}
