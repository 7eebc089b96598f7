using System;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Threading;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary><c>monitor SOURCE</c>: a live view of a box, and a record of what it says.</summary>
public static class MonitorVerb
{
    private static readonly TimeSpan _plainPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _farewell = TimeSpan.FromMilliseconds(300);

    private static readonly Argument<string?> _source = new("SOURCE") { Description = UartSource.Description, Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> _log = new("--log") { Description = "A new file that records what arrives, byte for byte." };

    public static Command Create()
    {
        Command command = new("monitor", "Shows what a box tells: live on a terminal, else one line for each event and second. Ends with q, Ctrl-C or the end of a file.") { _source, _log };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, stop);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, stop);
        using PosixSignalRegistration hangUp = StopOn(PosixSignal.SIGHUP, stop);

        // The source first: one that can't be opened leaves no empty log behind.
        IUartSource source = UartSource.Parse(parsed.GetValue(_source) ?? throw new BadInputException($"monitor: expected SOURCE; {SerialPorts.Known()}"));
        IUartConnection connection = source.Open(stop.Token);
        using LogRecorder? log = CreateLog(parsed.GetValue(_log), connection);

        MonitorSession session = new(source, log, TimeProvider.System);
        UartFeed feed = new(source, session);
        Thread listener = new(() => feed.Run(connection, stop.Token)) { IsBackground = true };
        if (Console.IsOutputRedirected)
        {
            PlainText plain = new(session);
            listener.Start();
            while (plain.Write(Console.Out) && !stop.Token.WaitHandle.WaitOne(_plainPeriod))
            {
                // Once more.
            }
        }
        else
        {
            listener.Start();
            LiveScreen.Show(session, source.IsLive, stop);
        }

        // It closes the source; one that is blocked in a pipe ends with the process.
        listener.Join(_farewell);
        return Finish(log, session);
    }

    private static LogRecorder? CreateLog(string? path, IUartConnection connection)
    {
        if (path is null) return null;
        try
        {
            return LogRecorder.Create(path);
        }
        catch (BadInputException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static int Finish(LogRecorder? log, MonitorSession session)
    {
        log?.Dispose();
        if (log?.Problem is { } problem)
        {
            throw new BadInputException($"{log.Path}: expected room for all that arrived ({problem}); the log has a gap");
        }

        if (log is not null) Console.Error.WriteLine($"{log.Path}: {log.Bytes} bytes recorded");
        if (session.Look(WithoutLine) is { } why) throw new BadInputException(why);
        return ExitStatus.Done;
    }

    /// <summary>What is likely wrong when bytes came and never a line, for long enough.</summary>
    private static string? WithoutLine(BoxStatus box, LinkStatus link) =>
        box.Log.ValidLines == 0 && link.Diagnosis is { } likely && (link.State == LinkState.Ended || link.WithoutSample >= LinkStatus.PatienceForLine)
            ? $"{link.Source}: not one line of a box; {likely}"
            : null;

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
}
