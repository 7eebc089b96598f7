using System.CommandLine;
using Interlock.Log;
using Interlock.Station.Broker;
using Interlock.Station.Monitor;

namespace Interlock.Bench.Cli;

/// <summary>The options of <c>watch</c> and <c>monitor</c> that tell a broker too.</summary>
public sealed class BrokerOptions
{
    private readonly Option<string?> _mqtt = new("--mqtt") { Description = $"An MQTT broker that is told too: HOST[:PORT]; user and password from {BrokerAddress.UserVariable} and {BrokerAddress.PasswordVariable}." };
    private readonly Option<bool> _tls = new("--mqtt-tls") { Description = "Encrypts the way to the broker." };
    private readonly Option<string?> _box = new("--box") { Description = "What this box is called, on the page and at the broker; the source's name unless told otherwise." };

    public void AddTo(Command command)
    {
        command.Options.Add(_mqtt);
        command.Options.Add(_tls);
        command.Options.Add(_box);
    }

    /// <summary>What the box is called.</summary>
    public string Name(ParseResult parsed, string sourceName) => parsed.GetValue(_box) ?? sourceName;

    /// <summary>Connects, if a broker was named.</summary>
    /// <exception cref="BadInputException">The broker is none, or refuses.</exception>
    public BrokerFeed? Start(ParseResult parsed, MonitorSession session, string name)
    {
        if (parsed.GetValue(_mqtt) is not { } text)
        {
            if (parsed.GetValue(_tls)) throw new BadInputException("--mqtt-tls: expected --mqtt HOST beside it");
            return null;
        }

        BrokerFeed feed = new(session, BrokerAddress.Parse(text, parsed.GetValue(_tls)), name, TimeProvider.System, Console.Error.WriteLine);
        feed.StartAsync().GetAwaiter().GetResult();
        return feed;
    }
}
