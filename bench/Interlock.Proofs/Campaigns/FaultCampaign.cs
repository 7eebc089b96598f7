using System;
using System.Collections.Generic;
using System.Linq;
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

    private readonly Sampling _sampling;
    private readonly double _effort;
    private readonly FaultSeries[] _series;

    /// <param name="sampling">Which trials.</param>
    /// <param name="effort">How many trials a sample has, against what <c>faults</c> plays with no options.</param>
    public FaultCampaign(Sampling sampling, double effort = 1)
    {
        _sampling = sampling;
        _effort = effort;
        _series = [.. States(), .. Pairs(), .. Bits(), .. CoverSeries(), .. Sweeps.All];
    }

    /// <summary>Only series whose fault or place holds this text; null for all.</summary>
    public string? Only { get; init; }

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
        from register in Enumerable.Range(0, ConfigurationBit.Registers)
        let bits = ConfigurationBit.Of(register)
        select new FaultSeries(
            FaultTable.Bits,
            $"register {ConfigurationBit.NameOf(register)}",
            $"{bits.Count} bits",
            RowBudgets.Of(TripTable.SensorConfig).MaximumMs,
            false,
            bits.Count * BitTrials,
            bits.Count * 4,
            number => ConfigurationBit.Play(register, bits[number % bits.Count], number));

    private static IEnumerable<FaultSeries> CoverSeries() =>
        from cover in Covers.All
        select new FaultSeries(FaultTable.Covers, cover.Fault, cover.By, cover.Budget.MaximumMs, false, CoverTrials, 24, cover.Run);
}
