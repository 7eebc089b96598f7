using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Interlock.Bench.Tests.Report;

/// <summary>A log read with nothing of the bench's own, to hold the report's numbers against.</summary>
internal static partial class RawLog
{
    public static IReadOnlyList<RawSample> Samples(byte[] log) => [.. SampleLine().Matches(Encoding.ASCII.GetString(log)).Select(match => new RawSample(
        long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
        match.Groups[2].Value == "--" ? null : Parse(match.Groups[2].Value),
        match.Groups[3].Value,
        Parse(match.Groups[4].Value)))];

    /// <summary>When an event was told, ms.</summary>
    public static long TimeOf(byte[] log, string name) =>
        long.Parse(Regex.Match(Encoding.ASCII.GetString(log), $@"t=(\d+) ev={name}").Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$SAMP seq=\d+ t=(\d+) tc=(\S+) cj=\S+ sr=.. st=(\S+) k1=. k2=. io=\w+ cem=([\d.]+)\*")]
    private static partial Regex SampleLine();
}

/// <summary>A sample as it stands in the log.</summary>
internal readonly record struct RawSample(long TimeMs, double? Celsius, string State, double Dose);
