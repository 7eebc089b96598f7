using System.Globalization;

namespace Interlock.Proofs.Campaigns;

/// <summary>The reactions of a campaign and what was played of it, as a table, or as JSON.</summary>
/// <param name="Seed">Of the sample; null where everything was played.</param>
/// <param name="Rows">One for each experiment and setting.</param>
public sealed record ReactionReport(int? Seed, IReadOnlyList<ReactionResult> Rows) : ICampaignReport
{
    public const string OnExactClock = "reaction --exact-clock";

    /// <summary>Which verb wrote a file, and on which clock: shares of two campaigns are not merged.</summary>
    public string Campaign { get; init; } = "reaction";

    public bool Holds => Rows.All(row => row.Holds);

    public int Runs => Rows.Sum(row => row.Runs);

    /// <summary>Shares of one campaign as one.</summary>
    public static ReactionReport Merge(IReadOnlyList<ReactionReport> shares) =>
        shares[0] with { Rows = [.. shares.SelectMany(share => share.Rows).GroupBy(row => row.Series).OrderBy(group => group.Key).Select(group => group.Aggregate(ReactionResult.Merge))] };

    /// <summary>One line for each experiment and filter timing: ticks on time beside the worst gaps.</summary>
    public void Print(TextWriter output)
    {
        bool isExact = Rows.Any(r => r.Ticks == Figures.Of(Ticks.ExactClock));
        TextTable table = new("row", "requirement", "stimulus", "open is", ">mains", "timing", isExact ? ">exact clock" : ">on time", ">of", ">worst gaps", ">of", ">runs", "verdict");
        foreach (IGrouping<(string Row, string Stimulus, int Mains, string Timing), ReactionResult> line in Rows.Where(r => !r.IsRepetition).GroupBy(r => (r.Row, StimulusOf(r), r.Mains, r.Timing)))
        {
            ReactionResult first = line.First();
            ReactionResult onTime = line.First(r => r.Ticks != Figures.Of(Ticks.WorstGaps));
            ReactionResult? gaps = line.FirstOrDefault(r => r.Ticks == Figures.Of(Ticks.WorstGaps));
            table.Add(
                first.Row,
                first.Requirement,
                line.Key.Stimulus,
                first.MeasuredAs.ToLowerInvariant(),
                first.Mains.ToString(CultureInfo.InvariantCulture),
                first.Timing,
                Worst(onTime),
                Figures.Ms(onTime.BudgetMs),
                gaps is null ? "-" : Worst(gaps),
                gaps is null ? "-" : Figures.Ms(gaps.BudgetMs),
                line.Sum(r => r.Runs).ToString(CultureInfo.InvariantCulture),
                string.Join("; ", line.Where(r => !r.Holds).Select(r => $"{r.Ticks}: {r.Verdict}").DefaultIfEmpty("ok")));
        }

        table.Print(output);
        output.WriteLine();
        PrintRepetitions(output);
        output.WriteLine(isExact
            ? "Exact clock: ticks on time and the same collections, on a system clock without its steps of 10 ms. No box has one: this is what the steps cost."
            : "On time: ticks on the steps of a 10 ms clock, a collection of 10 ms every 4.3 s. Worst gaps: 50 ms from tick to tick, and a pause of 10 ms in the tick that acts.");
        int broken = Rows.Count(r => !r.Holds);
        output.WriteLine(broken == 0
            ? $"{Rows.Count} worst cases over {Runs:N0} runs: every one within its budget, and the cause is the row's."
            : $"{Rows.Count} worst cases over {Runs:N0} runs: {broken} DO NOT HOLD. `reaction --play SERIES:NUMBER:STEP` repeats a trial.");
        output.WriteLine(Sampling.InWords(Seed, Rows.Sum(row => row.Trials), Rows.Sum(row => row.OfTrials), Campaign, ", and finer steps around the worst"));
    }

    /// <summary>Of each row, with a second probe, what comes nearest to its budget.</summary>
    private void PrintRepetitions(TextWriter output)
    {
        ILookup<(string Row, string Probes), ReactionResult> repeated = Rows.Where(r => r.IsRepetition).ToLookup(r => (r.Row, r.Probes));
        if (repeated.Count == 0) return;
        output.WriteLine("The same with two probes, series drawn by the seed: of each row what comes nearest to its budget.");
        TextTable table = new("row", "probes", "stimulus", ">runs", ">worst", ">of", "ticks", "verdict");
        foreach (IGrouping<(string Row, string Probes), ReactionResult> row in repeated)
        {
            ReactionResult least = row.MinBy(r => (r.Holds, r.MarginMs ?? double.NegativeInfinity))!;
            table.Add(row.Key.Row, row.Key.Probes, least.Stimulus, row.Sum(r => r.Runs).ToString(CultureInfo.InvariantCulture), Worst(least), Figures.Ms(least.BudgetMs), least.Ticks, string.Join("; ", row.Where(r => !r.Holds).Select(r => $"{r.Stimulus}: {r.Verdict}").DefaultIfEmpty("ok")));
        }

        table.Print(output);
        output.WriteLine();
    }

    private static string StimulusOf(ReactionResult result) => result.Probes == Fitting.One.ToString() ? result.Stimulus : $"{result.Stimulus} ({result.Probes})";

    private static string Worst(ReactionResult result) => result.Runs == 0 ? "-" : result.WorstMs is { } ms ? Figures.Ms(ms) : "never";
}
