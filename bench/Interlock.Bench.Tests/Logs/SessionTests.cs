using Interlock.Bench.Tests.Monitor;
using Interlock.Bench.Tests.Simulation;
using Interlock.Log;

namespace Interlock.Bench.Tests.Logs;

/// <summary>Ablations and lesions out of lines, also where the lines that tell of them are missing.</summary>
[TestClass]
public class SessionTests
{
    [TestMethod]
    public void Without_ARMED_the_first_permitted_sample_is_the_beginning()
    {
        Ablation ablation = Find(Lines.Sample(5, 500, "37.00"), Lines.Sample(6, 600, "37.00"), Lines.Event(7, 700, "ev=RELEASED tc=37.00")).Single();

        Assert.IsFalse(ablation.HasArmed);
        Assert.AreEqual(500, ablation.StartMs);
        Assert.AreEqual(700, ablation.EndMs);
        Assert.AreEqual("RELEASED", ablation.Cause);
    }

    [TestMethod]
    public void Without_the_event_that_ended_it_the_first_sample_that_is_not_permitted_is_the_end()
    {
        Ablation ablation = Find(Lines.Event(1, 100, "ev=ARMED tc=37.00"), Lines.Sample(2, 200, "37.00"), Lines.Sample(3, 300, "37.00", "TRIPPED")).Single();

        Assert.IsTrue(ablation.HasEnded);
        Assert.AreEqual(300, ablation.EndMs);
        Assert.AreEqual("not in the log", ablation.Cause);
    }

    [TestMethod]
    public void Without_that_event_but_with_PROC_the_cause_is_known()
    {
        Ablation ablation = Find(
            Lines.Event(1, 100, "ev=ARMED tc=37.00"),
            Lines.Sample(2, 200, "37.00"),
            Lines.Of("PROC seq=4 t=350 dur=200 peak=37.00 tpeak=200 cem=0.000 end=STOP_PRESSED"),
            Lines.Sample(5, 400, "37.00", "TRIPPED")).Single();

        Assert.AreEqual("STOP_PRESSED", ablation.Cause);
    }

    [TestMethod]
    public void A_log_that_ends_first_has_an_ablation_without_an_end()
    {
        Ablation ablation = Find(Lines.Event(1, 100, "ev=ARMED tc=37.00"), Lines.Sample(2, 200, "37.00")).Single();

        Assert.IsFalse(ablation.HasEnded);
        Assert.AreEqual(200, ablation.EndMs);
        Assert.AreEqual("still permitted at the end of the log", ablation.Cause);
    }

    [TestMethod]
    public void Who_joins_late_knows_firmware_and_settings_after_a_minute_and_no_restart()
    {
        Played played = Played.Run(Courses.Constant(37.0, 75.0));
        Session whole = LogFile.Verify(played.Log).Reader.Sessions.Single();
        Session late = LogFile.Verify(played.Log.AsSpan(played.Log.AsSpan().IndexOf("$SAMP"u8))).Reader.Sessions.Single();

        Assert.IsNull(late.Boot);
        Assert.IsFalse(late.HasBeginning);
        Assert.AreEqual(whole.Boot, whole.Origin);
        foreach (string key in (string[])[Key.Firmware, Key.Build, Key.Protocol, Key.Resets, Key.ConfigurationCrc]) Assert.AreEqual(whole.Boot![key], late.Origin![key]);
        foreach (string key in (string[])[Key.Limit, Key.Floor, Key.Tick, Key.Longest, Key.Wait]) Assert.AreEqual(whole.Settings.Told![key], late.Settings.Told![key]);
    }

    [TestMethod]
    public void Two_beginnings_are_two_ablations()
    {
        IReadOnlyList<Ablation> ablations = Find(Lines.Event(1, 100, "ev=ARMED tc=37.00"), Lines.Sample(2, 200, "37.00"), Lines.Event(9, 900, "ev=ARMED tc=37.00"), Lines.Sample(10, 1000, "37.00"));

        CollectionAssert.AreEqual(new[] { 100L, 900L }, ablations.Select(ablation => ablation.StartMs).ToArray());
    }

