using Interlock.Tissue;
using MathNet.Numerics;

namespace Interlock.Bench.Tests.Tissue;

/// <summary>The second model's solver against closed forms, in one tissue and in two.</summary>
[TestClass]
public class BioheatGridTests
{
    private const double Conductivity = 0.31;
    private const double Density = 1178.0;
    private const double Capacity = 2274.0;
    private const double Diffusivity = Conductivity / (Density * Capacity);

    /// <summary>Millimetre cells to 12 mm, then ever thicker ones.</summary>
    private static readonly double[] _half = [.. Enumerable.Range(0, 24).Select(i => 1e-3 * (i <= 12 ? i : 12.0 + (Math.Pow(1.25, i - 12) - 1.0) / 0.25))];

    /// <summary>To both sides, a cell's middle at 0.</summary>
    private static readonly double[] _across = [.. _half.Reverse().Select(edge => -edge - 0.5e-3), .. _half.Select(edge => edge + 0.5e-3)];

    /// <summary>P / (4 pi k r) erfc(r / sqrt(4 a t)).</summary>
    [TestMethod]
    [DataRow(6.0, 60.0)]
    [DataRow(8.0, 120.0)]
    [DataRow(11.0, 240.0)]
    public void A_point_source_warms_as_its_closed_form_does(double millimetres, double seconds)
    {
        BioheatGrid grid = Point(Tissue(perfusion: 0.0));
        Run(grid, 1.0, seconds);

        double metres = millimetres * 1e-3;
        double expected = 1.0 / (4.0 * Math.PI * Conductivity * metres) * SpecialFunctions.Erfc(metres / Math.Sqrt(4.0 * Diffusivity * seconds));
        Assert.AreEqual(expected, grid.At(metres) - BioheatGrid.BodyCelsius, 0.03 * expected);
    }

    /// <summary>P / (4 pi k r) e^(-r sqrt(w / k)), once blood takes away what the source brings.</summary>
    [TestMethod]
    public void Blood_that_flows_holds_a_point_source_to_its_closed_form()
    {
        TissueLayer tissue = Tissue(perfusion: 300.0);
        BioheatGrid grid = Point(tissue);
        Run(grid, 0.01, 600.0);

        const double metres = 0.008;
        double expected = 0.01 / (4.0 * Math.PI * Conductivity * metres) * Math.Exp(-metres * Math.Sqrt(tissue.PerfusionWattsPerKelvin / Conductivity));
        Assert.AreEqual(expected, grid.At(metres) - BioheatGrid.BodyCelsius, 0.03 * expected);
    }

    /// <summary>q / (4 pi k) E1(r^2 / (4 a t)), along all of the y axis.</summary>
    [TestMethod]
    [DataRow(5.0, 60.0)]
    [DataRow(10.0, 180.0)]
    public void A_line_source_warms_as_its_closed_form_does(double millimetres, double seconds)
    {
        double[] along = [.. Enumerable.Range(0, 16).Select(i => i * 4e-3)];
        BioheatGrid grid = new(_across, along, _half, (_, _, _) => Tissue(perfusion: 0.0));
        foreach (Cell cell in grid.Cells.Where(cell => cell.Z0 == 0.0 && Math.Abs(cell.X) < 1e-6)) grid.Heat(cell.Index, (cell.Y1 - cell.Y0) / 2.0);
        const double wattsPerMetre = 20.0;
        Run(grid, wattsPerMetre, seconds);

        double metres = millimetres * 1e-3;
        double expected = wattsPerMetre / (4.0 * Math.PI * Conductivity) * SpecialFunctions.ExponentialIntegral(metres * metres / (4.0 * Diffusivity * seconds), 1);
        Assert.AreEqual(expected, grid.At(metres) - BioheatGrid.BodyCelsius, 0.03 * expected);
    }

    /// <summary>A plane heated evenly between two slabs: each side takes heat as its thickness over conductivity lets it.</summary>
    [TestMethod]
    public void Through_two_slabs_heat_flows_as_through_two_resistances()
    {
        TissueLayer inner = Tissue(perfusion: 0.0) with { JoulesPerKilogramKelvin = Capacity / 10.0 };
        TissueLayer outer = inner with { WattsPerMetreKelvin = 0.6 };
        const double border = 0.012;
        double[] through = [.. Enumerable.Range(0, 21).Select(i => i * 1e-3)];
        double[] wide = [.. Enumerable.Range(0, 13).Select(i => i * 5e-3)];
        BioheatGrid grid = new(through, wide, wide, (x, _, _) => x < border ? inner : outer);
        const double source = 0.0065;
        foreach (Cell cell in grid.Cells.Where(cell => Math.Abs(cell.X - source) < 1e-6)) grid.Heat(cell.Index, (cell.Y1 - cell.Y0) * (cell.Z1 - cell.Z0));
        const double wattsPerSquareMetre = 200.0;
        Run(grid, wattsPerSquareMetre, 600.0);

        double one = source / Conductivity;
        double two = ((border - source) / Conductivity) + ((0.020 - border) / 0.6);
        double expected = wattsPerSquareMetre * one * two / (one + two);
        double atBorder = expected * ((0.020 - 0.0125) / 0.6) / two;
        Assert.AreEqual(expected, grid.At(source) - BioheatGrid.BodyCelsius, 0.02 * expected);
        Assert.AreEqual(atBorder, grid.At(0.0125) - BioheatGrid.BodyCelsius, 0.02 * expected);
    }

    [TestMethod]
    public void Blood_flow_that_heat_has_stopped_does_not_come_back()
    {
        BioheatGrid burned = Point(Tissue(perfusion: 300.0));
        BioheatGrid sound = Point(Tissue(perfusion: 300.0));
        Run(burned, 1.0, 120.0);
        Run(burned, 0.0, 600.0);
        Assert.AreEqual(BioheatGrid.BodyCelsius, burned.At(0.005), 0.3);

        Run(burned, 0.05, 120.0);
        Run(sound, 0.05, 120.0);

        Assert.IsTrue(burned.At(0.003) > sound.At(0.003) + 0.3, $"{burned.At(0.003):F2} against {sound.At(0.003):F2}");
    }

    [TestMethod]
    public void Water_boils_before_it_gets_hotter()
    {
        BioheatGrid grid = Point(Tissue(perfusion: 0.0) with { WaterFraction = 0.5 });
        Run(grid, 0.5, 8.0);

        Assert.AreEqual(100.0, grid.At(0.0), 1.0);
    }

    private static TissueLayer Tissue(double perfusion) => new(Conductivity, Density, Capacity, perfusion, 0.0144, 0.0);

    /// <summary>A watt in the middle, of which the quarter has a quarter.</summary>
    private static BioheatGrid Point(TissueLayer tissue)
    {
        BioheatGrid grid = new(_across, _half, _half, (_, _, _) => tissue);
        grid.Heat(grid.Cells.Single(cell => cell.Y0 == 0.0 && cell.Z0 == 0.0 && Math.Abs(cell.X) < 1e-6).Index, 0.25);
        Assert.AreEqual(1.0, grid.HeatedShare, 1e-9);
        return grid;
    }

    private static void Run(BioheatGrid grid, double watts, double seconds)
    {
        for (int i = 0; i < seconds / BioheatGrid.UsualStepSeconds; i++) grid.Step(watts);
    }
}
