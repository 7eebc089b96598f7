using System.Globalization;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Study;

/// <summary>The study as a table beside the paper's figures, or as JSON.</summary>
public static class StudyReport
{
    private static readonly string _comparable = string.Create(CultureInfo.InvariantCulture, $"Comparable with the paper: power, and the mean of the highest temperature \"by eye\" (power off {UnboxedRun.EyeSeconds:F0} s after 42 degC is read). Not comparable: its times are what was left after its stops, ours are meant and then cut; its spread of temperatures is narrower, since its operators knew how far the foramen was and chose power and time by it, while ours are drawn independently; how often it stopped, the coast and the dose are not reported.");

    private static readonly string _drawn = string.Create(CultureInfo.InvariantCulture, $"absorbed share {Cohort.LowestAbsorbedShare} to {Cohort.HighestAbsorbedShare} and perfusion {Cohort.LowestPerfusion} to {Cohort.HighestPerfusion} times the literature's are not in the paper: they are drawn so that \"by eye\" has its mean highest temperature.");

    /// <summary>What can and what can't be held beside the paper.</summary>
    public static IReadOnlyList<string> Notes(TissueModel tissue) =>
    [
        "Powers and times are the paper's, clipped to its ranges. " + (tissue == TissueModel.Sphere
            ? string.Create(CultureInfo.InvariantCulture, $"Distance {Cohort.NearestMillimetres:F0} to {Cohort.FarthestMillimetres:F0} mm, {_drawn}")
            : $"The anatomy (docs/design-notes.md, \"Tissue\"), {_drawn}"),
        _comparable,
        "Temperatures are those of the tissue at the probe, not readings. Peak, dose and exceedances include the coast, 300 s after power off.",
    ];

    /// <summary>The model in a few words.</summary>
    public static string Name(TissueModel tissue) => tissue switch
    {
        TissueModel.Sphere => "tissue that absorbs microwaves (sphere)",
        TissueModel.Layered => "a foramen of fat behind bone (layered)",
        _ => "a foramen of any share of fat (blended)",
    };

    public static void Print(StudyResult result, TextWriter output)
    {
        IReadOnlyList<StudyResult> parts = result.ByTissue;
        foreach (StudyResult part in parts)
        {
            if (part != parts[0]) output.WriteLine();
            PrintPart(part, output);
        }
    }

    private static void PrintPart(StudyResult result, TextWriter output)
    {
        string model = result.Tissue == TissueModel.Sphere ? string.Empty : ", in " + Name(result.Tissue);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Cohort.Count} ablations, seed {result.Seed}{model}"));
        output.WriteLine();
        TextTable table = new(["", ">paper", .. result.Summaries.Select(summary => ">" + ArmNames.Of(summary.Arm))]);
        foreach (StudyRow row in StudyRow.Of(result.Tissue)) table.Add([row.Name, row.Paper, .. result.Summaries.Select(row.Value)]);
        table.Print(output);
        output.WriteLine();
        foreach (string note in Notes(result.Tissue)) output.WriteLine(note);
        output.WriteLine();
        foreach (string cost in Costs(result)) output.WriteLine(cost);
        output.WriteLine(Verdict(result));
        foreach (Outcome outcome in result.Violating) output.WriteLine($"  lesion {outcome.Lesion.Number}, {ArmNames.Of(outcome.Arm)}: {string.Join("; ", outcome.Violations)}");
    }

    /// <summary>What acting on the expected coast brings, and what it costs; nothing where the box was not run in both ways.</summary>
    public static IEnumerable<string> Costs(StudyResult result)
    {
        if (result.Of(Arm.WithBox) is not { } box) yield break;
        foreach (ArmSummary early in result.Summaries.Where(summary => summary.Arm > Arm.WithBox))
        {
            yield return $"{ArmNames.Of(early.Arm)}: above 42.0 degC {early.Above420} instead of {box.Above420}, above 42.5 degC {early.Above425} instead of {box.Above425}, above 43.0 degC {early.Above430} instead of {box.Above430}; highest peak {Spread.Text(early.Peak.Highest, 2)} instead of {Spread.Text(box.Peak.Highest, 2)} degC. "
                + $"It stops {early.Endings[Ending.Stopped]} ablations instead of {box.Endings[Ending.Stopped]} and costs {Spread.Text((early.TimeLostShare - box.TimeLostShare) * 100.0, 1)} % of the ablation time that was meant.";
        }
    }

    /// <summary>Whether the safety properties held.</summary>
    public static string Verdict(StudyResult result)
    {
        int runs = result.Outcomes.Where(arm => ArmNames.RuleOf(arm.Key) is not null).Sum(arm => arm.Value.Count);
        int violating = result.Violating.Count();
        return violating == 0
            ? $"Safety properties: held in all {runs} runs with the box."
            : $"Safety properties: DID NOT HOLD in {violating} of {runs} runs with the box.";
    }

    public static void PrintJson(StudyResult result, TextWriter output)
    {
        IReadOnlyList<StudyResult> parts = result.ByTissue;
        CampaignJson.Print(parts.Count == 1 ? Json(result) : parts.Select(Json), output);
    }

    private static object Json(StudyResult result)
    {
        return new
        {
            tissue = result.Tissue.ToString(),
            result.Seed,
            lesions = result.Cohort.Count,
            result.Holds,
            arms = result.Summaries.Select(summary => new
            {
                arm = summary.Arm.ToString(),
                summary.Watts,
                summary.Minutes,
                summary.HighestPowered,
                summary.Peak,
                summary.NervePeak,
                summary.Coast,
                summary.Cem43Minutes,
                endings = summary.Endings.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
                summary.Above420,
                summary.Above425,
                summary.Above430,
                summary.Above440,
                summary.TimeLostShare,
                summary.TimeLostShareOfStopped,
            }),
            outcomes = result.Outcomes.Values.SelectMany(arm => arm).Select(outcome => new
            {
                arm = outcome.Arm.ToString(),
                lesion = outcome.Lesion.Number,
                outcome.Lesion.Plan,
                ending = outcome.Ending.ToString(),
                outcome.TripCause,
                outcome.PoweredSeconds,
                outcome.HighestPowered,
                outcome.Peak,
                outcome.NervePeak,
                outcome.PeakAfterSeconds,
                outcome.Cem43Minutes,
                outcome.Violations,
            }),
        };
    }
}

