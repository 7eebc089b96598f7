using System.Globalization;
using Interlock.Proofs.Campaigns;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>Lesions of several ablations in every arm with the box: what the first coast is worth to the later ablations.</summary>
/// <param name="seed">Of the cohort and of every noise.</param>
/// <param name="lesions">In each model.</param>
/// <param name="ablations">Of each lesion.</param>
public sealed class LesionsCampaign(int seed, int lesions, int ablations)
{
    public const int MostAblations = 6;

    public IReadOnlyList<Arm> Arms { get; init; } = [Arm.WithBox, Arm.Measured, Arm.Cautious];

    public IReadOnlyList<TissueModel> Tissues { get; init; } = [TissueModel.Layered];

    public LesionsResult Run(ICampaignProgress progress)
    {
        List<LesionOutcome> outcomes = [];
        foreach (TissueModel tissue in Tissues)
        {
            IReadOnlyList<Lesion> cohort = Cohort.Draw(seed, lesions, tissue);
            foreach (Arm arm in Arms)
            {
                outcomes.AddRange(Trials.RunAll(ArmNames.Of(arm), cohort, lesion => LesionRun.Play(lesion, arm, ablations, Cohort.NoiseSeed(seed, lesion.Number)), progress, 1));
            }
        }

        return new LesionsResult(seed, lesions, ablations, outcomes);
    }
}

/// <summary>What came of the ablations with one number in one arm.</summary>
/// <param name="Name">Which of a lesion's ablations.</param>
/// <param name="Ablations">How many.</param>
/// <param name="WouldPass">Whose peak would pass 42 degC if nobody cut the power.</param>
/// <param name="Above420">Of these, peaks above 42.0 degC.</param>
/// <param name="Above425">Above 42.5.</param>
/// <param name="Above430">Above 43.0.</param>
/// <param name="Highest">Of all, degC.</param>
/// <param name="GivenUp">Share of the ablation time before the ideal instant that was given up, of all.</param>
/// <param name="GivenUpOfPassing">The same of those that would pass.</param>
/// <param name="ExpectationError">Peak less what the box expected when the line opened, of those that it stopped, mean, degC.</param>
/// <param name="Within">Of these, the share whose peak lay within the width.</param>
public sealed record LaterScore(
    string Name, int Ablations, int WouldPass, int Above420, int Above425, int Above430, double Highest, double GivenUp, double GivenUpOfPassing, double? ExpectationError, double? Within)
{
    public static LaterScore? Of(string name, IReadOnlyList<LaterAblation> ablations)
    {
        if (ablations.Count == 0) return null;
        LaterAblation[] passing = [.. ablations.Where(ablation => ablation.WouldPass)];
        LaterAblation[] told = [.. ablations.Where(ablation => ablation.ExpectedPeak is not null && ablation.PoweredSeconds < ablation.PlannedSeconds - 1.0)];
        int Above(double celsius) => passing.Count(ablation => ablation.Peak > celsius);
        return new LaterScore(
            name,
            ablations.Count,
            passing.Length,
            Above(42.0),
            Above(42.5),
            Above(43.0),
            ablations.Max(ablation => ablation.Peak),
            GivenUpOf(ablations),
            GivenUpOf(passing),
            told.Length == 0 ? null : told.Select(ablation => ablation.Peak - ablation.ExpectedPeak!.Value).Mean(),
            told.Length == 0 ? null : told.Count(ablation => Math.Abs(ablation.Peak - ablation.ExpectedPeak!.Value) <= ablation.ExpectedWidth) / (double)told.Length);
    }

    private static double GivenUpOf(IReadOnlyList<LaterAblation> ablations)
    {
        double given = ablations.Sum(ablation => ablation.GivenSeconds);
        return given > 0.0 ? ablations.Sum(ablation => ablation.GivenUpSeconds) / given : 0.0;
    }
}

/// <summary>All that was found of lesions.</summary>
public sealed record LesionsResult(int Seed, int Lesions, int Ablations, IReadOnlyList<LesionOutcome> Outcomes)
{
    public IEnumerable<LesionOutcome> Violating => Outcomes.Where(outcome => outcome.Violations.Count > 0);

    public bool Holds => !Violating.Any();

    public IReadOnlyList<TissueModel> Tissues => [.. Outcomes.Select(outcome => outcome.Lesion.Tissue).Distinct()];

