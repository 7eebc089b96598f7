using Interlock.Proofs.Study;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Study;

/// <summary>Single ablations with the firmware in the loop.</summary>
[TestClass]
public class BoxedRunTests
{
    [TestMethod]
    public void A_cool_ablation_goes_on_as_meant()
    {
        Outcome outcome = BoxedRun.Play(NewLesion(20.0, 60.0, 20.0), Arm.WithBox, seed: 1);

        Assert.AreEqual(Ending.Planned, outcome.Ending);
        Assert.AreEqual(60.0, outcome.PoweredSeconds, 1e-3);
        Assert.IsNull(outcome.TripCause);
        Assert.IsEmpty(outcome.Violations);
    }

    [TestMethod]
    public void A_hot_one_is_stopped_at_the_limit_and_coasts_over_it()
    {
        Outcome outcome = BoxedRun.Play(NewLesion(30.0, 182.0, 15.0), Arm.WithBox, seed: 1);

        Assert.AreEqual(Ending.Stopped, outcome.Ending);
        Assert.AreEqual("OVER_TEMPERATURE", outcome.TripCause);
        Assert.AreEqual(42.0, outcome.HighestPowered, 0.1);
        Assert.AreEqual(42.42, outcome.Peak, 0.1);
        Assert.AreEqual(91.0, outcome.PeakAfterSeconds, 10.0);
        Assert.IsEmpty(outcome.Violations);
    }

    [TestMethod]
    public void Six_minutes_end_by_the_time_limit()
    {
        Outcome outcome = BoxedRun.Play(NewLesion(20.0, 360.0, 22.0), Arm.WithBox, seed: 1);

        Assert.AreEqual(Ending.TimeLimit, outcome.Ending);
        Assert.AreEqual(355.0, outcome.PoweredSeconds, 0.2);
    }

    /// <summary>The constants of Interlock.Firmware.Judgement.Coast against the first model, from slow and far to fast and near.</summary>
    [TestMethod]
    [DataRow(20.0, 0.3, 14.0)]
    [DataRow(40.0, 0.5, 14.0)]
    [DataRow(40.0, 0.5, 18.0)]
    [DataRow(40.0, 0.5, 20.0)]
    [DataRow(100.0, 0.5, 10.0)]
    public void A_cautious_box_keeps_the_peak_at_the_limit_where_the_tip_absorbs(double watts, double share, double millimetres)
    {
        Lesion lesion = NewLesion(watts, 340.0, millimetres);
        Outcome outcome = BoxedRun.Play(lesion with { Plan = lesion.Plan with { AbsorbedShare = share, PerfusionFactor = 0.5 } }, Arm.Cautious, seed: 1);

        Assert.AreEqual("COAST_EXPECTED", outcome.TripCause);
        Assert.IsTrue(outcome.Peak <= 42.05, $"peak {outcome.Peak:F2} degC with little blood");
        Assert.IsEmpty(outcome.Violations);
    }

    [TestMethod]
    public void Behind_fat_the_coast_passes_the_limit_by_degrees_and_a_box_that_expects_it_stops_earlier()
    {
        Lesion lesion = NewLesion(40.0, 340.0, 14.0);
        lesion = lesion with { Plan = lesion.Plan with { Foramen = new LayeredForamen(), NerveNearerMillimetres = 1.0 } };
        Outcome box = BoxedRun.Play(lesion, Arm.WithBox, seed: 1);
        Outcome measured = BoxedRun.Play(lesion, Arm.Measured, seed: 1);
        Outcome cautious = BoxedRun.Play(lesion, Arm.Cautious, seed: 1);

        Assert.AreEqual("OVER_TEMPERATURE", box.TripCause);
        Assert.AreEqual("COAST_EXPECTED", measured.TripCause);
        Assert.AreEqual("COAST_EXPECTED", cautious.TripCause);
        Assert.IsTrue(box.Peak > 43.0 && measured.Peak < box.Peak - 0.5 && cautious.Peak < measured.Peak - 0.3, $"{box.Peak:F2}, {measured.Peak:F2}, {cautious.Peak:F2} degC");
        Assert.IsTrue(cautious.Peak < 42.6, $"{cautious.Peak:F2} degC");
        Assert.IsTrue(box.NervePeak > box.Peak + 0.3);
    }

    private static Lesion NewLesion(double watts, double seconds, double millimetres) =>
        new(1, new AblationPlan { Watts = watts, Seconds = seconds, ForamenMillimetres = millimetres });
}
