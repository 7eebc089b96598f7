using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Station.Broker;

/// <summary>An MQTT broker, and who we are there.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsEncrypted">By TLS.</param>
/// <param name="User">Null where none is asked for.</param>
/// <param name="Password">Null where none is asked for.</param>
public sealed record BrokerAddress(string Host, int Port, bool IsEncrypted, string? User, string? Password)
{
    /// <summary>Environment variables: a command line can be read by every user of the machine.</summary>
    public const string UserVariable = "INTERLOCK_MQTT_USER";

    public const string PasswordVariable = "INTERLOCK_MQTT_PASSWORD";

    // Registered with IANA for MQTT, without and with TLS.
    private const int PlainPort = 1883;
    private const int EncryptedPort = 8883;

    /// <exception cref="BadInputException">It is no host, or the port is none.</exception>
    public static BrokerAddress Parse(string text, bool isEncrypted)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0 && !text.EndsWith(']');
        string host = (hasPort ? text[..colon] : text).Trim('[', ']');
        int port = isEncrypted ? EncryptedPort : PlainPort;
        if (host.Length == 0 || host.Any(char.IsWhiteSpace) || (hasPort && (!TcpPort.TryParse(text[(colon + 1)..], out port) || port == 0)))
        {
            throw new BadInputException($"--mqtt: expected HOST or HOST:PORT with a port from 1 to {TcpPort.Highest}, found {Excerpt.Of(text)}");
        }

        return new BrokerAddress(host, port, isEncrypted, Environment.GetEnvironmentVariable(UserVariable), Environment.GetEnvironmentVariable(PasswordVariable));
    }

    /// <summary>A name that can stand in a topic and as a client's name: letters, digits, dot, dash and underscore.</summary>
    public static string SafeName(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-');
        return safe.Length > 0 ? safe : "box";
    }
}
