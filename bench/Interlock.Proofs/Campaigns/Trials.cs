using System.Globalization;
using Spectre.Console;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Which trials of a campaign are played: all, or a sample drawn by a seed; and which share of those, for several machines.
/// Which trials there are does not depend on the share, so that the shares together are the whole.
/// </summary>
/// <param name="IsAll">Every trial.</param>
/// <param name="Seed">Of the sample.</param>
/// <param name="Shard">1 to <paramref name="Shards"/>.</param>
/// <param name="Shards">How many shares there are.</param>
public sealed record Sampling(bool IsAll, int Seed, int Shard = 1, int Shards = 1)
{
    /// <summary>Draws so many of the numbers 0 to <paramref name="of"/> - 1, spread evenly: one of each part of them.</summary>
    public IEnumerable<int> Numbers(int series, int some, int of)
    {
        int count = IsAll ? of : Math.Min(some, of);
        Random drawn = new(HashCode(series));
        for (int i = 0; i < count; i++)
        {
            int from = (int)((long)i * of / count);
            int to = (int)((i + 1L) * of / count);
            int number = drawn.Next(from, to);
            if ((i + series) % Shards == Shard - 1) yield return number;
        }
    }

    /// <summary>Whether a sample has anything of a series of which it has one in so many; everything has all.</summary>
    public bool Draws(int series, int oneIn) => IsAll || new Random(HashCode(series)).Next(oneIn) == 0;

    /// <summary>How much of a campaign was played.</summary>
    /// <param name="seed">Of the sample; null where everything was played.</param>
    /// <param name="played">Trials.</param>
    /// <param name="of">Trials that there are.</param>
    /// <param name="verb">Plays them.</param>
    /// <param name="beside">What else was played.</param>
    public static string InWords(int? seed, long played, long of, string verb, string beside = "") => seed is { } drawn && played < of
        ? string.Create(CultureInfo.InvariantCulture, $"A sample drawn by seed {drawn}: {played:N0} of {of:N0} trials, {100.0 * played / of:F1} %{beside}. `{verb} --all` plays everything.")
        : string.Create(CultureInfo.InvariantCulture, $"{played:N0} of {of:N0} trials{beside}.");

    // Not System.HashCode, which is another one in every process.
    private int HashCode(int series) => unchecked((Seed * 7919) + (series * 104729) + 1);
}

/// <summary>Runs trials on every core. A trial is a whole box of its own, so their order means nothing; results keep it.</summary>
public static class Trials
{
    /// <summary>So that a long trial at the end of a share does not keep everybody waiting.</summary>
    private const int ShareOfTrials = 8;

    public static TResult[] RunAll<TTrial, TResult>(string stage, IReadOnlyList<TTrial> trials, Func<TTrial, TResult> run, ICampaignProgress progress, int shareOfTrials = ShareOfTrials)
    {
        progress.Begin(stage, trials.Count);
        TResult[] results = new TResult[trials.Count];
        int shares = (trials.Count + shareOfTrials - 1) / shareOfTrials;
        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, share =>
        {
            int end = Math.Min((share + 1) * shareOfTrials, trials.Count);
            for (int i = share * shareOfTrials; i < end; i++)
            {
                results[i] = run(trials[i]);
                progress.Advance();
            }
        });
        return results;
    }
}

/// <summary>Is told how far a campaign has come. Called from several threads.</summary>
public interface ICampaignProgress
{
    /// <summary>A stage of the campaign begins.</summary>
    void Begin(string stage, int trials);

    /// <summary>A trial of the stage has ended.</summary>
    void Advance();
}

/// <summary>Where no bar can be shown: what is played, in a line.</summary>
public sealed class StageNames(TextWriter output) : ICampaignProgress
{
    public void Begin(string stage, int trials) => output.WriteLine($"{stage}: {trials}");

    public void Advance()
    {
    }
}

/// <summary>A progress bar on standard error, where that is a terminal.</summary>
public sealed class ProgressBar : ICampaignProgress
{
    private readonly ProgressContext _context;
    private ProgressTask? _stage;

    private ProgressBar(ProgressContext context)
    {
        _context = context;
    }

    public static T Show<T>(Func<ICampaignProgress, T> campaign)
    {
        if (Console.IsErrorRedirected) return campaign(new StageNames(Console.Error));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => campaign(new ProgressBar(context)));
    }

    public void Begin(string stage, int trials)
    {
        _stage?.StopTask();
        _stage = _context.AddTask(Markup.Escape(stage), maxValue: Math.Max(trials, 1));
    }

    public void Advance() => _stage?.Increment(1);
}
