using System.Globalization;
using Interlock.Bench.Tests.Simulation;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.Proofs.Campaigns;

namespace Interlock.Bench.Tests.Campaigns;

/// <summary>What the whole box tells of a course, against the course and against its own samples.</summary>
[TestClass]
public sealed class RecordTests
{
    private const long Second = Microseconds.Second;
    private const long Ms = Microseconds.Millisecond;

    /// <summary>The tip at which most of them are armed.</summary>
    private const double Base = 37.0;

    /// <summary>Courses that warm again; the person presses ARM at these seconds, after having armed the box.</summary>
    // Requirement: SR-DOSE
    [TestMethod]
    [DataRow("release", "0:37 15:38 30:38.9 60:39.8 110:42.3 200:43 300:41 400:38", "25")]
    [DataRow("trip", "0:37 10:37 30:42.5 40:38.5 80:38.5 160:42.4 260:40 400:37.5", "")]
    [DataRow("flush", "0:37 10:37 40:42.4 52:33 65:33 80:42.2 150:42.6 300:39", "")]
    [DataRow("two ablations", "0:37 10:37 40:41 60:39.5 90:39.5 130:42.5 200:39 300:41.5 400:37", "50 75")]
    public void A_lesions_dose_and_peak_are_what_its_samples_give(string name, string course, string presses)
    {
        (double Seconds, double Celsius)[] points = Courses.Points(course);
        using TrialBox box = Armed(us => Courses.At(points, us / (double)Second), out LogReader log);
        long armedMs = box.NowUs / Ms;
        foreach (string press in presses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            box.RunTo(long.Parse(press, CultureInfo.InvariantCulture) * Second);
            box.Press();
        }

        Assert.IsTrue(box.RunUntil(() => box.Log.Events.Contains(EventName.CementWaitDone), 800 * Second), name);
        box.RunFor(Second);

        LesionTotals told = log.Current!.Lesions.Single().Told!;
        TipReading[] samples = [.. log.Current.Readings.Where(reading => reading.TimeMs >= armedMs && !double.IsNaN(reading.TipCelsius))];
        double dose = samples.Zip(samples.Skip(1), (before, at) => Courses.Cem43(at.TipCelsius, (at.TimeMs - before.TimeMs) / 1000.0)).Sum();
        double peak = points.Where(point => point.Seconds * 1000 >= armedMs).Max(point => point.Celsius);
        Assert.IsTrue(told.IsLast, name);
        Assert.AreEqual(dose, told.DoseMinutes!.Value, (0.005 * dose) + 0.001, name);
        Assert.AreEqual(peak, told.PeakCelsius!.Value, 0.08, $"{name}: 0.03 degC of noise beside the twentieth");
    }

    // Requirement: SR-DOSE
    [TestMethod]
    public void A_spike_of_20_ms_is_not_in_the_peak_wherever_it_falls()
    {
        for (int phase = 0; phase < 25; phase++)
        {
            long fromUs = (12 * Second) + (phase * 4 * Ms);
            using TrialBox box = Armed(us => Base + (us >= fromUs && us < fromUs + (20 * Ms) ? 113 : 0), out LogReader log);
            box.RunTo(15 * Second);
            if (box.State == State.Permitted) box.Press();
            box.RunFor(3 * Second);

            double peak = log.Current!.Ablations.Single().Procedure!.PeakCelsius!.Value;
            Assert.AreEqual(Base, peak, 0.12, $"phase {phase * 4} ms: {string.Join(", ", box.Log.Events)}");
        }
    }

    // Requirement: SR-WARN
    [TestMethod]
    public void A_course_that_hovers_at_the_warning_does_not_chatter()
    {
        using TrialBox box = Armed(us => us < 8 * Second ? Base : Math.Min(40.0, Base + ((us - (8 * Second)) / (double)Second)), out _);
        box.RunTo(12 * Second);
        box.RunFor(80 * Second);

        Assert.AreEqual(State.Permitted, box.State);
        Assert.IsLessThanOrEqualTo(9, box.Log.Events.Count(e => e == "WARN HIGH"));
        Assert.IsLessThanOrEqualTo(9, box.Log.Events.Count(e => e == "WARN_END HIGH"));
    }

    // Requirement: SR-WARN
    [TestMethod]
    public void A_needle_that_slips_out_slowly_is_told_as_falling_and_breathing_is_not()
    {
        (double Seconds, double Celsius)[] slips = Courses.Points("0:37 12:39.5 15:39.5 45:31");
        using TrialBox slipping = Armed(us => Courses.At(slips, us / (double)Second), out _);
        slipping.RunTo(40 * Second);
        using TrialBox breathing = Armed(us => 38.0 + (0.4 * Math.Sin(2 * Math.PI * us / (4.0 * Second))), out _);
        breathing.RunFor(60 * Second);

        Assert.Contains("WARN FALLING", slipping.Log.Events);
        Assert.AreEqual(State.Permitted, breathing.State);
        Assert.DoesNotContain("WARN FALLING", breathing.Log.Events);
    }

    private static TrialBox Armed(Func<long, double> tip, out LogReader log)
    {
        TrialBox box = TrialBox.SwitchOn(new TrialConditions { TipCelsius = tip });
        LogReader reader = new(isLive: true);
        box.Board.UartByte += (_, value) => reader.Add([value]);
        Assert.IsTrue(box.Arm(ReactionExperiment.ArmedUs + Second), string.Join(", ", box.Log.Events));
        log = reader;
        return box;
    }
}
