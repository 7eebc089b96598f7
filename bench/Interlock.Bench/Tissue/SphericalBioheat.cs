using System;

namespace Interlock.Bench.Tissue;

/// <summary>
/// Temperature around a microwave antenna in a vertebra: Pennes' bioheat equation in a sphere, finite volumes, explicit in
/// time. Parameters and source model as in docs/design-notes.md, "Tissue": cancellous bone to 12 mm, cortical bone of 1.5 mm,
/// soft tissue beyond; q(r) = P e^(-(r-a)/L) / (4 pi r^2 L); perfusion stops above 60 degC; water boils from 99 to 101 degC.
/// </summary>
public sealed class SphericalBioheat
{
    /// <summary>Radius at which the tissue stays at body temperature.</summary>
    public const double BoundaryMetres = 0.060;

    public const double BodyCelsius = 37.0;

    private const double StepMetres = 0.00025;
    private const double AntennaMetres = 0.001;
    private const double CancellousEndMetres = 0.012;
    private const double CorticalEndMetres = 0.0135;
    private const double PerfusionStopsCelsius = 60.0;
    private const double BoilingFromCelsius = 99.0;
    private const double BoilingToCelsius = 101.0;
    private const double LatentHeatJoulesPerKilogram = 2.26e6;
    private const double BloodJoulesPerKilogramKelvin = 3617.0;

    private static readonly Layer _cancellous = new(0.31, 1178, 2274, 30, 0.0144, 0.30);
    private static readonly Layer _cortical = new(0.32, 1908, 1313, 10, 0.0229, 0.15);
    private static readonly Layer _soft = new(0.5, 1075, 3600, 40, 0.0112, 0.70);

    private readonly double[] _celsius;
    private readonly double[] _next;
    private readonly double[] _wattsPerCubicMetrePerWatt;
    private readonly double[] _inward;
    private readonly double[] _outward;
    private readonly Layer[] _layers;

    /// <summary>Tissue at body temperature.</summary>
    public SphericalBioheat()
    {
        int cells = (int)Math.Round((BoundaryMetres - AntennaMetres) / StepMetres);
        _celsius = new double[cells];
        _next = new double[cells];
        _wattsPerCubicMetrePerWatt = new double[cells];
        _inward = new double[cells];
        _outward = new double[cells];
        _layers = new Layer[cells];
        Array.Fill(_celsius, BodyCelsius);
        Lay();
    }

    /// <summary>Longest step that stays stable, with margin.</summary>
    public static double StepSeconds => 0.02;

    /// <summary>One step of <see cref="StepSeconds"/>.</summary>
    /// <param name="absorbedWatts">Power absorbed by the tissue.</param>
    public void Step(double absorbedWatts)
    {
        int last = _celsius.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            double here = _celsius[i];
            double inside = i == 0 ? here : _celsius[i - 1];
            double outside = i == last ? BodyCelsius : _celsius[i + 1];
            double watts = (_inward[i] * (inside - here)) + (_outward[i] * (outside - here)) + (_wattsPerCubicMetrePerWatt[i] * absorbedWatts);
            if (here < PerfusionStopsCelsius) watts += _layers[i].PerfusionWattsPerKelvin * (BodyCelsius - here);
            _next[i] = here + (watts * StepSeconds / HeatCapacity(_layers[i], here));
        }

        Array.Copy(_next, _celsius, _celsius.Length);
    }

    /// <summary>Temperature at a distance from the antenna's middle.</summary>
    /// <param name="metres">1 to 60 mm.</param>
    public double At(double metres)
    {
        double cell = ((metres - AntennaMetres) / StepMetres) - 0.5;
        int i = Math.Clamp((int)Math.Floor(cell), 0, _celsius.Length - 2);
        double fraction = Math.Clamp(cell - i, 0.0, 1.0);
        return _celsius[i] + (fraction * (_celsius[i + 1] - _celsius[i]));
    }

    private static double HeatCapacity(Layer layer, double celsius)
    {
        double capacity = layer.Density * layer.JoulesPerKilogramKelvin;
        bool boils = celsius is >= BoilingFromCelsius and < BoilingToCelsius;
        return boils ? capacity + (LatentHeatJoulesPerKilogram * layer.WaterFraction * layer.Density / (BoilingToCelsius - BoilingFromCelsius)) : capacity;
    }

    private static Layer LayerAt(double metres) => metres < CancellousEndMetres ? _cancellous : metres < CorticalEndMetres ? _cortical : _soft;

    private void Lay()
    {
        double flux = 1.0;
        for (int i = 0; i < _layers.Length; i++)
        {
            double inner = AntennaMetres + (i * StepMetres);
            double outer = inner + StepMetres;
            Layer layer = LayerAt((inner + outer) / 2);
            double volume = 4.0 / 3.0 * Math.PI * (Math.Pow(outer, 3) - Math.Pow(inner, 3));

            // What enters a cell and does not leave it is absorbed there: energy is conserved across layers.
            double leaving = flux * Math.Exp(-StepMetres / layer.PenetrationMetres);
            _wattsPerCubicMetrePerWatt[i] = (flux - leaving) / volume;
            flux = leaving;

            double outside = i == _layers.Length - 1 ? layer.Conductivity : LayerAt(outer + (StepMetres / 2)).Conductivity;
            double inside = i == 0 ? 0.0 : LayerAt(inner - (StepMetres / 2)).Conductivity;
            _layers[i] = layer;
            _outward[i] = Series(layer.Conductivity, outside) * 4.0 * Math.PI * outer * outer / (StepMetres * volume);
            _inward[i] = i == 0 ? 0.0 : Series(layer.Conductivity, inside) * 4.0 * Math.PI * inner * inner / (StepMetres * volume);
        }
    }

    private static double Series(double a, double b) => 2.0 * a * b / (a + b);

    /// <param name="Conductivity">W/(m K).</param>
    /// <param name="Density">kg/m3.</param>
    /// <param name="JoulesPerKilogramKelvin">Heat capacity.</param>
    /// <param name="PerfusionMillilitres">ml of blood a minute and kilogram.</param>
    /// <param name="PenetrationMetres">1/(2 alpha) at 2.45 GHz.</param>
    /// <param name="WaterFraction">Share of the mass that can boil.</param>
    private sealed record Layer(double Conductivity, double Density, double JoulesPerKilogramKelvin, double PerfusionMillilitres, double PenetrationMetres, double WaterFraction)
    {
        // ml/min/kg of tissue -> kg of blood per second and m3 (1.05 kg/l) -> W/(m3 K).
        public double PerfusionWattsPerKelvin => PerfusionMillilitres / 60.0 * 1e-6 * 1050.0 * Density * BloodJoulesPerKilogramKelvin;
    }
}
