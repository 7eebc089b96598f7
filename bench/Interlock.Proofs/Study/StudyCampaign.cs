using System.Globalization;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Simulation;

namespace Interlock.Proofs.Study;

/// <summary>Runs every ablation of a cohort in every arm.</summary>
/// <param name="seed">Of the cohort and of every noise.</param>
/// <param name="lesions">Ablations in the cohort.</param>
/// <param name="share">Which of them are played.</param>
public sealed class StudyCampaign(int seed, int lesions, Share share)
{
    /// <summary>The ways in which each ablation is run.</summary>
    public IReadOnlyList<Arm> Arms { get; init; } = Enum.GetValues<Arm>();

    /// <summary>The models, one cohort in each.</summary>
    public IReadOnlyList<TissueModel> Tissues { get; init; } = [TissueModel.Sphere];

    /// <summary>Ablations in all cohorts together.</summary>
    public int Lesions => lesions * Tissues.Count;

    public StudyResult Run(ICampaignProgress progress)
    {
        IReadOnlyList<Lesion> cohort = [.. Tissues.SelectMany(tissue => Cohort.Draw(seed, lesions, tissue)).Where((_, index) => share.Has(index))];
        Dictionary<Arm, IReadOnlyList<Outcome>> outcomes = [];
        foreach (Arm arm in Arms) outcomes[arm] = Trials.RunAll(ArmNames.Of(arm), cohort, lesion => Play(lesion, arm), progress);
        return new StudyResult(seed, cohort, outcomes);
    }

    private Outcome Play(Lesion lesion, Arm arm) => arm switch
    {
        Arm.WithoutBox => UnboxedRun.Play(lesion, isWatched: false),
        Arm.ByEye => UnboxedRun.Play(lesion, isWatched: true),
        _ => BoxedRun.Play(lesion, arm, Cohort.NoiseSeed(seed, lesion.Number)),
    };
}

/// <summary>All that a study found.</summary>
public sealed class StudyResult
{
    public StudyResult(int seed, IReadOnlyList<Lesion> cohort, IReadOnlyDictionary<Arm, IReadOnlyList<Outcome>> outcomes)
    {
        Seed = seed;
        Cohort = cohort;
        Outcomes = outcomes;
        Summaries = [.. Arms.Select(arm => ArmSummary.Of(arm, outcomes[arm]))];
    }

    /// <param name="seed">Of the cohort.</param>
    /// <param name="lesions">Each lesion in every arm.</param>
    public static StudyResult Of(int seed, IReadOnlyList<IReadOnlyList<Outcome>> lesions) => new(
        seed,
        [.. lesions.Select(outcomes => outcomes[0].Lesion)],
        lesions[0].Select(outcome => outcome.Arm).ToDictionary(arm => arm, arm => (IReadOnlyList<Outcome>)[.. lesions.Select(outcomes => outcomes.Single(outcome => outcome.Arm == arm))]));

    /// <summary>The same, each model for itself.</summary>
    public IReadOnlyList<StudyResult> ByTissue => [.. Cohort.Select(lesion => lesion.Tissue).Distinct().Select(tissue => Of(Seed, [.. Lesions.Where(outcomes => outcomes[0].Lesion.Tissue == tissue)]))];

    public TissueModel Tissue => Cohort[0].Tissue;

    /// <summary>Each lesion in every arm.</summary>
    public IReadOnlyList<IReadOnlyList<Outcome>> Lesions => [.. Cohort.Select((_, index) => (IReadOnlyList<Outcome>)[.. Arms.Select(arm => Outcomes[arm][index])])];

    public IReadOnlyList<Arm> Arms => [.. Outcomes.Keys.Order()];

    public int Seed { get; }

    public IReadOnlyList<Lesion> Cohort { get; }

    public IReadOnlyDictionary<Arm, IReadOnlyList<Outcome>> Outcomes { get; }

    public IReadOnlyList<ArmSummary> Summaries { get; }

    /// <summary>One arm in numbers; null when it wasn't run.</summary>
    public ArmSummary? Of(Arm arm) => Summaries.FirstOrDefault(summary => summary.Arm == arm);

    /// <summary>Runs with the box in which a safety property did not hold.</summary>
    public IEnumerable<Outcome> Violating => Outcomes.Values.SelectMany(arm => arm).Where(outcome => outcome.Violations.Count > 0);

    public bool Holds => !Violating.Any();
}

/// <summary>What must hold of every run with the box, whatever the tissue does. Judged from the contacts and the true tip, not from what the firmware says.</summary>
public static class SafetyProperties
{
    /// <summary>The limit and three times the chip's noise: readings of a tip that stays here are above the limit.</summary>
    public const double StaysCelsius = 42.10;

    /// <summary>A tip that is here for less may slip between conversions.</summary>
    public const double StaysSeconds = 0.4;

    /// <summary>SR-OVER (docs/safety.md).</summary>
    public const double OpensWithinSeconds = 0.35;

    /// <param name="tip">The tip in degC from 0 on.</param>
    /// <param name="stepSeconds">Between two values.</param>
    /// <param name="line">When the line was closed.</param>
    /// <param name="trippedUs">When the box first tripped; null when it did not.</param>
    /// <returns>What did not hold.</returns>
    public static IReadOnlyList<string> Judge(IReadOnlyList<double> tip, double stepSeconds, IReadOnlyList<LineInterval> line, long? trippedUs)
    {
        List<string> violations = [];
        foreach (LineInterval interval in line)
        {
            double closed = interval.ClosedUs / 1e6;
            double opened = interval.OpenedUs / 1e6;
            if (trippedUs < interval.ClosedUs) violations.Add(At(closed, "the line closed again after a trip"));
            if (HotFrom(tip, stepSeconds, closed, opened) is not { } hot) continue;
            if (trippedUs is null) violations.Add(At(hot, "no trip though the tip stayed at or above 42.10 degC"));
            if (opened - hot > OpensWithinSeconds) violations.Add(At(hot, $"the line stayed closed for {((opened - hot) * 1e3).ToString("F0", CultureInfo.InvariantCulture)} ms with the tip at or above 42.10 degC"));
        }

        return violations;
    }

    /// <summary>When the tip first began to stay hot while the line was closed.</summary>
    private static double? HotFrom(IReadOnlyList<double> tip, double stepSeconds, double closed, double opened)
    {
        int stays = (int)(StaysSeconds / stepSeconds);
        int run = 0;
        for (int i = (int)(closed / stepSeconds) + 1; i < tip.Count && (run > 0 || i * stepSeconds < opened); i++)
        {
            run = tip[i] >= StaysCelsius ? run + 1 : 0;
            if (run > stays) return (i - stays) * stepSeconds;
        }

        return null;
    }

    private static string At(double seconds, string what) => string.Create(CultureInfo.InvariantCulture, $"{what}, at {seconds:F2} s");
}