    [TestMethod]
    public void The_coast_is_watched_until_the_next_ARMED_the_cement_or_the_end_of_the_log()
    {
        string[] lines =
        [
            Lines.Of("CONF seq=0 t=50 limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=50 mains=50 tc=T max=360 wait=100"),
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Event(2, 2000, "ev=RELEASED tc=37.00"), Lines.Sample(3, 2100, "38.00", "INHIBITED"),
            Lines.Event(4, 50_000, "ev=ARMED tc=37.00"), Lines.Event(5, 51_000, "ev=RELEASED tc=37.00"), .. Samples(6, 150_000, 3, "39.00", "INHIBITED"), .. Samples(9, 152_000, 3, "41.00", "INHIBITED"),
            Lines.Event(12, 300_000, "ev=ARMED tc=37.00"), Lines.Event(13, 301_000, "ev=RELEASED tc=37.00"), Lines.Sample(14, 302_000, "38.00", "INHIBITED"),
        ];

        IReadOnlyList<Ablation> ablations = Find(lines);

        CollectionAssert.AreEqual(new[] { 49_999L, 151_000L, 302_000L }, ablations.Select(ablation => ablation.WatchedUntilMs).ToArray());
        Assert.AreEqual(39.0, ablations[1].First.Course.After.PeakCelsius);
    }

    [TestMethod]
    public void Readings_that_can_t_be_trusted_and_gaps_are_left_out_of_the_times()
    {
        Ablation ablation = Find(
        [
            Lines.Event(1, 1000, "ev=ARMED tc=41.00"), .. Samples(2, 1100, 3, "41.00"), Lines.Sample(5, 1400, "--"), .. Samples(6, 1500, 3, "41.00"), .. Samples(9, 9700, 2, "41.00"),
        ]).Single();
        CourseFigures figures = ablation.First.Course.During;

        // From the third reading on: 0.1 s, 0.2 over the one that is not trusted, twice 0.1, 0.2 of the gap, 0.1.
        Assert.AreEqual(0.8, figures.At(40.0).TotalSeconds, 1e-9);
        Assert.AreEqual(7.8, figures.Gaps.TotalSeconds, 1e-9);
    }

    [TestMethod]
    public void One_wrong_conversion_is_in_neither_peak_nor_dose()
    {
        string[] calm = [Lines.Event(1, 1000, "ev=ARMED tc=38.00"), .. Samples(2, 1100, 20, "38.00"), Lines.Sample(22, 3100, "38.00"), .. Samples(23, 3200, 20, "38.00")];
        string[] spiked = [.. calm];
        spiked[21] = Lines.Sample(22, 3100, "67.00");

        Course course = Find(spiked).Single().First.Course;

        Assert.AreEqual(38.0, course.HighestCelsius);
        Assert.AreEqual(Find(calm).Single().First.Course.DoseMinutes, course.DoseMinutes, 1e-12);
    }

    [TestMethod]
    public void Heat_that_comes_again_after_the_release_is_in_the_dose_and_in_the_highest()
    {
        // Released at 38.92, cooled to below 39, then 140 s at 42.5: 140 / 60 / 2 minutes.
        Ablation ablation = Find(
        [
            Lines.Event(1, 1000, "ev=ARMED tc=38.90"), .. Samples(2, 1100, 10, "38.92"), Lines.Event(12, 2100, "ev=RELEASED tc=38.92"),
            .. Samples(13, 2200, 100, "38.50", "INHIBITED"), .. Samples(113, 12_200, 1400, "42.50", "INHIBITED"),
        ]).Single();

        Assert.AreEqual(42.50, ablation.HighestCelsius);
        Assert.AreEqual(38.92, ablation.PeakCelsius);
        Assert.AreEqual(140.0 / 60.0 / 2.0, ablation.DoseMinutes, 0.006 * 140.0 / 60.0);
    }

    [TestMethod]
    public void A_restart_ends_the_ablation_under_way()
    {
        LogReader log = Read(
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Sample(2, 1100, "37.00"), Lines.Sample(3, 1200, "37.00"),
            Lines.Of("BOOT seq=0 t=0 fw=1.0.0 proto=1 build=0000000 resets=1 cfg=0000"), Lines.Sample(1, 100, "37.00", "SELF_TEST"));

        Ablation ablation = log.Sessions[0].Ablations.Single();
        Assert.AreEqual(Ending.Restart, ablation.Ending);
        Assert.AreEqual(1200, ablation.EndMs);
        Assert.AreEqual("restart", ablation.Cause);
        Assert.IsTrue(log.Sessions[0].EndedWithRestart);
        Assert.IsEmpty(log.Sessions[1].Ablations);
    }

