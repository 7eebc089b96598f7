using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Record;
using Interlock.Station.Report;

namespace Interlock.Bench.Tests.Record;

/// <summary>What monitor keeps beside a log, and what a report makes of it.</summary>
[TestClass]
public sealed class RecordingTests : IDisposable
{
    private static readonly byte[] _log = Played.Run(Courses.RampTo(43.0, 3.0)).Log;
    private static readonly byte[] _other = Played.Run(Courses.RampTo(43.0, 3.0), seed: 2).Log;
    private static readonly CaseData _case = new() { Case = "2026-114", Level = "L3", Side = "left", PlannedWatts = 30.0, PlannedMinutes = 3.0, Antenna = "16 G", Operator = "MF" };

    private readonly string _folder = Directory.CreateTempSubdirectory("interlock").FullName;
    private readonly ManualTime _time = new();

    private string LogPath => Path.Combine(_folder, "day.log");

    private string ClockPath => LogPath + ".jsonl";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void The_clock_is_kept_for_each_second_and_event_and_the_log_byte_for_byte()
    {
        Record(_log, _case);

        CollectionAssert.AreEqual(_log, File.ReadAllBytes(LogPath));
        JsonElement[] lines = [.. File.ReadAllLines(ClockPath).Select(line => JsonDocument.Parse(line).RootElement)];
        string[] kinds = [.. lines.Select(line => line.GetProperty("kind").GetString()!)];
        string[] raw = Encoding.ASCII.GetString(_log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual("begin", kinds[0]);
        Assert.AreEqual("case", kinds[1]);
        Assert.AreEqual("end", kinds[^1]);
        Assert.AreEqual(raw.Where(line => line.StartsWith("$SAMP", StringComparison.Ordinal)).Select(line => TimeOf(line) / 1000).Distinct().Count(), kinds.Count(kind => kind == "second"));
        Assert.AreEqual(raw.Count(line => line[1..5] is "EVNT" or "PROC" or "LESN" or "BOOT"), kinds.Count(kind => kind == "event"));
        foreach (JsonElement line in lines.Where(line => line.TryGetProperty("line", out _)))
        {
            Assert.AreEqual(line.GetProperty("t_ms").GetInt64(), TimeOf(raw[line.GetProperty("line").GetInt32() - 1]));
        }

        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(_log)), lines[^1].GetProperty("sha256").GetString());
        Assert.AreEqual("2026-114", lines[1].GetProperty("about").GetProperty("case").GetString());
    }

    [TestMethod]
    [DataRow("2026-114", "John Smith", "case: expected letters, digits and")]
    [DataRow("left", "up", "side: expected left, right or both")]
    [DataRow("30", "3000", "planned_watts: expected a number from 1 to 200")]
    public void A_case_that_was_written_into_the_record_is_held_to_what_one_may_be(string kept, string written, string expected)
    {
        Record(_log, _case);
        File.WriteAllText(ClockPath, File.ReadAllText(ClockPath).Replace($":{Quoted(kept)}", $":{Quoted(written)}", StringComparison.Ordinal));

        string message = Assert.ThrowsExactly<BadInputException>(() => RecordedLog.Read(LogPath, keepsReadings: false, null, null)).Message;

        StringAssert.StartsWith(message, $"{ClockPath}:2: {expected}");

        static string Quoted(string value) => char.IsAsciiDigit(value[^1]) && !value.Contains('-') ? value : $"\"{value}\"";
    }

    [TestMethod]
    public void A_report_tells_the_clock_and_the_case_that_were_kept()
    {
        Record(_log, _case);

        RecordedLog log = RecordedLog.Read(LogPath);

        Session session = log.Sessions.Single();
        Assert.AreEqual(_case, log.About);
        Assert.AreEqual("by the clock of the PC that recorded it", log.Clock);

        // Each second of the box came at once, when it began.
        Assert.AreEqual(12.0, (session.ClockAt(12_000)!.Value.Time - DateTime.UnixEpoch).TotalSeconds, 1.5);
        string page = ReportPage.Of(log, DateTimeOffset.UnixEpoch);
        foreach (string expected in (string[])["2026-114", "L3, left", "30 W, 3 min", "16 G", "MF", "by the clock of the PC that recorded it"]) StringAssert.Contains(page, expected);
    }

    [TestMethod]
    public void A_case_that_is_told_while_the_log_is_kept_already_is_its_case()
    {
        using (Recording recording = Recording.Create(LogPath, "stub", null, _time))
        {
            MonitorSession session = new(new LiveStub(), recording, _time);
            session.Connected();
            session.Received(_log.AsSpan(0, 5000));
            recording.Tell(_case);
            session.Received(_log.AsSpan(5000));
            session.Ended();
        }

        RecordedLog log = RecordedLog.Read(LogPath);
        Assert.AreEqual(_case, log.About);
        Assert.AreEqual("by the clock of the PC that recorded it", log.Clock);
    }

    [TestMethod]
    public void A_log_that_was_piped_in_faster_than_the_box_told_it_has_a_clock_that_only_goes_on()
    {
        Record(_log, null, pieceSeconds: 0.001);

        Session session = RecordedLog.Read(LogPath).Sessions.Single();
        DateTime[] clock = [.. Enumerable.Range(0, (int)(session.LastMs / 100)).Select(tenth => session.ClockAt(tenth * 100L)!.Value.Time)];
        Assert.IsTrue(clock.Zip(clock.Skip(1)).All(pair => pair.Second >= pair.First));
        Assert.AreEqual(SecondsOf(_log).Count * 0.001, (clock[^1] - DateTime.UnixEpoch).TotalSeconds, 1.0, "what came after the last second that was kept goes on by the box");
    }

    [TestMethod]
    public void A_record_that_was_cut_is_read_as_far_as_it_goes()
    {
        Record(_log, _case);
        string[] lines = File.ReadAllLines(ClockPath);
        File.WriteAllText(ClockPath, string.Join('\n', lines[..10]) + "\n" + lines[10][..20]);

        Assert.AreEqual("by the clock of the PC that recorded it", RecordedLog.Read(LogPath).Clock);

        foreach (string none in (string[])["{", "null", "[]", "7"])
        {
            File.WriteAllText(ClockPath, string.Join('\n', [.. lines[..10], none, .. lines[10..]]));
            BadInputException broken = Assert.ThrowsExactly<BadInputException>(() => RecordedLog.Read(LogPath));
            StringAssert.StartsWith(broken.Message, $"{ClockPath}:11: expected a line of the record");
        }
    }

    [TestMethod]
    public void A_record_of_another_log_is_told()
    {
        Record(_log, null);
        File.WriteAllBytes(LogPath, _other);

        StringAssert.Contains(RecordedLog.Read(LogPath).Clock, "made with another state of it");
    }

    [TestMethod]
    public void A_restart_and_a_connection_that_was_lost_are_in_it()
    {
        Record([.. _log[..8000], .. _other], null, loses: true);

        string[] kinds = [.. File.ReadAllLines(ClockPath).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!)];
        Assert.AreEqual(1, kinds.Count(kind => kind == "restart"));
        Assert.AreEqual(1, kinds.Count(kind => kind == "lost"));
        Assert.AreEqual(1, kinds.Count(kind => kind == "connected"));
        StringAssert.StartsWith(RecordedLog.Read(LogPath).Clock, "by the clock of the PC that recorded it");
    }

    [TestMethod]
    [DataRow("day.log")]
    [DataRow("day.log.jsonl")]
    public void What_is_there_already_is_left_and_nothing_else_is_made(string there)
    {
        File.WriteAllText(Path.Combine(_folder, there), "mine");

        StringAssert.Contains(Assert.ThrowsExactly<BadInputException>(() => Recording.Create(LogPath, "source", null, _time)).Message, $"{there}: expected a name that is still free");

        CollectionAssert.AreEqual(new[] { Path.Combine(_folder, there) }, Directory.GetFiles(_folder));
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(_folder, there)));
    }

    /// <summary>Plays a log into a monitor, piece by piece.</summary>
    private void Record(byte[] log, CaseData? about, bool loses = false, double pieceSeconds = 1.0)
    {
        using Recording recording = Recording.Create(LogPath, "stub", about, _time);
        MonitorSession session = new(new LiveStub(), recording, _time);
        session.Connected();
        List<byte[]> pieces = SecondsOf(log);
        for (int i = 0; i < pieces.Count; i++)
        {
            if (loses && i == pieces.Count - 3)
            {
                session.Lost();
                session.Connected();
            }

            session.Received(pieces[i]);
            _time.Pass(pieceSeconds);
        }

        session.Ended();
    }

    /// <summary>However many lines a box tells in a second.</summary>
    private static List<byte[]> SecondsOf(byte[] log)
    {
        List<byte[]> seconds = [];
        string second = string.Empty;
        foreach (string line in Encoding.Latin1.GetString(log).Split('\n').Select(line => line + '\n'))
        {
            string its = Regex.Match(line, @" t=(\d*?)\d{0,3} ").Groups[1].Value;
            if (seconds.Count == 0 || its != second) seconds.Add([]);
            second = its;
            seconds[^1] = [.. seconds[^1], .. Encoding.Latin1.GetBytes(line)];
        }

        // The last has no end to be given back.
        seconds[^1] = seconds[^1][..^1];
        return seconds;
    }

    private static long TimeOf(string line) => LogLine.Of(Encoding.Latin1.GetBytes(line), 1, LineEnd.Feed).Line!.TimeMs;
}