    public IReadOnlyList<Arm> Arms => [.. Outcomes.Select(outcome => outcome.Arm).Distinct()];

    /// <summary>By number, and all from the second on.</summary>
    public IReadOnlyList<LaterScore> Scores(TissueModel tissue, Arm arm)
    {
        LaterAblation[] all = [.. Outcomes.Where(outcome => outcome.Lesion.Tissue == tissue && outcome.Arm == arm).SelectMany(outcome => outcome.Ablations)];
        IEnumerable<LaterScore?> each = Enumerable.Range(1, Ablations).Select(number => LaterScore.Of(number.ToString(CultureInfo.InvariantCulture), [.. all.Where(ablation => ablation.Number == number)]));
        return [.. each.Append(LaterScore.Of("2 and on", [.. all.Where(ablation => ablation.Number > 1)])).OfType<LaterScore>()];
    }
}

/// <summary>Lesions of several ablations as a table, or as JSON.</summary>
public static class LesionsReport
{
    public static void Print(LesionsResult result, TextWriter output)
    {
        foreach (TissueModel tissue in result.Tissues)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Lesions} lesions of up to {result.Ablations} ablations each, seed {result.Seed}, in {StudyReport.Name(tissue)}"));
            output.WriteLine();
            TextTable table = new("", ">ablation", ">ablations", ">would pass 42", ">above 42.0", ">42.5", ">43.0", ">highest, degC", ">given up, %", ">of those that would pass", ">peak less expected, degC", ">within the width, %");
            foreach (Arm arm in result.Arms)
            {
                foreach (LaterScore score in result.Scores(tissue, arm)) table.Add(Cells(arm, score));
            }

            table.Print(output);
            output.WriteLine();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The ablations of a lesion have the same power and are meant to last {LesionRun.TimesTheTime:F0} times the paper's time together. After each the operator waits {LesionRun.LeastPauseSeconds:F0} to {LesionRun.MostPauseSeconds:F0} s and until the tip is below {LesionRun.CoolCelsius:F1} degC after a trip, {LesionRun.WarmCelsius:F1} otherwise; where that takes until the wait for the cement is over, no other follows."));
        output.WriteLine("Above: of those that would pass 42 degC if nobody cut the power, the lesion being as warm as it was. Given up: share of the ablation time before the instant at which a cut leaves a peak of 42. Expected: by the box when it opened the line.");
        int violating = result.Violating.Count();
        output.WriteLine(violating == 0
            ? $"Safety properties: held in all {result.Outcomes.Count} lesions."
            : $"Safety properties: DID NOT HOLD in {violating} of {result.Outcomes.Count} lesions.");
        foreach (LesionOutcome outcome in result.Violating) output.WriteLine($"  lesion {outcome.Lesion.Number}, {ArmNames.Of(outcome.Arm)}: {string.Join("; ", outcome.Violations)}");
    }

    public static void PrintJson(LesionsResult result, TextWriter output) => CampaignJson.Print(
        new
        {
            result.Seed,
            result.Lesions,
            result.Ablations,
            result.Holds,
            models = result.Tissues.Select(tissue => new
            {
                tissue = tissue.ToString(),
                arms = result.Arms.Select(arm => new { arm = arm.ToString(), scores = result.Scores(tissue, arm) }),
            }),
            outcomes = result.Outcomes.Select(outcome => new { tissue = outcome.Lesion.Tissue.ToString(), arm = outcome.Arm.ToString(), lesion = outcome.Lesion.Number, outcome.Lesion.Plan, outcome.Ablations, outcome.Violations }),
        },
        output);

    private static string[] Cells(Arm arm, LaterScore score)
    {
        static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
        return
        [
            ArmNames.Of(arm),
            score.Name,
            Whole(score.Ablations),
            Whole(score.WouldPass),
            Whole(score.Above420),
            Whole(score.Above425),
            Whole(score.Above430),
            Spread.Text(score.Highest, 2),
            Spread.Text(score.GivenUp * 100.0, 1),
            Spread.Text(score.GivenUpOfPassing * 100.0, 1),
            score.ExpectationError is { } error ? Spread.Text(error, 2) : "-",
            score.Within is { } within ? Spread.Text(within * 100.0, 0) : "-",
        ];
    }
}
