using Interlock.Log;
using Interlock.Station.Monitor;

namespace Interlock.Bench.Tests.Monitor;

/// <summary>What the monitor makes of the lines.</summary>
[TestClass]
public class BoxStatusTests
{
    private readonly BoxStatus _box = new();

    [TestMethod]
    public void Bad_lines_and_missing_ones_are_counted()
    {
        Hear(Lines.Sample(10, 1000, "37.00"), "garbage", Lines.Sample(11, 1100, "37.00")[..^1] + "?", Lines.Sample(15, 1500, "37.00"));
        Hear(Lines.Of("STAT seq=16 t=1600 ticks=32 late=1 worst=3120 lost=7"));

        Assert.AreEqual(5, _box.Log.Lines);
        Assert.AreEqual(2, _box.Log.BadLines);
        Assert.AreEqual(4, _box.Log.MissingLines);
        Assert.AreEqual(7, _box.Lost);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_box_that_was_switched_off_and_on_begins_anew_and_nothing_counts_as_missing(bool isBootHeard)
    {
        Hear(Lines.Event(500, 50_000, "ev=TRIP cause=OVER_TEMPERATURE tc=42.00"), Lines.Sample(501, 50_100, "42.00", "TRIPPED"));
        if (isBootHeard) Hear(Lines.Of("BOOT seq=0 t=0 fw=1.0.0 proto=1 build=0000000 resets=0 cfg=0000"));
        Hear(Lines.Sample(isBootHeard ? 1 : 7, 900, "37.00", "SELF_TEST"));

        Assert.AreEqual(0, _box.Log.MissingLines);
        Assert.IsNull(_box.Session.Cause);
        Assert.IsNull(_box.Session.Ablation);
        Assert.HasCount(1, _box.Trend.Points);
        Assert.AreEqual(1, _box.Events.Count(heard => heard.Text == "the box was switched off and on: its line was open"));
    }

    [TestMethod]
    public void An_ablation_that_a_restart_ended_is_still_told()
    {
        Hear(Lines.Event(500, 50_000, "ev=ARMED tc=37.00"), Lines.Sample(501, 50_100, "41.50"), Lines.Sample(502, 50_200, "41.50"), Lines.Sample(503, 50_300, "41.50"));
        Hear(Lines.Of("BOOT seq=0 t=0 fw=1.0.0 proto=1 build=0000000 resets=1 cfg=0000"), Lines.Sample(1, 900, "41.60", "SELF_TEST"));

        Assert.AreEqual(Ending.Restart, _box.Ablation?.Ending);
        Assert.AreEqual(41.50, _box.Ablation?.PeakCelsius);
        Assert.AreSame(_box.Ablation, _box.LesionOf(1)?.Ablations.Single());
    }

    [TestMethod]
    public void A_cause_stands_until_it_is_acknowledged_and_the_first_one_is_kept()
    {
        Hear(Lines.Event(1, 100, "ev=TRIP cause=STOP_PRESSED tc=37.00"), Lines.Event(2, 150, "ev=ALSO cause=PROBE_MOVED tc=37.00"));
        Assert.AreEqual("STOP_PRESSED", _box.Session.Cause);

        Hear(Lines.Event(3, 900, "ev=ACK cause=STOP_PRESSED tc=37.00"));
        Assert.IsNull(_box.Session.Cause);
    }

    [TestMethod]
    public void The_ablation_is_timed_and_its_peak_is_told_from_the_coast_s()
    {
        Hear(Lines.Event(1, 10_000, "ev=ARMED tc=37.00"), Lines.Sample(2, 10_100, "37.00"), Lines.Sample(3, 39_800, "41.50"), Lines.Sample(4, 39_900, "41.50"), Lines.Sample(5, 40_000, "41.50"));
        Assert.AreEqual(30.0, _box.Session.Ablation!.Duration.TotalSeconds);

        Hear(Lines.Event(6, 41_000, "ev=TRIP cause=OVER_TEMPERATURE tc=42.00"), Lines.Sample(7, 41_200, "42.30", "TRIPPED"), Lines.Sample(8, 41_300, "42.30", "TRIPPED"), Lines.Sample(9, 71_000, "40.00", "TRIPPED"));
        Assert.AreEqual(31.0, _box.Session.Ablation.Duration.TotalSeconds);
        Assert.AreEqual(30.0, _box.Session.Ablation.SinceEnd.TotalSeconds);
        Assert.AreEqual(41.50, _box.Session.Ablation.PeakCelsius);
        Assert.AreEqual(42.30, _box.Session.Ablation.HighestCelsius);
    }

    [TestMethod]
    public void An_ablation_of_which_only_the_end_was_heard_is_as_long_and_hot_as_the_box_says()
    {
        Hear(Lines.Sample(7, 40_000, "41.50"), Lines.Event(8, 41_000, "ev=TRIP cause=OVER_TEMPERATURE tc=42.00"));
        Hear(Lines.Of("PROC seq=9 t=41050 dur=31000 peak=42.03 tpeak=40950 cem=0.052 end=OVER_TEMPERATURE"));

        Assert.AreEqual(31.0, _box.Session.Ablation!.Duration.TotalSeconds);
        Assert.AreEqual(42.03, _box.Session.Ablation.PeakCelsius);
        Assert.IsFalse(_box.Session.Ablation.HasArmed);
    }

    [TestMethod]
    public void Before_the_first_ablation_there_is_no_wait_for_cement()
    {
        Hear(Lines.Sample(7, 4_000, "37.00", "INHIBITED"), Lines.Sample(8, 9_000, "37.00", "INHIBITED"));

        Assert.IsNull(_box.Session.Ablation);
    }

    [TestMethod]
    public void The_warning_follows_the_firmware_s_rule()
    {
        Hear(Lines.Sample(1, 100, "39.90"), Lines.Sample(2, 200, "40.10"), Lines.Sample(3, 300, "39.90"));
        Assert.IsFalse(IsWarm, "one spike of three");

        Hear(Lines.Sample(4, 400, "40.00"), Lines.Sample(5, 500, "40.00"));
        Assert.IsTrue(IsWarm);

        Hear(Lines.Sample(6, 600, "39.60"), Lines.Sample(7, 700, "39.60"));
        Assert.IsTrue(IsWarm, "within half a degree");

        Hear(Lines.Sample(8, 800, "39.40"), Lines.Sample(9, 900, "39.40"));
        Assert.IsFalse(IsWarm);
    }

    [TestMethod]
    public void The_trend_keeps_two_minutes()
    {
        for (int i = 0; i <= 300; i++) Hear(Lines.Sample(i, i * 1000, "37.00"));

        Assert.HasCount(121, _box.Trend.Points);
        Assert.AreEqual(180_000, _box.Trend.Points.First().TimeMs);
    }

    [TestMethod]
    public void Limits_are_those_that_the_box_told()
    {
        Assert.AreEqual(42.0, _box.Session.Settings.LimitCelsius);
        Hear(Lines.Of("CONF seq=1 t=50 limit=41.00 floor=16.00 backstop=45.00 vote=2/3 tick=50 mains=50 tc=T max=100 wait=200"));

        Assert.AreEqual(41.0, _box.Session.Settings.LimitCelsius);
        Assert.AreEqual(16.0, _box.Session.Settings.FloorCelsius);
        Assert.AreEqual(100.0, _box.Session.Settings.Longest.TotalSeconds);
        Assert.AreEqual(200.0, _box.Session.Settings.CementWait.TotalSeconds);
    }

    [TestMethod]
    public void A_type_of_line_that_is_not_known_is_passed_over()
    {
        Hear(Lines.Of("NEWS seq=1 t=50 what=ever"), Lines.Of("SAMP seq=2 t=100"), Lines.Of("EVNT seq=3 t=150"));

        Assert.AreEqual(0, _box.Log.BadLines);
        Assert.AreEqual(0, _box.Log.MissingLines);
    }

    private bool IsWarm => _box.Session.Warnings.Any(warning => warning.Reason == "HIGH");

    private void Hear(params string[] lines)
    {
        _box.Add(Lines.Bytes(lines), DateTimeOffset.UnixEpoch);
    }
}
