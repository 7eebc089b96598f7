using System.CommandLine;
using System.Globalization;
using Interlock.Firmware;
using Interlock.Log;
using Interlock.Proofs.Campaigns;
using Interlock.Proofs.Swarm;

namespace Interlock.Bench.Cli;

/// <summary><c>swarm</c>: random lives of the whole box, judged by what must hold in each.</summary>
public static class SwarmVerb
{
    private static readonly Option<long> _seed = new("--seed") { CustomParser = Number.Parse<long>, Description = "Of the lives.", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> _hours = new("--hours") { CustomParser = Number.Parse<double>, Description = "Virtual hours that are lived, at least; by all shares together.", DefaultValueFactory = _ => 1.0 / 6.0 };
    private static readonly Option<int> _most = new("--violations") { CustomParser = Number.Parse<int>, Description = "After so many no more lives are lived.", DefaultValueFactory = _ => 8 };
    private static readonly Option<string?> _shard = new("--shard") { Description = "K/N: the K-th of N shares of the lives." };
    private static readonly Option<int?> _life = new("--life") { CustomParser = static given => Number.Parse<int>(given), Description = "This one life alone, with its log; shrunk if it breaks a promise." };
    private static readonly Option<string?> _acts = new("--acts") { Description = "Of that life only these acts, by their numbers from 0 on: N,N,..." };
    private static readonly Option<string?> _secondProbe = new(LifePlan.ModeOption) { Description = "Every life with this: none, other-side (a second probe in the other foramen) or same-site (a second junction in the same needle). Without the option half of the lives have one probe, a quarter each the other two." };

    public static Command Create()
    {
        Command command = new("swarm", "Runs the whole box through random lives: presses, faults, dips, warmth, noise, restarts. Exit status 2 when one broke a promise; it is printed with the command that repeats it.") { _seed, _hours, _most, _shard, _life, _acts, _secondProbe };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        long seed = parsed.GetValue(_seed);
        SecondProbe? pinned = SecondProbeOption.ParseMode(parsed.GetValue(_secondProbe));
        if (parsed.GetValue(_life) is { } life)
        {
            Given.Refuse(parsed, _life, "which is one life alone", _hours, _most, _shard);
            if (life < 0) throw new BadInputException($"--life: expected 0 or more, found {life.ToString(CultureInfo.InvariantCulture)}");
            return RunLife(LifePlan.Of(seed, life, pinned), parsed.GetValue(_acts));
        }

        if (parsed.GetValue(_acts) is not null) throw new BadInputException("--acts: expected --life beside it, whose acts they are");
        double hours = parsed.GetValue(_hours);
        if (hours is not (> 0 and <= 1e5)) throw new BadInputException($"--hours: expected more than 0 and at most 100000, found {hours.ToString(CultureInfo.InvariantCulture)}");
        int most = parsed.GetValue(_most);
        if (most < 1) throw new BadInputException($"--violations: expected 1 or more, found {most.ToString(CultureInfo.InvariantCulture)}");
        SwarmCampaign campaign = new(seed, hours, parsed.GetValue(_shard) is { } shard ? SamplingOptions.Shard(shard) : Share.Whole) { MostViolations = most, Plan = life => LifePlan.Of(seed, life, pinned) };
        ProgressBar.Show(progress =>
        {
            campaign.Run(Console.Out, progress);
            return 0;
        });
        return campaign.Holds ? ExitStatus.Done : ExitStatus.SafetyViolated;
    }

    private static int RunLife(LifePlan plan, string? acts)
    {
        if (acts is not null) plan = plan.Only(ParseActs(acts, plan.Acts.Count));
        LifeResult result = LifePlayer.Play(plan, Console.Out.WriteLine);
        Console.Out.WriteLine();
        if (result.Violation is null)
        {
            LifeReport.PrintActs(plan, Console.Out);
            Console.Out.WriteLine("No promise was broken.");
            return ExitStatus.Done;
        }

        LifeReport.Print(plan, result.Violation, Console.Out);
        return ExitStatus.SafetyViolated;
    }

    private static int[] ParseActs(string text, int count) =>
    [
        .. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count
            ? number
            : throw new BadInputException($"--acts: expected numbers from 0 to {count - 1} with commas between, found {Excerpt.Of(text)}")),
    ];
}
