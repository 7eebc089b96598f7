using System;
using Spectre.Console;

namespace Interlock.Proofs.Campaigns;

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
        if (Console.IsErrorRedirected) return campaign(new NoProgress());
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
