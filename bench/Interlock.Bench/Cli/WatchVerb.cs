using System.CommandLine;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;
using Interlock.Station.Record;
using Interlock.Station.Sources;
using Interlock.Station.Watch;

namespace Interlock.Bench.Cli;

/// <summary><c>watch SOURCE</c>: a box on a web page that can be read from across the room; <c>watch --virtual</c> to train on it.</summary>
public static class WatchVerb
{
    private static readonly Argument<string?> _source = new("SOURCE") { Description = UartSource.Description, Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> _virtual = new("--virtual") { Description = "A virtual box with buttons, tissue and faults to play with, instead of SOURCE." };
    private static readonly Option<string> _listen = new("--listen") { Description = "Where the page is served: ADDRESS:PORT.", DefaultValueFactory = _ => ListenAddress.Default };
    private static readonly Option<string?> _token = new("--token") { Description = "What who looks must know, as ?token= behind the address; needed where others on the network can reach it." };
    private static readonly RecordOptions _record = new();
    private static readonly BrokerOptions _broker = new();

    public static Command Create()
    {
        Command command = new("watch", "Shows a box on a web page: large, in words and aloud, read only. Ends with Ctrl-C.") { _source, _virtual, _listen, _token };
        _record.AddTo(command);
        _broker.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        ListenAddress address = ListenAddress.Parse(parsed.GetRequiredValue(_listen));
        VirtualTrainingBox? training = parsed.GetValue(_virtual) ? new VirtualTrainingBox(seed: 1) : null;
        if (training is not null && parsed.GetValue(_source) is not null) throw new BadInputException("watch: expected SOURCE or --virtual, not both");
        IUartSource source = training is not null ? training
            : UartSource.Parse(parsed.GetValue(_source) ?? throw new BadInputException($"watch: expected SOURCE or --virtual; {SerialPorts.Known()}"));
        IUartConnection connection = source.Open(interruption.Token);
        try
        {
            using Recording? recording = _record.Create(parsed, source);
            ServeAsync(parsed, source, connection, training, recording, address, interruption.Token).GetAwaiter().GetResult();
            return RecordOptions.Finish(recording);
        }
        catch (BadInputException)
        {
            // Nobody listened yet, who would close it.
            connection.Dispose();
            throw;
        }
    }

    /// <summary>One reader of the source serves the record, every page and the broker.</summary>
    private static async Task ServeAsync(
        ParseResult parsed, IUartSource source, IUartConnection connection, ITrainingBox? training, Recording? recording, ListenAddress address, CancellationToken cancellation)
    {
        MonitorSession session = new(source, recording, TimeProvider.System);
        string name = _broker.Name(parsed, source.Name);
        using Broadcast broadcast = new(session, name, TimeProvider.System, training is not null);
        string? token = parsed.GetValue(_token);
        await using WatchServer server = new(broadcast, new Metrics(session), address, token, training);
        await using BrokerFeed? broker = _broker.Start(parsed, session, name);
        await server.StartAsync();
        Console.Error.WriteLine($"{source.Name} at {address.ForPeople(server.Address)}{(token is null ? string.Empty : $"?{Gatekeeper.TokenKey}={Uri.EscapeDataString(token)}")} (Ctrl-C ends)");

        UartFeed feed = new(source, session);
        Thread listener = new(() => feed.Run(connection, cancellation)) { IsBackground = true };
        listener.Start();
        _record.Ask(parsed, recording, source);
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
        listener.Join(MonitorVerb.Farewell);
    }
}
