using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.Telemetry;

namespace Interlock.Bench.Tests.Dose;

[TestClass]
public class AblationTests
{
    private const long T = 10000;

    [TestMethod]
    public void Before_it_begins_nothing_is_counted()
    {
        Ablation ablation = new Ablation();
        ablation.Add(50 * 128, T);
        ablation.Add(50 * 128, T + 60000);
        Assert.AreEqual(0, ablation.DoseMilliMinutes());
        Assert.AreEqual(0, ablation.PeakCounts);
    }

    [TestMethod]
    public void Its_length_and_end_are_kept()
    {
        Ablation ablation = Begun(37 * 128);
        ablation.Finish(TripTable.First(TripTable.OverTemperature), T + 92150);
        Assert.AreEqual(92150L, ablation.DurationMs);
        Assert.AreEqual(TripTable.First(TripTable.OverTemperature), ablation.End);
    }

    [TestMethod]
    public void The_peak_is_the_first_of_the_highest()
    {
        Ablation ablation = Begun(37 * 128);
        Assert.AreEqual(37 * 128, ablation.PeakCounts);
        Assert.AreEqual(T, ablation.PeakMs);
        ablation.Add(40 * 128, T + 100);
        ablation.Add(40 * 128, T + 200);
        ablation.Add(39 * 128, T + 300);
        Assert.AreEqual(40 * 128, ablation.PeakCounts);
        Assert.AreEqual(T + 100, ablation.PeakMs);
        ablation.Add(40 * 128 + 1, T + 400);
        Assert.AreEqual(40 * 128 + 1, ablation.PeakCounts);
        Assert.AreEqual(T + 400, ablation.PeakMs);
    }

    [TestMethod]
    public void A_peak_below_zero_is_a_peak()
    {
        Ablation ablation = Begun(-300);
        ablation.Add(-200, T + 100);
        Assert.AreEqual(-200, ablation.PeakCounts);
    }

    [TestMethod]
    public void The_peak_is_not_raised_after_the_end()
    {
        Ablation ablation = Begun(37 * 128);
        ablation.Finish(Reason.Released, T + 100);
        ablation.Add(44 * 128, T + 200);
        Assert.AreEqual(37 * 128, ablation.PeakCounts);
        Assert.AreEqual(T, ablation.PeakMs);
    }

    [TestMethod]
    public void Dose_is_counted_from_the_beginning_with_the_time_between_readings()
    {
        Ablation ablation = Begun(43 * 128);
        Hold(ablation, 43 * 128, T, T + 30000);
        Hold(ablation, 44 * 128, T + 30000, T + 60000);
        Assert.AreEqual(1500, ablation.DoseMilliMinutes());
    }

    // Requirement: SR-DOSE
    [TestMethod]
    [DataRow(199, 199)]
    [DataRow(200, 200)]
    [DataRow(600000, 200)]
    public void A_span_without_a_reading_counts_200_ms_at_most(int spanMs, int countedMs)
    {
        Ablation ablation = Begun(57 * 128);
        ablation.Add(57 * 128, T + spanMs);
        Assert.AreEqual((countedMs * 16384 + 30) / 60, ablation.DoseMilliMinutes());
    }

    // Requirement: SR-DOSE
    [TestMethod]
    public void Dose_goes_on_after_the_end_whatever_the_temperature()
    {
        Ablation ablation = Begun(38 * 128);
        ablation.Finish(Reason.Released, T);
        Hold(ablation, 30 * 128, T, T + 1000);
        Hold(ablation, 38 * 128, T + 1000, T + 3601000);
        Assert.AreEqual(59, ablation.DoseMilliMinutes());
        Hold(ablation, 43 * 128, T + 3601000, T + 3661000);
        int dose = ablation.DoseMilliMinutes();
        Assert.IsTrue(dose >= 1054 && dose <= 1059, dose.ToString());
    }

