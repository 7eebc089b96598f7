using System;
using System.CommandLine;
using Interlock.Log;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Study;

namespace Interlock.Bench.Cli;

/// <summary><c>study</c>: a virtual cohort of ablations, with and without the box.</summary>
public static class StudyVerb
{
    private const int MostLesions = 10_000;

    private static readonly Option<int> _seed = new("--seed") { CustomParser = Number.Parse<int>, Description = "Of the cohort and of every noise: the same seed gives the same numbers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> _lesions = new("--lesions") { CustomParser = Number.Parse<int>, Description = "Ablations in the cohort.", DefaultValueFactory = _ => PaperFigures.Lesions };
    private static readonly Option<string?> _page = new("--output", "-o") { Description = "A page with the table and plots: HTML in one file." };
    private static readonly Option<bool> _json = new("--json") { Description = "JSON instead of a table." };

    public static Command Create()
    {
        Command command = new("study", "Plays a virtual cohort of ablations with the paper's powers and times: without the box, by eye, with the box, and with ANTICIPATE. Exit status 2 when a safety property did not hold.") { _seed, _lesions, _page, _json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        int lesions = parsed.GetValue(_lesions);
        if (lesions is < 1 or > MostLesions) throw new BadInputException($"--lesions: expected 1 to {MostLesions}, found {lesions}");
        string? pagePath = parsed.GetValue(_page);
        using OutputFile? page = pagePath is null ? null : OutputFile.Create(pagePath);

        StudyResult result = ProgressBar.Show(new StudyCampaign(parsed.GetValue(_seed), lesions).Run);
        if (parsed.GetValue(_json)) StudyReport.PrintJson(result, Console.Out);
        else StudyReport.Print(result, Console.Out);
        if (page is not null)
        {
            page.Text.Write(StudyPage.Render(result));
            page.Commit();
        }

        return result.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }
}
