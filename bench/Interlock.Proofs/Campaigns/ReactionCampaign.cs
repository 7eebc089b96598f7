using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Worst-case reactions. A trial has an onset, a phase of the chip, one of the system clock's 10 ms and one of the
/// collections, all spread evenly; around the worst trial of each block the onset is moved in steps a tenth of the spacing.
/// </summary>
/// <param name="experiments">What is tried.</param>
/// <param name="settings">With which filters, conversion times and ticks.</param>
/// <param name="sampling">Which trials.</param>
/// <param name="blocks">Blocks that a sample has of each series of trials.</param>
public sealed class ReactionCampaign(IReadOnlyList<ReactionExperiment> experiments, IReadOnlyList<ReactionSetting> settings, Sampling sampling, int blocks = ReactionCampaign.SampledBlocks)
{
    /// <summary>What <c>reaction</c> plays of each series with no options.</summary>
    public const int SampledBlocks = 3;

    /// <summary>A common multiple of the tick and of every conversion time, open-circuit tests apart: 50 ms and 98 ms meet after 2450 ms.</summary>
    private const long PatternUs = 2_450 * Microseconds.Millisecond;

    private const long TicksUs = 100 * Microseconds.Millisecond;
    private const int BlockTrials = 32;
    private const int PatternBlocks = 64;
    private const int TicksBlocks = 8;

    /// <summary>A run of minutes.</summary>
    private const int FewTrials = 2;

    private const int FinerSteps = 5;
    private const long FinerUs = 200;

    /// <summary>Both filters with both columns of the data sheet, ticks on time and as late as they may be.</summary>
    public static IReadOnlyList<ReactionSetting> AllSettings { get; } =
    [
        .. from ticks in new[] { Ticks.OnTime, Ticks.WorstGaps }
           from isMains60Hz in new[] { false, true }
           from timing in new[] { ConversionTiming.Typical, ConversionTiming.Maximum }
           select new ReactionSetting(isMains60Hz, timing, ticks),
    ];

    /// <summary>Only experiments whose row or stimulus holds this text; null for all.</summary>
    public string? Only { get; init; }

    private IReadOnlyList<Series> AllSeries => [.. experiments.SelectMany((experiment, e) => settings.Select((setting, s) => new Series((e * settings.Count) + s, experiment, setting))).Where(IsMeant)];

    public IReadOnlyList<ReactionResult> Run(ICampaignProgress progress)
    {
        IReadOnlyList<Series> allSeries = AllSeries;

        // The minutes of TIME_LIMIT first, so that no core is left alone with them at the end.
        Block[] played = [.. from series in allSeries.OrderBy(series => series.Experiment.Sweep == Sweep.Few ? 0 : 1)
                             from block in sampling.Numbers(series.Number, Math.Min(blocks, series.Blocks), series.Blocks)
                             select new Block(series, block)];
        IReadOnlyList<ReactionRun>[] runs = Trials.RunAll("every phase", played, block => block.Play(), progress, shareOfTrials: 1);
        ILookup<int, ReactionRun> bySeries = played.Zip(runs).SelectMany(pair => pair.Second.Select(run => (pair.First.Series.Number, Run: run))).ToLookup(pair => pair.Number, pair => pair.Run);
        return [.. allSeries.Select(series => ReactionResult.Of(series.Number, series.Experiment, series.Setting, series.Blocks * series.BlockTrials, [.. bySeries[series.Number]]))];
    }

    /// <summary>One trial again.</summary>
    /// <param name="series">As a report names it.</param>
    /// <param name="number">Of the trial.</param>
    /// <param name="step">Fine steps.</param>
    /// <returns>Null where there is no such series.</returns>
    public (ReactionExperiment Experiment, ReactionSetting Setting, ReactionRun Run)? Repeat(int series, int number, int step)
    {
        Series? found = AllSeries.FirstOrDefault(s => s.Number == series);
        return found is null ? null : (found.Experiment, found.Setting, found.Play(number, step));
    }

    private bool IsMeant(Series series)
    {
        ReactionExperiment experiment = series.Experiment;
        if (experiment.IsOnTimeOnly && series.Setting.Ticks != Ticks.OnTime) return false;
        return Only is null || $"{CauseNames.Of(experiment.Cause)} {experiment.Stimulus}".Contains(Only, StringComparison.OrdinalIgnoreCase);
    }

    private sealed record Series(int Number, ReactionExperiment Experiment, ReactionSetting Setting)
    {
        public int Blocks => Experiment.Sweep switch
        {
            Sweep.Pattern => PatternBlocks,
            Sweep.Ticks => TicksBlocks,
            _ => 1,
        };

        public int BlockTrials => Experiment.Sweep == Sweep.Few ? FewTrials : ReactionCampaign.BlockTrials;

        public ReactionRun Play(int number, int step)
        {
            long spanUs = Experiment.Sweep == Sweep.Pattern ? PatternUs : TicksUs;
            long onsetUs = Experiment.FirstOnsetUs + (FinerSteps * FinerUs) + (long)(TrialPhases.Onset(number) * spanUs) + (step * FinerUs);
            return ReactionRun.Play(Experiment, Setting, number, onsetUs, step);
        }
    }

    private sealed record Block(Series Series, int Number)
    {
        public IReadOnlyList<ReactionRun> Play()
        {
            int first = Number * Series.BlockTrials;
            List<ReactionRun> runs = [.. Enumerable.Range(first, Series.BlockTrials).Select(number => Series.Play(number, 0))];
            if (Series.Experiment.Sweep == Sweep.Few) return runs;
            ReactionRun worst = runs.MaxBy(run => run.ReactionMs)!;
            runs.AddRange(from step in Enumerable.Range(-FinerSteps, (2 * FinerSteps) + 1) where step != 0 select Series.Play(worst.Number, step));
            return runs;
        }
    }
}