    [TestMethod]
    public void Stopped_it_counts_no_more()
    {
        Ablation ablation = Begun(43 * 128);
        Hold(ablation, 43 * 128, T, T + 60000);
        ablation.Stop();
        Hold(ablation, 50 * 128, T + 60000, T + 120000);
        Assert.AreEqual(1000, ablation.DoseMilliMinutes());
    }

    [TestMethod]
    public void Without_a_median_the_last_one_stands_for_it()
    {
        Ablation ablation = Begun(43 * 128);
        Hold(ablation, Reading.None, T, T + 60000);
        Assert.AreEqual(1000, ablation.DoseMilliMinutes());
        Assert.AreEqual(43 * 128, ablation.PeakCounts);
    }

    [TestMethod]
    public void Before_the_first_median_nothing_is_dosed()
    {
        Ablation ablation = Begun(Reading.None);
        Hold(ablation, Reading.None, T, T + 60000);
        Assert.AreEqual(0, ablation.DoseMilliMinutes());
        Hold(ablation, 43 * 128, T + 60000, T + 120000);
        Assert.AreEqual(1000, ablation.DoseMilliMinutes());
        Assert.AreEqual(43 * 128, ablation.PeakCounts);
    }

    [TestMethod]
    [DataRow(1, 43 * 128, 43 * 128)]
    [DataRow(2, 43 * 128, 43 * 128)]
    [DataRow(3, 54 * 128, 54 * 128)]
    public void A_jump_is_dosed_from_its_third_median_on(int medians, int during, int highest)
    {
        Ablation ablation = Begun(43 * 128);
        ablation.Add(43 * 128, T + 100);
        for (int i = 1; i <= medians; i++) ablation.Add(54 * 128, T + 100 + i * 100);
        Assert.AreEqual(during, ablation.DosedCounts);
        Assert.AreEqual(54 * 128, ablation.PeakCounts, "what the box acts on is in its record");
        ablation.Add(highest, T + 500);
        Assert.AreEqual(highest, ablation.DosedCounts);
        ablation.Add(highest - 128, T + 600);
        Assert.AreEqual(highest - 128, ablation.DosedCounts, "a degree is no jump");
    }

    [TestMethod]
    public void Single_jumps_apart_are_none_of_them_dosed()
    {
        Ablation ablation = Begun(43 * 128);
        ablation.Add(43 * 128, T + 100);
        for (int i = 1; i <= 10; i++)
        {
            ablation.Add(54 * 128, T + i * 200);
            Assert.AreEqual(43 * 128, ablation.DosedCounts);
            ablation.Add(43 * 128, T + i * 200 + 100);
        }
    }

    [TestMethod]
    public void The_next_ablation_starts_anew_and_the_total_goes_on_until_it_is_forgotten()
    {
        Ablation ablation = Begun(43 * 128);
        Hold(ablation, 43 * 128, T, T + 60000);
        ablation.Finish(Reason.Released, T + 60000);
        Assert.AreEqual(60000L, ablation.PermittedMs(T + 90000));
        ablation.Begin(38 * 128, T + 100000);
        Assert.AreEqual(0, ablation.DoseMilliMinutes());
        Assert.AreEqual(1000, ablation.TotalDoseMilliMinutes());
        Assert.AreEqual(38 * 128, ablation.PeakCounts);
        Assert.AreEqual(T + 100000, ablation.PeakMs);
        Assert.AreEqual(5L, ablation.PermittedMs(T + 100005));
        ablation.Finish(Reason.Released, T + 160001);
        Assert.AreEqual(60001L, ablation.DurationMs);
        ablation.Forget();
        Assert.AreEqual(0, ablation.TotalDoseMilliMinutes());
    }

    private static Ablation Begun(int median)
    {
        Ablation ablation = new Ablation();
        ablation.Begin(median, T);
        return ablation;
    }

    private static void Hold(Ablation ablation, int median, long fromMs, long toMs)
    {
        for (long ms = fromMs + 100; ms <= toMs; ms += 100) ablation.Add(median, ms);
    }
}
