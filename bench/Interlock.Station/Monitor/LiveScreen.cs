using Spectre.Console;

namespace Interlock.Station.Monitor;

/// <summary>Shows the live view on a terminal's other screen until the source ends or the user does.</summary>
public static class LiveScreen
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearBelow = "\e[J";
    private const string ClearLine = "\e[2K";
    private const string Bell = "\a";
    private const int TallestFinal = 30;

    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether standard output is a terminal on which a picture can be drawn; one that a program made may have no size.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && Console.WindowWidth > 0 && Console.WindowHeight > 1 && AnsiConsole.Create(new AnsiConsoleSettings()).Profile.Capabilities.Ansi;

    /// <param name="session">What to show.</param>
    /// <param name="isLive">False for a log, of which only the end is shown.</param>
    /// <param name="rings">Whether the terminal's bell tells of each alarm.</param>
    /// <param name="stop">Ends it.</param>
    public static void Show(MonitorSession session, bool isLive, bool rings, CancellationTokenSource stop)
    {
        int alarms = 0;
        if (isLive) Console.Out.Write(Enter);
        try
        {
            do
            {
                if (IsQuitPressed()) stop.Cancel();
                if (isLive) Console.Out.Write(Home + Frame(session, Console.WindowWidth, Console.WindowHeight) + ClearBelow);
                int heard = session.Look((box, _) => box.Alarms);
                if (rings && heard > alarms) Console.Out.Write(Bell);
                alarms = heard;
            }
            while (session.Look((_, link) => link.State) != LinkState.Ended && !stop.Token.WaitHandle.WaitOne(_frame));
        }
        finally
        {
            if (isLive) Console.Out.Write(Leave);
        }

        // What was seen last stays on the screen.
        Console.Out.WriteLine(Frame(session, Console.WindowWidth, Math.Min(Console.WindowHeight - 1, TallestFinal)).Replace(ClearLine, string.Empty, StringComparison.Ordinal));
    }

    /// <summary>One picture as text with colours, written in one piece so that it doesn't flicker.</summary>
    public static string Frame(MonitorSession session, int width, int height)
    {
        // A window may be made as small as nothing while it is drawn in.
        (width, height) = (Math.Max(1, width), Math.Max(1, height));
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Detect, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Height = height;
        session.Look((box, link) =>
        {
            console.Write(LiveView.Of(box, link, width, height));
            return true;
        });

        // Each line is wiped before it is written: the picture may be narrower than what stood there. More than fit would scroll.
        return string.Join('\n', text.ToString().TrimEnd('\n').Split('\n').Take(height).Select(line => ClearLine + line));
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
