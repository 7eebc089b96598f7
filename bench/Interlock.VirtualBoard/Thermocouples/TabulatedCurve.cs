namespace Interlock.VirtualBoard;

/// <summary>
/// A type that no probe of this box is made of: the chip meets it only when a configuration bit is wrong. So the way back
/// from voltage to temperature is a search instead of an inverse function: slow, but nothing to get wrong.
/// </summary>
internal sealed class TabulatedCurve : ThermocoupleCurve
{
    /// <summary>Halvings of a 2000 degC range down to well below the chip's 1/128 degC.</summary>
    private const int Halvings = 30;

    private readonly CurveSegment[] _segments;

    /// <param name="minCelsius">Lower end of the measuring range.</param>
    /// <param name="maxCelsius">Upper end of the measuring range.</param>
    /// <param name="segments">By rising temperature. Beyond the last one the curve goes on straight.</param>
    internal TabulatedCurve(double minCelsius, double maxCelsius, params CurveSegment[] segments)
        : base(minCelsius, maxCelsius)
    {
        _segments = segments;
    }

    public override double Microvolts(double celsius)
    {
        foreach (CurveSegment segment in _segments)
        {
            if (celsius <= segment.UpToCelsius)
            {
                return 1000 * Polynomial.At(segment.MillivoltCoefficients, celsius);
            }
        }

        return 1000 * _segments[^1].MillivoltsBeyond(celsius);
    }

    public override double Celsius(double microvolts)
    {
        double low = MinCelsius;
        double high = MaxCelsius;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (Microvolts(middle) < microvolts)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }
}
