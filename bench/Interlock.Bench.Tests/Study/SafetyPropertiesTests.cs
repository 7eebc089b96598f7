using Interlock.Proofs.Simulation;
using Interlock.Proofs.Study;

namespace Interlock.Bench.Tests.Study;

/// <summary>That the study would see a box that fails.</summary>
[TestClass]
public class SafetyPropertiesTests
{
    private const double StepSeconds = 0.02;

    /// <summary>Body temperature, at 42.2 degC from 10 s on.</summary>
    private static readonly double[] _hotFrom10 = [.. Enumerable.Repeat(37.0, 500), .. Enumerable.Repeat(42.2, 500)];

    [TestMethod]
    public void A_line_that_opens_in_time_by_a_trip_holds()
    {
        Assert.IsEmpty(Judge(_hotFrom10, 10_300_000, [new LineInterval(1_000_000, 10_340_000)]));
    }

    [TestMethod]
    public void A_line_that_opens_late_does_not()
    {
        IReadOnlyList<string> found = Judge(_hotFrom10, 10_300_000, [new LineInterval(1_000_000, 10_380_000)]);

        CollectionAssert.AreEqual(new[] { "the line stayed closed for 380 ms with the tip at or above 42.10 degC, at 10.00 s" }, found.ToArray());
    }

    [TestMethod]
    public void A_line_that_closes_again_does_not()
    {
        IReadOnlyList<string> found = Judge(_hotFrom10[..500], 5_000_000, [new LineInterval(1_000_000, 5_000_000), new LineInterval(6_000_000, 7_000_000)]);

        CollectionAssert.AreEqual(new[] { "the line closed again after a trip, at 6.00 s" }, found.ToArray());
    }

    [TestMethod]
    public void A_line_that_stays_closed_without_a_trip_does_not()
    {
        IReadOnlyList<string> found = Judge(_hotFrom10, null, [new LineInterval(1_000_000, 20_000_000)]);

        Assert.HasCount(2, found);
        StringAssert.StartsWith(found[0], "no trip though");
    }

    [TestMethod]
    public void A_tip_that_is_hot_for_less_than_400_ms_asks_for_nothing()
    {
        double[] tip = [.. Enumerable.Repeat(37.0, 500), .. Enumerable.Repeat(42.2, 19), .. Enumerable.Repeat(37.0, 500)];

        Assert.IsEmpty(Judge(tip, null, [new LineInterval(1_000_000, 20_000_000)]));
    }

    [TestMethod]
    public void A_tip_that_grows_hot_after_the_line_has_opened_asks_for_nothing()
    {
        Assert.IsEmpty(Judge(_hotFrom10, null, [new LineInterval(1_000_000, 9_900_000)]));
    }

    [TestMethod]
    public void A_line_that_closes_onto_a_hot_tip_must_open_too()
    {
        IReadOnlyList<string> found = Judge(_hotFrom10, null, [new LineInterval(12_000_000, 15_000_000)]);

        Assert.HasCount(2, found);
    }

    private static IReadOnlyList<string> Judge(double[] tip, long? trippedUs, LineInterval[] line) => SafetyProperties.Judge(tip, StepSeconds, line, trippedUs);
}
