using Interlock.Tissue;

namespace Interlock.Bench.Tests.Tissue;

/// <summary>The second model: an elongated antenna, a wall, fat.</summary>
[TestClass]
public class LayeredBioheatTests
{
    private const double AbsorbedWatts = 12.0;
    private const double CutSeconds = 150.0;
    private const double TipMetres = 0.0152;

    private static readonly LayeredForamen _usual = new();
    private static readonly double[] _course = Course(new LayeredBioheat(_usual));

    [TestMethod]
    [DataRow(0.7, 0.1)]
    [DataRow(1.0, 0.05)]
    public void Finer_cells_and_a_finer_step_change_little(double cellFactor, double stepSeconds)
    {
        double[] finer = Course(new LayeredBioheat(_usual, 1.0, cellFactor, stepSeconds));

        for (int i = 0; i < finer.Length; i++) Assert.AreEqual(finer[i], _course[i], 0.05, $"after {10 * i} s");
    }

    [TestMethod]
    public void The_tissue_takes_what_the_antenna_radiates_but_for_what_leaves_the_box()
    {
        // Cancellous bone lets 4 % through 45 mm of it.
        Assert.AreEqual(0.97, new LayeredBioheat(_usual).HeatedShare, 0.02);
    }

    [TestMethod]
    public void Behind_fat_the_tip_goes_on_warming_longer_than_in_tissue_that_absorbs()
    {
        double[] absorbing = Course(new LayeredBioheat(_usual with { FatShare = 0.0, CorticalMillimetres = 0.6 }));
        int cut = (int)(CutSeconds / 10.0);

        double behindFat = (_course.Max() - _course[cut]) / (_course[cut] - _course[cut - 1]);
        double inTissue = (absorbing.Max() - absorbing[cut]) / (absorbing[cut] - absorbing[cut - 1]);
        Assert.IsTrue(behindFat > 1.3 * inTissue, $"{behindFat:F1} against {inTissue:F1} times the slope over 10 s");
        Assert.IsTrue(_course.Max() - _course[cut] > 1.0);
    }

    [TestMethod]
    public void A_longer_antenna_heats_less_beside_its_middle()
    {
        Assert.IsTrue(Course(new LayeredBioheat(_usual with { AntennaMillimetres = 25.0 })).Max() < Course(new LayeredBioheat(_usual with { AntennaMillimetres = 10.0 })).Max() - 0.2);
    }

    [TestMethod]
    public void Veins_and_fluid_cool()
    {
        Assert.IsTrue(Course(new LayeredBioheat(_usual with { VenousWattsPerKelvin = 20_000.0 })).Max() < _course.Max() - 0.3);
        Assert.IsTrue(Course(new LayeredBioheat(_usual with { CerebrospinalWattsPerKelvin = 0.0 })).Max() > _course.Max() + 0.02);
    }

    /// <summary>Every ten seconds, power on until the cut.</summary>
    private static double[] Course(LayeredBioheat tissue)
    {
        List<double> celsius = [];
        int every = (int)Math.Round(10.0 / tissue.StepSeconds);
        for (int i = 0; i <= 36 * every; i++)
        {
            if (i % every == 0) celsius.Add(tissue.At(TipMetres));
            tissue.Step(i * tissue.StepSeconds < CutSeconds ? AbsorbedWatts : 0.0);
        }

        return [.. celsius];
    }
}