    [TestMethod]
    [DataRow("37.00", "00", "", 1, DisplayName = "left in place")]
    [DataRow("29.00", "00", "", 2, DisplayName = "cold")]
    [DataRow("--", "01", "", 2, DisplayName = "unplugged")]
    [DataRow("37.00", "00", "ev=ALSO cause=PROBE_MOVED tc=37.00", 2, DisplayName = "moved")]
    [DataRow("37.00", "00", "ev=CEMENT_WAIT_DONE tc=37.00", 2, DisplayName = "cement")]
    public void An_ablation_belongs_to_the_lesion_before_it_only_while_the_needle_can_t_have_been_moved(string tip, string status, string happened, int lesions)
    {
        string between = Lines.Of($"SAMP seq=0 t=0 tc={tip} cj=25.00 sr={status} st=INHIBITED k1=0 k2=0 io=06F cem=0.000");
        List<string> bodies =
        [
            Lines.Event(0, 0, "ev=ARMED tc=37.00"), Lines.Sample(0, 0, "37.00"), Lines.Event(0, 0, "ev=RELEASED tc=37.00"),
            between, between, between, between,
        ];
        if (happened.Length > 0) bodies.Add(Lines.Event(0, 0, happened));
        bodies.Add(Lines.Event(0, 0, "ev=ARMED tc=37.00"));

        Session session = Read([.. bodies.Select((line, i) => Lines.Of(line[1..^5].Replace("seq=0 t=0", $"seq={i} t={i * 100}")))]).Sessions.Single();

        Assert.HasCount(2, session.Ablations);
        Assert.HasCount(lesions, session.Lesions);
    }

    [TestMethod]
    public void A_wait_for_the_cement_that_is_over_ends_the_lesion_though_its_line_is_missing()
    {
        Session session = Read(
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Event(2, 2000, "ev=RELEASED tc=37.00"), Lines.Sample(9, 602_000, "37.00", "INHIBITED"),
            Lines.Event(10, 602_100, "ev=ARMED tc=37.00")).Sessions.Single();

        Assert.HasCount(2, session.Lesions);
    }

    [TestMethod]
    public void The_box_s_totals_are_kept_with_their_lesion()
    {
        Session session = Read(
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Event(2, 2000, "ev=RELEASED tc=37.00"),
            Lines.Of("PROC seq=3 t=2050 dur=1000 peak=37.00 tpeak=1000 cem=0.010 end=RELEASED"),
            Lines.Of("LESN seq=4 t=2100 n=1 dur=1000 peak=37.00 cem=0.010"),
            Lines.Event(5, 3000, "ev=TRIP cause=PROBE_MOVED tc=37.00"),
            Lines.Event(6, 4000, "ev=ARMED tc=37.00"),
            Lines.Of("LESN seq=7 t=4050 n=1 dur=1000 peak=38.00 cem=0.020 end=1")).Sessions.Single();

        Assert.AreEqual(0.020, session.Lesions[0].Told!.DoseMinutes);
        Assert.IsTrue(session.Lesions[0].Told!.IsLast);
        Assert.IsNull(session.Lesions[1].Told);
    }

    [TestMethod]
    public void What_a_line_tells_is_news_with_a_sentence_and_the_next_step()
    {
        Session session = new();
        _ = UartLine.TryParse(Lines.Event(1, 1000, "ev=TRIP cause=OVER_TEMPERATURE tc=42.01"), out UartLine? line, out _);
        session.Add(line!, 7);

        Assert.AreEqual("TRIP OVER_TEMPERATURE", session.News!.Words);
        Assert.AreEqual("Line opened by the box: the tip is at or above 42 degC", session.News.Sentence);
        Assert.AreEqual("wait until it is below 40 degC; press ARM to acknowledge, again to permit", session.News.NextStep);
        Assert.AreEqual(7, session.News.Line);

        _ = UartLine.TryParse(Lines.Sample(2, 1100, "42.00", "TRIPPED"), out line, out _);
        session.Add(line!);
        Assert.IsNull(session.News);
    }

    [TestMethod]
    public void The_loudest_alarm_stands_until_the_line_is_permitted_again()
    {
        Session session = Read(Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Event(2, 2000, "ev=RELEASED tc=37.00"), Lines.Event(3, 9000, "ev=STILL_HEATING tc=39.00")).Sessions.Single();

        Assert.AreEqual(Severity.Emergency, session.Emergency!.Severity);
        Assert.AreEqual("switch the generator off at its own switch", session.Emergency.NextStep);
    }

    private static IReadOnlyList<Ablation> Find(params string[] lines) => Read(lines).Sessions.Single().Ablations;

    private static string[] Samples(long sequence, long timeMs, int count, string tip, string state = "PERMITTED") =>
        [.. Enumerable.Range(0, count).Select(i => Lines.Sample(sequence + i, timeMs + (i * 100), tip, state))];

    private static LogReader Read(params string[] lines)
    {
        LogReader log = new();
        log.Add(Lines.Bytes(lines));
        log.Finish();
        return log;
    }
}
