using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Study;

/// <summary>The study as a table beside the paper's figures, or as JSON.</summary>
public static class StudyReport
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>What can and what can't be held beside the paper.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        string.Create(CultureInfo.InvariantCulture, $"Powers and times are the paper's, clipped to its ranges. Distance {Cohort.NearestMillimetres:F0} to {Cohort.FarthestMillimetres:F0} mm, absorbed share {Cohort.LowestAbsorbedShare} to {Cohort.HighestAbsorbedShare} and perfusion {Cohort.LowestPerfusion} to {Cohort.HighestPerfusion} times the literature's are not in the paper: they are drawn so that \"by eye\" has its mean highest temperature."),
        string.Create(CultureInfo.InvariantCulture, $"Comparable with the paper: power, and the mean of the highest temperature \"by eye\" (power off {UnboxedRun.EyeSeconds:F0} s after 42 degC is read). Not comparable: its times are what was left after its stops, ours are meant and then cut; its spread of temperatures is narrower, since its operators knew how far the foramen was and chose power and time by it, while ours are drawn independently; how often it stopped, the coast and the dose are not reported."),
        "Temperatures are those of the tissue at the probe, not readings. Peak, dose and exceedances include the coast, 300 s after power off.",
    ];

    public static void Print(StudyResult result, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Cohort.Count} ablations, seed {result.Seed}"));
        output.WriteLine();
        TextTable table = new(["", ">paper", .. result.Summaries.Select(summary => ">" + ArmNames.Of(summary.Arm))]);
        foreach (StudyRow row in StudyRow.All) table.Add([row.Name, row.Paper, .. result.Summaries.Select(row.Value)]);
        table.Print(output);
        output.WriteLine();
        foreach (string note in Notes) output.WriteLine(note);
        output.WriteLine();
        output.WriteLine(Cost(result));
        output.WriteLine(Verdict(result));
        foreach (Outcome outcome in result.Violating) output.WriteLine($"  lesion {outcome.Lesion.Number}, {ArmNames.Of(outcome.Arm)}: {string.Join("; ", outcome.Violations)}");
    }

    /// <summary>What ANTICIPATE brings, and what it costs.</summary>
    public static string Cost(StudyResult result)
    {
        ArmSummary box = result.Summaries[(int)Arm.WithBox];
        ArmSummary anticipating = result.Summaries[(int)Arm.Anticipating];
        return $"ANTICIPATE: above 42.0 degC {anticipating.Above420} instead of {box.Above420}, above 42.5 degC {anticipating.Above425} instead of {box.Above425}; highest peak {Spread.Text(anticipating.Peak.Highest, 2)} instead of {Spread.Text(box.Peak.Highest, 2)} degC. "
            + $"It stops {anticipating.Endings[Ending.Stopped]} ablations instead of {box.Endings[Ending.Stopped]} and costs {Spread.Text((anticipating.TimeLostShare - box.TimeLostShare) * 100.0, 1)} % of the ablation time that was meant.";
    }

    /// <summary>Whether the safety properties held.</summary>
    public static string Verdict(StudyResult result)
    {
        int runs = result.Outcomes[Arm.WithBox].Count + result.Outcomes[Arm.Anticipating].Count;
        int violating = result.Violating.Count();
        return violating == 0
            ? $"Safety properties: held in all {runs} runs with the box."
            : $"Safety properties: DID NOT HOLD in {violating} of {runs} runs with the box.";
    }

    public static void PrintJson(StudyResult result, TextWriter output)
    {
        var json = new
        {
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
                summary.Coast,
                summary.Cem43Minutes,
                endings = summary.Endings.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
                summary.Above420,
                summary.Above425,
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
                outcome.PeakAfterSeconds,
                outcome.Cem43Minutes,
                outcome.Violations,
            }),
        };
        output.WriteLine(JsonSerializer.Serialize(json, _indented));
    }
}
