using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Interlock.Bench.Cli;
using Interlock.Bench.Tests.Cli;
using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Report;
using Interlock.Log;
using Interlock.Station.Monitor;
using Interlock.Station.Report;
using Interlock.Station.Watch;

namespace Interlock.Bench.Tests.Logs;

/// <summary>Logs of a box with two probes: each probe has its figures, and everything that tells one tells the same.</summary>
[TestClass]
public sealed class TwoProbesTests : ConsoleFixture
{
    private static string Text(byte[] log) => Encoding.ASCII.GetString(log);

    [TestMethod]
    public void The_log_is_whole() => Assert.AreEqual(string.Empty, string.Join('\n', LogFile.Verify(TwoProbes.Log).Problems.Select(problem => $"{problem.Line}: {problem.Text}")));

    [TestMethod]
    public void Each_probe_s_figures_are_the_firmware_s_own()
    {
        Session session = Read(TwoProbes.Log).Sessions.Single();

        Assert.HasCount(2, session.Ablations);
        foreach (AtProbe probe in session.Ablations.SelectMany(ablation => ablation.Probes))
        {
            string which = $"probe {probe.Number}";
            Assert.AreEqual(probe.Procedure!.PeakCelsius!.Value, probe.PeakCelsius!.Value, 0.05, which);
            Assert.AreEqual(probe.Procedure.DoseMinutes!.Value, probe.DoseAtEndMinutes, 0.001 + (0.02 * probe.DoseAtEndMinutes), which);
        }

        foreach (Lesion lesion in session.Lesions)
        {
            Assert.AreEqual(lesion.Ablations.Count, lesion.Told!.Ablations);
            Assert.AreEqual(lesion.Told.PeakCelsius!.Value, lesion.HighestCelsius!.Value, 0.05, $"probe {lesion.Probe}");
            Assert.AreEqual(lesion.Told.Duration!.Value.TotalSeconds, lesion.Duration.TotalSeconds, 0.1);
        }
    }

    [TestMethod]
    public void What_was_expected_of_each_probe_is_its_own()
    {
        Ablation ablation = Read(TwoProbes.Log).Ablations.First();
        JsonElement[] told = [.. new[] { Json(TwoProbes.Log).GetProperty("power_ons")[0].GetProperty("ablations")[0] }.SelectMany(one => new[] { one, one.GetProperty("second_probe") })];
        foreach ((AtProbe probe, JsonElement json) in ablation.Probes.Zip(told))
        {
            // The box reckons from its own tip and slope: no further from the cut-off than 24 s of the steepest it counts.
            Expectation expected = probe.Expected!;
            Assert.AreEqual(probe.CutoffCelsius!.Value + 1.0, expected.PeakCelsius, 1.1, $"probe {probe.Number}");
            Assert.AreEqual(expected.PeakCelsius, json.GetProperty("expected").GetProperty("peak_c").GetDouble());
        }

        Assert.IsGreaterThan(ablation.First.Expected!.PeakCelsius, ablation.Second!.Expected!.PeakCelsius);
        string page = ReportFixture.Page(TwoProbes.Log).ToString();
        foreach (AtProbe probe in ablation.Probes) StringAssert.Contains(page, Figures.Degrees(probe.Expected!.PeakCelsius) + ", give or take ");

        MonitorSession monitor = Heard(TwoProbes.Log);
        AblationFacts facts = BoxFacts.Of("box", monitor.Box, monitor.Look((_, link) => link), DateTimeOffset.UnixEpoch).Ablation!;
        Ablation last = Read(TwoProbes.Log).Ablations.Last();
        Assert.AreEqual((last.First.Expected!.PeakCelsius, last.Second!.Expected!.PeakCelsius), (facts.ExpectedPeak!.Value, facts.Second!.ExpectedPeak!.Value));
    }

