using Interlock.Bench.Tests.Simulation;
using Interlock.Firmware;
using Interlock.Firmware.Dose;
using Interlock.Firmware.Judgement;

namespace Interlock.Bench.Tests.Dose;

/// <summary>
/// Dose and peak of a lesion against what its conversions give in floating point, over courses that warm again: after a
/// release, after a trip, after a flush of saline, over two ablations; each with 0.03 degC of noise.
/// </summary>
[TestClass]
public class LesionFiguresTests
{
    private const double NoiseCelsius = 0.03;

    // Requirement: SR-DOSE
    [TestMethod]
    [DataRow("release", "0:37 20:37 70:38.9 90:39.8 150:42.3 200:43.2 260:42.5 400:39.5 500:37.5", "20-70")]
    [DataRow("trip", "0:37 60:42 70:38.5 120:38.5 200:42.4 300:40 500:37.5", "10-60")]
    [DataRow("flush", "0:37 90:42 100:42.4 102:33 115:33 130:42.2 200:42.6 400:39", "10-90")]
    [DataRow("two ablations", "0:37 60:41 130:41.6 200:38.8 260:42 300:42.5 500:38", "10-60 200-260")]
    [DataRow("long after", "0:37 60:40 120:37 400:37 450:43 470:37 600:37", "10-60")]
    public void Are_within_half_a_percent_and_a_twentieth_of_a_degree(string name, string course, string permitted)
    {
        Figures figures = Play(Courses.Points(course), Courses.Points(permitted.Replace('-', ':')), spikeAt: null);

        Assert.AreEqual(figures.ExpectedDose, figures.Dose, (0.005 * figures.ExpectedDose) + 0.0005, name);
        Assert.AreEqual(figures.ExpectedPeak, figures.Peak, 0.05, name);
    }

    /// <summary>20 ms at 150 degC shift a conversion of 98 ms by 23 degC, or two by parts of that.</summary>
    // Requirement: SR-DOSE
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.9)]
    [DataRow(0.5)]
    [DataRow(0.1)]
    public void A_disturbance_is_in_neither(double shareOfTheFirst)
    {
        (double Seconds, double Celsius)[] course = Courses.Points("0:37 60:41 200:41.5 400:38");
        for (int at = 300; at < 500; at += 7)
        {
            Figures figures = Play(course, Courses.Points("10:60"), (at, shareOfTheFirst));

            Assert.AreEqual(figures.ExpectedDose, figures.Dose, (0.005 * figures.ExpectedDose) + 0.001);
            Assert.AreEqual(figures.ExpectedPeak, figures.Peak, 0.05);
        }
    }

    private static Figures Play((double Seconds, double Celsius)[] course, (double From, double To)[] permitted, (int At, double Share)? spikeAt)
    {
        Random random = new(7);
        Lesion lesion = new();
        List<int> tips = [];
        double expectedDose = 0.0;
        double expectedPeak = 0.0;
        bool isOpen = true;
        bool hasBegun = false;
        long lastMs = 0;
        double now = 0.1;
        for (int i = 0; now < course[^1].Seconds; i++)
        {
            double celsius = Courses.At(course, now) + (NoiseCelsius * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6.0));
            double disturbance = spikeAt is not { } spike ? 0.0 : i == spike.At ? 23.0 * spike.Share : i == spike.At + 1 ? 23.0 * (1.0 - spike.Share) : 0.0;
            int clean = (int)Math.Floor(celsius * Limits.CountsPerDegree);
            tips.Add(clean + (int)(disturbance * Limits.CountsPerDegree));
            long ms = (long)(now * 1000.0);
            if (i < 2)
            {
                now += 0.098;
                continue;
            }

            int median = Plausibility.MedianOf(tips[i], tips[i - 1], tips[i - 2]);
            bool isPermitted = permitted.Any(span => now >= span.From && now < span.To);
            if (hasBegun)
            {
                expectedDose += Courses.Cem43(clean / 128.0, (ms - lastMs) / 1000.0);
                expectedPeak = Math.Max(expectedPeak, Courses.At(course, now));
            }

            lesion.Add(median, ms);
            if (isPermitted && isOpen) lesion.Begin(median, ms);
            if (!isPermitted && !isOpen) lesion.Finish(0, ms);
            hasBegun |= isPermitted;
            isOpen = !isPermitted;
            lastMs = ms;
            now += i % 3 == 2 ? 0.125 : 0.092;
        }

        LesionTotals totals = lesion.Totals(lastMs);
        return new Figures(totals.DoseMilliMinutes / 1000.0, totals.PeakCounts / 128.0, expectedDose, expectedPeak);
    }

    private sealed record Figures(double Dose, double Peak, double ExpectedDose, double ExpectedPeak);
}
