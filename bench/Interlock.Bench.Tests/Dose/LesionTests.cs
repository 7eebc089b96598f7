using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Tests.Dose;

[TestClass]
public class LesionTests
{
    private const long T = 10000;
    private const int Warm = 41 * 128;

    [TestMethod]
    public void Ablations_of_one_lesion_add_up()
    {
        Lesion lesion = Begun();
        Hold(lesion, 43 * 128, T, T + 60000);
        lesion.Finish(Reason.Released, T + 60000);
        Assert.IsFalse(lesion.Begin(Warm, T + 60000));
        Hold(lesion, 44 * 128, T + 60000, T + 90000);
        lesion.Finish(Reason.Released, T + 90000);
        LesionTotals totals = lesion.Totals(T + 90000);
        Assert.AreEqual(2, totals.Ablations);
        Assert.AreEqual(90000L, totals.DurationMs);
        Assert.AreEqual(44 * 128, totals.PeakCounts);
        AssertNear(2000, totals.DoseMilliMinutes);
        AssertNear(1000, lesion.Ablation.DoseMilliMinutes());
    }

    [TestMethod]
    public void The_coast_is_in_the_lesions_peak_and_dose_and_not_in_the_ablations_peak()
    {
        Lesion lesion = Begun();
        Hold(lesion, 42 * 128, T, T + 1000);
        lesion.Finish(TripTable.First(TripTable.OverTemperature), T + 1000);
        Hold(lesion, 43 * 128, T + 1000, T + 61000);
        Assert.AreEqual(42 * 128, lesion.Ablation.PeakCounts);
        Assert.AreEqual(43 * 128, lesion.Totals(T + 61000).PeakCounts);
        AssertNear(1004, lesion.Totals(T + 61000).DoseMilliMinutes);
        AssertNear(1004, lesion.Ablation.DoseMilliMinutes());
        Assert.AreEqual(1000L, lesion.Totals(T + 61000).DurationMs);
    }

    [TestMethod]
    public void The_coast_between_two_ablations_counts_for_the_first_and_for_the_lesion()
    {
        Lesion lesion = Begun();
        lesion.Finish(Reason.Released, T);
        Hold(lesion, 43 * 128, T, T + 60000);
        AssertNear(1000, lesion.Ablation.DoseMilliMinutes());
        lesion.Begin(Warm, T + 60000);
        Assert.AreEqual(0, lesion.Ablation.DoseMilliMinutes());
        AssertNear(1000, lesion.Totals(T + 60000).DoseMilliMinutes);
        Assert.AreEqual(43 * 128, lesion.Totals(T + 60000).PeakCounts);
    }

    [TestMethod]
    public void An_open_or_moved_probe_makes_the_next_ablation_another_lesion()
    {
        Lesion lesion = Begun();
        Hold(lesion, 43 * 128, T, T + 60000);
        lesion.Finish(Reason.Released, T + 60000);
        lesion.NoteMoved();
        Hold(lesion, 43 * 128, T + 60000, T + 120000);
        Assert.IsTrue(lesion.Begin(38 * 128, T + 120000));

        Assert.AreEqual(1, lesion.Ended.Ablations);
        Assert.AreEqual(60000L, lesion.Ended.DurationMs);
        Assert.AreEqual(43 * 128, lesion.Ended.PeakCounts);
        AssertNear(2000, lesion.Ended.DoseMilliMinutes);

        LesionTotals totals = lesion.Totals(T + 121000);
        Assert.AreEqual(1, totals.Ablations);
        Assert.AreEqual(1000L, totals.DurationMs);
        Assert.AreEqual(38 * 128, totals.PeakCounts);
        Assert.AreEqual(0, totals.DoseMilliMinutes);
    }

    [TestMethod]
    public void A_probe_that_moved_as_the_ablation_ended_has_moved()
    {
        Lesion lesion = Begun();
        lesion.NoteMoved();
        lesion.Finish(TripTable.First(TripTable.ProbeMoved), T);
        Assert.IsTrue(lesion.Begin(37 * 128, T + 1000));
    }

    [TestMethod]
    public void What_moved_before_an_ablation_says_nothing_about_the_next()
    {
        Lesion lesion = new Lesion();
        lesion.NoteMoved();
        Assert.IsFalse(lesion.Begin(37 * 128, T), "no lesion was there to end");
        lesion.Finish(Reason.Released, T + 1000);
        lesion.NoteMoved();
        Assert.IsTrue(lesion.Begin(37 * 128, T + 2000));
        lesion.Finish(Reason.Released, T + 3000);
        Assert.IsFalse(lesion.Begin(37 * 128, T + 4000));
        Assert.AreEqual(2, lesion.Totals(T + 4000).Ablations);
    }