    [TestMethod]
    public void OPTN_is_the_one_that_BOOT_names()
    {
        byte[] log = Mended(Text(TwoProbes.Log), line => line.Replace("probes=OTHER_SIDE", "probes=SAME_SITE", StringComparison.Ordinal));

        LogProblem problem = LogFile.Verify(log).Problems.Single();
        Assert.AreEqual(2, problem.Line);
        StringAssert.StartsWith(problem.Text, "expected settings with the CRC ");
    }

    // What BOOT told of a box with two probes before, and a log that lacks OPTN.
    [TestMethod]
    [DataRow(true, 0)]
    [DataRow(false, 1)]
    public void A_CRC_of_CONF_alone_is_one_of_before_and_without_OPTN_nothing_is_said_of_it(bool isOld, int missing)
    {
        string text = Text(TwoProbes.Log);
        string settings = Regex.Match(text, @"\$CONF.*?( limit=.*?)\*").Groups[1].Value;
        byte[] log = isOld
            ? Mended(text, line => Regex.Replace(line, " cfg=....", $" cfg={UartLine.Crc(settings):X4}"))
            : Encoding.ASCII.GetBytes(Regex.Replace(text, @"\$OPTN seq=2 [^\r\n]*\r\n", string.Empty));

        Assert.HasCount(missing, LogFile.Verify(log).Problems);
        Assert.IsFalse(LogFile.Verify(log).Problems.Any(problem => problem.Text.StartsWith("expected settings", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_box_with_another_use_of_its_probes_is_another_box()
    {
        string one = Text(TwoProbes.Log);
        byte[] other = Mended(one, line => Regex.Replace(line.Replace("probes=OTHER_SIDE", "probes=SAME_SITE", StringComparison.Ordinal), " cfg=....", " cfg=0000"));

        LogReader reader = new();
        reader.Add([.. TwoProbes.Log, .. other]);
        reader.Finish();
        StringAssert.EndsWith(reader.Refusal, "it is another box, or was built anew (settings differ); expected the log of one");
    }

    // A release names no probe: its tip is the hotter one, whichever that is.
    [TestMethod]
    public void A_tip_without_a_probe_is_neither_s()
    {
        byte[] log = Mended(Text(TwoProbes.Log), line => Regex.Replace(line, @"ev=RELEASED tc=\S+", "ev=RELEASED tc=44.44"));
        Ablation ablation = Read(log).Ablations.Last();

        Assert.AreEqual("RELEASED", ablation.Cause);
        Assert.AreEqual(39.0, ablation.First.CutoffCelsius!.Value, 0.1);
        Assert.AreEqual(37.6, ablation.Second!.CutoffCelsius!.Value, 0.1);
        Assert.IsLessThan(40.0, ablation.HighestCelsius!.Value);
    }

    // A box of 1.1 and before, and a word of one that is to come.
    [TestMethod]
    [DataRow("", 1)]
    [DataRow(" probe=1", 1)]
    [DataRow(" probe=2", 2)]
    [DataRow(" probe=3", 0)]
    public void An_expectation_without_a_probe_is_the_first_s_and_of_one_that_isn_t_known_nobody_s(string probe, int expected)
    {
        byte[] log = Encoding.ASCII.GetBytes(Regex.Replace(Text(Cut(TwoProbes.Log, " ev=TRIP")), @"\$EXPT [^\r\n]*\r\n", string.Empty)
            + $"{Lines.Of($"EXPT seq=900001 t=900001 peak=42.84 width=0.55{probe}")}\r\n");
        Ablation ablation = Read(log).Ablations.Single();

        Assert.AreEqual(expected == 1 ? 42.84 : null, ablation.First.Expected?.PeakCelsius);
        Assert.AreEqual(expected == 2 ? 42.84 : null, ablation.Second!.Expected?.PeakCelsius);
    }

    [TestMethod]
    public void The_probe_that_tripped_is_named_and_its_nerve_is_the_hottest()
    {
        Ablation ablation = Read(TwoProbes.Log).Ablations.First();

        Assert.AreEqual(2, ablation.CauseProbe);
        Assert.AreEqual("OVER_TEMPERATURE (probe 2)", ablation.CauseInWords);
        Assert.AreSame(ablation.Second, ablation.Hottest);
        Assert.AreEqual(42.6, ablation.HighestCelsius!.Value, 0.05);
        Assert.IsTrue(ablation.Second!.HasCoast);
        Assert.AreEqual(42.0, ablation.Second.CutoffCelsius!.Value, 0.1);
        Assert.AreEqual(40.1, ablation.First.CutoffCelsius!.Value, 0.1);
        Assert.AreEqual(40.7, ablation.First.HighestCelsius!.Value, 0.1);
        Assert.AreEqual("OVER_TEMPERATURE (probe 2)", $"{Read(Cut(TwoProbes.Log, " ev=ACK")).Current!.Cause}{News.OfProbe(Read(Cut(TwoProbes.Log, " ev=ACK")).Current!.CauseProbe)}");
    }

    [TestMethod]
    public void Verify_run_monitor_watch_report_and_its_JSON_tell_the_same_of_both_probes()
    {
        byte[] log = TwoProbes.Log;
        Ablation[] ablations = [.. Read(log).Ablations];
        string[] verified = [.. ablations.Select(LogSummary.InWords)];
        foreach ((string words, Ablation ablation) in verified.Zip(ablations))
        {
            foreach (AtProbe probe in ablation.Probes) StringAssert.Contains(words, string.Create(CultureInfo.InvariantCulture, $"probe {probe.Number} highest {probe.HighestCelsius:F2} degC ({probe.PeakCelsius:F2} until the line opened), CEM43 {probe.DoseMinutes:F3} min"));
        }

        LogSummary run = new();
        foreach (string line in Text(log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) run.Add(line);
        CollectionAssert.AreEqual(verified, run.Nerve.ToArray());

        MonitorSession monitor = Heard(log);
        CollectionAssert.AreEqual(verified, monitor.Box.Session.Ablations.Select(LogSummary.InWords).ToArray());
        Ablation last = ablations[^1];
        BoxFacts facts = BoxFacts.Of("box", monitor.Box, monitor.Look((_, link) => link), DateTimeOffset.UnixEpoch);
        Assert.IsTrue(facts.HasSecondProbe);
        Assert.AreEqual(last.First.HighestCelsius, facts.Ablation!.Highest);
        Assert.AreEqual(last.First.DoseMinutes, facts.Ablation.DoseMinutes, 1e-4);
        Assert.AreEqual(last.Second!.HighestCelsius, facts.Ablation.Second!.Highest);
        Assert.AreEqual(last.Second.PeakCelsius, facts.Ablation.Second.Peak);
        Assert.AreEqual(last.Second.DoseMinutes, facts.Ablation.Second.DoseMinutes, 1e-4);
        Assert.AreEqual(Read(log).Current!.LesionOf(2)!.DoseMinutes, facts.SecondLesion!.DoseMinutes, 1e-4);

        RecordedLog report = ReportFixture.Read(log);
        XDocument page = ReportFixture.Page(log);
        XElement[] rows = [.. page.Descendants("table").Single(table => table.Attribute("class")?.Value == "summary").Descendants("tbody").Elements("tr")];
        foreach ((Ablation ablation, XElement row) in report.Ablations.Zip(rows))
        {
            StringAssert.Contains(row.Value, ablation.CauseInWords);
            foreach (AtProbe probe in ablation.Probes)
            {
                foreach (string figure in (string[])[Figures.Degrees(probe.HighestCelsius), Figures.Dose(probe.DoseMinutes), Figures.Degrees(probe.PeakCelsius)]) StringAssert.Contains(row.Value, figure);
            }
        }

        CollectionAssert.AreEqual(verified, report.Ablations.Select(LogSummary.InWords).ToArray());
        JsonElement json = Json(log);
        Assert.AreEqual(2, json.GetProperty("nerve").GetProperty("probe").GetInt32());
        JsonElement[] told = [.. json.GetProperty("power_ons")[0].GetProperty("ablations").EnumerateArray()];
        foreach ((Ablation ablation, JsonElement one) in ablations.Zip(told))
        {
            Assert.AreEqual(ablation.First.HighestCelsius, one.GetProperty("highest_c").GetDouble());
            Assert.AreEqual(ablation.Second!.HighestCelsius, one.GetProperty("second_probe").GetProperty("highest_c").GetDouble());
            Assert.AreEqual(ablation.Second.DoseMinutes, one.GetProperty("second_probe").GetProperty("dose_minutes").GetDouble(), 1e-4);
            Assert.AreEqual(ablation.Second.Procedure!.PeakCelsius, one.GetProperty("second_probe").GetProperty("record").GetProperty("peak_c").GetDouble());
        }

        Assert.AreEqual(2, told[0].GetProperty("end_probe").GetInt32());
        Assert.AreEqual("OTHER_SIDE", json.GetProperty("power_ons")[0].GetProperty("settings").GetProperty("probes").GetString());
        CollectionAssert.AreEquivalent(new[] { 1, 2 }, json.GetProperty("power_ons")[0].GetProperty("lesions").EnumerateArray().Select(lesion => lesion.GetProperty("probe").GetInt32()).ToArray());
    }

    [TestMethod]
    public void The_page_has_both_courses_in_one_plot_and_says_which_is_which()
    {
        XDocument page = ReportFixture.Page(TwoProbes.Log);
        XElement ablation = page.Descendants().Single(element => element.Attribute("id")?.Value == "ablation-1");
        XElement plot = ablation.Descendants().First(element => element.Name.LocalName == "svg");

        Assert.IsNotEmpty(plot.Descendants().Where(element => element.Attribute("class")?.Value == "course"));
        Assert.IsNotEmpty(plot.Descendants().Where(element => element.Attribute("class")?.Value == "course second"));
        CollectionAssert.AreEqual(new[] { "1", "2" }, plot.Descendants().Where(element => element.Attribute("class")?.Value.StartsWith("which", StringComparison.Ordinal) == true).Select(element => element.Value).ToArray());
        CollectionAssert.AreEqual(new[] { "Probe 1", "Probe 2: it opened the line" }, ablation.Elements("h3").Select(head => head.Value).ToArray());
        StringAssert.Contains(page.Descendants("header").Single().Plain(), "probe 2 read the higher temperature");
        StringAssert.Contains(ablation.Plain(), "The line was opened");
    }

    [TestMethod]
    [DataRow(80, 24)]
    [DataRow(100, 32)]
    [DataRow(160, 50)]
    [DataRow(60, 10)]
    public void The_monitor_shows_both_whatever_the_size_of_the_terminal(int width, int height)
    {
        byte[] log = Cut(TwoProbes.Log, " ev=ACK");
        string frame = Regex.Replace(LiveScreen.Frame(Heard(log), width, height), "\e\\[[0-9;?]*[A-Za-z]", string.Empty);

        StringAssert.Contains(frame, "probe 1");
        StringAssert.Contains(frame, "probe 2");
        StringAssert.Contains(frame, "OVER_TEMPERATURE");
        StringAssert.Contains(frame, "(probe 2)");
        Assert.IsTrue(frame.Split('\n').Length <= height);
    }

    [TestMethod]
    public void Its_plain_text_has_both_readings_and_both_doses()
    {
        MonitorSession session = new(new LiveStub(isLive: false), null, new ManualTime());
        PlainText text = new(session);
        session.Connected();
        session.Received(TwoProbes.Log);
        StringWriter said = new();
        text.Write(said);

        StringAssert.Matches(said.ToString(), new Regex(@"PERMITTED probe 1 \d\d\.\d\d, probe 2 \d\d\.\d\d degC, K1 closed, K2 closed, CEM43 \d\.\d{3}, \d\.\d{3} min"));
        StringAssert.Matches(said.ToString(), new Regex(@"TRIP OVER_TEMPERATURE at 42\.\d\d degC \(probe 2\)"));
        StringAssert.Matches(said.ToString(), new Regex(@"WARN HIGH \(probe 2\)"));
    }

    [TestMethod]
    public void A_probe_that_was_unplugged_begins_another_lesion_and_the_other_goes_on()
    {
        Session session = Read(TwoProbes.UnpluggedBetween).Sessions.Single();

        CollectionAssert.AreEqual(new[] { 2 }, session.Lesions.Where(lesion => lesion.Probe == 1).Select(lesion => lesion.Ablations.Count).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 1 }, session.Lesions.Where(lesion => lesion.Probe == 2).Select(lesion => lesion.Ablations.Count).ToArray());
        foreach (Lesion lesion in session.Lesions) Assert.AreEqual(lesion.Ablations.Count, lesion.Told!.Ablations, $"probe {lesion.Probe}");
        StringAssert.Contains(LogSummary.InWords([session]), "at probe 2, in lesion 2 of 3 (ablation 1)");
    }

    [TestMethod]
    public void A_probe_that_is_plugged_out_has_no_reading_and_is_there_all_the_same()
    {
        byte[] log = Mended(Text(TwoProbes.Log), line => Regex.Replace(line, @"tc2=\S+ sr2=00", "tc2=-- sr2=01"));
        LogVerifier verifier = LogFile.Verify(log);

        Assert.IsEmpty(verifier.Problems);
        Ablation ablation = verifier.Reader.Ablations.First();
        Assert.IsNull(verifier.Reader.Current!.Newest!.Value.SecondTipCelsius);
        Assert.AreEqual("01", verifier.Reader.Current.Newest.Value.SecondStatus);
        Assert.IsNull(ablation.Second!.Course.During.PeakCelsius);
        StringAssert.Contains(LogSummary.InWords(ablation), "probe 2 highest");
        Assert.IsNull(Json(log).GetProperty("power_ons")[0].GetProperty("ablations")[0].GetProperty("second_probe").GetProperty("until_open").GetProperty("highest_c").GetString());
    }

    [TestMethod]
    public void What_a_sample_lacks_is_told_and_the_rest_reads_on()
    {
        int at = 0;
        byte[] log = Mended(Text(TwoProbes.Log), line => line.Contains("st=PERMITTED", StringComparison.Ordinal) && at++ == 50 ? Regex.Replace(line, @" tc2=\S+", string.Empty) : line);
        LogProblem problem = LogFile.Verify(log).Problems.Single();

        Assert.AreEqual("expected the field tc2= in SAMP of a box with two probes", problem.Text);
        Assert.AreEqual(Read(TwoProbes.Log).Ablations.First().Second!.HighestCelsius, Read(log).Ablations.First().Second!.HighestCelsius);
    }

    [TestMethod]
    public void What_has_no_room_in_a_line_is_not_missed()
    {
        string[] bodies =
        [
            "SAMP seq=1234567890 t=12345678900 tc=41.25 cj=24.31 sr=00 st=LOCKED_OUT k1=1 k2=1 io=16F cem=100.031 tc2=41.25",
            "SAMP seq=1234567891 t=12345678950 tc=41.25 cj=24.31 sr=00 st=LOCKED_OUT k1=1 k2=1 io=16F cem=100.031 tc2=41.25",
        ];

        Assert.HasCount(1, LogFile.Verify(Lines.Bytes([.. bodies.Select(Lines.Of)])).Problems, "but that it begins late");
    }

    [TestMethod]
    public void A_probe_that_nobody_knows_is_nobody_s()
    {
        Session session = Read(Lines.Bytes(
            Two(1, 100, "38.00", "37.00", "INHIBITED"), Lines.Event(2, 150, "ev=ARMED tc=38.00"), Two(3, 200, "38.00", "37.00"), Two(4, 300, "38.00", "37.00"), Two(5, 400, "38.00", "37.00"),
            Lines.Event(6, 500, "ev=TRIP cause=OVER_TEMPERATURE tc=99.00 probe=3"),
            Lines.Of("PROC seq=7 t=520 dur=370 peak=99.00 tpeak=500 cem=9.000 end=OVER_TEMPERATURE probe=3"),
            Lines.Of("LESN seq=8 t=540 n=7 dur=370 peak=99.00 cem=9.000 probe=3"),
            Two(9, 600, "38.00", "37.00", "TRIPPED"))).Sessions.Single();

        Ablation ablation = session.Ablations.Single();
        Assert.AreEqual("OVER_TEMPERATURE", ablation.Cause);
        Assert.IsNull(ablation.CauseProbe);
        Assert.IsNull(ablation.Procedure);
        Assert.AreEqual(38.0, ablation.HighestCelsius);
        Assert.AreEqual(38.0, ablation.First.CutoffCelsius);
        Assert.IsTrue(session.Lesions.All(lesion => lesion.Told is null));
        StringAssert.Contains(session.Events[^1].Text, "(probe 3)");
    }

    [TestMethod]
    public void A_status_of_a_second_chip_alone_tells_of_a_second_probe()
    {
        LogVerifier verifier = LogFile.Verify(Lines.Bytes([.. Enumerable.Range(0, 4).Select(i => Lines.Of($"SAMP seq={i} t={i * 100} tc=37.00 cj=25.00 sr=00 st=INHIBITED k1=0 k2=0 io=06F cem=0.000 sr2=00"))]));

        Assert.IsTrue(verifier.Reader.Current!.HasSecondProbe);
        Assert.IsEmpty(verifier.Problems);
        Assert.AreEqual("INHIBITED, tip 1 37.00, tip 2 -- degC, K1 open, K2 open", Summary(Lines.Of("SAMP seq=0 t=0 tc=37.00 cj=25.00 sr=00 st=INHIBITED k1=0 k2=0 io=06F cem=0.000 sr2=00")).End);
    }

    [TestMethod]
    public void One_conversion_that_is_wrong_is_not_believed_though_it_is_told_twice()
    {
        List<string> lines = [Two(1, 100, "38.00", "37.00", "INHIBITED"), Lines.Event(2, 150, "ev=ARMED tc=38.00")];
        for (int i = 0; i < 40; i++) lines.Add(Two(3 + i, 200 + (i * 100), "38.00", i is 20 or 21 ? "67.00" : (i / 2 % 2) == 0 ? "37.00" : "37.01"));

        Assert.AreEqual(37.01, Read(Lines.Bytes([.. lines])).Ablations.Single().Second!.HighestCelsius);
    }

    [TestMethod]
    public void Sessions_of_one_probe_and_of_two_stand_side_by_side()
    {
        byte[] one = Simulation.Played.Run(Simulation.Courses.RampTo(41.0, 20.0)).Log;
        string boot = Text(one).Split("\r\n")[0];
        byte[] two = Mended(Text(TwoProbes.Log), line => line.StartsWith("$BOOT", StringComparison.Ordinal) ? Lines.Of(boot[1..^5]) : line);
        foreach ((byte[] log, bool[] expected) in (ValueTuple<byte[], bool[]>[])[([.. one, .. two], [false, true]), ([.. two, .. one], [true, false])])
        {
            LogReader reader = Read(log);
            CollectionAssert.AreEqual(expected, reader.Sessions.Select(session => session.HasSecondProbe).ToArray());
            Assert.IsNull(reader.Refusal);
            Assert.IsTrue(reader.Ablations.All(ablation => ablation.Session.HasSecondProbe == ablation.Second is not null));
            StringAssert.Contains(ReportFixture.Page(log).Root!.Plain(), "The box, power-on 2 of 2");
            File.WriteAllBytes(At("u.log"), log);
            Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["report", At("u.log"), "--csv", At("s.csv")]), Error.ToString());
            string[] rows = File.ReadAllLines(At("s.csv"));
            Assert.AreEqual("t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min,tc2_c,sr2", rows[0]);
            Assert.IsTrue(rows.All(row => row.Count(c => c == ',') == 10));
        }
    }

    [TestMethod]
    public void The_CSV_of_one_probe_is_as_ever()
    {
        File.WriteAllBytes(At("u.log"), ReportFixture.ThreeAblations);
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["report", At("u.log"), "--csv", At("s.csv")]));

        Assert.AreEqual("t_ms,tc_c,cj_c,sr,state,k1,k2,io,cem_min", File.ReadLines(At("s.csv")).First());
    }

