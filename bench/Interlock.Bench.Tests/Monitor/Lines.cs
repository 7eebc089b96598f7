using System.Globalization;
using System.Text;
using Interlock.Log;

namespace Interlock.Bench.Tests.Monitor;

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
