using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Every fault in every state, every pair, every bit, and a proof of every cover.</summary>
/// <param name="trialsPerState">Trials of a fault in a state; PERMITTED has four times as many.</param>
/// <param name="trialsPerPair">Trials of a pair of faults.</param>
/// <param name="trialsPerBit">Trials of a bit.</param>
/// <param name="trialsPerCover">Trials of a cover.</param>
public sealed class FaultCampaign(int trialsPerState, int trialsPerPair, int trialsPerBit, int trialsPerCover)
{
    private const int MoreInPermitted = 4;

    /// <summary>What `faults` does with no options.</summary>
    public static FaultCampaign Full { get; } = new(480, 128, 192, 480);

    /// <summary>What continuous integration does.</summary>
    public static FaultCampaign Quick { get; } = new(48, 16, 16, 48);

    public FaultResults Run(ICampaignProgress progress) => new(
        States(progress),
        Pairs(progress, isResidual: false),
        Pairs(progress, isResidual: true),
        Bits(progress),
        RunCovers(progress));

    private static IReadOnlyList<FaultCell> Cells<TTrial, TKey>(string stage, IReadOnlyList<TTrial> trials, Func<TTrial, TKey> key, Func<TTrial, FaultRun> play, Func<TTrial, IReadOnlyList<FaultRun>, FaultCell> cell, ICampaignProgress progress)
        where TKey : notnull
    {
        FaultRun[] runs = Trials.RunAll(stage, trials, play, progress);
        return [.. trials.Zip(runs).GroupBy(pair => key(pair.First)).Select(group => cell(group.First().First, [.. group.Select(pair => pair.Second)]))];
    }

    private IReadOnlyList<FaultCell> States(ICampaignProgress progress)
    {
        FaultTrial[] trials = [.. from e in FaultExpectations.All
                                  from start in StartStates.All
                                  from number in Enumerable.Range(0, start == StartState.Permitted ? MoreInPermitted * trialsPerState : trialsPerState)
                                  select new FaultTrial(e, start, number)];
        return Cells("every fault in every state", trials, trial => (trial.Expectation, trial.Start), trial => trial.Play(), CellOfState, progress);
    }

    private static FaultCell CellOfState(FaultTrial trial, IReadOnlyList<FaultRun> runs)
    {
        FaultExpectation e = trial.Expectation;
        bool isPermitted = trial.Start == StartState.Permitted;
        bool isCovered = isPermitted ? !e.IsSeenWhilePermitted : !e.Ends && runs.Any(run => run.IsArmed) && e.ArmsAfter.Contains(trial.Start);
        bool isJudgedByBudget = e.IsSeenWhilePermitted && (isPermitted || (!e.Ends && !e.ArmsAfter.Contains(trial.Start)));
        double budgetMs = isJudgedByBudget ? e.MaximumMs : e.UnpermittedMsAfter(trial.Start);
        return new FaultCell(e.Name, StartStates.NameOf(trial.Start), budgetMs, isCovered, runs);
    }

    private IReadOnlyList<FaultCell> Pairs(ICampaignProgress progress, bool isResidual)
    {
        FaultExpectation[] kinds = [.. FaultExpectations.All.DistinctBy(e => e.Fault)];
        PairTrial[] trials = [.. from i in Enumerable.Range(0, kinds.Length)
                                 from j in Enumerable.Range(i + 1, kinds.Length - i - 1)
                                 where IsResidual(kinds[i], kinds[j]) == isResidual
                                 from number in Enumerable.Range(0, trialsPerPair)
                                 select new PairTrial(kinds[i], kinds[j], number)];
        string stage = isResidual ? "pairs that are a residual risk" : "every pair of faults";
        return Cells(stage, trials, trial => (trial.A, trial.B), trial => trial.Play(), CellOfPair, progress);
    }

    private static bool IsResidual(FaultExpectation a, FaultExpectation b) => FaultExpectations.Residual.Any(pair => pair.IsOf(a.Fault, b.Fault));

    private static FaultCell CellOfPair(PairTrial trial, IReadOnlyList<FaultRun> runs) =>
        new(FaultNames.Of(trial.A.Fault), FaultNames.Of(trial.B.Fault), trial.BudgetMs(ConversionTiming.Maximum), IsResidual(trial.A, trial.B), runs);

    private IReadOnlyList<FaultCell> Bits(ICampaignProgress progress)
    {
        BitTrial[] trials = [.. from bit in BitTrial.AllBits from number in Enumerable.Range(0, trialsPerBit) select new BitTrial(bit.Register, bit.Bit, number)];
        return Cells("every bit of the configuration", trials, trial => trial.Register, trial => trial.Play(), CellOfRegister, progress);
    }

    private static FaultCell CellOfRegister(BitTrial trial, IReadOnlyList<FaultRun> runs)
    {
        int bits = BitTrial.AllBits.Count(bit => bit.Register == trial.Register);
        return new FaultCell("register " + BitTrial.NameOf(trial.Register), $"{bits} bits", RowBudgets.Of(TripTable.SensorConfig).MaximumMs, false, runs);
    }

    private IReadOnlyList<FaultCell> RunCovers(ICampaignProgress progress)
    {
        CoverTrial[] trials = [.. from cover in Covers.All from number in Enumerable.Range(0, trialsPerCover) select new CoverTrial(cover, number)];
        return Cells("what covers the rest", trials, trial => trial.Cover, trial => trial.Play(), (trial, runs) => new FaultCell(trial.Cover.Fault, trial.Cover.By, trial.Cover.Budget.MaximumMs, false, runs), progress);
    }
}
