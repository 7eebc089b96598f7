using System.Globalization;
using System.Text;
using Interlock.Log;
using Interlock.Station.Sources;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>A source that is only talked about.</summary>
internal sealed class LiveStub(bool isLive = true) : IUartSource
{
    public string Name => "/dev/tty[box]";

    public bool CanReturn => true;

    public bool IsLive => isLive;

    public IUartConnection Open(CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>Lines of a log, made by hand with the right CRC.</summary>
internal static class Lines
{
    public static string Of(string body) => $"${body}*{UartLine.Crc(body):X4}";

    public static string Sample(long sequence, long timeMs, string tip, string state = "PERMITTED", string dose = "0.000") => Of(string.Create(
        CultureInfo.InvariantCulture,
        $"SAMP seq={sequence} t={timeMs} tc={tip} cj=25.00 sr=00 st={state} k1=1 k2=1 io=6F cem={dose}"));

    public static string Event(long sequence, long timeMs, string fields) => Of(string.Create(CultureInfo.InvariantCulture, $"EVNT seq={sequence} t={timeMs} {fields}"));

    public static byte[] Bytes(params string[] lines) => Encoding.Latin1.GetBytes(string.Concat(System.Linq.Enumerable.Select(lines, line => line + "\r\n")));
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);

    public override long GetTimestamp() => _now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;
}
