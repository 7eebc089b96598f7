using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Interlock.Proofs.Campaigns;

/// <summary>The faults as tables, or as JSON.</summary>
public static class FaultReport
{
    private const int ToldShown = 2;

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static void Print(FaultResults results, TextWriter output)
    {
        output.WriteLine("Every fault in every state. The time is how long the line was closed that should not have been: in PERMITTED from the");
        output.WriteLine("fault to the open line; elsewhere while the box did not permit it, or, where a fault can be seen only then, after arming.");
        output.WriteLine();
        Table("fault", "state", results.States).Print(output);

        output.WriteLine();
        output.WriteLine("Two faults in PERMITTED: each fault with every other, the worst of them.");
        output.WriteLine();
        PairTable(results.Pairs).Print(output);

        output.WriteLine();
        output.WriteLine("Every compared bit of the chip's configuration, one by one, in PERMITTED.");
        output.WriteLine();
        Table("register", "bits", results.Bits).Print(output);

        output.WriteLine();
        output.WriteLine("Faults that no row can see while PERMITTED, and what covers them:");
        foreach (FaultExpectation e in FaultExpectations.All.Where(e => e.CoveredBy is not null)) output.WriteLine($"  {e.Name}: {e.CoveredBy}.");
        output.WriteLine("To be known beside the figures:");
        foreach (FaultExpectation e in FaultExpectations.All.Where(e => e.Remark is not null)) output.WriteLine($"  {e.Name}: {e.Remark}.");
        output.WriteLine();
        Table("fault", "cover, run to prove it", results.Covers).Print(output);

        output.WriteLine();
        output.WriteLine("Residual risk: pairs that may leave the line closed (trials in which they did).");
        foreach (ResidualPair pair in FaultExpectations.Residual) output.WriteLine($"  {Residual(pair, results.Residual)}: {pair.Reason}.");

        output.WriteLine();
        int broken = results.Judged.Count(cell => !cell.Holds);
        output.WriteLine(broken == 0
            ? $"{results.Runs} runs: everything holds."
            : $"{results.Runs} runs: {broken} of {results.Judged.Count()} DO NOT HOLD.");
    }

    public static void PrintJson(FaultResults results, TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                holds = results.Holds,
                runs = results.Runs,
                states = results.States.Select(ToJson),
                pairs = results.Pairs.Select(ToJson),
                bits = results.Bits.Select(ToJson),
                covers = results.Covers.Select(ToJson),
                coveredBy = FaultExpectations.All.Where(e => e.CoveredBy is not null).Select(e => new { fault = e.Name, by = e.CoveredBy }),
                remarks = FaultExpectations.All.Where(e => e.Remark is not null).Select(e => new { fault = e.Name, remark = e.Remark }),
                residual = results.Residual.Select(ToJson),
            },
            _indented));
    }

    private static object ToJson(FaultCell cell) => new
    {
        fault = cell.Fault,
        where = cell.Where,
        causes = cell.Told,
        runs = cell.Runs,
        worstMs = Figures.OrNull(cell.WorstMs),
        budgetMs = cell.BudgetMs,
        violations = cell.Violations,
        verdict = cell.IsCovered && cell.Holds ? "covered" : cell.Holds ? "ok" : "violated",
        example = cell.Example,
    };

    private static TextTable Table(string first, string second, IEnumerable<FaultCell> cells)
    {
        TextTable table = new(first, second, "cause reported", ">runs", ">worst ms", ">budget", "verdict");
        foreach (FaultCell cell in cells) table.Add(cell.Fault, cell.Where, Told(cell.Told), Number(cell.Runs), Worst(cell.WorstMs), Figures.Ms(cell.BudgetMs), cell.Verdict);
        return table;
    }

    private static TextTable PairTable(IReadOnlyList<FaultCell> pairs)
    {
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

    private static string Residual(ResidualPair pair, IReadOnlyList<FaultCell> cells)
    {
        FaultCell cell = cells.First(c => pair.IsOf(Fault(c.Fault), Fault(c.Where)));
        return $"{cell.Fault} + {cell.Where} ({cell.Violations} of {cell.Runs})";
    }

    private static Interlock.VirtualBoard.Fault Fault(string name)
    {
        Interlock.VirtualBoard.FaultNames.TryFind(name, out Interlock.VirtualBoard.Fault fault);
        return fault;
    }

    private static string Told(IReadOnlyList<string> told) => string.Join(", ", told.Take(ToldShown)) + (told.Count > ToldShown ? ", ..." : string.Empty);

    private static string Worst(double ms) => ms > 0 ? Figures.Ms(ms) : "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
