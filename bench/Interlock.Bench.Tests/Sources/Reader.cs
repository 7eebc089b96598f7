using System.Diagnostics;
using System.Text;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Sources;

/// <summary>Reads an open source until a text has come.</summary>
internal static class Reader
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Everything up to and with a text; what came so far when it doesn't come.</summary>
    public static string ReadTo(this IUartConnection connection, string end)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < _patience && connection.TryRead(buffer, out int count))
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (text.ToString().Contains(end, StringComparison.Ordinal)) break;
        }

        return text.ToString();
    }

    /// <summary>Waits for something that another thread or process brings about.</summary>
    public static bool Until(Func<bool> isTrue)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!isTrue())
        {
            if (watch.Elapsed > _patience) return false;
            Thread.Sleep(10);
        }

        return true;
    }
}
