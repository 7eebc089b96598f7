using System.Globalization;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Study;

/// <summary>The rules that open the line early as tables, one a model, or as JSON.</summary>
public static class RulesReport
{
    private const double LastMinuteSeconds = 60.0;

    public static void Print(RulesResult result, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rules that open the line early: {result.Draws} first ablations of each model, seed {result.Seed}. Strengths (m) are chosen and fits are made on the even draws; every figure of a rule is of the odd ones."));
        foreach (RulesSet set in result.Sets)
        {
            RuleScore nothing = RuleScore.Of(result.Rules[0], set.Judging);
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"In {StudyReport.Name(set.Tissue)}: {set.Judging.Count} ablations judged, of which {nothing.WouldPass} would pass 42 degC"));
            output.WriteLine();
            TextTable table = new("", ">m", ">above 42.0, %", ">42.5", ">43.0", ">44.0", ">highest, degC", ">given up, %", ">of those that would pass", ">stopped needlessly");
            foreach (EarlyRule rule in result.Rules) table.Add(Cells(rule, RuleScore.Of(rule, set.Judging), result.Chosen.Contains(rule)));
            table.Print(output);
        }

        output.WriteLine();
        output.WriteLine("Above: share of those that would pass 42 degC whose peak, coast included, was. Given up: share of the ablation time before the instant at which a cut leaves a peak of 42, of all ablations and of those that would pass it. Stopped needlessly: of those that would not.");
        output.WriteLine("* the weakest of its family that on the fitting draws of layered and blended keeps every peak at 43.0 degC and nine of ten at 42.5. A family without one can't.");
        output.WriteLine("No box knows when the power went on: the delays and the fit that reckon with it are there to show what that would be worth. The other delay is from the line's closing, 2 to 28 s before.");
        PrintExpectations(result, output);
        PrintHistories(result, output);
    }

    public static void PrintJson(RulesResult result, TextWriter output) => CampaignJson.Print(
        new
        {
            result.Seed,
            result.Draws,
            models = result.Sets.Select(set => new
            {
                tissue = set.Tissue.ToString(),
                rules = result.Rules.Select(rule => new { rule.Family, rule.Strength, chosen = result.Chosen.Contains(rule), score = RuleScore.Of(rule, set.Judging) }),
                expectation = ExpectationScore.OfBox(set.Drawn),
                withDelay = result.Delayed is { } delayed ? ExpectationScore.Of(set.Judging, delayed.Expect) : null,
            }),
            delayed = result.Delayed,
            equalHistories = new { sincePowerOn = EqualHistories.Of(All(result), null), lastMinute = EqualHistories.Of(All(result), LastMinuteSeconds) },
        },
        output);

    private static string[] Cells(EarlyRule rule, RuleScore score, bool isChosen)
    {
        string Of(int count) => Share(score.WouldPass == 0 ? 0.0 : count / (double)score.WouldPass, 0);
        return
        [
            rule.Family,
            (rule.Strength?.ToString(CultureInfo.InvariantCulture) ?? string.Empty) + (isChosen && rule.Strength is not null ? " *" : string.Empty),
            Of(score.Above420),
            Of(score.Above425),
            Of(score.Above430),
            Of(score.Above440),
            Spread.Text(score.Highest, 2),
            Share(score.GivenUp, 1),
            Share(score.GivenUpOfPassing, 1),
            string.Create(CultureInfo.InvariantCulture, $"{score.StoppedNeedlessly} of {score.Others}"),
        ];
    }

    private static void PrintExpectations(RulesResult result, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("What the box expects (EXPT) against the peak that a cut then would bring, at each tenth of a degree from 39 to 42 degC, all draws:");
        output.WriteLine();
        TextTable table = new("", ">moments", ">peak less expected, mean, degC", ">5 %", ">95 %", ">within the width, %");
        foreach (RulesSet set in result.Sets) Add(table, StudyReport.Name(set.Tissue), ExpectationScore.OfBox(set.Drawn));
        if (result.Delayed is { } delayed)
        {
            foreach (RulesSet set in result.Sets) Add(table, $"  with the delay, {StudyReport.Name(set.Tissue)}", ExpectationScore.Of(set.Judging, delayed.Expect));
        }

        table.Print(output);
        if (result.Delayed is { } one) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"With the delay: what the box does not reckon with. Slope x ({one.Seconds:F1} s and {one.Share:F2} of the delay since the line closed), width 0.1 and slope x {one.WidthSeconds:F1} s, fitted to the even draws, told of the odd ones."));
    }

    private static void PrintHistories(RulesResult result, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Equal histories, other coasts: pairs of all draws whose tips went alike, within {EqualHistories.Alike} degC, up to the ideal instant of one of them:"));
        output.WriteLine();
        TextTable table = new("alike", ">pairs", ">coasts differ by, median, degC", ">95 %", ">most", ">given up at least, %");
        Add(table, "since power on", EqualHistories.Of(All(result), null));
        Add(table, "for the last minute", EqualHistories.Of(All(result), LastMinuteSeconds));
        table.Print(output);
        output.WriteLine();
        output.WriteLine("Given up at least: by any rule that sees no more and lets no peak pass 43.0 degC, of all ablations of the three models together. A draw without a companion among these draws counts as free, so the true least is higher.");
    }

    private static void Add(TextTable table, string name, EqualHistories? found)
    {
        if (found is null) return;
        table.Add(name, found.Pairs.ToString(CultureInfo.InvariantCulture), Spread.Text(found.MedianDifference, 2), Spread.Text(found.HighDifference, 2), Spread.Text(found.Most, 2), Share(found.LeastGivenUp, 1));
    }

    private static void Add(TextTable table, string name, ExpectationScore? score)
    {
        if (score is null) return;
        table.Add(name, score.Moments.ToString(CultureInfo.InvariantCulture), Spread.Text(score.Mean, 2), Spread.Text(score.Low, 2), Spread.Text(score.High, 2), Share(score.Within, 0));
    }

    private static DrawnAblation[] All(RulesResult result) => [.. result.Sets.SelectMany(set => set.Drawn)];

    private static string Share(double share, int places) => Spread.Text(share * 100.0, places);
}