/// <summary>A row of the study's table: what it tells of an arm, and what the paper has beside it.</summary>
public sealed record StudyRow(string Name, string Paper, Func<ArmSummary, string> Value)
{
    private const string NotReported = "-";

    /// <summary>Behind fat the coast is so large that 42.5 degC doesn't tell one rule from another; and there is a nerve.</summary>
    private static readonly StudyRow[] _layered =
    [
        new("  above 43.0 degC", NotReported, summary => Whole(summary.Above430)),
        new("  above 44.0 degC", NotReported, summary => Whole(summary.Above440)),
        new("peak of the nerve, nearer, degC", NotReported, summary => summary.NervePeak?.MeanAndDeviation(1) ?? NotReported),
        new("  highest", NotReported, summary => summary.NervePeak is { } nerve ? Spread.Text(nerve.Highest, 2) : NotReported),
    ];

    /// <summary>The rows that a model has something to tell in.</summary>
    public static IReadOnlyList<StudyRow> Of(TissueModel tissue) => tissue == TissueModel.Sphere ? _all : [.. _all[..^2], .. _layered, .. _all[^2..]];

    private static readonly StudyRow[] _all =
    [
        new("power, W", "30.3 ± 8.2", summary => summary.Watts.MeanAndDeviation(1)),
        new("  range", "20 to 50", summary => summary.Watts.Range(0)),
        new("ablation time, min", "3.03 ± 1.16", summary => summary.Minutes.MeanAndDeviation(2)),
        new("  range", "1 to 6", summary => summary.Minutes.Range(1)),
        new("  not given of what was meant, %", NotReported, summary => Percent(summary.TimeLostShare)),
        new("  the same of those stopped, %", NotReported, summary => Percent(summary.TimeLostShareOfStopped)),
        new("highest until power off, degC", "40.5 ± 0.8", summary => summary.HighestPowered.MeanAndDeviation(1)),
        new("  range", NotReported, summary => summary.HighestPowered.Range(1)),
        new("stopped by temperature", NotReported, summary => Count(summary, Ending.Stopped)),
        new("stopped by TIME_LIMIT", NotReported, summary => Count(summary, Ending.TimeLimit)),
        new("stopped by another row", NotReported, summary => Count(summary, Ending.OtherTrip)),
        new("coast after a stop, degC", NotReported, summary => summary.Coast?.MeanAndDeviation(2) ?? NotReported),
        new("peak with coast, degC", NotReported, summary => summary.Peak.MeanAndDeviation(1)),
        new("  highest", NotReported, summary => Spread.Text(summary.Peak.Highest, 2)),
        new("  above 42.0 degC", NotReported, summary => Whole(summary.Above420)),
        new("  above 42.5 degC", NotReported, summary => Whole(summary.Above425)),
        new("CEM43 with coast, min, median", NotReported, summary => Spread.Text(summary.Cem43Minutes.Median, 2)),
        new("  highest", NotReported, summary => Spread.Text(summary.Cem43Minutes.Highest, 2)),
    ];

    private static string Count(ArmSummary summary, Ending ending) => Whole(summary.Endings[ending]);

    private static string Percent(double share) => Spread.Text(share * 100.0, 1);

    private static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What Fan et al. (2023) report of 63 vertebrae (docs/design-notes.md, "Sources").</summary>
public static class PaperFigures
{
    public const double WattsMean = 30.3;
    public const double WattsDeviation = 8.2;
    public const double WattsLowest = 20.0;
    public const double WattsHighest = 50.0;

    public const double MinutesMean = 3.03;
    public const double MinutesDeviation = 1.16;
    public const double MinutesLowest = 1.0;
    public const double MinutesHighest = 6.0;

    /// <summary>Highest instantaneous foramen temperature, degC.</summary>
    public const double HighestMean = 40.5;

    public const double HighestDeviation = 0.8;

    /// <summary>Ablation stopped as soon as the foramen reached this, degC.</summary>
    public const double StopCelsius = 42.0;

    public const int Lesions = 63;
}
