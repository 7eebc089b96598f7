using System.Net;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Station.Watch;

/// <summary>Where the page is served.</summary>
public sealed class ListenAddress
{
    /// <summary>Where nobody beyond this machine can look.</summary>
    public const string Default = "127.0.0.1:8080";

    private ListenAddress(IPEndPoint endPoint) => EndPoint = endPoint;

    public IPEndPoint EndPoint { get; }

    /// <summary>Whether only this machine can look.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>What others type: of all addresses of this machine its name stands for one.</summary>
    /// <param name="served">Where it is served.</param>
    public Uri ForPeople(Uri served) =>
        EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any) ? new UriBuilder(served) { Host = Dns.GetHostName() }.Uri : served;

    /// <exception cref="BadInputException">It is no address and port.</exception>
    public static ListenAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        string address = colon < 0 ? string.Empty : text[..colon].Trim('[', ']');
        if (address == "localhost") address = IPAddress.Loopback.ToString();
        if (!IPAddress.TryParse(address, out IPAddress? ip) || !TcpPort.TryParse(text[(colon + 1)..], out int port))
        {
            throw new BadInputException($"--listen: expected ADDRESS:PORT such as {Default}, with a port from 0 (any) to {TcpPort.Highest}, found {Excerpt.Of(text)}");
        }

        return new ListenAddress(new IPEndPoint(ip, port));
    }
}
