namespace Interlock.VirtualBoard;

/// <summary>One polynomial of a reference function, and the temperature up to which it holds.</summary>
internal sealed class CurveSegment
{
    private const double SlopeStepCelsius = 1;

    internal CurveSegment(double upToCelsius, params double[] millivoltCoefficients)
    {
        UpToCelsius = upToCelsius;
        MillivoltCoefficients = millivoltCoefficients;
    }

    internal double UpToCelsius { get; }

    internal double[] MillivoltCoefficients { get; }

    /// <summary>Straight on from the end with the last slope.</summary>
    internal double MillivoltsBeyond(double celsius)
    {
        double end = Polynomial.At(MillivoltCoefficients, UpToCelsius);
        double before = Polynomial.At(MillivoltCoefficients, UpToCelsius - SlopeStepCelsius);
        return end + ((celsius - UpToCelsius) * (end - before) / SlopeStepCelsius);
    }
}
