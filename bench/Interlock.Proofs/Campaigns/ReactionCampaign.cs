using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Worst-case reactions. The onset goes over more than a common pattern of tick, conversion and open-circuit test in small
/// steps, with the chip's phase against the tick spread evenly beside it; then the neighbourhood of the worst is searched
/// in steps ten times finer.
/// </summary>
public sealed class ReactionCampaign
{
    /// <summary>A common multiple of the tick and of every conversion time, open-circuit tests apart: 50 ms and 98 ms meet after 2450 ms.</summary>
    private const long PatternUs = 2_450 * Microseconds.Millisecond;

    private const long TicksUs = 100 * Microseconds.Millisecond;
    private const long TicksStepUs = 500;
    private const int FewRuns = 4;

    /// <summary>The chip's first conversion is delayed by less than this, so that it still comes within 300 ms.</summary>
    private const long LongestChipPhaseUs = 100 * Microseconds.Millisecond;

    /// <summary>Multiples of it, modulo 1, are spread more evenly than those of any other number.</summary>
    private const double GoldenRatio = 0.6180339887498949;

    private const int WorstSearched = 6;
    private const int FinerSteps = 10;

    private readonly IReadOnlyList<ReactionExperiment> _experiments;
    private readonly IReadOnlyList<(bool IsMains60Hz, ConversionTiming Timing)> _chips;
    private readonly long _stepUs;

    /// <param name="experiments">What is tried.</param>
    /// <param name="chips">With which filters and conversion times.</param>
    /// <param name="stepUs">Step of the onset.</param>
    public ReactionCampaign(IReadOnlyList<ReactionExperiment> experiments, IReadOnlyList<(bool IsMains60Hz, ConversionTiming Timing)> chips, long stepUs)
    {
        _experiments = experiments;
        _chips = chips;
        _stepUs = stepUs;
    }

    /// <summary>Both filters with both columns of the data sheet.</summary>
    public static IReadOnlyList<(bool IsMains60Hz, ConversionTiming Timing)> AllChips { get; } =
    [
        (false, ConversionTiming.Typical), (false, ConversionTiming.Maximum), (true, ConversionTiming.Typical), (true, ConversionTiming.Maximum),
    ];

    public IReadOnlyList<ReactionResult> Run(ICampaignProgress progress)
    {
        // The minutes of TIME_LIMIT first, so that no core is left alone with them at the end.
        Trial[] coarse = [.. from e in _experiments
                             orderby e.Sweep == Sweep.Few ? 0 : 1
                             from chip in _chips
                             from trial in Coarse(e, chip.IsMains60Hz, chip.Timing)
                             select trial];
        Dictionary<Trial, ReactionRun> runs = Play("every phase", coarse, progress);
        Trial[] finer = [.. runs.GroupBy(pair => pair.Key.Series).SelectMany(Finer)];
        foreach ((Trial trial, ReactionRun run) in Play("around the worst", finer, progress)) runs[trial] = run;

        ILookup<Series, ReactionRun> bySeries = runs.ToLookup(pair => pair.Key.Series, pair => pair.Value);
        return [.. from e in _experiments
                   from chip in _chips
                   let series = new Series(e, chip.IsMains60Hz, chip.Timing)
                   select new ReactionResult(e, chip.IsMains60Hz, chip.Timing, [.. bySeries[series]])];
    }

    private static Dictionary<Trial, ReactionRun> Play(string stage, Trial[] trials, ICampaignProgress progress)
    {
        ReactionRun[] runs = Trials.RunAll(stage, trials, trial => trial.Play(), progress);
        Dictionary<Trial, ReactionRun> byTrial = [];
        for (int i = 0; i < trials.Length; i++) byTrial[trials[i]] = runs[i];
        return byTrial;
    }

    private IEnumerable<Trial> Coarse(ReactionExperiment experiment, bool isMains60Hz, ConversionTiming timing)
    {
        (long spanUs, long stepUs) = experiment.Sweep switch
        {
            Sweep.Pattern => (PatternUs, _stepUs),
            Sweep.Ticks => (TicksUs, Math.Max(TicksStepUs, _stepUs / 4)),
            _ => (TicksUs, TicksUs / FewRuns),
        };
        int count = (int)(spanUs / stepUs);
        for (int i = 0; i < count; i++)
        {
            // Off the grid by a part of the step, since a step that divides the tick would meet a few of its phases only.
            double spread = (i + 1) * GoldenRatio % 1.0;
            long onsetUs = experiment.FirstOnsetUs + (long)((i + spread) * stepUs);
            long chipPhaseUs = (long)(spread * 7919 % 1.0 * LongestChipPhaseUs);
            yield return new Trial(new Series(experiment, isMains60Hz, timing), onsetUs, i + 1, chipPhaseUs, stepUs);
        }
    }

    private static IEnumerable<Trial> Finer(IGrouping<Series, KeyValuePair<Trial, ReactionRun>> series)
    {
        if (series.Key.Experiment.Sweep == Sweep.Few) return [];
        return from worst in series.OrderByDescending(pair => pair.Value.ReactionMs).Take(WorstSearched)
               let trial = worst.Key
               from step in Enumerable.Range(-FinerSteps, (2 * FinerSteps) + 1)
               where step != 0
               select trial with { OnsetUs = trial.OnsetUs + (step * trial.StepUs / FinerSteps) };
    }

    private sealed record Series(ReactionExperiment Experiment, bool IsMains60Hz, ConversionTiming Timing);

    private sealed record Trial(Series Series, long OnsetUs, int Seed, long ChipPhaseUs, long StepUs)
    {
        public ReactionRun Play() => ReactionRun.Play(Series.Experiment, Series.IsMains60Hz, Series.Timing, OnsetUs, Seed, ChipPhaseUs);
    }
}