    [TestMethod]
    [DataRow(3840, false)]
    [DataRow(3839, true)]
    [DataRow(Reading.None, false)]
    public void A_probe_below_30_00_makes_it_another_lesion(int median, bool another)
    {
        Lesion lesion = Begun();
        lesion.Finish(Reason.Released, T + 1000);
        lesion.Add(median, T + 1100);
        lesion.Add(37 * 128, T + 1200);
        Assert.AreEqual(another, lesion.Begin(37 * 128, T + 2000));
    }

    [TestMethod]
    public void Cold_while_the_line_is_permitted_is_saline()
    {
        Lesion lesion = Begun();
        lesion.Add(25 * 128, T + 100);
        lesion.Finish(Reason.Released, T + 1000);
        lesion.Add(37 * 128, T + 1100);
        Assert.IsFalse(lesion.Begin(37 * 128, T + 2000));
    }

    [TestMethod]
    public void The_cement_wait_ends_it_and_its_heat_is_counted_no_more()
    {
        Lesion lesion = Begun();
        Hold(lesion, 43 * 128, T, T + 60000);
        lesion.Finish(Reason.Released, T + 60000);
        lesion.End(T + 660000);
        AssertNear(1000, lesion.Ended.DoseMilliMinutes);
        Hold(lesion, 50 * 128, T + 660000, T + 720000);
        AssertNear(1000, lesion.Ablation.DoseMilliMinutes());
        AssertNear(1000, lesion.Totals(T + 720000).DoseMilliMinutes);

        Assert.IsFalse(lesion.Begin(37 * 128, T + 720000), "it has ended already");
        Assert.AreEqual(1, lesion.Totals(T + 720000).Ablations);
        Assert.AreEqual(0L, lesion.Totals(T + 720000).DurationMs);
        Assert.AreEqual(37 * 128, lesion.Totals(T + 720000).PeakCounts);
        AssertNear(1000, lesion.Ended.DoseMilliMinutes);
    }

    [TestMethod]
    public void The_time_in_total_runs_while_permitted()
    {
        Lesion lesion = new Lesion();
        Assert.AreEqual(0L, lesion.PermittedMs(T));
        lesion.Begin(37 * 128, T);
        Assert.AreEqual(100000L, lesion.PermittedMs(T + 100000));
        lesion.Finish(Reason.Released, T + 200000);
        Assert.AreEqual(200000L, lesion.PermittedMs(T + 500000));
        lesion.Begin(37 * 128, T + 500000);
        Assert.AreEqual(360000L, lesion.PermittedMs(T + 660000));
    }

    // A disturbance of 20 ms across two conversions shifts two medians running.
    // Requirement: SR-DOSE
    [TestMethod]
    public void A_spike_across_two_conversions_is_in_neither_peak_nor_dose_of_the_lesion()
    {
        Lesion lesion = Begun();
        lesion.Finish(Reason.Released, T);
        Hold(lesion, 43 * 128, T, T + 30000);
        Hold(lesion, 54 * 128, T + 30000, T + 30200);
        Hold(lesion, 43 * 128, T + 30200, T + 60000);
        AssertNear(1000, lesion.Totals(T + 60000).DoseMilliMinutes);
        Assert.AreEqual(43 * 128, lesion.Totals(T + 60000).PeakCounts);
    }

    [TestMethod]
    public void Without_a_lesion_nothing_is_counted()
    {
        Lesion lesion = new Lesion();
        Hold(lesion, 50 * 128, T, T + 60000);
        Assert.AreEqual(0, lesion.Totals(T + 60000).DoseMilliMinutes);
        Assert.AreEqual(0, lesion.Totals(T + 60000).Ablations);
    }

    private static Lesion Begun()
    {
        Lesion lesion = new Lesion();
        lesion.Begin(37 * 128, T);
        return lesion;
    }

    private static void Hold(Lesion lesion, int median, long fromMs, long toMs)
    {
        for (long ms = fromMs + 100; ms <= toMs; ms += 100) lesion.Add(median, ms);
    }

    // A jump is dosed from its third median on: 0.2 s of an earlier temperature.
    private static void AssertNear(int expected, int dose)
    {
        Assert.IsTrue(dose >= expected - expected / 200 - 1 && dose <= expected + expected / 200 + 1, dose.ToString());
    }
}
