using Interlock.Log.Pages;
using Interlock.Station.Report;

namespace Interlock.Bench.Tests.Report;

/// <summary>A thinned course looks the same.</summary>
[TestClass]
public class ThinningTests
{
    [TestMethod]
    public void Of_each_step_the_first_last_lowest_and_highest_stay_in_order()
    {
        Random random = new(5);
        PlotPoint[] points = [.. Enumerable.Range(0, 10_000).Select(i => new PlotPoint(i / 200.0, random.NextDouble()))];

        List<PlotPoint> kept = Thinning.Of(points, 0.5);

        Assert.IsTrue(kept.Zip(kept.Skip(1)).All(pair => pair.First.X < pair.Second.X), "in order, none twice");
        foreach (IGrouping<double, PlotPoint> step in points.GroupBy(point => Math.Floor(point.X / 0.5)))
        {
            PlotPoint[] left = [.. kept.Where(point => Math.Floor(point.X / 0.5) == step.Key)];
            Assert.IsLessThanOrEqualTo(4, left.Length);
            Assert.AreEqual(step.First(), left[0]);
            Assert.AreEqual(step.Last(), left[^1]);
            Assert.AreEqual(step.Min(point => point.Y), left.Min(point => point.Y));
            Assert.AreEqual(step.Max(point => point.Y), left.Max(point => point.Y));
        }
    }

    [TestMethod]
    public void A_sparse_course_stays_whole()
    {
        PlotPoint[] points = [new(0, 1), new(1, 2), new(2, 1), new(3, 5)];

        CollectionAssert.AreEqual(points, Thinning.Of(points, 0.5));
        Assert.IsEmpty(Thinning.Of([], 0.5));
    }
}
