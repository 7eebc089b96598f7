namespace Interlock.Tissue;

/// <summary>
/// Temperature around a microwave antenna in a vertebra: Pennes' bioheat equation in a sphere, finite volumes, explicit in
/// time. Parameters and source model as in docs/design-notes.md, "Tissue": cancellous bone to 12 mm, cortical bone of 1.5 mm,
/// soft tissue beyond; q(r) = P e^(-(r-a)/L) / (4 pi r^2 L); perfusion stops above 60 degC; water boils from 99 to 101 degC.
/// </summary>
public sealed class SphericalBioheat : ITissue
{
    /// <summary>Radius at which the tissue stays at body temperature.</summary>
    public const double BoundaryMetres = 0.060;

    public const double BodyCelsius = 37.0;

    /// <summary>A tenth of the longest step that is stable with the usual cells; a sixth of the probe's time constant.</summary>
    public const double StepSeconds = 0.02;

    /// <summary>Finer cells change the temperatures from 10 mm on by less than 0.02 degC.</summary>
    public const double UsualCellMetres = 0.00025;

    private const double AntennaMetres = 0.001;
    private const double CancellousEndMetres = 0.012;
    private const double CorticalEndMetres = 0.0135;
    private const double PerfusionStopsCelsius = 60.0;
    private const double BoilingFromCelsius = 99.0;
    private const double BoilingToCelsius = 101.0;

    double ITissue.StepSeconds => StepSeconds;

    private readonly double _cellMetres;
    private double[] _celsius;

    // Heat content as the temperature that a cell would have if nothing boiled: energy is conserved whatever the step.
    private double[] _content;
    private readonly double[] _latentKelvins;
    private readonly double[] _kelvinsPerWatt;
    private readonly double[] _absorbedShare;
    private readonly double[] _perfusion;
    private readonly double[] _outward;

    /// <summary>Tissue at body temperature.</summary>
    /// <param name="perfusionFactor">How much more or less blood flows than the literature's mean.</param>
    /// <param name="cellMetres">Thickness of the shells.</param>
    public SphericalBioheat(double perfusionFactor = 1.0, double cellMetres = UsualCellMetres)
    {
        _cellMetres = cellMetres;
        int cells = (int)Math.Round((BoundaryMetres - AntennaMetres) / cellMetres);
        _celsius = new double[cells];
        _content = new double[cells];
        _latentKelvins = new double[cells];
        _kelvinsPerWatt = new double[cells];
        _absorbedShare = new double[cells];
        _perfusion = new double[cells];
        _outward = new double[cells];
        Array.Fill(_celsius, BodyCelsius);
        Array.Fill(_content, BodyCelsius);
        Lay(perfusionFactor);
    }

    /// <summary>One step of <see cref="StepSeconds"/>.</summary>
    /// <param name="absorbedWatts">Power absorbed by the tissue.</param>
    public void Step(double absorbedWatts)
    {
        double[] celsius = _celsius;
        int last = celsius.Length - 1;
        double here = celsius[0];
        double inflow = 0.0;
        for (int i = 0; i <= last; i++)
        {
            double outside = i == last ? BodyCelsius : celsius[i + 1];
            double outflow = _outward[i] * (here - outside);
            double watts = inflow - outflow + (_absorbedShare[i] * absorbedWatts);
            if (here < PerfusionStopsCelsius) watts += _perfusion[i] * (BodyCelsius - here);
            _content[i] += watts * _kelvinsPerWatt[i];
            celsius[i] = ToCelsius(_content[i], _latentKelvins[i]);
            inflow = outflow;
            here = outside;
        }
    }

    /// <summary>Temperature at a distance from the antenna's middle.</summary>
    /// <param name="metres">1 to 60 mm.</param>
    public double At(double metres)
    {
        double cell = ((metres - AntennaMetres) / _cellMetres) - 0.5;
        int i = Math.Clamp((int)Math.Floor(cell), 0, _celsius.Length - 2);
        double fraction = Math.Clamp(cell - i, 0.0, 1.0);
        return _celsius[i] + (fraction * (_celsius[i + 1] - _celsius[i]));
    }

    public ITissue Copy()
    {
        SphericalBioheat copy = (SphericalBioheat)MemberwiseClone();
        (copy._celsius, copy._content) = ([.. _celsius], [.. _content]);
        return copy;
    }

    private static double ToCelsius(double content, double latentKelvins)
    {
        if (content < BoilingFromCelsius) return content;
        const double span = BoilingToCelsius - BoilingFromCelsius;
        double above = content - BoilingFromCelsius;
        return above < span + latentKelvins ? BoilingFromCelsius + (above * span / (span + latentKelvins)) : content - latentKelvins;
    }

    private static TissueLayer LayerAt(double metres) =>
        metres < CancellousEndMetres ? TissueLayer.CancellousBone : metres < CorticalEndMetres ? TissueLayer.CorticalBone : TissueLayer.Soft;

    private void Lay(double perfusionFactor)
    {
        double flux = 1.0;
        for (int i = 0; i < _celsius.Length; i++)
        {
            double inner = AntennaMetres + (i * _cellMetres);
            double outer = inner + _cellMetres;
            TissueLayer layer = LayerAt((inner + outer) / 2.0);
            TissueLayer next = i == _celsius.Length - 1 ? layer : LayerAt(outer + (_cellMetres / 2.0));
            double volume = 4.0 / 3.0 * Math.PI * (Math.Pow(outer, 3) - Math.Pow(inner, 3));

            // What enters a cell and does not leave it is absorbed there: energy is conserved across layers.
            double leaving = flux * Math.Exp(-_cellMetres / layer.PenetrationMetres);
            _absorbedShare[i] = flux - leaving;
            flux = leaving;

            _outward[i] = Series(layer.WattsPerMetreKelvin, next.WattsPerMetreKelvin) * 4.0 * Math.PI * outer * outer / _cellMetres;
            _perfusion[i] = perfusionFactor * layer.PerfusionWattsPerKelvin * volume;
            _kelvinsPerWatt[i] = StepSeconds / (layer.JoulesPerCubicMetreKelvin * volume);
            _latentKelvins[i] = layer.LatentKelvins;
        }
    }

    private static double Series(double a, double b) => 2.0 * a * b / (a + b);
}
