using System.Globalization;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>The faults of a campaign and what was played of it, as tables, or as JSON.</summary>
/// <param name="Seed">Of the sample; null where everything was played.</param>
/// <param name="Cells">One for each series.</param>
public sealed record FaultReport(int? Seed, IReadOnlyList<FaultCell> Cells) : ICampaignReport
{
    private const int ToldShown = 2;

    /// <summary>Which verb wrote a file.</summary>
    public string Campaign { get; init; } = "faults";

    public bool Holds => Cells.All(cell => !cell.IsJudged || cell.Holds);

    public int Runs => Cells.Sum(cell => cell.Runs);

    /// <summary>What covers a fault that no row sees, for the documents.</summary>
    public IReadOnlyDictionary<string, string> CoveredBy { get; init; } = FaultExpectations.All.Where(e => e.CoveredBy is not null).ToDictionary(e => e.Name, e => e.CoveredBy!);

    /// <summary>Shares of one campaign as one.</summary>
    public static FaultReport Merge(IReadOnlyList<FaultReport> shares) =>
        shares[0] with { Cells = [.. shares.SelectMany(share => share.Cells).GroupBy(cell => cell.Series).OrderBy(group => group.Key).Select(group => group.Aggregate(FaultCell.Merge))] };

    public void Print(TextWriter output)
    {
        output.WriteLine("Every fault in every state. The time is how long the line was closed that should not have been: in PERMITTED from the");
        output.WriteLine("fault to the open line; elsewhere while the box did not permit it, or, where a fault can be seen only then, after arming.");
        output.WriteLine();
        Print(FaultTable.States, "state", output);
        output.WriteLine("Two faults in PERMITTED: each fault with every other, the worst of them.");
        output.WriteLine();
        PairTable().Print(output);
        output.WriteLine();
        output.WriteLine("Every compared bit of the chip's configuration, one by one, in PERMITTED.");
        output.WriteLine();
        Print(FaultTable.Bits, "bits", output);
        output.WriteLine("Buttons, wires, supply and bus over their ranges.");
        output.WriteLine();
        Print(FaultTable.Sweeps, "what holds", output);
        output.WriteLine("With a second probe: each fault, of either chip where it is of one, in every state.");
        output.WriteLine();
        Print(FaultTable.TwoProbes, "probes", output);
        output.WriteLine("With two chips: two faults at once, covers and sweeps.");
        output.WriteLine();
        Print(FaultTable.TwoChipPairs, "with", output);
        Print(FaultTable.TwoChipCovers, "cover, run to prove it", output);
        Print(FaultTable.TwoChipSweeps, "what holds", output);
        output.WriteLine("Faults that no row can see while PERMITTED, and what covers them:");
        foreach ((string fault, string by) in CoveredBy) output.WriteLine($"  {fault}: {by}.");
        output.WriteLine("To be known beside the figures:");
        foreach (FaultExpectation e in FaultExpectations.All.Where(e => e.Remark is not null)) output.WriteLine($"  {e.Remark}.");
        output.WriteLine();
        Print(FaultTable.Covers, "cover, run to prove it", output);
        output.WriteLine("Residual risk: pairs that may leave the line closed (trials in which they did).");
        foreach (FaultCell cell in Of(FaultTable.Residual)) output.WriteLine($"  {cell.Fault} + {cell.Where} ({cell.Violations} of {cell.Runs}): {Reason(cell)}.");

        output.WriteLine();
        FaultCell[] broken = [.. Cells.Where(cell => cell.IsJudged && !cell.Holds)];
        output.WriteLine(broken.Length == 0
            ? $"{Runs:N0} runs: everything holds."
            : $"{Runs:N0} runs: {broken.Length} of {Cells.Count} DO NOT HOLD. `faults --play SERIES:NUMBER` repeats a trial.");
        foreach (FaultCell cell in broken) output.WriteLine($"  {cell.Fault}, {cell.Where}: {cell.Verdict}");
        output.WriteLine(Sampling.InWords(Seed, Runs, Cells.Sum(cell => (long)cell.OfTrials), Campaign));
    }

    private IEnumerable<FaultCell> Of(FaultTable table) => Cells.Where(cell => cell.Table == table);

    private void Print(FaultTable of, string where, TextWriter output)
    {
        TextTable table = new("fault", where, "cause reported", ">runs", ">worst ms", ">budget", "verdict");
        foreach (FaultCell cell in Of(of)) table.Add(cell.Fault, cell.Where, Told(cell), Number(cell.Runs), Worst(cell.WorstMs), Figures.Ms(cell.BudgetMs), cell.Verdict);
        table.Print(output);
        output.WriteLine();
    }

    private TextTable PairTable()
    {
        FaultCell[] pairs = [.. Of(FaultTable.Pairs)];
        TextTable table = new("fault", ">pairs", ">runs", "least margin with", ">worst ms", ">budget", "verdict");
        foreach (string fault in pairs.SelectMany(cell => new[] { cell.Fault, cell.Where }).Distinct())
        {
            FaultCell[] cells = [.. pairs.Where(cell => cell.Fault == fault || cell.Where == fault)];
            FaultCell least = cells.MinBy(cell => (cell.Holds, cell.BudgetMs - cell.WorstMs))!;
            string other = least.Fault == fault ? least.Where : least.Fault;
            int violated = cells.Count(cell => !cell.Holds);
            string verdict = violated == 0 ? "ok" : $"{violated} pairs: {least.Verdict}";
            table.Add(fault, Number(cells.Length), Number(cells.Sum(cell => cell.Runs)), other, Worst(least.WorstMs), Figures.Ms(least.BudgetMs), verdict);
        }

        return table;
    }

    private static string Reason(FaultCell cell)
    {
        Fault a = FaultExpectations.Of(cell.Fault).Fault;
        Fault b = FaultExpectations.Of(cell.Where).Fault;
        return FaultExpectations.Residual.First(pair => pair.IsOf(a, b)).Reason;
    }

    private static string Told(FaultCell cell)
    {
        string[] told = [.. cell.Told];
        return string.Join(", ", told.Take(ToldShown)) + (told.Length > ToldShown ? ", ..." : string.Empty);
    }

    private static string Worst(double ms) => ms > 0 ? Figures.Ms(ms) : "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
