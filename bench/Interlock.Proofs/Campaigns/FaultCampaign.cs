using System.Text.Json.Serialization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Every fault in every state, every pair, every bit, a proof of every cover, and the sweeps of buttons, wires and supply.</summary>
public sealed class FaultCampaign
{
    private const int StateTrials = 480;
    private const int PermittedTrials = 1920;
    private const int PairTrials = 128;
    private const int BitTrials = 192;
    private const int CoverTrials = 480;
    private const int TwoProbeTrials = 3360;

    private readonly Sampling _sampling;
    private readonly double _effort;
    private readonly FaultSeries[] _series;

    /// <param name="sampling">Which trials.</param>
    /// <param name="effort">How many trials a sample has, against what <c>faults</c> plays with no options.</param>
    public FaultCampaign(Sampling sampling, double effort = 1)
    {
        _sampling = sampling;
        _effort = effort;
        _series = [.. States(), .. Pairs(), .. Bits(), .. CoverSeries(), .. Sweeps.All, .. TwoProbes(), .. TwoChips()];
    }

    /// <summary>Only series whose fault or place holds this text; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>No series holds it: a campaign that plays nothing says nothing.</summary>
    public bool IsEmpty => !_series.Any(IsMeant);

    public IReadOnlyList<FaultCell> Run(ICampaignProgress progress)
    {
        (int Series, int Number)[] trials = [.. from s in Enumerable.Range(0, _series.Length)
                                                where IsMeant(_series[s])
                                                from number in _sampling.Numbers(s, Some(_series[s]), _series[s].Trials)
                                                select (s, number)];
        FaultRun[] runs = Trials.RunAll("faults", trials, trial => _series[trial.Series].Play(trial.Number), progress);
        ILookup<int, (int, FaultRun)> bySeries = trials.Zip(runs).ToLookup(pair => pair.First.Series, pair => (pair.First.Number, pair.Second));
        return [.. Enumerable.Range(0, _series.Length).Where(s => IsMeant(_series[s])).Select(s => FaultCell.Of(s, _series[s], [.. bySeries[s]]))];
    }

    /// <summary>One trial again. Null where there is no such series.</summary>
    public (FaultSeries Series, FaultRun Run)? Repeat(int series, int number) =>
        series >= 0 && series < _series.Length ? (_series[series], _series[series].Play(number)) : null;

    private int Some(FaultSeries series) => Math.Max(1, (int)(series.Sampled * _effort));

