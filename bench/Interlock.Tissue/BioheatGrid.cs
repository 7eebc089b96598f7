using System.Numerics;

namespace Interlock.Tissue;

/// <summary>
/// Pennes' bioheat equation in a quarter of a box: finite volumes on edges of any spacing, explicit in time. The planes y = 0
/// and z = 0 are planes of symmetry, the other four faces stay at body temperature. Blood flow is lost for good where heat has
/// destroyed the vessels, and water boils by heat content.
/// </summary>
public sealed class BioheatGrid
{
    public const double BodyCelsius = 37.0;

    /// <summary>A fifth of the longest step that is stable with cells of half a millimetre.</summary>
    public const double UsualStepSeconds = 0.1;

    // Microvascular stasis: Brown and others, Int J Hyperthermia 1992; half of the flow is gone after 50 s at 49 degC.
    private const double StasisPerSecond = 1.98e106;
    private const double StasisJoulesPerMole = 6.67e5;
    private const double GasJoulesPerMoleKelvin = 8.314;
    private const double StasisFromKelvins = 6.0;
    private const double LeastFlow = 1e-3;
    private const double StasisSeconds = 1.0;

    private const double BoilingFrom = 99.0 - BodyCelsius;
    private const double BoilingSpan = 2.0;

    private readonly double _stepSeconds;
    private readonly int _stepsPerStasis;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _z;
    private readonly int _row;
    private readonly int _plane;
    private readonly int _first;
    private readonly int _end;

    // Kelvins above body temperature. Around the cells lies a margin, so that every cell has six neighbours; the shares of
    // those beyond the box are 0. Heat content is the temperature that a cell would have if nothing boiled.
    private double[] _above;
    private double[] _next;
    private double[] _content;
    private readonly double[][] _shares = new double[6][];
    private readonly double[] _still;
    private readonly double[] _flow;
    private double[] _lost;
    private double[] _loss;
    private readonly double[] _perWatt;
    private readonly double[] _latent;
    private readonly double[] _joulesPerKelvin;
    private int _steps;

    /// <summary>A box at body temperature.</summary>
    /// <param name="x">Edges of the cells in metres, rising; so are y and z, which begin at 0.</param>
    /// <param name="y">Edges along the antenna.</param>
    /// <param name="z">Edges across.</param>
    /// <param name="layerAt">The tissue at a place.</param>
    /// <param name="stepSeconds">Seconds a step.</param>
    public BioheatGrid(double[] x, double[] y, double[] z, Func<double, double, double, TissueLayer> layerAt, double stepSeconds = UsualStepSeconds)
    {
        _stepSeconds = stepSeconds;
        _stepsPerStasis = (int)Math.Round(StasisSeconds / stepSeconds);
        (_x, _y, _z) = (x, y, z);
        _row = x.Length - 1;
        _plane = _row * (y.Length - 1);
        _first = _plane;
        _end = _first + (_plane * (z.Length - 1));
        int length = _end + _plane + Vector<double>.Count;
        for (int side = 0; side < 6; side++) _shares[side] = new double[length];
        (_above, _next, _content, _still, _flow, _lost) = (new double[length], new double[length], new double[length], new double[length], new double[length], new double[length]);
        (_loss, _perWatt, _latent, _joulesPerKelvin) = (new double[length], new double[length], new double[length], new double[length]);
        Lay(layerAt);
    }

    /// <summary>Middles of the cells with what each weighs: what a source is laid out by.</summary>
    public IEnumerable<Cell> Cells
    {
        get
        {
            for (int k = 0; k < _z.Length - 1; k++)
            {
                for (int j = 0; j < _y.Length - 1; j++)
                {
                    for (int i = 0; i < _row; i++) yield return new Cell(Index(i, j, k), _x[i], _x[i + 1], _y[j], _y[j + 1], _z[k], _z[k + 1]);
                }
            }
        }
    }

    /// <summary>Watts that a cell takes of each watt of power.</summary>
    public void Heat(int cell, double share) => _perWatt[cell] = share * _stepSeconds / _joulesPerKelvin[cell];

    /// <summary>Watts of each watt of power that the whole box takes, its three mirror images included.</summary>
    public double HeatedShare => 4.0 * Enumerable.Range(_first, _end - _first).Sum(cell => _perWatt[cell] * _joulesPerKelvin[cell] / _stepSeconds);

    /// <summary>One step.</summary>
    public void Step(double watts)
    {
        Vector<double> power = new(watts);
        Vector<double> boiling = new(BoilingFrom);
        (double[] now, double[] next) = (_above, _next);
        (double[] east, double[] west, double[] north, double[] south, double[] up, double[] down) = (_shares[0], _shares[1], _shares[2], _shares[3], _shares[4], _shares[5]);
        for (int c = _first; c < _end; c += Vector<double>.Count)
        {
            Vector<double> content = new Vector<double>(_content, c)
                - (new Vector<double>(_loss, c) * new Vector<double>(now, c))
                + (new Vector<double>(_perWatt, c) * power)
                + (new Vector<double>(east, c) * new Vector<double>(now, c + 1))
                + (new Vector<double>(west, c) * new Vector<double>(now, c - 1))
                + (new Vector<double>(north, c) * new Vector<double>(now, c + _row))
                + (new Vector<double>(south, c) * new Vector<double>(now, c - _row))
                + (new Vector<double>(up, c) * new Vector<double>(now, c + _plane))
                + (new Vector<double>(down, c) * new Vector<double>(now, c - _plane));
            content.CopyTo(_content, c);
            content.CopyTo(next, c);
            if (Vector.GreaterThanAny(content, boiling)) Boil(c);
        }

        (_above, _next) = (next, now);
        if (++_steps % _stepsPerStasis == 0) StopFlow();
    }

