using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;

namespace Interlock.Bench.Cli;

/// <summary><c>study</c>: a virtual cohort of ablations, with and without the box.</summary>
public static class StudyVerb
{
    private const string Campaign = "study";
    private const int MostLesions = 10_000;

    private static readonly Option<int> _seed = new("--seed") { CustomParser = Number.Parse<int>, Description = "Of the cohort and of every noise: the same seed gives the same numbers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> _lesions = new("--lesions") { CustomParser = Number.Parse<int>, Description = "Ablations in the cohort.", DefaultValueFactory = _ => PaperFigures.Lesions };
    private static readonly Option<string> _tissue = new("--tissue") { Description = "sphere: tissue that absorbs microwaves; layered: a foramen of fat behind bone, which coasts further; blended: of any share of fat; both: the first two.", DefaultValueFactory = _ => "sphere" };
    private static readonly Option<string?> _coast = new("--coast") { Description = "The box is built for this only: off, measured or cautious; in all three ways unless told." };
    private static readonly Option<int> _ablations = new("--ablations") { CustomParser = Number.Parse<int>, Description = "Lesions of so many ablations each, with the box only: what it learns of the first coast is worth to the later ones.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> _rules = new("--rules") { Description = "Holds the box's rules about the coast against simpler ones, on both models and blends of them: peaks avoided against ablation time given up. --lesions is 160 unless told." };
    private static readonly Option<string?> _page = new("--output", "-o") { Description = "A page with the table and plots: HTML in one file." };
    private static readonly Option<bool> _twoSided = new("--two-sided") { Description = "Ablations from both sides instead, with a foramen beside each antenna: no box, one probe on either side, two; and two junctions in one needle. --lesions is 51 unless told." };
    private static readonly Option<bool> _json = new("--json") { Description = "JSON instead of a table." };
    private static readonly Option<string?> _shard = new("--shard") { Description = "K/N: the K-th of N shares of the cohort, as JSON; merge puts them together." };

    public static Command Create()
    {
        Command command = new(Campaign, "Plays a virtual cohort of ablations with the paper's powers and times: without the box, by eye, with the box, and with one that acts on the coast that it expects. Exit status 2 when a safety property did not hold.") { _seed, _lesions, _tissue, _coast, _ablations, _rules, _twoSided, _page, _json, _shard };
        command.SetAction(Run);
        return command;
    }

    /// <summary>All shares as one run.</summary>
    internal static int Merge(IReadOnlyList<string> files, bool isJson)
    {
        ShareFile<IReadOnlyList<Outcome>>[] shares = [.. files.Select(CampaignJson.Read<ShareFile<IReadOnlyList<Outcome>>>)];
        StudyResult result = StudyResult.Of(shares[0].Seed, ShareFile<IReadOnlyList<Outcome>>.Join(shares) ?? throw new BadInputException(MergeVerb.NotAllShares));
        if (isJson) StudyReport.PrintJson(result, Console.Out);
        else StudyReport.Print(result, Console.Out);
        return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    private static int Run(ParseResult parsed)
    {
        int lesions = parsed.GetValue(_lesions);
        if (lesions is < 1 or > MostLesions) throw new BadInputException($"--lesions: expected 1 to {MostLesions}, found {lesions}");
        if (parsed.GetValue(_rules)) return CompareRules(parsed);
        if (parsed.GetValue(_ablations) != 1) return PlayLesions(parsed);
        if (parsed.GetValue(_twoSided)) return RunTwoSided(parsed);
        string? pagePath = parsed.GetValue(_page);
        using OutputFile? page = pagePath is null ? null : OutputFile.Create(pagePath);

        string? shard = parsed.GetValue(_shard);
        Share share = shard is null ? Share.Whole : SamplingOptions.Shard(shard);
        StudyCampaign campaign = new(parsed.GetValue(_seed), lesions, share) { Tissues = Tissues(parsed.GetValue(_tissue)!), Arms = Arms(parsed.GetValue(_coast)) };
        if (share.Shares > campaign.Lesions) throw new BadInputException($"--shard: expected at most {campaign.Lesions} shares, one an ablation, found {share.Shares}");
        StudyResult result = ProgressBar.Show(campaign.Run);
        if (shard is not null)
        {
            CampaignJson.Print(new ShareFile<IReadOnlyList<Outcome>>(Campaign, share, result.Seed, campaign.Lesions, result.Lesions), Console.Out);
            return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
        }

        if (parsed.GetValue(_json)) StudyReport.PrintJson(result, Console.Out);
        else StudyReport.Print(result, Console.Out);
        if (page is not null)
        {
            page.Text.Write(StudyPage.Render(result));
            page.Commit();
        }

        return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    private static int PlayLesions(ParseResult parsed)
    {
        Given.Refuse(parsed, _ablations, "which has no page and no shares", _page, _shard, _twoSided);
        int ablations = parsed.GetValue(_ablations);
        if (ablations is < 1 or > LesionsCampaign.MostAblations) throw new BadInputException($"{_ablations.Name}: expected 1 to {LesionsCampaign.MostAblations}, found {ablations}");
        LesionsCampaign campaign = new(parsed.GetValue(_seed), parsed.GetValue(_lesions), ablations)
        {
            Tissues = Tissues(parsed.GetValue(_tissue)!),
            Arms = [.. Arms(parsed.GetValue(_coast)).Where(arm => ArmNames.RuleOf(arm) is not null)],
        };
        LesionsResult result = ProgressBar.Show(campaign.Run);
        if (parsed.GetValue(_json)) LesionsReport.PrintJson(result, Console.Out);
        else LesionsReport.Print(result, Console.Out);
        return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    private static int CompareRules(ParseResult parsed)
    {
        Given.Refuse(parsed, _rules, "which plays every model and every rule", _tissue, _coast, _ablations, _page, _shard, _twoSided);
        int draws = Given.Is(parsed, _lesions) ? parsed.GetValue(_lesions) : RulesCampaign.UsualDraws;
        if (draws < 2) throw new BadInputException($"--lesions: expected 2 or more beside --rules, which fits on one half and judges on the other, found {draws}");
        RulesResult result = ProgressBar.Show(new RulesCampaign(parsed.GetValue(_seed), draws).Run);
        if (parsed.GetValue(_json)) RulesReport.PrintJson(result, Console.Out);
        else RulesReport.Print(result, Console.Out);
        return ExitStatus.Done;
    }

    private static int RunTwoSided(ParseResult parsed)
    {
        Given.Refuse(parsed, _twoSided, "which plays one model from both sides", _tissue, _coast, _ablations, _rules, _page, _shard);
        int seed = parsed.GetValue(_seed);
        int lesions = Given.Is(parsed, _lesions) ? parsed.GetValue(_lesions) : TwoSidedCohort.Lesions;
        TwoSidedResult result = ProgressBar.Show(new TwoSidedCampaign(seed, lesions).Run);
        IReadOnlyList<SameSiteSummary> sameSite = ProgressBar.Show(progress => SameSite.Run(seed, parsed.GetValue(_lesions), progress));
        if (parsed.GetValue(_json)) TwoSidedReport.PrintJson(result, sameSite, Console.Out);
        else TwoSidedReport.Print(result, sameSite, Console.Out);
        return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    private static IReadOnlyList<Arm> Arms(string? coast) =>
        coast is null ? Enum.GetValues<Arm>() : [Arm.WithoutBox, Arm.ByEye, Enum.GetValues<Arm>().Single(arm => ArmNames.RuleOf(arm) == CoastOption.Parse(coast))];

    private static IReadOnlyList<TissueModel> Tissues(string text) => text switch
    {
        "sphere" => [TissueModel.Sphere],
        "layered" => [TissueModel.Layered],
        "blended" => [TissueModel.Blended],
        "both" => [TissueModel.Sphere, TissueModel.Layered],
        _ => throw new BadInputException($"--tissue: expected sphere, layered, blended or both, found {Excerpt.Of(text)}"),
    };
}