    [TestMethod]
    public void Who_joins_or_leaves_at_any_line_is_told_no_more_than_there_was()
    {
        string[] lines = Text(TwoProbes.Log).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        double highest = Read(TwoProbes.Log).Ablations.Max(ablation => ablation.HighestCelsius)!.Value;
        for (int cut = 1; cut < lines.Length; cut += 37)
        {
            foreach (byte[] log in (byte[][])[Lines.Bytes(lines[cut..]), Lines.Bytes(lines[..cut]), Lines.Bytes([.. lines.Where((_, i) => i % 37 != cut % 37)])])
            {
                LogReader reader = Read(log);
                foreach (Ablation ablation in reader.Ablations)
                {
                    Assert.IsTrue(ablation.HighestCelsius is null || ablation.HighestCelsius <= highest + 0.02, $"cut at {cut}: {LogSummary.InWords(ablation)}");
                    Assert.IsNotNull(ablation.Second, $"cut at {cut}");
                }

                Assert.IsFalse(LogSummary.InWords(reader.Sessions).Contains("NaN", StringComparison.Ordinal));
            }

            if (cut % 370 == 1) _ = ReportFixture.Page(Lines.Bytes(lines[cut..]));
        }
    }

    private static string Two(long sequence, long timeMs, string tip, string second, string state = "PERMITTED") =>
        Lines.Of($"SAMP seq={sequence} t={timeMs} tc={tip} cj=25.00 sr=00 st={state} k1=1 k2=1 io=66F cem=0.000 tc2={second} sr2=00");

