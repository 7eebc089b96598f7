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
        Outcome outcome = BoxedRun.Play(NewLesion(20.0, 60.0, 20.0), isAnticipating: false, seed: 1);

        Assert.AreEqual(Ending.Planned, outcome.Ending);
        Assert.AreEqual(60.0, outcome.PoweredSeconds, 1e-3);
        Assert.IsNull(outcome.TripCause);
        Assert.IsEmpty(outcome.Violations);
    }

    [TestMethod]
    public void A_hot_one_is_stopped_at_the_limit_and_coasts_over_it()
    {
        Outcome outcome = BoxedRun.Play(NewLesion(30.0, 182.0, 15.0), isAnticipating: false, seed: 1);

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
        Outcome outcome = BoxedRun.Play(NewLesion(20.0, 360.0, 22.0), isAnticipating: false, seed: 1);

        Assert.AreEqual(Ending.TimeLimit, outcome.Ending);
        Assert.AreEqual(355.0, outcome.PoweredSeconds, 0.2);
    }

    /// <summary>
    /// The constants of Interlock.Firmware.Judgement.Coast against the model: from slow and far to fast and near, with half the
    /// blood of the literature, the peak stays at or below the limit; with all of it, the trip isn't a degree too early.
    /// </summary>
    [TestMethod]
    [DataRow(20.0, 0.3, 14.0)]
    [DataRow(40.0, 0.5, 14.0)]
    [DataRow(30.0, 0.4, 16.0)]
    [DataRow(40.0, 0.5, 18.0)]
    [DataRow(40.0, 0.5, 20.0)]
    [DataRow(30.0, 0.4, 10.0)]
    [DataRow(60.0, 0.5, 10.0)]
    [DataRow(100.0, 0.5, 10.0)]
    [DataRow(30.0, 0.5, 6.0)]
    public void With_ANTICIPATE_the_peak_stays_at_or_below_the_limit(double watts, double share, double millimetres)
    {
        Outcome poor = Anticipate(watts, share, millimetres, perfusion: 0.5);
        Outcome usual = Anticipate(watts, share, millimetres, perfusion: 1.0);

        Assert.AreEqual("COAST_EXPECTED", poor.TripCause);
        Assert.AreEqual("COAST_EXPECTED", usual.TripCause);
        Assert.IsTrue(poor.Peak <= 42.0, $"peak {poor.Peak:F2} degC with little blood");
        Assert.IsTrue(usual.Peak is > 41.0 and <= 42.0, $"peak {usual.Peak:F2} degC");
        Assert.IsEmpty(poor.Violations);
    }

    private static Outcome Anticipate(double watts, double share, double millimetres, double perfusion)
    {
        Lesion lesion = NewLesion(watts, 340.0, millimetres);
        return BoxedRun.Play(lesion with { Plan = lesion.Plan with { AbsorbedShare = share, PerfusionFactor = perfusion } }, isAnticipating: true, seed: 1);
    }

    private static Lesion NewLesion(double watts, double seconds, double millimetres) =>
        new(1, new AblationPlan { Watts = watts, Seconds = seconds, ForamenMillimetres = millimetres });
}
