using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Study;

/// <summary>
/// Holds rules that open the line early against each other: peaks avoided against ablation time given up, on both models and on
/// blends of them. Whatever is chosen is chosen on the even draws and judged on the odd ones.
/// </summary>
public sealed class RulesCampaign(int seed, int draws)
{
    public const int UsualDraws = 160;

    public RulesResult Run(ICampaignProgress progress)
    {
        List<RulesSet> sets = [];
        foreach (TissueModel tissue in Enum.GetValues<TissueModel>())
        {
            IReadOnlyList<Lesion> cohort = Cohort.Draw(seed, draws, tissue);
            DrawnAblation[] drawn = Trials.RunAll(StudyReport.Name(tissue), cohort, lesion => new DrawnAblation(lesion.Number, lesion.Plan with { IsCoarse = true }, Cohort.NoiseSeed(seed, lesion.Number)), progress, 1);
            sets.Add(new RulesSet(tissue, drawn));
        }

        DrawnAblation[] fitting = [.. sets.SelectMany(set => set.Fitting)];
        return new RulesResult(seed, draws, sets, [.. EarlyRules.Given, .. FittedRules.Of(fitting)], DelayedExpectation.Of(fitting));
    }
}

/// <summary>The draws of one model.</summary>
public sealed record RulesSet(TissueModel Tissue, IReadOnlyList<DrawnAblation> Drawn)
{
    /// <summary>Even draws: strengths are chosen and fits made on them.</summary>
    public IReadOnlyList<DrawnAblation> Fitting { get; } = [.. Drawn.Where(ablation => ablation.Number % 2 == 0)];

    /// <summary>Odd draws: what is told of a rule is from them.</summary>
    public IReadOnlyList<DrawnAblation> Judging { get; } = [.. Drawn.Where(ablation => ablation.Number % 2 != 0)];
}

/// <summary>What a rule brought and cost.</summary>
/// <param name="WouldPass">Ablations whose peak would pass 42 degC if nobody cut the power.</param>
/// <param name="Above420">Of these, peaks above 42.0 degC. The ideal instant leaves a peak of 42.0: a rule that meets it within 0.02 degC counts as having kept it.</param>
/// <param name="Above425">Above 42.5.</param>
/// <param name="Above430">Above 43.0.</param>
/// <param name="Above440">Above 44.0.</param>
/// <param name="Highest">Of all, degC.</param>
/// <param name="GivenUp">Share of the ablation time before the ideal instant that was given up, of all ablations.</param>
/// <param name="GivenUpOfPassing">The same of those that would pass.</param>
/// <param name="StoppedNeedlessly">Of those that would not pass, how many were stopped all the same.</param>
/// <param name="Others">Those that would not pass.</param>
public sealed record RuleScore(int WouldPass, int Above420, int Above425, int Above430, int Above440, double Highest, double GivenUp, double GivenUpOfPassing, int StoppedNeedlessly, int Others)
{
    private const double MetCelsius = 42.02;

    /// <summary>What the project asked of a rule: no peak above 43.0 degC, at most one in ten of those that would pass 42 above 42.5.</summary>
    public bool KeepsPeaks => Above430 == 0 && Above425 * 10 <= WouldPass;

    public static RuleScore Of(EarlyRule rule, IReadOnlyList<DrawnAblation> ablations)
    {
        (DrawnAblation Ablation, double Seconds, double Peak)[] opened = [.. ablations.Select(ablation =>
        {
            double seconds = ablation.OpensAt(rule);
            return (ablation, seconds, ablation.Curve.PeakAt(seconds));
        })];
        (DrawnAblation Ablation, double Seconds, double Peak)[] passing = [.. opened.Where(one => one.Ablation.WouldPass)];
        (DrawnAblation Ablation, double Seconds, double Peak)[] others = [.. opened.Where(one => !one.Ablation.WouldPass)];
        int Above(double celsius) => passing.Count(one => one.Peak > celsius);
        return new RuleScore(
            passing.Length,
            Above(MetCelsius),
            Above(42.5),
            Above(43.0),
            Above(44.0),
            opened.Max(one => one.Peak),
            GivenUpOf(opened),
            GivenUpOf(passing),
            others.Count(one => one.Seconds < one.Ablation.GivenSeconds - 1.0),
            others.Length);
    }

    private static double GivenUpOf((DrawnAblation Ablation, double Seconds, double Peak)[] opened)
    {
        double given = opened.Sum(one => one.Ablation.GivenSeconds);
        return given > 0.0 ? opened.Sum(one => Math.Max(0.0, one.Ablation.GivenSeconds - one.Seconds)) / given : 0.0;
    }
}

/// <summary>All that the rules' campaign found.</summary>
public sealed record RulesResult(int Seed, int Draws, IReadOnlyList<RulesSet> Sets, IReadOnlyList<EarlyRule> Rules, DelayedExpectation? Delayed)
{
    /// <summary>Of a family the weakest that keeps the peaks on the fitting halves of the layered model and the blends; of a rule that has no strength, itself.</summary>
    public IReadOnlyList<EarlyRule> Chosen { get; } = [.. Rules.GroupBy(rule => rule.Family).Select(family => ChoiceOf([.. family], Sets)).OfType<EarlyRule>()];

    private static EarlyRule? ChoiceOf(EarlyRule[] family, IReadOnlyList<RulesSet> sets)
    {
        if (family.Length == 1) return family[0];
        DrawnAblation[] fitting = [.. sets.Where(set => set.Tissue != TissueModel.Sphere).SelectMany(set => set.Fitting)];
        return family.FirstOrDefault(rule => RuleScore.Of(rule, fitting).KeepsPeaks);
    }
}
