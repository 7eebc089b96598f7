using System.Globalization;
using System.Net;

namespace Interlock.Station.Sources;

/// <summary>The number of a TCP port on the command line.</summary>
public static class TcpPort
{
    public const int Highest = IPEndPoint.MaxPort;

    public static bool TryParse(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= Highest;
}
