using System.Collections.Generic;
using System.Linq;

namespace Interlock.Proofs.Study;

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