    private bool IsMeant(FaultSeries series) =>
        Only is null || $"{series.Table} {series.Fault} {series.Where}".Contains(Only, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<FaultSeries> States() =>
        from e in FaultExpectations.All
        from start in StartStates.All
        let isPermitted = start == StartState.Permitted
        select new FaultSeries(
            FaultTable.States,
            e.Name,
            StartStates.NameOf(start),
            isPermitted && e.IsSeen ? e.Budget.MaximumMs : e.UnpermittedMs,
            !e.IsSeen,
            isPermitted ? PermittedTrials : StateTrials,
            isPermitted ? 80 : 24,
            number => new FaultTrial(e, start, number).Play());

    private static IEnumerable<FaultSeries> Pairs()
    {
        FaultExpectation[] kinds = [.. FaultExpectations.All.DistinctBy(e => e.Fault)];
        return from i in Enumerable.Range(0, kinds.Length)
               from j in Enumerable.Range(i + 1, kinds.Length - i - 1)
               let a = kinds[i]
               let b = kinds[j]
               where !FaultExpectations.Contradict(a.Fault, b.Fault)
               let isResidual = FaultExpectations.Residual.Any(pair => pair.IsOf(a.Fault, b.Fault))
               select new FaultSeries(
                   isResidual ? FaultTable.Residual : FaultTable.Pairs,
                   a.Name,
                   b.Name,
                   PairTrial.BudgetOf(a, b).MaximumMs,
                   isResidual,
                   PairTrials,
                   isResidual ? 24 : 8,
                   number => new PairTrial(a, b, number).Play());
    }

    private static IEnumerable<FaultSeries> Bits() =>
        from register in Enumerable.Range(0, ConfigurationBits.Registers)
        let bits = ConfigurationBits.Of(register)
        select new FaultSeries(
            FaultTable.Bits,
            $"register {register:X2} {ConfigurationBits.NameOf(register)}",
            $"{bits.Count} bits",
            RowBudgets.Of(TripTable.SensorConfig).MaximumMs,
            false,
            bits.Count * BitTrials,
            bits.Count * 4,
            number => ConfigurationBit.Play(register, bits[number % bits.Count], number));

    /// <summary>Each fault of either chip, and each that is of neither, with a second probe on the other side and in the same needle.</summary>
    private static IEnumerable<FaultSeries> TwoProbes() =>
        from fitting in Fitting.Two
        from e in FaultExpectations.All
        where e.Fault.IsOfProbe || fitting.Tried == 1
        select new FaultSeries(
            FaultTable.TwoProbes,
            e.Name,
            e.Fault.IsOfProbe ? fitting.ToString() : fitting.Mode,
            e.IsSeen ? FaultTrial.BudgetOf(e, fitting).MaximumMs : e.UnpermittedMs,
            !e.IsSeen,
            TwoProbeTrials,
            12,
            number => TwoProbeTrial.Play(e, fitting, number));

    /// <summary>
    /// What the second chip changes of two faults at once, of the covers and of the sweeps. A pair's series is its first fault: its
    /// trials go through all faults of the second chip.
    /// </summary>
    private static IEnumerable<FaultSeries> TwoChips()
    {
        FaultExpectation[] kinds = [.. FaultExpectations.All.DistinctBy(e => e.Fault)];
        FaultExpectation[] ofSecond = [.. kinds.Where(e => e.Fault.IsOfProbe)];
        foreach (FaultExpectation a in kinds)
        {
            yield return new FaultSeries(
                FaultTable.TwoChipPairs,
                a.Fault.IsOfProbe ? $"{a.Name}, first chip" : a.Name,
                "each fault of the second chip",
                ofSecond.Max(b => PairTrial.BudgetOfTwoChips(a, b).MaximumMs),
                false,
                ofSecond.Length * PairTrials,
                ofSecond.Length * 2,
                number => Pair(a, ofSecond[number % ofSecond.Length], number / ofSecond.Length));
        }

        foreach (Cover cover in Covers.InTurn.Concat(Covers.All.Where(cover => !cover.IsOfOneChip)))
        {
            yield return new FaultSeries(
                FaultTable.TwoChipCovers, cover.Fault, cover.By, cover.Budget.MaximumMs, false, CoverTrials, 8, number => cover.Run(number, Fitting.OfTrial(number)));
        }

        foreach (FaultSeries sweep in Sweeps.WithTwoChips) yield return sweep;
    }

    private static FaultRun Pair(FaultExpectation a, FaultExpectation b, int number)
    {
        SecondProbe second = (number & 16) != 0 ? SecondProbe.SameSite : SecondProbe.OtherSide;
        FaultRun run = new PairTrial(a, b, number) { Second = second }.Play();
        return run with { Violation = run.Violation is null ? null : $"{new Fitting(second, 2).Mode}, with {b.Name}:2: {run.Violation}" };
    }

    private static IEnumerable<FaultSeries> CoverSeries() =>
        from cover in Covers.All
        select new FaultSeries(FaultTable.Covers, cover.Fault, cover.By, cover.Budget.MaximumMs, false, CoverTrials, 24, cover.Run);
}

/// <summary>What one trial came to.</summary>
/// <param name="ClosedMs">How long the line stayed closed that should not have been, or what else has a budget.</param>
/// <param name="Told">What the box named, or what became of it.</param>
/// <param name="Violation">What did not hold; null when all did.</param>
public sealed record FaultRun(double ClosedMs, string Told, string? Violation);

/// <summary>All trials of one kind: a fault in a state, a pair of faults, a register's bits, a cover, a sweep.</summary>
/// <param name="Table">Where it is reported.</param>
/// <param name="Fault">What is tried.</param>
/// <param name="Where">The state, the other fault, or what the cover is.</param>
/// <param name="BudgetMs">The longest that is admitted.</param>
/// <param name="IsCovered">No row sees it here.</param>
/// <param name="Trials">How many there are.</param>
/// <param name="Sampled">How many of them a sample has.</param>
/// <param name="Play">Plays one by its number.</param>
public sealed record FaultSeries(FaultTable Table, string Fault, string Where, double BudgetMs, bool IsCovered, int Trials, int Sampled, System.Func<int, FaultRun> Play);

/// <summary>The tables of a report.</summary>
public enum FaultTable
{
    /// <summary>Each fault in each state.</summary>
    States,

    /// <summary>Each pair of faults in PERMITTED that must open the line.</summary>
    Pairs,

    /// <summary>Each pair that is known to leave it closed. Told, not judged.</summary>
    Residual,

    /// <summary>Each register of the configuration, bit by bit.</summary>
    Bits,

    /// <summary>Each cover of what no row sees.</summary>
    Covers,

    /// <summary>Buttons, wires, supply and bus over their ranges.</summary>
    Sweeps,

    /// <summary>Each fault in a box with two probes, in every state.</summary>
    TwoProbes,

    /// <summary>Two faults at once of which one or both are of a second chip.</summary>
    TwoChipPairs,

    /// <summary>Covers with two chips.</summary>
    TwoChipCovers,

    /// <summary>Sweeps with two chips.</summary>
    TwoChipSweeps,
}

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
