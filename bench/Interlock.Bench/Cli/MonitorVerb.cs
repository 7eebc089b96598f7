using System;
using System.CommandLine;
using System.Threading;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary><c>monitor SOURCE</c>: a live view of a box, and a record of what it says.</summary>
public static class MonitorVerb
{
    private static readonly TimeSpan _plainPeriod = TimeSpan.FromMilliseconds(50);
    /// <summary>A listener that is blocked in a pipe ends with the process.</summary>
    internal static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(300);


    private static readonly Argument<string?> _source = new("SOURCE") { Description = UartSource.Description, Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> _log = new("--log") { Description = "A new file that records what arrives, byte for byte." };
    private static readonly BrokerOptions _broker = new();

    public static Command Create()
    {
        Command command = new("monitor", "Shows what a box tells: live on a terminal, else one line for each event and second. Ends with q, Ctrl-C or the end of a file.") { _source, _log };
        _broker.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        CancellationTokenSource stop = interruption.Source;

        // The source first: one that can't be opened leaves no empty log behind.
        IUartSource source = UartSource.Parse(parsed.GetValue(_source) ?? throw new BadInputException($"monitor: expected SOURCE; {SerialPorts.Known()}"));
        IUartConnection connection = source.Open(stop.Token);
        using LogRecorder? log = CreateLog(parsed.GetValue(_log), connection);

        MonitorSession session = new(source, log, TimeProvider.System);
        BrokerFeed? broker = _broker.Start(parsed, session, _broker.Name(parsed, source.Name));
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

        // It closes the source.
        listener.Join(Farewell);
        broker?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        int status = Finish(log);
        if (session.Look(WithoutLine) is { } why) throw new BadInputException(why);
        return status;
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

    /// <summary>Closes the record and says what is in it.</summary>
    internal static int Finish(LogRecorder? log)
    {
        log?.Dispose();
        if (log?.Problem is { } problem)
        {
            throw new BadInputException($"{log.Path}: expected room for all that arrived ({problem}); the log has a gap");
        }

        if (log is not null) Console.Error.WriteLine($"{log.Path}: {log.Bytes} bytes recorded");
        return ExitStatus.Done;
    }

    /// <summary>What is likely wrong when bytes came and never a line, for long enough.</summary>
    private static string? WithoutLine(BoxStatus box, LinkStatus link) =>
        box.Log.ValidLines == 0 && link.Diagnosis is { } likely && (link.State == LinkState.Ended || link.WithoutSample >= LinkStatus.PatienceForLine)
            ? $"{link.Source}: not one line of a box; {likely}"
            : null;
}
