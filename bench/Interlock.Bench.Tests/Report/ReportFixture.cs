using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Interlock.Bench.Tests.Simulation;
using Interlock.Proofs.Simulation;
using Interlock.Station.Report;

namespace Interlock.Bench.Tests.Report;

/// <summary>Logs and the pages that come of them.</summary>
internal static class ReportFixture
{
    /// <summary>Three ablations: one that trips and coasts to 43.1 degC, one that the operator ends, one that STOP ends.</summary>
    public static readonly byte[] ThreeAblations = Play(seed: 3);

    /// <summary>The same on another day: noise and bounce differ.</summary>
    public static readonly byte[] OtherThreeAblations = Play(seed: 4);

    private static byte[] Play(int seed) => Played.Run(
        new Trace(
            [0, 8, 40, 45, 60, 200, 215, 240, 250, 300, 320, 360, 400],
            [37, 37, 42.3, 43.1, 42.6, 37, 37, 40.6, 40.9, 37, 37, 38.5, 37],
            [.. Enumerable.Repeat(25.0, 13)]),
        seed,
        isMains60Hz: false,
        new Press(false, 1_000_000),
        new Press(false, 4_000_000),
        new Press(false, 205_000_000),
        new Press(false, 208_000_000),
        new Press(false, 245_000_000),
        new Press(false, 305_000_000),
        new Press(true, 345_000_000)).Log;

    public static RecordedLog Read(byte[] log)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, log);
            return RecordedLog.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static XDocument Page(byte[] log) => XDocument.Parse(ReportPage.Of(Read(log), DateTimeOffset.UnixEpoch).Replace("<!DOCTYPE html>", string.Empty, StringComparison.Ordinal));

    /// <summary>A text as the page has it, with blanks that break.</summary>
    public static string Plain(this XElement element) => element.Value.Replace('\u00A0', ' ');
}

/// <summary>A log read with nothing of the bench's own, to hold the report's numbers against.</summary>
internal static partial class RawLog
{
    public static IReadOnlyList<RawSample> Samples(byte[] log) => [.. SampleLine().Matches(Encoding.ASCII.GetString(log)).Select(match => new RawSample(
        long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
        match.Groups[2].Value == "--" ? null : Parse(match.Groups[2].Value),
        match.Groups[3].Value,
        Parse(match.Groups[4].Value)))];

    /// <summary>
    /// Each conversion once: events go ahead of samples, so an event with another temperature than the reading before tells one,
    /// and a sample with the same, within 120 ms, tells it again.
    /// </summary>
    public static IReadOnlyList<(long TimeMs, double? Celsius)> Readings(byte[] log)
    {
        List<(long TimeMs, double? Celsius)> readings = [];
        bool isAhead = false;
        foreach (Match match in ReadingLine().Matches(Encoding.ASCII.GetString(log)))
        {
            bool isEvent = match.Groups[1].Value == "EVNT";
            long timeMs = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            double? celsius = match.Groups[3].Value == "--" ? null : Parse(match.Groups[3].Value);
            bool isSame = readings.Count > 0 && readings[^1].Celsius == celsius;
            bool isNew = isEvent ? celsius is not null && !isSame : !isAhead || !isSame || timeMs - readings[^1].TimeMs > 120;
            if (isNew) readings.Add((timeMs, celsius));
            isAhead = isEvent && (isNew || isAhead);
        }

        return readings;
    }

    /// <summary>When an event was told, ms.</summary>
    public static long TimeOf(byte[] log, string name) =>
        long.Parse(Regex.Match(Encoding.ASCII.GetString(log), $@"t=(\d+) ev={name}").Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$(SAMP|EVNT) seq=\d+ t=(\d+) (?:ev=\S+ )?(?:(?:why|cause)=\S+ )?tc=([-\d.]+)")]
    private static partial Regex ReadingLine();

    [GeneratedRegex(@"\$SAMP seq=\d+ t=(\d+) tc=(\S+) cj=\S+ sr=.. st=(\S+) k1=. k2=. io=\w+ cem=([\d.]+)\*")]
    private static partial Regex SampleLine();
}

/// <summary>A sample as it stands in the log.</summary>
internal readonly record struct RawSample(long TimeMs, double? Celsius, string State, double Dose);
