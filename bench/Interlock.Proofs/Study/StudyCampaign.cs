using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Study;

/// <summary>Runs every ablation of a cohort in every arm.</summary>
public sealed class StudyCampaign(int seed, int lesions)
{
    public static IReadOnlyList<Arm> Arms { get; } = Enum.GetValues<Arm>();

    public StudyResult Run(ICampaignProgress progress)
    {
        IReadOnlyList<Lesion> cohort = Cohort.Draw(seed, lesions);
        Dictionary<Arm, IReadOnlyList<Outcome>> outcomes = [];
        foreach (Arm arm in Arms) outcomes[arm] = Trials.RunAll(ArmNames.Of(arm), cohort, lesion => Play(lesion, arm), progress);
        return new StudyResult(seed, cohort, outcomes);
    }

    private Outcome Play(Lesion lesion, Arm arm) => arm switch
    {
        Arm.WithoutBox => UnboxedRun.Play(lesion, isWatched: false),
        Arm.ByEye => UnboxedRun.Play(lesion, isWatched: true),
        _ => BoxedRun.Play(lesion, isAnticipating: arm == Arm.Anticipating, NoiseSeed(lesion)),
    };

    /// <summary>The same noise for a lesion in both arms with the box, another for each lesion.</summary>
    private int NoiseSeed(Lesion lesion) => unchecked((seed * 1000) + lesion.Number);
}

/// <summary>All that a study found.</summary>
public sealed class StudyResult
{
    public StudyResult(int seed, IReadOnlyList<Lesion> cohort, IReadOnlyDictionary<Arm, IReadOnlyList<Outcome>> outcomes)
    {
        Seed = seed;
        Cohort = cohort;
        Outcomes = outcomes;
        Summaries = [.. StudyCampaign.Arms.Select(arm => ArmSummary.Of(arm, outcomes[arm]))];
    }

    public int Seed { get; }

    public IReadOnlyList<Lesion> Cohort { get; }

    public IReadOnlyDictionary<Arm, IReadOnlyList<Outcome>> Outcomes { get; }

    public IReadOnlyList<ArmSummary> Summaries { get; }

    /// <summary>Runs with the box in which a safety property did not hold.</summary>
    public IEnumerable<Outcome> Violating => Outcomes.Values.SelectMany(arm => arm).Where(outcome => outcome.Violations.Count > 0);

    public bool Holds => !Violating.Any();
}
