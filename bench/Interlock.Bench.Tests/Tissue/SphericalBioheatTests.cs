using Interlock.Firmware;
using Interlock.Tissue;

namespace Interlock.Bench.Tests.Tissue;

/// <summary>Against the table of docs/design-notes.md: 30 W, absorbed share 0.4.</summary>
[TestClass]
public class SphericalBioheatTests
{
    private const double AbsorbedWatts = 12.0;

    // The reference has cells of 0.25 mm and is read half a cell too near the antenna (docs/design-notes.md, "Tissue").
    private const double ReferenceOffsetMillimetres = 0.125;

    [TestMethod]
    [DataRow(10.0, 46.3, 55.6, 62.6)]
    [DataRow(12.0, 42.0, 47.6, 52.5)]
    [DataRow(15.0, 39.3, 41.9, 44.5)]
    [DataRow(18.0, 38.3, 39.7, 41.2)]
    [DataRow(20.0, 37.9, 38.8, 39.9)]
    public void Temperatures_are_those_of_the_reference_solution(double millimetres, double after60, double after120, double after180)
    {
        SphericalBioheat tissue = new();
        double[] expected = [after60, after120, after180];
        for (int i = 0; i < expected.Length; i++)
        {
            Heat(tissue, 60.0);
            Assert.AreEqual(expected[i], tissue.At((millimetres - ReferenceOffsetMillimetres) / 1000.0), 0.1 + (0.006 * (expected[i] - SphericalBioheat.BodyCelsius)), $"after {60 * (i + 1)} s");
        }
    }

    [TestMethod]
    [DataRow(10.0)]
    [DataRow(15.0)]
    [DataRow(20.0)]
    public void Finer_cells_change_nothing(double millimetres)
    {
        SphericalBioheat usual = new();
        SphericalBioheat fine = new(cellMetres: SphericalBioheat.UsualCellMetres / 2.0);
        Heat(usual, 180.0);
        Heat(fine, 180.0);

        Assert.AreEqual(fine.At(millimetres / 1000.0), usual.At(millimetres / 1000.0), 0.02);
    }

    [TestMethod]
    public void Without_power_the_tissue_stays_at_body_temperature()
    {
        SphericalBioheat tissue = new();
        for (int i = 0; i < 1000; i++) tissue.Step(0.0);

        Assert.AreEqual(SphericalBioheat.BodyCelsius, tissue.At(0.015), 1e-9);
    }

    /// <summary>What PROBE_MOVED is set against: the nearest tip and the most power for which STILL_HEATING was tried.</summary>
    [TestMethod]
    public void Near_and_hot_tissue_warms_slower_than_a_probe_that_has_moved()
    {
        SphericalBioheat tissue = new();
        double before = 0.0;
        for (double celsius = SphericalBioheat.BodyCelsius; celsius < 42.0; celsius = tissue.At(0.006))
        {
            before = celsius;
            for (int i = 0; i < 1.0 / SphericalBioheat.StepSeconds; i++) tissue.Step(30.0);
        }

        double celsiusPerSecond = tissue.At(0.006) - before;
        Assert.AreEqual(1.3, celsiusPerSecond, 0.05);
        Assert.IsLessThan(Limits.MovedCounts / (double)Limits.CountsPerDegree, celsiusPerSecond);
    }

    [TestMethod]
    public void More_blood_cools()
    {
        SphericalBioheat poor = new(perfusionFactor: 0.5);
        SphericalBioheat rich = new(perfusionFactor: 2.0);
        Heat(poor, 180.0);
        Heat(rich, 180.0);

        Assert.IsTrue(rich.At(0.015) < poor.At(0.015) - 0.5);
    }

    private static void Heat(SphericalBioheat tissue, double seconds)
    {
        for (double t = 0.0; t < seconds - 1e-6; t += SphericalBioheat.StepSeconds) tissue.Step(AbsorbedWatts);
    }
}
