using System;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// A recorded course of the tip's temperature. Between two rows it is interpolated; an open wire holds until the next row;
/// before the first row and after the last the nearest value holds.
/// </summary>
public sealed class Trace
{
    private readonly double[] _seconds;
    private readonly double[] _tip;
    private readonly double[] _coldJunction;

    /// <param name="seconds">Strictly rising.</param>
    /// <param name="tip">degC; NaN is an open wire.</param>
    /// <param name="coldJunction">degC.</param>
    public Trace(double[] seconds, double[] tip, double[] coldJunction)
    {
        _seconds = seconds;
        _tip = tip;
        _coldJunction = coldJunction;
    }

    /// <summary>Time of the last row.</summary>
    public double EndSeconds => _seconds[^1];

    /// <summary>Tip temperature in degC at a time in microseconds; NaN while the wire is open.</summary>
    public double Tip(long us)
    {
        int row = RowAt(us, out double fraction);
        if (fraction == 0.0 || double.IsNaN(_tip[row]) || double.IsNaN(_tip[row + 1])) return _tip[row];
        return _tip[row] + fraction * (_tip[row + 1] - _tip[row]);
    }

    /// <summary>Cold-junction temperature in degC at a time in microseconds.</summary>
    public double ColdJunction(long us)
    {
        int row = RowAt(us, out double fraction);
        return fraction == 0.0 ? _coldJunction[row] : _coldJunction[row] + fraction * (_coldJunction[row + 1] - _coldJunction[row]);
    }

    private int RowAt(long us, out double fraction)
    {
        fraction = 0.0;
        double seconds = us / 1e6;
        if (seconds <= _seconds[0]) return 0;
        if (seconds >= _seconds[^1]) return _seconds.Length - 1;

        int row = Array.BinarySearch(_seconds, seconds);
        if (row >= 0) return row;
        row = ~row - 1;
        fraction = (seconds - _seconds[row]) / (_seconds[row + 1] - _seconds[row]);
        return row;
    }
}
