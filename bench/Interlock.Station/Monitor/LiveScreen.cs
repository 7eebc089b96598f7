using System;
using System.IO;
using System.Threading;
using Spectre.Console;

namespace Interlock.Station.Monitor;

/// <summary>Shows the live view on a terminal's other screen until the source ends or the user does.</summary>
public static class LiveScreen
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearBelow = "\e[J";
    private const int TallestFinal = 30;

    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(200);

    /// <param name="session">What to show.</param>
    /// <param name="isLive">False for a log, of which only the end is shown.</param>
    /// <param name="stop">Ends it.</param>
    public static void Show(MonitorSession session, bool isLive, CancellationTokenSource stop)
    {
        if (isLive) Console.Out.Write(Enter);
        try
        {
            do
            {
                if (IsQuitPressed()) stop.Cancel();
                if (isLive) Console.Out.Write(Home + Frame(session, Console.WindowWidth, Console.WindowHeight) + ClearBelow);
            }
            while (session.Look((_, link) => link.State) != LinkState.Ended && !stop.Token.WaitHandle.WaitOne(_frame));
        }
        finally
        {
            if (isLive) Console.Out.Write(Leave);
        }

        // What was seen last stays on the screen.
        Console.Out.WriteLine(Frame(session, Console.WindowWidth, Math.Min(Console.WindowHeight - 1, TallestFinal)));
    }

    /// <summary>One picture as text with colours, written in one piece so that it doesn't flicker.</summary>
    private static string Frame(MonitorSession session, int width, int height)
    {
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Detect, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Height = height;
        session.Look((box, link) =>
        {
            console.Write(LiveView.Of(box, link, width, height));
            return true;
        });
        return text.ToString().TrimEnd('\n');
    }

    private static bool IsQuitPressed()
    {
        if (Console.IsInputRedirected) return false;
        while (Console.KeyAvailable)
        {
            if (Console.ReadKey(intercept: true).KeyChar is 'q' or 'Q') return true;
        }

        return false;
    }
}
