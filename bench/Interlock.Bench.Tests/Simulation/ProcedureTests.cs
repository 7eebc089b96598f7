using Interlock.Log;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Bench.Tests.Simulation;

/// <summary>What the whole box does over whole courses of temperature: the firmware's own composition on the virtual board.</summary>
[TestClass]
public class ProcedureTests
{
    [TestMethod]
    [DataRow(1, false)]
    [DataRow(2, true)]
    public void A_slow_rise_through_the_limit_trips_once_and_stays_latched(int seed, bool isMains60Hz)
    {
        Played played = Played.Run(Courses.RampTo(44.5, 60.0, 0.05), seed, isMains60Hz);

        CollectionAssert.AreEqual(new[] { "OVER_TEMPERATURE" }, played.TripCauses());
        Assert.AreEqual("TRIPPED", played.Lines.Last(line => line.Type == "SAMP")["st"]);
        Assert.IsTrue(played.Rows[^1].TipCelsius > 44.0, "the tip goes on rising after the trip");
    }

    [TestMethod]
    public void The_line_opens_within_350_ms_of_the_tip_staying_above_the_limit_and_its_noise()
    {
        const double limitAndNoiseCelsius = 42.10;
        for (int seed = 1; seed <= 40; seed++)
        {
            Played played = Played.Run(Courses.RampTo(43.5, 10.0, 0.05 + (0.04 * seed)), seed, isMains60Hz: seed % 2 == 0);
            double stayedMs = played.Rows.First(row => row.TipCelsius >= limitAndNoiseCelsius).TimeMs;

            double openedMs = played.OpenedForGoodMs();

            Assert.IsTrue(openedMs - stayedMs <= 350.0, $"seed {seed}: opened {openedMs - stayedMs} ms after 42.10 degC");
        }
    }

    [TestMethod]
    public void Exactly_42_00_degC_sustained_trips()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            Played played = Played.Run(Courses.RampTo(42.00, 20.0), seed, isMains60Hz: seed % 2 == 0);

