using Interlock.Bench.Tests.Simulation;
using Interlock.Log;

namespace Interlock.Bench.Tests.Report;

/// <summary>The report's numbers against the same numbers worked out here from the text of the log.</summary>
[TestClass]
public class AblationFiguresTests
{
    private static readonly byte[] _log = ReportFixture.ThreeAblations;
    private static readonly IReadOnlyList<(long TimeMs, double? Celsius)> _readings = RawLog.Readings(_log);
    private static readonly IReadOnlyList<Ablation> _ablations = ReportFixture.Read(_log).Sessions.Single().Ablations;

    [TestMethod]
    public void Every_ablation_is_found_with_what_ended_it()
    {
        CollectionAssert.AreEqual(new[] { "OVER_TEMPERATURE", "RELEASED", "STOP_PRESSED" }, _ablations.Select(ablation => ablation.Cause).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, _ablations.Select(ablation => ablation.Number).ToArray());
        Assert.IsTrue(_ablations.All(ablation => ablation is { HasArmed: true, HasEnded: true, Procedure: not null, Cutoff: not null }));
    }

    [TestMethod]
    public void The_first_one_is_measured_right()
    {
        long startMs = RawLog.TimeOf(_log, "ARMED");
        long endMs = RawLog.TimeOf(_log, "TRIP");
        Ablation ablation = _ablations[0];
        (long TimeMs, double Celsius, long SpanMs)[] all = [.. Medians(startMs, _ablations[1].StartMs)];

        (long TimeMs, double Celsius, long SpanMs)[] during = [.. all.Where(point => point.TimeMs <= endMs)];
        (long TimeMs, double Celsius, long SpanMs)[] after = [.. all.Where(point => point.TimeMs > endMs)];
        (long TimeMs, double Celsius, long SpanMs) hottest = after.MaxBy(point => point.Celsius);

        Assert.AreEqual(endMs - startMs, ablation.Duration.TotalMilliseconds, 50.0);
        Assert.AreEqual(hottest.Celsius, ablation.First.Course.After.PeakCelsius);
        Assert.AreEqual(hottest.Celsius, ablation.HighestCelsius);
        Assert.AreEqual(hottest.TimeMs, ablation.First.Course.After.PeakMs);
        Assert.AreEqual(hottest.Celsius - ablation.First.CutoffCelsius!.Value, ablation.First.CoastCelsius!.Value, 1e-9);
        Assert.AreEqual(during.Max(point => point.Celsius), ablation.PeakCelsius);
        foreach (double level in (double[])[40.0, 41.0, 42.0, 43.0])
        {
            Assert.AreEqual(SecondsAt(level, during), ablation.First.Course.During.At(level).TotalSeconds, 1e-6);
            Assert.AreEqual(SecondsAt(level, after), ablation.First.Course.After.At(level).TotalSeconds, 1e-6);
        }

        Assert.IsGreaterThan(10.0, ablation.First.Course.After.At(42.0).TotalSeconds);
        Assert.AreEqual(all.Sum(point => Courses.Cem43(point.Celsius, point.SpanMs / 1000.0)), ablation.DoseMinutes, 1e-9);
    }

    [TestMethod]
    public void The_dose_from_the_samples_is_close_to_the_box_s_own()
    {
        foreach (Ablation ablation in _ablations)
        {
            Assert.AreEqual(ablation.Procedure!.DoseMinutes!.Value, ablation.First.DoseAtEndMinutes, 0.002 + (0.02 * ablation.First.DoseAtEndMinutes));
            Assert.AreEqual(ablation.First.ToldDoseMinutes!.Value, ablation.DoseMinutes, 0.002 + (0.02 * ablation.DoseMinutes));
        }
    }

    /// <summary>
    /// Medians of three of the trusted readings, and for how long each stands: since the one before, 200 ms at most. After a
    /// break, as when the chip is configured anew, the last median stands until there are three again.
    /// </summary>
    private static IEnumerable<(long TimeMs, double Celsius, long SpanMs)> Medians(long fromMs, long untilMs)
    {
        long lastMs = fromMs;
        double? median = null;
        for (int i = 2; i < _readings.Count; i++)
        {
            (long TimeMs, double? Celsius) newest = _readings[i];
            if (newest.Celsius is null) continue;
            double?[] three = [_readings[i - 2].Celsius, _readings[i - 1].Celsius, newest.Celsius];
            if (!three.Contains(null)) median = three.Order().ElementAt(1);
            if (newest.TimeMs <= fromMs || newest.TimeMs > untilMs) continue;
            yield return (newest.TimeMs, median!.Value, Math.Min(newest.TimeMs - lastMs, 200));
            lastMs = newest.TimeMs;
        }
    }

    private static double SecondsAt(double celsius, IEnumerable<(long TimeMs, double Celsius, long SpanMs)> points) =>
        points.Where(point => point.Celsius >= celsius).Sum(point => point.SpanMs / 1000.0);
}