    /// <summary>Temperature in degC at a place on the x axis.</summary>
    public double At(double metres)
    {
        int i = 0;
        while (i < _row - 2 && Middle(_x, i + 1) < metres) i++;
        double fraction = Math.Clamp((metres - Middle(_x, i)) / (Middle(_x, i + 1) - Middle(_x, i)), 0.0, 1.0);
        double before = _above[_first + i];
        return BodyCelsius + before + (fraction * (_above[_first + i + 1] - before));
    }

    /// <summary>The same box once more.</summary>
    public BioheatGrid Copy()
    {
        BioheatGrid copy = (BioheatGrid)MemberwiseClone();
        (copy._above, copy._next, copy._content, copy._lost, copy._loss) = ([.. _above], [.. _next], [.. _content], [.. _lost], [.. _loss]);
        return copy;
    }

    private static double Middle(double[] edges, int cell) => (edges[cell] + edges[cell + 1]) / 2.0;

    private int Index(int i, int j, int k) => _first + (k * _plane) + (j * _row) + i;

    private void Lay(Func<double, double, double, TissueLayer> layerAt)
    {
        foreach (Cell cell in Cells)
        {
            TissueLayer layer = layerAt(cell.X, cell.Y, cell.Z);
            double volume = cell.CubicMetres;
            double joulesPerKelvin = layer.JoulesPerCubicMetreKelvin * volume;
            _joulesPerKelvin[cell.Index] = joulesPerKelvin;
            _latent[cell.Index] = layer.LatentKelvins;
            _flow[cell.Index] = layer.PerfusionWattsPerKelvin * volume * _stepSeconds / joulesPerKelvin;
            int at = cell.Index - _first;
            Join(cell, layer, layerAt, at % _row, _x, 0);
            Join(cell, layer, layerAt, at % _plane / _row, _y, 1);
            Join(cell, layer, layerAt, at / _plane, _z, 2);
            _still[cell.Index] = layer.SinkWattsPerKelvin * volume * _stepSeconds / joulesPerKelvin;
            for (int side = 0; side < 6; side++) _still[cell.Index] += _shares[side][cell.Index];
            CloseFaces(cell.Index, at);
            _loss[cell.Index] = _still[cell.Index] + _flow[cell.Index];
        }
    }

    // Both sides of a cell along an axis: two half cells in series; at a face of the box half a cell.
    private void Join(Cell cell, TissueLayer layer, Func<double, double, double, TissueLayer> layerAt, int at, double[] edges, int axis)
    {
        double thickness = edges[at + 1] - edges[at];
        double area = cell.CubicMetres / thickness;
        for (int side = 0; side < 2; side++)
        {
            int other = side == 0 ? at + 1 : at - 1;
            double resistance = thickness / 2.0 / layer.WattsPerMetreKelvin;
            if (other >= 0 && other < edges.Length - 1)
            {
                double middle = Middle(edges, other);
                TissueLayer next = layerAt(axis == 0 ? middle : cell.X, axis == 1 ? middle : cell.Y, axis == 2 ? middle : cell.Z);
                resistance += (edges[other + 1] - edges[other]) / 2.0 / next.WattsPerMetreKelvin;
            }

            bool isMirror = other < 0 && axis > 0;
            _shares[(2 * axis) + side][cell.Index] = isMirror ? 0.0 : area / resistance * _stepSeconds / _joulesPerKelvin[cell.Index];
        }
    }

    // What leaves through a face of the box goes to body temperature: it counts in the loss, and nothing comes back.
    private void CloseFaces(int index, int at)
    {
        (int i, int j, int k) = (at % _row, at % _plane / _row, at / _plane);
        if (i == _row - 1) _shares[0][index] = 0.0;
        if (i == 0) _shares[1][index] = 0.0;
        if (j == _y.Length - 2) _shares[2][index] = 0.0;
        if (k == _z.Length - 2) _shares[4][index] = 0.0;
    }

    private void Boil(int from)
    {
        for (int c = from; c < from + Vector<double>.Count; c++)
        {
            double over = _content[c] - BoilingFrom;
            if (over <= 0.0) continue;
            double span = BoilingSpan + _latent[c];
            _next[c] = over < span ? BoilingFrom + (over * BoilingSpan / span) : _content[c] - _latent[c];
        }
    }

    private void StopFlow()
    {
        for (int c = _first; c < _end; c++)
        {
            if (_above[c] < StasisFromKelvins || _loss[c] - _still[c] < LeastFlow * _flow[c]) continue;
            double kelvins = 273.15 + BodyCelsius + _above[c];
            _lost[c] += StasisSeconds * StasisPerSecond * Math.Exp(-StasisJoulesPerMole / (GasJoulesPerMoleKelvin * kelvins));
            _loss[c] = _still[c] + (_flow[c] * Math.Exp(-_lost[c]));
        }
    }
}

/// <summary>A cell of a <see cref="BioheatGrid"/>: its edges in metres.</summary>
public readonly record struct Cell(int Index, double X0, double X1, double Y0, double Y1, double Z0, double Z1)
{
    public double X => (X0 + X1) / 2.0;

    public double Y => (Y0 + Y1) / 2.0;

    public double Z => (Z0 + Z1) / 2.0;

    public double CubicMetres => (X1 - X0) * (Y1 - Y0) * (Z1 - Z0);
}
