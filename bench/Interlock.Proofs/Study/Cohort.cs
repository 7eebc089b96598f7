using Interlock.Tissue;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Interlock.Proofs.Study;

/// <summary>
/// Draws ablations with the paper's powers and times. Distance, absorption and perfusion are not reported; they are drawn
/// independently from the ranges below, which were chosen so that the mean of the highest foramen temperature with an
/// operator who stops by eye is that of the paper.
/// </summary>
public static class Cohort
{
    /// <summary>Antenna to thermocouple: just outside the bone of the model, to the far side of a vertebra.</summary>
    public const double NearestMillimetres = 14.0;

    public const double FarthestMillimetres = 23.0;

    /// <summary>Share of the generator's power that the tissue absorbs, about the 0.4 to 0.5 of docs/design-notes.md, "Still heating".</summary>
    public const double LowestAbsorbedShare = 0.3;

    public const double HighestAbsorbedShare = 0.5;

    /// <summary>Blood flow against the literature's mean: sources differ by a factor of two and more; even on a logarithmic scale.</summary>
    public const double LowestPerfusion = 0.5;

    public const double HighestPerfusion = 2.0;

    /// <summary>The same noise for a lesion in every arm with the box, another for each lesion.</summary>
    public static int NoiseSeed(int seed, int number) => unchecked((seed * 1000) + number);

    public static IReadOnlyList<Lesion> Draw(int seed, int lesions, TissueModel tissue = TissueModel.Sphere)
    {
        MersenneTwister random = new(seed);
        PlanDraws draws = new(random);
        Lesion[] cohort = new Lesion[lesions];
        for (int i = 0; i < lesions; i++)
        {
            AblationPlan plan = new()
            {
                Watts = draws.Watts(),
                Seconds = draws.Seconds(),
                ForamenMillimetres = draws.ForamenMillimetres(),
                AbsorbedShare = draws.AbsorbedShare(),
                PerfusionFactor = draws.PerfusionFactor(),
            };
            cohort[i] = new Lesion(i + 1, tissue switch
            {
                TissueModel.Layered => ForamenDraws.Draw(plan, random, ForamenDraws.Fat),
                TissueModel.Blended => ForamenDraws.Draw(plan, random, ForamenDraws.AnyFat),
                _ => plan,
            })
            { Tissue = tissue };
        }

        return cohort;
    }
}

/// <summary>Draws what one ablation differs from another in, each time anew; the order in which it is asked is the order of the draws.</summary>
internal sealed class PlanDraws(Random random)
{
    private const double SecondsPerMinute = 60.0;

    private readonly Normal _watts = new(PaperFigures.WattsMean, PaperFigures.WattsDeviation, random);
    private readonly Normal _minutes = new(PaperFigures.MinutesMean, PaperFigures.MinutesDeviation, random);
    private readonly ContinuousUniform _millimetres = new(Cohort.NearestMillimetres, Cohort.FarthestMillimetres, random);
    private readonly ContinuousUniform _absorbedShare = new(Cohort.LowestAbsorbedShare, Cohort.HighestAbsorbedShare, random);
    private readonly ContinuousUniform _perfusionLogarithm = new(Math.Log(Cohort.LowestPerfusion), Math.Log(Cohort.HighestPerfusion), random);

    public double Watts() => Math.Clamp(_watts.Sample(), PaperFigures.WattsLowest, PaperFigures.WattsHighest);

    public double Seconds() => Math.Clamp(_minutes.Sample(), PaperFigures.MinutesLowest, PaperFigures.MinutesHighest) * SecondsPerMinute;

    public double ForamenMillimetres() => _millimetres.Sample();

    public double AbsorbedShare() => _absorbedShare.Sample();

    public double PerfusionFactor() => Math.Exp(_perfusionLogarithm.Sample());
}

/// <summary>One ablation of the cohort: what the operator means to do, and the patient.</summary>
public sealed record Lesion(int Number, AblationPlan Plan)
{
    /// <summary>What its patient was drawn from.</summary>
    public TissueModel Tissue { get; init; } = Plan.Foramen is null ? TissueModel.Sphere : TissueModel.Layered;
}
