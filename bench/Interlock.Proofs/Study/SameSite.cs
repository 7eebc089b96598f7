using Interlock.Firmware;
using Interlock.Proofs.Campaigns;
using Interlock.Tissue;

namespace Interlock.Proofs.Study;

/// <summary>
/// Two junctions in one needle, some way apart in the direction in which the heat comes: both are right, and where they differ by more
/// than PROBES_DISAGREE takes, the box trips for nothing. Judged by that rule on the true tips, without noise, until the nearer
/// junction is at the limit, where the box opens the line anyway.
/// </summary>
public static class SameSite
{
    /// <summary>PROBES_DISAGREE: medians more than so far apart for so long.</summary>
    public const double ApartCelsius = Limits.DisagreeCounts / (double)Limits.CountsPerDegree;

    public const double ApartSeconds = Limits.ApartMs / 1000.0;

    public static IReadOnlyList<double> MillimetresApart { get; } = [0.5, 1.0, 2.0];

    /// <summary>Plays the cohorts of the study without a box.</summary>
    public static IReadOnlyList<SameSiteSummary> Run(int seed, int lesions, ICampaignProgress progress, IReadOnlyList<TissueModel>? tissues = null)
    {
        List<SameSiteSummary> summaries = [];
        foreach (TissueModel tissue in tissues ?? [TissueModel.Sphere, TissueModel.Layered])
        {
            IReadOnlyList<Difference[]> played = Trials.RunAll($"two junctions, {tissue}", Cohort.Draw(seed, lesions, tissue), static lesion => Play(lesion.Plan), progress);
            for (int i = 0; i < MillimetresApart.Count; i++)
            {
                summaries.Add(new SameSiteSummary(tissue, MillimetresApart[i], played.Count, played.Count(differences => differences[i].Trips), played.Max(differences => differences[i].LargestCelsius)));
            }
        }

        return summaries;
    }

    /// <summary>One ablation: for each distance whether the box would trip, and the largest difference.</summary>
    private static Difference[] Play(AblationPlan plan)
    {
        ITissue tissue = plan.NewTissue();
        double lag = plan.LagPerStep(tissue.StepSeconds);
        double far = SphericalBioheat.BodyCelsius;
        double[] near = [.. MillimetresApart.Select(static _ => SphericalBioheat.BodyCelsius)];
        double[] apartSeconds = new double[near.Length];
        Difference[] found = new Difference[near.Length];
        int left = near.Length;
        for (double seconds = 0.0; seconds < plan.Seconds && left > 0; seconds += tissue.StepSeconds)
        {
            tissue.Step(plan.AbsorbedWatts);
            far += lag * (tissue.At(plan.ForamenMillimetres / 1000.0) - far);
            left = 0;
            for (int i = 0; i < near.Length; i++)
            {
                if (near[i] >= EarlyRule.Limit) continue;
                left++;
                near[i] += lag * (tissue.At((plan.ForamenMillimetres - MillimetresApart[i]) / 1000.0) - near[i]);
                double difference = near[i] - far;
                apartSeconds[i] = difference > ApartCelsius ? apartSeconds[i] + tissue.StepSeconds : 0.0;
                found[i] = new Difference(Math.Max(found[i].LargestCelsius, difference), found[i].Trips || apartSeconds[i] > ApartSeconds);
            }
        }

        return found;
    }

    private readonly record struct Difference(double LargestCelsius, bool Trips);
}

/// <summary>What a distance between two junctions came to.</summary>
public sealed record SameSiteSummary(TissueModel Tissue, double MillimetresApart, int Ablations, int NeedlessTrips, double LargestCelsius);
