namespace Interlock.Tissue;

/// <summary>
/// What lies between an antenna and a thermocouple in the foramen, and how big it is (docs/design-notes.md, "Tissue").
/// Millimetres along the line from the antenna's middle to the foramen, or as named.
/// </summary>
public sealed record LayeredForamen
{
    /// <summary>Antenna to the inner face of the cortical wall.</summary>
    public double WallMillimetres { get; init; } = 11.0;

    /// <summary>Thickness of the wall.</summary>
    public double CorticalMillimetres { get; init; } = 1.2;

    /// <summary>From the wall to the dural sac: what the foramen is filled with, the nerve in it.</summary>
    public double PocketMillimetres { get; init; } = 7.0;

    /// <summary>Share of fat in the filling; the rest is tissue that absorbs microwaves.</summary>
    public double FatShare { get; init; } = 1.0;

    /// <summary>W/(m3 K) that the veins of the filling take away.</summary>
    public double VenousWattsPerKelvin { get; init; } = 5_000.0;

    /// <summary>W/(m3 K) that the movement of the cerebrospinal fluid takes away behind it.</summary>
    public double CerebrospinalWattsPerKelvin { get; init; } = 40_000.0;

    /// <summary>Length of the antenna that radiates.</summary>
    public double AntennaMillimetres { get; init; } = 15.0;
}

/// <summary>
/// Temperature around an elongated antenna in a vertebra, and in the foramen behind the bone's wall, in three dimensions. The
/// antenna lies along y, the foramen on the x axis; above and below, and behind, the bone ends in soft tissue.
/// </summary>
public sealed class LayeredBioheat : ITissue
{
    private const double Millimetre = 1e-3;
    private const double AntennaRadiusMetres = 1.0 * Millimetre;

    // The foramen is higher than wide; the vertebral body is deeper than high.
    private const double PocketHalfYMetres = 5.0 * Millimetre;
    private const double PocketHalfZMetres = 8.0 * Millimetre;
    private const double BoneBehindMetres = 22.0 * Millimetre;
    private const double BoneHalfYMetres = 17.0 * Millimetre;
    private const double BoneHalfZMetres = 13.0 * Millimetre;
    private const double SacMetres = 8.0 * Millimetre;
    private const double MarginMetres = 22.0 * Millimetre;

    private const double SourceSpacingMetres = 1.5 * Millimetre;
    private const double RayMetres = 1.0 * Millimetre;
    private const int FinePerEdge = 5;
    private const double FineWithinCells = 4.0;

    private readonly double _wallFrom;
    private readonly double _wallTo;
    private readonly double _pocketTo;
    private readonly double _halfAntenna;
    private readonly TissueLayer _cancellous;
    private readonly TissueLayer _cortical;
    private readonly TissueLayer _soft;
    private readonly TissueLayer _pocket;
    private readonly TissueLayer _sac;
    private BioheatGrid _grid;

    /// <summary>Tissue at body temperature.</summary>
    /// <param name="foramen">The anatomy.</param>
    /// <param name="perfusionFactor">How much more or less blood flows than the literature's mean.</param>
    /// <param name="cellFactor">Thickness of the cells against the usual.</param>
    /// <param name="stepSeconds">Seconds a step.</param>
    public LayeredBioheat(LayeredForamen foramen, double perfusionFactor = 1.0, double cellFactor = 1.0, double stepSeconds = BioheatGrid.UsualStepSeconds)
    {
        StepSeconds = stepSeconds;
        _wallFrom = foramen.WallMillimetres * Millimetre;
        _wallTo = _wallFrom + (foramen.CorticalMillimetres * Millimetre);
        _pocketTo = _wallTo + (foramen.PocketMillimetres * Millimetre);
        _halfAntenna = foramen.AntennaMillimetres * Millimetre / 2.0;

        _cancellous = TissueLayer.CancellousBone.Perfused(perfusionFactor);
        _cortical = TissueLayer.CorticalBone.Perfused(perfusionFactor);
        _soft = TissueLayer.Soft.Perfused(perfusionFactor);
        _pocket = TissueLayer.Soft.MixedWith(TissueLayer.Fat, foramen.FatShare).Perfused(perfusionFactor) with { SinkWattsPerKelvin = foramen.VenousWattsPerKelvin };
        _sac = TissueLayer.CerebrospinalFluid with { SinkWattsPerKelvin = foramen.CerebrospinalWattsPerKelvin };

        double sacTo = _pocketTo + SacMetres;
        double[] x = Edges([-BoneBehindMetres - MarginMetres, -BoneBehindMetres, 0.0, _wallFrom, _wallTo, _pocketTo, sacTo, sacTo + MarginMetres], FineAcross, cellFactor);
        double[] y = Edges([0.0, PocketHalfYMetres, BoneHalfYMetres, BoneHalfYMetres + MarginMetres], FineAlong, cellFactor);
        double[] z = Edges([0.0, PocketHalfZMetres, BoneHalfZMetres, BoneHalfZMetres + MarginMetres], FineAlong, cellFactor);
        _grid = new BioheatGrid(x, y, z, LayerAt, stepSeconds);
        Radiate();
    }

    public double StepSeconds { get; }

