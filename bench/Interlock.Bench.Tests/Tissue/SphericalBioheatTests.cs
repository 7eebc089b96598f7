using Interlock.Bench.Tissue;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Tissue;

/// <summary>Against the table of docs/design-notes.md: 30 W, absorbed share 0.4.</summary>
[TestClass]
public class SphericalBioheatTests
{
    [TestMethod]
    [DataRow(15.0, 120.0, 41.9)]
    [DataRow(15.0, 180.0, 44.5)]
    [DataRow(18.0, 180.0, 41.2)]
    [DataRow(20.0, 60.0, 37.9)]
    [DataRow(20.0, 180.0, 39.9)]
    public void Temperatures_at_the_foramen_are_those_of_the_reference_solution(double millimetres, double seconds, double celsius)
    {
        SphericalBioheat tissue = new();
        for (double t = 0.0; t < seconds; t += SphericalBioheat.StepSeconds) tissue.Step(12.0);

        Assert.AreEqual(celsius, tissue.At(millimetres / 1000.0), 0.15);
    }

    [TestMethod]
    public void Without_power_the_tissue_stays_at_body_temperature()
    {
        SphericalBioheat tissue = new();
        for (int i = 0; i < 1000; i++) tissue.Step(0.0);

        Assert.AreEqual(SphericalBioheat.BodyCelsius, tissue.At(0.015), 1e-9);
    }
}