            CollectionAssert.AreEqual(new[] { "OVER_TEMPERATURE" }, played.TripCauses(), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Six_sigma_below_the_limit_never_trips_over_temperature()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            Played played = Played.Run(Courses.RampTo(41.80, 300.0), seed);

            Assert.IsEmpty(played.TripCauses(), $"seed {seed}");
            Assert.IsTrue(played.Rows[^1].IsLineClosed);
        }
    }

    [TestMethod]
    public void A_reading_that_alternates_between_43_and_41_degC_trips()
    {
        const int steps = 200;
        double[] seconds = [0.0, .. Enumerable.Range(0, steps).Select(i => 8.0 + (0.1 * i))];
        double[] tip = [37.0, .. Enumerable.Range(0, steps).Select(i => i < 50 ? 37.0 + (0.08 * i) : i % 2 == 0 ? 43.0 : 41.0)];
        Trace trace = new(seconds, tip, [.. seconds.Select(_ => 25.0)]);

        CollectionAssert.AreEqual(new[] { "OVER_TEMPERATURE" }, Played.Run(trace).TripCauses());
    }

    [TestMethod]
    [DataRow(8.0, "UNDER_TEMPERATURE", DisplayName = "a reversed probe")]
    [DataRow(25.0, "NOT_WARM", DisplayName = "a probe on the table")]
    [DataRow(41.5, "TOO_WARM", DisplayName = "a probe in hot tissue")]
    public void A_probe_that_is_not_where_an_ablation_begins_is_refused(double celsius, string why)
    {
        Played played = Played.Run(Courses.Constant(celsius, 10.0));

        Assert.IsEmpty(played.Events("ARMED"));
        Assert.IsTrue(played.Events("REFUSED").Any(line => line["why"] == why));
        Assert.IsFalse(played.Rows.Any(row => row.IsLineClosed));
    }

    [TestMethod]
    public void A_broken_wire_trips_SENSOR_OPEN()
    {
        Trace trace = new([0.0, 10.0, 20.0], [37.0, double.NaN, double.NaN], [25.0, 25.0, 25.0]);

        Played played = Played.Run(trace);

        Assert.AreEqual("SENSOR_OPEN", played.TripCauses().Single());
        Assert.IsTrue(played.OpenedForGoodMs() <= 10_700.0);
    }

    [TestMethod]
    public void A_probe_that_slips_out_trips_PROBE_MOVED()
    {
        Trace trace = new([0.0, 10.0, 11.0, 12.0, 14.0], [37.0, 37.0, 30.0, 26.0, 24.0], [25.0, 25.0, 25.0, 25.0, 25.0]);

        Assert.AreEqual("PROBE_MOVED", Played.Run(trace).TripCauses().Single());
    }

    [TestMethod]
    public void Cold_tissue_trips_UNDER_TEMPERATURE()
    {
        Assert.AreEqual("UNDER_TEMPERATURE", Played.Run(Courses.RampTo(14.0, 5.0)).TripCauses().Single());
    }

    [TestMethod]
    public void A_step_to_46_degC_is_caught_by_the_hardware_channel()
    {
        Trace trace = new([0.0, 10.0, 10.001, 14.0], [37.0, 37.0, 46.0, 46.0], [25.0, 25.0, 25.0, 25.0]);

        Played played = Played.Run(trace);

        Assert.AreEqual("HARDWARE_LIMIT", played.TripCauses().Single());
        Assert.IsTrue(played.OpenedForGoodMs() <= 10_001.0 + 200.0);
    }

    [TestMethod]
    public void STOP_opens_the_line_and_two_presses_of_ARM_close_it_again()
    {
        Press[] presses = [Arm(1.0), Arm(4.0), new Press(IsStop: true, 6_000_000), Arm(9.0), Arm(12.0)];

        Played played = Played.Run(Courses.Constant(37.0, 15.0), presses: presses);

        Assert.AreEqual("STOP_PRESSED", played.TripCauses().Single());
        Assert.HasCount(1, played.Events("ACK"));
        Assert.HasCount(2, played.Events("ARMED"));
        Assert.IsTrue(played.Rows[^1].IsLineClosed);
    }

    // Requirement: SR-TIME
    // Requirement: SR-CEMENT
    [TestMethod]
    public void Six_minutes_are_the_longest_ablation_and_ten_more_the_wait_for_cement()
    {
        Played played = Played.Run(Courses.Constant(38.0, 1000.0));

        UartLine procedure = played.Lines.Single(line => line.Type == "PROC");
        Assert.AreEqual("TIME_LIMIT", played.TripCauses().Single());
        Assert.AreEqual(360_000, procedure.Number("dur")!.Value, 50.0);
        double waitMs = played.Events("CEMENT_WAIT_DONE").Single().TimeMs - played.Events("TRIP").Single().TimeMs;
        Assert.AreEqual(600_000.0, waitMs, 100.0);
    }

    // Requirement: SR-DOSE
    [TestMethod]
    public void The_dose_is_that_of_the_temperature_that_was_there()
    {
        Played played = Played.Run(Courses.RampTo(41.0, 120.0, 10.0));

        // 120 s at 41 degC: 2 min * 0.25^2.
        double dose = played.Lines.Last(line => line.Type == "SAMP").Number("cem")!.Value;
        Assert.AreEqual(0.125, dose, 0.015);
    }

    // Requirement: SR-LATCH
    [TestMethod]
    public void An_over_temperature_is_not_acknowledged_above_40_degC()
    {
        Trace trace = new([0.0, 8.0, 14.0, 20.0, 30.0, 60.0], [37.0, 37.0, 42.5, 41.0, 38.0, 37.5], [25.0, 25.0, 25.0, 25.0, 25.0, 25.0]);

        Played played = Played.Run(trace, presses: [Arm(1.0), Arm(4.0), Arm(18.0), Arm(40.0)]);

        Assert.AreEqual("NOT_COOLED", played.Events("REFUSED").Single()["why"]);
        Assert.HasCount(1, played.Events("ACK"));
    }

    // Requirement: SR-LOG
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Every_line_of_a_log_verifies(bool isMains60Hz)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Played played = Played.Run(Courses.RampTo(43.0, 40.0, 0.3), seed, isMains60Hz);

            Assert.IsEmpty(LogFile.Verify(played.Log).Problems, $"seed {seed}");
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_log()
    {
        byte[] first = Played.Run(Courses.RampTo(43.0, 5.0), seed: 9).Log;
        byte[] second = Played.Run(Courses.RampTo(43.0, 5.0), seed: 9).Log;
        byte[] other = Played.Run(Courses.RampTo(43.0, 5.0), seed: 10).Log;

        CollectionAssert.AreEqual(first, second);
        CollectionAssert.AreNotEqual(first, other);
    }

    private static Press Arm(double seconds) => new(IsStop: false, (long)(seconds * 1e6));
}