    /// <summary>Share of the absorbed power that the tissue of the model takes; the rest leaves it as radiation.</summary>
    public double HeatedShare => _grid.HeatedShare;

    public void Step(double absorbedWatts) => _grid.Step(absorbedWatts);

    public double At(double metres) => _grid.At(metres);

    public ITissue Copy()
    {
        LayeredBioheat copy = (LayeredBioheat)MemberwiseClone();
        copy._grid = _grid.Copy();
        return copy;
    }

    private TissueLayer LayerAt(double x, double y, double z)
    {
        bool isBone = x > -BoneBehindMetres && y < BoneHalfYMetres && z < BoneHalfZMetres;
        if (x < _wallFrom) return isBone ? _cancellous : _soft;
        if (x < _wallTo) return isBone ? _cortical : _soft;
        if (x < _pocketTo) return y < PocketHalfYMetres && z < PocketHalfZMetres ? _pocket : _soft;
        return x < _pocketTo + SacMetres && z < BoneHalfZMetres ? _sac : _soft;
    }

    // A cell as a share of its distance from where it matters: half a millimetre about the foramen, a millimetre at the antenna.
    private double FineAcross(double x)
    {
        double fromForamen = Math.Max(0.0, Math.Max(_wallFrom - x, x - _pocketTo));
        return Math.Min(0.5 * Millimetre + (0.15 * fromForamen), 1.0 * Millimetre + (0.15 * Math.Abs(x)));
    }

    private static double FineAlong(double distance) => (1.0 * Millimetre) + (0.12 * distance);

    /// <summary>Edges that fall on every border, as far apart between them as wanted or nearer.</summary>
    private static double[] Edges(double[] borders, Func<double, double> wanted, double factor)
    {
        const int samples = 200;
        List<double> edges = [borders[0]];
        for (int part = 1; part < borders.Length; part++)
        {
            double from = borders[part - 1];
            double step = (borders[part] - from) / samples;
            double[] cells = new double[samples + 1];
            for (int i = 0; i < samples; i++) cells[i + 1] = cells[i] + (step / (wanted(from + ((i + 0.5) * step)) * factor));
            int count = Math.Max(1, (int)Math.Ceiling(cells[samples] - 1e-9));
            for (int edge = 1, i = 0; edge < count; edge++)
            {
                double target = cells[samples] * edge / count;
                while (cells[i + 1] < target) i++;
                edges.Add(from + (step * (i + ((target - cells[i]) / (cells[i + 1] - cells[i])))));
            }

            edges.Add(borders[part]);
        }

        return [.. edges];
    }

    /// <summary>Each point of the antenna radiates alike in all directions: q = e^(-depth)/(4 pi r^2 L), the depth along the ray through the layers.</summary>
    private void Radiate()
    {
        int count = (int)Math.Ceiling(2.0 * _halfAntenna / SourceSpacingMetres);
        double[] sources = [.. Enumerable.Range(0, count).Select(i => _halfAntenna * (((2 * i) + 1.0) / count - 1.0))];
        foreach (Cell cell in _grid.Cells)
        {
            double share = sources.Average(source => ShareOf(cell, source));
            _grid.Heat(cell.Index, share * cell.CubicMetres);
        }
    }

    private double ShareOf(Cell cell, double source)
    {
        double size = Math.Max(cell.X1 - cell.X0, Math.Max(cell.Y1 - cell.Y0, cell.Z1 - cell.Z0));
        double away = Math.Sqrt((cell.X * cell.X) + ((cell.Y - source) * (cell.Y - source)) + (cell.Z * cell.Z));
        if (away > FineWithinCells * size) return Absorbed(cell.X, cell.Y, cell.Z, source);

        // Near the antenna a cell's middle does not stand for the cell.
        double sum = 0.0;
        for (int i = 0; i < FinePerEdge * FinePerEdge * FinePerEdge; i++)
        {
            double x = Within(cell.X0, cell.X1, i % FinePerEdge);
            double y = Within(cell.Y0, cell.Y1, i / FinePerEdge % FinePerEdge);
            double z = Within(cell.Z0, cell.Z1, i / FinePerEdge / FinePerEdge);
            sum += Absorbed(x, y, z, source);
        }

        return sum / (FinePerEdge * FinePerEdge * FinePerEdge);
    }

    private static double Within(double from, double to, int part) => from + ((to - from) * (part + 0.5) / FinePerEdge);

    private double Absorbed(double x, double y, double z, double source)
    {
        double dy = y - source;
        double distance = Math.Sqrt((x * x) + (dy * dy) + (z * z));
        if (distance < AntennaRadiusMetres) return 0.0;
        double length = distance - AntennaRadiusMetres;
        int steps = Math.Max(1, (int)(length / RayMetres));
        double depth = 0.0;
        for (int i = 0; i < steps; i++)
        {
            double at = (AntennaRadiusMetres + (length * (i + 0.5) / steps)) / distance;
            depth += 1.0 / LayerAt(at * x, Math.Abs(source + (at * dy)), at * z).PenetrationMetres;
        }

        return Math.Exp(-depth * length / steps) / (4.0 * Math.PI * distance * distance * LayerAt(x, y, z).PenetrationMetres);
    }
}