    private static LogSummary Summary(string line)
    {
        LogSummary summary = new();
        summary.Add(line);
        return summary;
    }

    private static LogReader Read(byte[] log) => LogFile.Verify(log).Reader;

    private static MonitorSession Heard(byte[] log)
    {
        MonitorSession session = new(new LiveStub(), null, new ManualTime());
        session.Connected();
        foreach (byte[] piece in log.Chunk(977)) session.Received(piece);
        return session;
    }

    /// <summary>Up to the line that holds a text.</summary>
    private static byte[] Cut(byte[] log, string text) => log[..(log.AsSpan(0, Text(log).IndexOf(text, StringComparison.Ordinal)).LastIndexOf((byte)'\n') + 1)];

    /// <summary>Each line changed, and its CRC put right.</summary>
    private static byte[] Mended(string log, Func<string, string> change) =>
        Lines.Bytes([.. log.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(change).Select(line => Lines.Of(line[1..^5]))]);

    private JsonElement Json(byte[] log)
    {
        File.WriteAllBytes(At("u.log"), log);
        Assert.AreEqual(ExitStatus.Done, ConsoleApp.Run(["report", At("u.log"), "--json", At("r.json")]), Error.ToString());
        return JsonDocument.Parse(File.ReadAllText(At("r.json"))).RootElement;
    }
}
