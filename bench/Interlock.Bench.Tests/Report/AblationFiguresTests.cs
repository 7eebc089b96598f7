using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Report;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Report;

/// <summary>The report's numbers against the same numbers worked out here from the text of the log.</summary>
[TestClass]
public class AblationFiguresTests
{
    private static readonly byte[] _log = ReportFixture.ThreeAblations;
    private static readonly IReadOnlyList<RawSample> _samples = RawLog.Samples(_log);
    private static readonly List<Ablation> _ablations = AblationFinder.Find(ReportFixture.Read(_log).Sessions.Single(), 1);

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
        long untilMs = _ablations[1].StartMs;
        AblationFigures figures = new(_ablations[0]);

        Assert.AreEqual(endMs - startMs, figures.Duration.TotalMilliseconds, 50.0);
        RawSample[] during = Between(startMs, endMs);
        RawSample[] after = Between(endMs + 1, untilMs - 1);
        RawSample hottest = after.First(sample => sample.Celsius == after.Max(other => other.Celsius));
        Assert.AreEqual(hottest.Celsius, figures.After.PeakCelsius);
        Assert.AreEqual(hottest.TimeMs - endMs, figures.CoastPeakAfter.TotalMilliseconds);
        Assert.AreEqual(hottest.Celsius!.Value - figures.CutoffCelsius!.Value, figures.CoastCelsius!.Value, 1e-9);
        Assert.AreEqual(Math.Max(during.Max(sample => sample.Celsius)!.Value, figures.CutoffCelsius.Value), figures.PeakCelsius);
        Assert.AreEqual(SecondsAt(40.0, during, startMs), figures.During.Warm.TotalSeconds, 1e-6);
        Assert.AreEqual(SecondsAt(40.0, after, endMs), figures.After.Warm.TotalSeconds, 1e-6);
        Assert.AreEqual(SecondsAt(42.0, after, endMs), figures.After.Hot.TotalSeconds, 1e-6);
        Assert.IsGreaterThan(10.0, figures.After.Hot.TotalSeconds);
        Assert.AreEqual(after.Max(sample => sample.Dose), figures.DoseAfter);
    }

    [TestMethod]
    public void The_dose_from_the_samples_is_close_to_the_box_s_own()
    {
        foreach (Ablation ablation in _ablations)
        {
            AblationFigures figures = new(ablation);

            Assert.AreEqual(figures.DoseAtEnd!.Value, figures.During.DoseMinutes, 0.002 + (0.02 * figures.DoseAtEnd.Value));
            Assert.AreEqual(figures.DoseAfter!.Value, figures.During.DoseMinutes + figures.After.DoseMinutes, 0.002 + (0.02 * figures.DoseAfter.Value));
        }
    }

    [TestMethod]
    public void The_dose_is_the_sum_over_the_samples()
    {
        long endMs = RawLog.TimeOf(_log, "TRIP");
        double expected = 0.0;
        long lastMs = endMs;
        foreach (RawSample sample in Between(endMs + 1, _ablations[1].StartMs - 1).TakeWhile(sample => sample.Celsius > 39.0))
        {
            expected += sample.DoseOf((sample.TimeMs - lastMs) / 1000.0);
            lastMs = sample.TimeMs;
        }

        Assert.AreEqual(expected, new AblationFigures(_ablations[0]).After.DoseMinutes, 1e-9);
    }

    private static RawSample[] Between(long fromMs, long untilMs) => [.. _samples.Where(sample => sample.TimeMs >= fromMs && sample.TimeMs <= untilMs && sample.Celsius is not null)];

    private static double SecondsAt(double celsius, RawSample[] samples, long fromMs)
    {
        long[] before = [fromMs, .. samples.Select(sample => sample.TimeMs)];
        return samples.Select((sample, i) => sample.Celsius >= celsius ? (sample.TimeMs - before[i]) / 1000.0 : 0.0).Sum();
    }
}
