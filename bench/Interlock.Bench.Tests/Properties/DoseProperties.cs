using FsCheck;
using FsCheck.Fluent;
using Interlock.Bench.Tests.Simulation;
using Interlock.Firmware;
using Interlock.Firmware.Dose;

namespace Interlock.Bench.Tests.Properties;

/// <summary>Thermal dose in whole numbers equals Sapareto and Dewey's formula in floating point.</summary>
[TestClass]
public class DoseProperties
{
    private const double Tolerance = 0.005;

    // The output's last place, and what a conversion loses by whole numbers at 30 degC, where a minute counts for nothing.
    private const double LastPlaceMinutes = 0.001;

    [TestMethod]
    public void One_temperature_from_30_to_57_degrees_counts_as_the_formula_says()
    {
        Holds.For(Gen.Choose(30 * Limits.CountsPerDegree, 57 * Limits.CountsPerDegree).Zip(Gen.Choose(50, 200)), given =>
        {
            (int tipCounts, int spanMs) = given;
            ThermalDose dose = new();
            const int conversions = 5000;
            for (int i = 0; i < conversions; i++) dose.Add(tipCounts, spanMs);

            AssertNear(conversions * Minutes(tipCounts, spanMs), dose);
        });
    }

    [TestMethod]
    public void Any_course_from_30_to_57_degrees_counts_as_the_formula_says()
    {
        Gen<(int TipCounts, int SpanMs)> conversion = Gen.Choose(30 * Limits.CountsPerDegree, 57 * Limits.CountsPerDegree).Zip(Gen.Choose(50, 200));
        Holds.ForSequences(conversion, course =>
        {
            ThermalDose dose = new();
            foreach ((int tipCounts, int spanMs) in course) dose.Add(tipCounts, spanMs);

            AssertNear(course.Sum(item => Minutes(item.TipCounts, item.SpanMs)), dose);
        });
    }

    [TestMethod]
    public void Clearing_begins_anew()
    {
        Holds.For(Gen.Choose(40 * Limits.CountsPerDegree, 57 * Limits.CountsPerDegree), tipCounts =>
        {
            ThermalDose dose = new();
            dose.Add(tipCounts, 1000000);
            dose.Clear();

            Assert.AreEqual(0, dose.MilliMinutes());
        });
    }

    private static double Minutes(int tipCounts, int spanMs) => Courses.Cem43(tipCounts / 128.0, spanMs / 1000.0);

    private static void AssertNear(double expected, ThermalDose dose) =>
        Assert.AreEqual(expected, dose.MilliMinutes() / 1000.0, Tolerance * expected + LastPlaceMinutes);
}
