using System.Collections.Generic;
using System.Linq;
using Interlock.Bench.Tests.Monitor;
using Interlock.Station.Report;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Report;

/// <summary>Ablations are found also where the lines that tell of them are missing.</summary>
[TestClass]
public class AblationFinderTests
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
        Assert.AreEqual("the log ends before the ablation", ablation.Cause);
    }

    [TestMethod]
    public void Two_beginnings_are_two_ablations()
    {
        List<Ablation> ablations = Find(Lines.Event(1, 100, "ev=ARMED tc=37.00"), Lines.Sample(2, 200, "37.00"), Lines.Event(9, 900, "ev=ARMED tc=37.00"), Lines.Sample(10, 1000, "37.00"));

        CollectionAssert.AreEqual(new[] { 100L, 900L }, ablations.Select(ablation => ablation.StartMs).ToArray());
    }

    [TestMethod]
    public void The_coast_is_watched_until_the_next_ARMED_the_cement_or_the_end_of_the_log()
    {
        string[] lines =
        [
            Lines.Of("CONF seq=0 t=50 limit=42.00 floor=15.00 backstop=45.00 vote=2/3 tick=50 mains=50 tc=T max=360 wait=100"),
            Lines.Event(1, 1000, "ev=ARMED tc=37.00"), Lines.Event(2, 2000, "ev=RELEASED tc=37.00"), Lines.Sample(3, 2100, "38.00", "INHIBITED"),
            Lines.Event(4, 50_000, "ev=ARMED tc=37.00"), Lines.Event(5, 51_000, "ev=RELEASED tc=37.00"), Lines.Sample(6, 150_000, "39.00", "INHIBITED"), Lines.Sample(7, 152_000, "41.00", "INHIBITED"),
            Lines.Event(8, 300_000, "ev=ARMED tc=37.00"), Lines.Event(9, 301_000, "ev=RELEASED tc=37.00"), Lines.Sample(10, 302_000, "38.00", "INHIBITED"),
        ];

        List<Ablation> ablations = Find(lines);

        CollectionAssert.AreEqual(new[] { 49_999L, 151_000L, 302_000L }, ablations.Select(ablation => ablation.WatchedUntilMs).ToArray());
        Assert.AreEqual(39.0, new AblationFigures(ablations[1]).After.PeakCelsius);
    }

    [TestMethod]
    public void Readings_that_can_t_be_trusted_and_gaps_are_left_out_of_the_times()
    {
        Ablation ablation = Find(
            Lines.Event(1, 1000, "ev=ARMED tc=41.00"), Lines.Sample(2, 1100, "41.00"), Lines.Sample(3, 1200, "--"), Lines.Sample(4, 1300, "41.00"), Lines.Sample(5, 9300, "41.00"), Lines.Sample(6, 9400, "41.00")).Single();
        CourseFigures figures = new AblationFigures(ablation).During;

        Assert.AreEqual(0.4, figures.Warm.TotalSeconds, 1e-9);
        Assert.AreEqual(8.0, figures.Gaps.TotalSeconds, 1e-9);
    }

    private static List<Ablation> Find(params string[] lines) => AblationFinder.Find(ReportFixture.Read(Lines.Bytes(lines)).Sessions.Single(), 1);
}
