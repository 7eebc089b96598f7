using System.Globalization;
using System.Text;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;

namespace Interlock.Bench.Tests.Logs;

/// <summary>Logs as terminal programs, cables and restarts leave them: what is whole is read as it was, what is not is said.</summary>
[TestClass]
public class LogReaderTests
{
    private static readonly byte[] _log = Played.Run(Courses.RampTo(43.0, 3.0)).Log;
    private static readonly byte[] _other = Played.Run(Courses.RampTo(43.0, 3.0), seed: 2).Log;
    private static readonly string _text = Encoding.Latin1.GetString(_log);
    private static readonly string[] _lines = _text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    private static readonly string _told = Story(LogFile.Verify(_log));

    public static IEnumerable<object[]> Recoded =>
    [
        ["UTF-8 with its mark", (byte[])[0xEF, 0xBB, 0xBF, .. _log], "the mark of UTF-8"],
        ["UTF-16, low byte first", (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(_text)], "UTF-16 text"],
        ["UTF-16, high byte first", (byte[])[0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(_text)], "UTF-16 text"],
        ["UTF-16 without its mark", Encoding.Unicode.GetBytes(_text), "UTF-16 text"],
        ["LF", Joined("\n", _lines), ""],
        ["CR", Joined("\r", _lines), ""],
        ["blank lines between", Joined("\r\r\n", _lines), $"{_lines.Length} blank lines"],
        ["colours", Joined("\r\n", _lines.Select(line => $"\e[32m{line}\e[0m")), $"colour codes in {_lines.Length} lines"],
        ["a stamp with a date", Joined("\r\n", _lines.Select((line, i) => $"[2026-11-20 10:11:{i % 60:00}.250] {line}")), $"{_lines.Length} time stamps of a terminal program"],
        ["a stamp and an arrow", Joined("\n", _lines.Select((line, i) => $"10:11:{i % 60:00}.250 -> {line}")), $"{_lines.Length} time stamps of a terminal program"],
        ["a stamp as ISO 8601", Joined("\n", _lines.Select((line, i) => $"2026-11-20T10:11:{i % 60:00}.250Z {line}")), $"{_lines.Length} time stamps of a terminal program"],
        ["the port before each line", Joined("\n", _lines.Select(line => $"COM3: {line}")), $"{6 * _lines.Length} bytes before or after lines"],
        ["in quotation marks, with commas", Joined("\r\n", _lines.Select(line => $"\"10:11:12.250\",\"{line}\"")), $"{_lines.Length} time stamps of a terminal program, {_lines.Length} bytes before or after lines"],
        ["a terminal program's own words", (byte[])[.. "=~=~=~= PuTTY log 2026.11.20 10:11:12 =~=~=~=\r\n"u8, .. _log, .. "log closed\r\n"u8], "2 lines of other text"],
        ["no line ends in between", Joined("\r\n", _lines.Chunk(2).Select(pair => string.Concat(pair))), $"{_lines.Length / 2} lost line ends"],
        ["no line ends between stamped lines", Joined("\r\n", _lines.Select(line => $"[10:11:12.250] {line}").Chunk(3).Select(three => string.Concat(three))), $"{_lines.Length} time stamps of a terminal program, {_lines.Length - ((_lines.Length + 2) / 3)} lost line ends"],
        ["no line ends at all", (byte[])[.. Encoding.Latin1.GetBytes(string.Concat(_lines)), (byte)'\n'], $"{_lines.Length - 1} lost line ends"],
        ["a stamp and a tab", Joined("\n", _lines.Select(line => $"10:11:12.250\t{line}")), $"{_lines.Length} time stamps of a terminal program"],
        ["a stamp and an arrow in UTF-8", Joined("\n", _lines.Select(line => $"10:11:12.250 \u00E2\u0086\u0092 {line}")), $"{_lines.Length} time stamps of a terminal program, {4 * _lines.Length} bytes before or after lines"],
        ["UTF-16 that a shell appended to text", (byte[])[.. Joined("\r\n", _lines[..50]), .. Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(Joined("\r\n", _lines[50..])))], $"UTF-16 text, {_lines.Length - 49} blank lines"],
        ["lines of noise before BOOT", (byte[])[0x81, 0xFF, (byte)'\n', 0, 0x90, (byte)'\n', .. _log], "2 lines of noise before BOOT"],
        ["noise before BOOT", (byte[])[0, 0xFF, .. "rst:0x1 (POWERON)"u8, .. _log], "19 bytes before or after lines"],
    ];

    public static IEnumerable<object[]> Foreign =>
    [
        [Noise(), "the speed is likely wrong, set the port to 115200 baud"],
        [_log.Select(EvenParity).ToArray(), "parity bit: set the port to 8 data bits, no parity"],
        [Encoding.ASCII.GetBytes("Dear colleague, please find attached\r\n"), "is this the right port or file?"],
        [new byte[500], "only zeros"],
    ];

    [TestMethod]
    [DynamicData(nameof(Recoded))]
    public void What_was_recoded_or_stamped_is_whole_and_tells_the_same(string how, byte[] log, string skipped)
    {
        LogVerifier verifier = LogFile.Verify(log);

        Assert.IsEmpty(verifier.Problems, how);
        Assert.AreEqual(_told, Story(verifier), how);
        Assert.AreEqual(skipped, string.Join(", ", verifier.Reader.Skipped.InWords()), how);
    }

    [TestMethod]
    public void A_terminal_s_stamps_are_kept_as_wall_clock()
    {
        Session dated = Read(Joined("\n", _lines.Select(line => $"[2026-11-20 10:11:12.250] {line}"))).Sessions.Single();
        Session undated = Read(Joined("\n", _lines.Select(line => $"10:11:12.250 -> {line}"))).Sessions.Single();

        Assert.AreEqual("2026-11-20 10:11:12.250", dated.ClockAt(dated.FirstMs).ToString());
        Assert.AreEqual("10:11:12.250", undated.ClockAt(dated.FirstMs).ToString());
    }

    [TestMethod]
    [DataRow("[2026-11-20 10:11:12.250] ", "2026-11-20 10:11:12.250")]
    [DataRow("10:11:12.250 -> ", "10:11:12.250")]
    [DataRow("[10:11:12] ", "10:11:12.000")]
    [DataRow("2026-11-20T10:11:12.250Z ", "2026-11-20 10:11:12.250 +00:00")]
    [DataRow("2026-11-20T10:11:12,250+0100 ", "2026-11-20 10:11:12.250 +01:00")]
    [DataRow("[Fri Nov 20 10:11:12.250 2026] ", "2026-11-20 10:11:12.250")]
    [DataRow("Nov  9 10:11:12 ", "10:11:12.000")]
    [DataRow("20.11.2026 10:11:12.250 [RX] - ", "2026-11-20 10:11:12.250")]
    [DataRow("11/20/2026 1:11:12 PM: ", "2026-11-20 13:11:12.000")]
    [DataRow("05/06/2026 10:11:12 ", "10:11:12.000")]
    [DataRow("COM3 2026/11/20 10:11:12.250> ", "2026-11-20 10:11:12.250")]
    [DataRow("[0 00:00:12.250] ", null)]
    [DataRow("[12.250000 0.020000] ", null)]
    [DataRow("99:99:99 ", null)]
    public void The_stamps_of_many_terminal_programs_are_read(string stamp, string? clock)
    {
        Session session = Read(Joined("\n", _lines.Select(line => stamp + line))).Sessions.Single();

        Assert.AreEqual(clock, session.ClockAt(session.FirstMs)?.ToString());
    }

    [TestMethod]
    public void A_clock_without_a_date_goes_on_after_midnight()
    {
        TimeSpan start = new(23, 59, 50);
        Session session = Read(Joined("\n", _lines.Select(line => $"{(start + TimeSpan.FromMilliseconds(TimeOf(line))).ToString("hh\\:mm\\:ss\\.fff", CultureInfo.InvariantCulture)} {line}"))).Sessions.Single();

        Assert.IsGreaterThan(10_000, session.LastMs);
        Assert.AreEqual("23:59:50.000", session.ClockAt(0).ToString());
        Assert.AreEqual("00:00:05.000", session.ClockAt(15_000).ToString());
        Assert.IsTrue(session.ClockAt(0)!.Value.Time < session.ClockAt(15_000)!.Value.Time);
    }

    [TestMethod]
    public void Lines_before_the_first_stamp_may_be_of_the_day_before()
    {
        Session session = Read(Joined("\n", _lines.Select((line, i) => i < 50 ? line : $"00:00:00.100 {line}"))).Sessions.Single();

        Assert.StartsWith("23:59:", session.ClockAt(session.FirstMs).ToString());
    }

    [TestMethod]
    public void A_stamp_at_the_end_of_the_calendar_stops_nothing()
    {
        Session session = Read(Joined("\n", _lines.Select((line, i) => i == 0 ? "9999-12-31 23:59:59 " + line : line))).Sessions.Single();

        Assert.StartsWith("9999-12-31 23:59:59", session.ClockAt(session.LastMs).ToString());
    }

    [TestMethod]
    public void A_line_that_is_none_and_has_no_end_hides_none_behind_it()
    {
        LogVerifier verifier = LogFile.Verify([.. Joined("\r\n", _lines[..50]), .. Encoding.ASCII.GetBytes(new string('y', 20_000)), .. Joined("\r\n", _lines[50..])]);

        Assert.AreEqual(_told, Story(verifier));
        Assert.AreEqual(0L, verifier.Missing);
        Assert.AreEqual(51, verifier.Problems.Single().Line);
    }

    [TestMethod]
    public void Who_joins_in_the_coast_is_told_that_it_was_no_cold_log()
    {
        int end = Array.FindIndex(_lines, line => line.StartsWith("$LESN", StringComparison.Ordinal));
        LogVerifier verifier = LogFile.Verify(Joined("\r\n", _lines[(end + 5)..]));

        Assert.MatchesRegex("^no ablation; the log begins late and what was before is not in it, highest reading 4[23]\\.\\d\\d degC$", LogSummary.InWords(verifier.Reader.Sessions));
    }

    [TestMethod]
    [DataRow("\x81\xFF")]
    [DataRow("somebody's text")]
    public void What_stands_in_the_middle_and_is_no_line_is_a_problem(string what)
    {
        byte[] log = [.. Joined("\r\n", _lines[..50]), .. Encoding.Latin1.GetBytes(what + "\n"), .. Joined("\r\n", _lines[50..])];

        LogVerifier verifier = LogFile.Verify(log);

        Assert.AreEqual(51, verifier.Problems.Single().Line);
        Assert.AreEqual(0L, verifier.Missing);
    }

    [TestMethod]
    public void Text_after_a_line_was_not_there_when_it_was_sent()
    {
        LogVerifier verifier = LogFile.Verify(Joined("\r\n", _lines.Select((line, i) => i == 30 ? line + "0" : line)));

        Assert.AreEqual(new LogProblem(31, "expected the end of the line after its CRC, found '0'"), verifier.Problems.Single());
        Assert.AreEqual(_told, Story(verifier));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(4096)]
    public void Bytes_cut_anywhere_are_read_the_same(int piece)
    {
        foreach (byte[] log in (byte[][])[_log, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(_text)]])
        {
            LogVerifier verifier = new();
            foreach (byte[] bytes in log.Chunk(piece)) verifier.Add(bytes);
            verifier.Finish();

            Assert.AreEqual(_told, Story(verifier));
        }
    }

    [TestMethod]
    [DataRow("", 0, DisplayName = "between two lines")]
    [DataRow("rst:0xf (BROWNOUT_RST)", 0, DisplayName = "after text")]
    [DataRow("$SAMP seq=130 t=12050 tc=37.90 cj=25.", 1, DisplayName = "on a line that was cut")]
    public void A_restart_is_told_and_the_ablation_under_way_ended_with_it(string before, int cut)
    {
        int armed = Array.FindIndex(_lines, line => line.Contains("ev=ARMED", StringComparison.Ordinal));
        byte[] log = [.. Joined("\r\n", _lines[..(armed + 20)]), .. Encoding.Latin1.GetBytes(before), .. _other];

        LogVerifier verifier = LogFile.Verify(log);

        Assert.AreEqual(armed + 21, verifier.Restarts.Single());
        Assert.AreEqual(cut, verifier.Reader.BadLines);
        Assert.AreEqual(cut, verifier.Missing);
        Assert.HasCount(cut, verifier.Problems);
        Assert.AreEqual(Ending.Restart, verifier.Reader.Sessions[0].Ablations.Single().Ending);
        Assert.AreEqual(2, verifier.Reader.Sessions[1].Ablations.Single().Number);
    }

    [TestMethod]
    public void A_block_that_stands_twice_in_the_file_is_no_restart()
    {
        byte[] log = Joined("\r\n", [.. _lines[..200], .. _lines[150..]]);

        LogVerifier verifier = LogFile.Verify(log);

        Assert.IsEmpty(verifier.Restarts);
        Assert.AreEqual("50 lines stand in the log already: repeated from here on", verifier.Problems.Single().Text);
        Assert.AreEqual(201, verifier.Problems.Single().Line);
        Assert.AreEqual(_told, Story(verifier));
    }

    [TestMethod]
    public void A_file_that_stands_twice_in_the_file_is_one_power_on()
    {
        LogVerifier verifier = LogFile.Verify([.. _log, .. _log]);

        Assert.HasCount(1, verifier.Reader.Sessions);
        Assert.AreEqual(_lines.Length, verifier.Reader.Skipped.RepeatedLines);
    }

    [TestMethod]
    public void A_block_of_an_earlier_power_on_is_no_restart()
    {
        string[] other = [.. Encoding.Latin1.GetString(_other).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

        LogVerifier verifier = LogFile.Verify(Joined("\r\n", [.. _lines, .. other[..100], .. _lines[150..200], .. other[100..], .. _lines]));

        Assert.HasCount(2, verifier.Reader.Sessions);
        Assert.AreEqual(50 + _lines.Length, verifier.Reader.Skipped.RepeatedLines);
        Assert.AreEqual(0L, verifier.Missing);
    }

    [TestMethod]
    public void A_file_that_stands_twice_in_the_file_is_one_power_on_however_long_it_is()
    {
        string[] lines = [.. Enumerable.Range(0, 100_000).Select(i => Lines.Sample(i, i * 100L, (37.0 + (i % 7 * 0.01)).ToString("F2", CultureInfo.InvariantCulture), "INHIBITED"))];

        LogReader log = Read(Joined("\n", [.. lines, .. lines]));

        Assert.HasCount(1, log.Sessions);
        Assert.AreEqual(lines.Length, log.Skipped.RepeatedLines);
    }

    [TestMethod]
    public void A_box_that_starts_again_and_again_restarts_though_it_says_the_same()
    {
        LogVerifier verifier = LogFile.Verify(Joined("\r\n", [.. _lines[..4], .. _lines[..4], .. _lines[..6], .. _lines[..2]]));

        CollectionAssert.AreEqual(new[] { 5, 9, 15 }, verifier.Restarts.ToArray());
        Assert.AreEqual(0, verifier.Reader.Skipped.RepeatedLines);
        Assert.IsEmpty(verifier.Problems);
    }

    [TestMethod]
    public void A_log_that_begins_in_the_middle_of_an_ablation_says_so()
    {
        int armed = Array.FindIndex(_lines, line => line.Contains("ev=ARMED", StringComparison.Ordinal));
        LogVerifier verifier = LogFile.Verify(Joined("\r\n", _lines[(armed + 40)..]));

        Assert.AreEqual(ProblemKind.BeginsLate, verifier.Problems.Single().Kind);
        Ablation late = verifier.Reader.Sessions.Single().Ablations.Single();
        Assert.IsFalse(late.HasArmed);
        StringAssert.EndsWith(LogSummary.InWords(late), "its beginning is not in the log");

        Ablation whole = Read(_log).Sessions.Single().Ablations.Single();
        Assert.AreEqual(whole.Duration, late.Duration);
        Assert.AreEqual(whole.DoseMinutes, late.DoseMinutes, 0.002);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(60)]
    public void Lines_of_two_boxes_in_turn_are_refused(int turn)
    {
        string[] late = [.. Enumerable.Range(0, _lines.Length).Select(i => Lines.Sample(90_000 + i, 9_000_000 + (i * 100), "38.00"))];
        string[] atOnce = [.. Encoding.Latin1.GetString(_other).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
        foreach (string[] other in (string[][])[late, atOnce])
        {
            IEnumerable<string> turns = _lines.Chunk(turn).Zip(other.Chunk(turn)).SelectMany(pair => pair.First.Concat(pair.Second));

            StringAssert.StartsWith(Read(Joined("\r\n", turns)).Refusal, "lines of two boxes stand in turn in it");
        }
    }

    [TestMethod]
    public void One_box_is_not_taken_for_two()
    {
        string[] other = [.. Encoding.Latin1.GetString(_other).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

        Assert.IsNull(Read(Joined("\r\n", [.. _lines[..50], _lines[51], _lines[50], .. _lines[52..]])).Refusal, "two lines swapped");
        Assert.IsNull(Read(Joined("\r\n", [.. _lines[..120], .. other[..100], .. other[120..]])).Refusal, "a gap that ends where the power-on before stopped");
        Assert.IsNull(Read(Joined("\r\n", [.. _lines[..60], .. other[..30], .. _lines[..90], .. other])).Refusal, "switched off and on again and again");
    }

    [TestMethod]
    [DataRow("fw=" + Interlock.Firmware.BuildInfo.Version, "fw=0.9.9")]
    [DataRow("build=", "build=f")]
    [DataRow("mains=50", "mains=60")]
    public void Power_ons_of_another_firmware_or_other_settings_are_refused(string from, string to)
    {
        string[] other = [.. Encoding.Latin1.GetString(_other).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Contains(from, StringComparison.Ordinal) ? Lines.Of(line[1..^5].Replace(from, to, StringComparison.Ordinal)) : line)];

        Assert.IsNull(Read([.. _log, .. _other]).Refusal);
        StringAssert.Contains(Read([.. _log, .. Joined("\r\n", other)]).Refusal, "expected the log of one");
    }

    [TestMethod]
    [DynamicData(nameof(Foreign))]
    public void Of_bytes_without_a_line_is_said_what_is_likely_wrong(byte[] bytes, string expected)
    {
        LinkDoctor doctor = new();
        doctor.Add(bytes);

        StringAssert.Contains(doctor.Diagnosis(), expected);
        Assert.AreEqual(0, Read(bytes).ValidLines);
    }

    [TestMethod]
    public void Types_fields_and_words_that_are_not_known_are_accepted()
    {
        string[] lines =
        [
            Lines.Of("BOOT seq=0 t=0 fw=2.0.0 proto=1 build=1234567 resets=0 cfg=0000 more=1"),
            Lines.Of("OPTN seq=1 t=20 probes=2"),
            Lines.Of("SAMP seq=2 t=40 tc=37.00 cj=25.00 sr=00 st=DREAMING k1=0 k2=0 io=35F cem=0.000 tc2=36.00 sr2=00"),
            Lines.Event(3, 60, "ev=SINGS why=HAPPY tc=37.00 probe=2"),
            Lines.Of("SAMP seq=4 t=80 tc=37.00 cj=25.00 sr=00 st=INHIBITED k1=0 k2=0 io=5F cem=0.000"),
        ];

        LogVerifier verifier = LogFile.Verify(Lines.Bytes(lines));

        Assert.IsEmpty(verifier.Problems);
        Session session = verifier.Reader.Sessions.Single();
        Assert.AreEqual("SINGS HAPPY at 37.00 degC (probe 2)", session.Events.Single().Text);
        Assert.AreEqual("SINGS: HAPPY", session.Events.Single().Sentence);
    }

    [TestMethod]
    [DataRow(20, 300, 0)]
    [DataRow(20, 400, 1)]
    [DataRow(50, 300, 0)]
    [DataRow(50, 350, 0)]
    [DataRow(50, 400, 1)]
    public void The_cadence_is_judged_by_the_tick_that_the_log_tells(int tickMs, int sampleMs, int problems)
    {
        string settings = $" limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick={tickMs} mains=50 tc=T max=360 wait=600";
        string[] lines =
        [
            Lines.Of($"BOOT seq=0 t=0 fw=1.0.0 proto=1 build=0000000 resets=0 cfg={UartLine.Crc(settings):X4}"),
            Lines.Of($"CONF seq=1 t={tickMs}{settings}"),
            Lines.Sample(2, sampleMs, "37.00"),
        ];

        Assert.HasCount(problems, LogFile.Verify(Lines.Bytes(lines)).Problems);
    }

    private static LogReader Read(byte[] log) => LogFile.Verify(log).Reader;

    private static byte[] Joined(string end, IEnumerable<string> lines) => Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => line + end)));

    private static string Story(LogVerifier verifier) => string.Join('\n', verifier.Reader.Sessions.SelectMany(session => session.Ablations).Select(LogSummary.InWords)
        .Append(verifier.Reader.ValidLines.ToString(CultureInfo.InvariantCulture))
        .Append(verifier.Reader.MissingLines.ToString(CultureInfo.InvariantCulture))).Replace($"\n{_lines.Length + 50}\n", $"\n{_lines.Length}\n", StringComparison.Ordinal);

    private static long TimeOf(string line) => LogLine.Of(Encoding.Latin1.GetBytes(line), 1, LineEnd.Feed).Line!.TimeMs;

    private static byte[] Noise()
    {
        byte[] noise = new byte[3000];
        new Random(5).NextBytes(noise);
        return noise;
    }

    private static byte EvenParity(byte value) => (byte)(value | ((System.Numerics.BitOperations.PopCount(value) & 1) << 7));
}
