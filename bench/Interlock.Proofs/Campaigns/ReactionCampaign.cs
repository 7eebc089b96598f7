using System.Text.Json.Serialization;
using Interlock.Firmware.States;
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

    /// <summary>Of so many series that are played again with two probes a sample has one.</summary>
    private const int OneRepetitionIn = 16;

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

    /// <summary>No experiment holds it: a campaign that plays nothing says nothing.</summary>
    public bool IsEmpty => AllSeries.Count == 0;

    /// <summary>The trials with ticks on time, and no others, on a system clock without its steps of 10 ms: what the steps cost.</summary>
    public bool HasExactClock { get; init; }

    private IReadOnlyList<Series> AllSeries => [.. experiments.SelectMany((experiment, e) => settings.Select((setting, s) => new Series((e * settings.Count) + s, experiment, setting))).Where(IsMeant).Select(OnItsClock)];

    public IReadOnlyList<ReactionResult> Run(ICampaignProgress progress)
    {
        IReadOnlyList<Series> allSeries = AllSeries;

        // The minutes of TIME_LIMIT first, so that no core is left alone with them at the end.
        Block[] played = [.. from series in allSeries.OrderBy(series => series.Experiment.Sweep == Sweep.Few ? 0 : 1)
                             from block in sampling.Numbers(series.Number, SampledOf(series), series.Blocks)
                             select new Block(series, block)];
        IReadOnlyList<ReactionRun>[] runs = Trials.RunAll("every phase", played, block => block.Play(), progress, shareOfTrials: 1);
        ILookup<int, ReactionRun> bySeries = played.Zip(runs).SelectMany(pair => pair.Second.Select(run => (pair.First.Series.Number, Run: run))).ToLookup(pair => pair.Number, pair => pair.Run);
        return [.. allSeries.Where(series => !series.Experiment.IsRepetition || bySeries.Contains(series.Number)).Select(series => ReactionResult.Of(series.Number, series.Experiment, series.Setting, series.Blocks * series.BlockTrials, [.. bySeries[series.Number]]))];
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

    /// <summary>Of what is played with one probe too, a sample has a block of some series.</summary>
    private int SampledOf(Series series)
    {
        if (series.Experiment.IsRepetition) return sampling.Draws(series.Number, OneRepetitionIn) ? 1 : 0;
        return Math.Min(blocks, series.Blocks);
    }

    private bool IsMeant(Series series)
    {
        ReactionExperiment experiment = series.Experiment;
        if (HasExactClock && experiment.Fitting != Fitting.One) return false;
        if ((experiment.IsOnTimeOnly || HasExactClock) && series.Setting.Ticks != Ticks.OnTime) return false;
        return Only is null || $"{CauseNames.Of(experiment.Cause)} {experiment.Stimulus}".Contains(Only, StringComparison.OrdinalIgnoreCase);
    }

    private Series OnItsClock(Series series) => HasExactClock ? series with { Setting = series.Setting with { Ticks = Ticks.ExactClock } } : series;

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

/// <summary>What an experiment is tried with.</summary>
/// <param name="IsMains60Hz">The converter's filter.</param>
/// <param name="Timing">Its conversion times.</param>
/// <param name="Ticks">How ticks come.</param>
public readonly record struct ReactionSetting(bool IsMains60Hz, ConversionTiming Timing, Ticks Ticks);

/// <summary>One trial of a reaction: at one phase, with one seed.</summary>
/// <param name="Number">Of the trial.</param>
/// <param name="Step">How many fine steps after the trial's own onset.</param>
/// <param name="ReactionMs">From time zero to the end of the reaction; infinite when there was none.</param>
/// <param name="Cause">What the TRIP event named, or the LOCKOUT event where nothing tripped.</param>
/// <param name="IsRightCause">Whether that is as it should be.</param>
public sealed record ReactionRun(int Number, int Step, double ReactionMs, string Cause, bool IsRightCause)
{
    public static ReactionRun Play(ReactionExperiment experiment, ReactionSetting setting, int number, long onsetUs, int step = 0)
    {
        TrialConditions plain = TrialPhases.Conditions(number, setting.IsMains60Hz, setting.Timing) with { Ticks = setting.Ticks, Fitting = experiment.Fitting };
        TrialConditions conditions = experiment.Prepare(plain, onsetUs);
        using TrialBox box = experiment.NeedsFaultyBus ? TrialBox.SwitchOnWithFaultyBus(conditions) : TrialBox.SwitchOn(conditions);
        long? zeroUs = experiment.Play(box, onsetUs);
        if (zeroUs is null) return new ReactionRun(number, step, double.PositiveInfinity, "did not arm", false);

        string right = CauseNames.Of(experiment.Cause);
        string cause = box.Log.FirstCause ?? "none";
        bool isRight = experiment.IsNamedFirst ? cause == right || experiment.OrNamed.Any(row => cause == CauseNames.Of(row)) : box.Log.Names(right);
        return new ReactionRun(number, step, EndMs(experiment.MeasuredAs, box, zeroUs.Value), cause, isRight);
    }

    private static double EndMs(MeasuredAs measuredAs, TrialBox box, long zeroUs)
    {
        (bool hasEnded, long endUs) = measuredAs switch
        {
            MeasuredAs.Line => (!box.Line.IsClosed, box.Line.OpenedUs),
            MeasuredAs.K1 => (!box.Line.IsK1Closed, box.Line.K1OpenedUs),
            MeasuredAs.K2 => (!box.Line.IsK2Closed, box.Line.K2OpenedUs),
            _ => (box.State is State.Tripped or State.LockedOut, box.StateSinceUs),
        };
        return hasEnded ? Microseconds.ToMs(Math.Max(endUs - zeroUs, 0)) : double.PositiveInfinity;
    }
}

/// <summary>
/// What an experiment came to with one setting. It is the same whether it was measured in one run or put together from the
/// shares of several.
/// </summary>
public sealed record ReactionResult
{
    /// <summary>Of the experiment in the table, and of the setting: <c>reaction --play SERIES:NUMBER:STEP</c> repeats a trial.</summary>
    public required int Series { get; init; }

    public required string Row { get; init; }

    public required string Requirement { get; init; }

    public required string Stimulus { get; init; }

    public required string MeasuredAs { get; init; }

    /// <summary>"one probe", or what the second is for and which of the two is tried.</summary>
    public required string Probes { get; init; }

    /// <summary>The same is played with one probe too.</summary>
    public required bool IsRepetition { get; init; }

    public required int Mains { get; init; }

    /// <summary>"typical" or "maximum".</summary>
    public required string Timing { get; init; }

    /// <summary>"on time", "worst gaps" or "exact clock".</summary>
    public required string Ticks { get; init; }

    public required double BudgetMs { get; init; }

    public required int Runs { get; init; }

    /// <summary>Null where a reaction never came.</summary>
    public required double? WorstMs { get; init; }

    public required double MeanMs { get; init; }

    /// <summary>The worst trial, as <c>SERIES:NUMBER:STEP</c>.</summary>
    public required string WorstTrial { get; init; }

    public required int WrongCauses { get; init; }

    /// <summary>A trial with a wrong cause; null when there is none.</summary>
    public required string? WrongTrial { get; init; }

    /// <summary>What was named first, and in how many trials.</summary>
    public required IReadOnlyDictionary<string, int> Causes { get; init; }

    /// <summary>Trials of the whole campaign in this setting, finer ones apart.</summary>
    public required int OfTrials { get; init; }

    /// <summary>Those of them that were played.</summary>
    public required int Trials { get; init; }

    [JsonIgnore]
    public double? MarginMs => BudgetMs - WorstMs;

    [JsonIgnore]
    public bool IsWithinBudget => WorstMs <= BudgetMs;

    public bool Holds => Runs == 0 || (IsWithinBudget && WrongCauses == 0);

    [JsonIgnore]
    public string Verdict => Holds ? "ok" : IsWithinBudget ? $"WRONG CAUSE in {WrongCauses}: {Wrong}, {WrongTrial}" : $"OVER BUDGET in {WorstTrial}";

    private string Wrong => string.Join(", ", Causes.Keys.Where(cause => cause != Row).Take(2));

    public static ReactionResult Of(int series, ReactionExperiment experiment, ReactionSetting setting, int ofTrials, IReadOnlyList<ReactionRun> runs)
    {
        ReactionRun? worst = runs.MaxBy(run => run.ReactionMs);
        ReactionRun? wrong = runs.FirstOrDefault(run => !run.IsRightCause);
        return new ReactionResult
        {
            Series = series,
            Row = CauseNames.Of(experiment.Cause),
            Requirement = RowBudgets.RequirementOf(experiment.Cause),
            Stimulus = experiment.Stimulus,
            MeasuredAs = experiment.MeasuredAs.ToString(),
            Probes = experiment.Fitting.ToString(),
            IsRepetition = experiment.IsRepetition,
            Mains = setting.IsMains60Hz ? 60 : 50,
            Timing = Figures.Of(setting.Timing),
            Ticks = Figures.Of(setting.Ticks),
            BudgetMs = experiment.Budget.Ms(setting.Timing, setting.Ticks),
            Runs = runs.Count,
            WorstMs = worst is null ? 0 : Figures.OrNull(worst.ReactionMs),
            MeanMs = runs.Where(run => double.IsFinite(run.ReactionMs)).Select(run => run.ReactionMs).DefaultIfEmpty(0).Average(),
            WorstTrial = Name(series, worst) ?? string.Empty,
            WrongCauses = runs.Count(run => !run.IsRightCause),
            WrongTrial = Name(series, wrong),
            Causes = runs.GroupBy(run => run.Cause).ToDictionary(group => group.Key, group => group.Count()),
            OfTrials = ofTrials,
            Trials = runs.Count(run => run.Step == 0),
        };
    }

    /// <summary>The same series of two shares as one.</summary>
    public static ReactionResult Merge(ReactionResult a, ReactionResult b)
    {
        ReactionResult worst = (b.WorstMs ?? double.PositiveInfinity) > (a.WorstMs ?? double.PositiveInfinity) ? b : a;
        return a with
        {
            Runs = a.Runs + b.Runs,
            Trials = a.Trials + b.Trials,
            WorstMs = worst.WorstMs,
            WorstTrial = worst.WorstTrial,
            MeanMs = ((a.MeanMs * a.Runs) + (b.MeanMs * b.Runs)) / Math.Max(a.Runs + b.Runs, 1),
            WrongCauses = a.WrongCauses + b.WrongCauses,
            WrongTrial = a.WrongTrial ?? b.WrongTrial,
            Causes = a.Causes.Concat(b.Causes).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        };
    }

    private static string? Name(int series, ReactionRun? run) => run is null ? null : $"{series}:{run.Number}:{run.Step}";
}
