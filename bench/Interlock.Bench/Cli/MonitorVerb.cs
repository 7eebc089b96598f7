using System.CommandLine;
using System.Globalization;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;
using Interlock.Station.Record;
using Interlock.Station.Sources;

namespace Interlock.Bench.Cli;

/// <summary><c>monitor SOURCE</c>: a live view of a box, and a record of what it says.</summary>
public static class MonitorVerb
{
    private static readonly TimeSpan _plainPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>A listener that is blocked in a pipe ends with the process.</summary>
    internal static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(300);

    private static readonly Argument<string?> _source = new("SOURCE") { Description = UartSource.Description, Arity = ArgumentArity.ZeroOrOne };
    private static readonly RecordOptions _record = new();
    private static readonly BrokerOptions _broker = new();

    private static readonly Option<bool> _bell = new("--bell") { Description = "Rings the terminal's bell at each alarm." };

    public static Command Create()
    {
        Command command = new("monitor", "Shows what a box tells: live on a terminal, else one line for each event and second. Ends with q, Ctrl-C or the end of a file.") { _source, _bell };
        _record.AddTo(command);
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
        using Recording? recording = CreateRecording(parsed, source, connection);

        MonitorSession session = new(source, recording, TimeProvider.System);
        BrokerFeed? broker = _broker.Start(parsed, session, _broker.Name(parsed, source.Name));
        UartFeed feed = new(source, session);
        Thread listener = new(() => feed.Run(connection, stop.Token)) { IsBackground = true };
        bool rings = parsed.GetValue(_bell);
        PlainText? plain = LiveScreen.IsPossible ? null : new PlainText(session) { Rings = rings };
        listener.Start();
        _record.Ask(parsed, recording, source);
        if (plain is not null)
        {
            while (plain.Write(Console.Out) && !stop.Token.WaitHandle.WaitOne(_plainPeriod))
            {
                // Once more.
            }
        }
        else
        {
            LiveScreen.Show(session, source.IsLive, rings, stop);
        }

        // It closes the source; what it heard last is told too.
        listener.Join(Farewell);
        plain?.Write(Console.Out);
        broker?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        session.Look((box, _) => Summary(source.Name, box.Log)).ForEach(Console.Error.WriteLine);
        int status = RecordOptions.Finish(recording);
        if (session.Look(WithoutLine) is { } why) throw new BadInputException(why);
        if (session.Look((box, _) => box.Log.Refusal) is { } refusal) throw new BadInputException($"{source.Name}: {refusal}");
        if (source is SerialSource && session.Look((_, link) => link.State) == LinkState.Ended) throw new BadInputException($"{source.Name}: the other end of this pseudo-terminal is gone, and what the box says now is not heard");
        return status;
    }

    /// <summary>What happened to the nerve, then what was passed over.</summary>
    private static List<string> Summary(string source, LogReader log) => log.Sessions.Count == 0
        ? []
        : [$"{source}: {LogSummary.InWords(log.Sessions)}", .. log.Skipped.InWords().Select(skipped => $"{source}: passed over: {skipped}")];

    private static Recording? CreateRecording(ParseResult parsed, IUartSource source, IUartConnection connection)
    {
        try
        {
            return _record.Create(parsed, source);
        }
        catch (BadInputException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What is likely wrong when bytes came and no line, for long enough or to the end.</summary>
    private static string? WithoutLine(BoxStatus box, LinkStatus link)
    {
        if (link.State == LinkState.Ended && box.Log.Lines == 0 && link.Diagnosis is null) return $"{link.Source}: expected lines of a box, found nothing";
        string? likely = link.State == LinkState.Ended && box.Log.ValidLines == 0 ? link.Diagnosis : link.WithoutLine;
        if (likely is null) return null;
        string since = box.Log.ValidLines == 0 ? "not one line of a box" : string.Create(CultureInfo.InvariantCulture, $"no line for {link.WithoutSample.TotalSeconds:F0} s");
        return $"{link.Source}: {since}; {likely}";
    }
}
