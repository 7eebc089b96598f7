namespace Interlock.VirtualBoard;

/// <summary>Voltage of one thermocouple type against 0 degC, and back, within the range that the MAX31856 supports.</summary>
public abstract class ThermocoupleCurve
{
    private readonly Lazy<double> _minMicrovolts;
    private readonly Lazy<double> _maxMicrovolts;

    private protected ThermocoupleCurve(double minCelsius, double maxCelsius)
    {
        MinCelsius = minCelsius;
        MaxCelsius = maxCelsius;
        _minMicrovolts = new Lazy<double>(() => Microvolts(minCelsius));
        _maxMicrovolts = new Lazy<double>(() => Microvolts(maxCelsius));
    }

    /// <summary>Ends of the measuring range (data sheet, Table 1).</summary>
    public double MinCelsius { get; }

    public double MaxCelsius { get; }

    internal double MinMicrovolts => _minMicrovolts.Value;

    internal double MaxMicrovolts => _maxMicrovolts.Value;

    public abstract double Microvolts(double celsius);

    /// <summary>Holds for voltages within the range only.</summary>
    public abstract double Celsius(double microvolts);
}

/// <summary>Copper against constantan: ITS-90 reference and inverse functions (NIST monograph 175; millivolts and degC).</summary>
internal sealed class TypeTCurve : ThermocoupleCurve
{
    private static readonly double[] s_directBelowZero =
    {
        0, 3.87481063640e-2, 4.41944343470e-5, 1.18443231050e-7, 2.00329735540e-8, 9.01380195590e-10, 2.26511565930e-11,
        3.60711542050e-13, 3.84939398830e-15, 2.82135219250e-17, 1.42515947790e-19, 4.87686622860e-22, 1.07955392700e-24,
        1.39450270620e-27, 7.97951539270e-31,
    };

    private static readonly double[] s_directFromZero =
    {
        0, 3.87481063640e-2, 3.32922278800e-5, 2.06182434040e-7, -2.18822568460e-9, 1.09968809280e-11, -3.08157587720e-14,
        4.54791352900e-17, -2.75129016730e-20,
    };

    private static readonly double[] s_inverseBelowZero =
    {
        0, 25.949192, -0.21316967, 0.79018692, 0.42527777, 0.13304473, 0.020241446, 0.0012668171,
    };

    private static readonly double[] s_inverseFromZero =
    {
        0, 25.928, -0.7602961, 0.04637791, -2.165394e-3, 6.048144e-5, -7.293422e-7,
    };

    internal TypeTCurve()
        : base(-200, 400)
    {
    }

    public override double Microvolts(double celsius) =>
        1000 * Polynomial.At(celsius < 0 ? s_directBelowZero : s_directFromZero, celsius);

    public override double Celsius(double microvolts) =>
        Polynomial.At(microvolts < 0 ? s_inverseBelowZero : s_inverseFromZero, microvolts / 1000);
}

/// <summary>Chromel against alumel: ITS-90 reference and inverse functions (NIST monograph 175; millivolts and degC).</summary>
internal sealed class TypeKCurve : ThermocoupleCurve
{
    /// <summary>Above 0 degC the reference function has a term a0 * exp(a1 * (t - a2)^2) beside the polynomial.</summary>
    private const double A0 = 0.1185976;
    private const double A1 = -1.183432e-4;
    private const double A2 = 126.9686;

    private const double UpperInverseFromMillivolts = 20.644;

    private static readonly double[] s_directBelowZero =
    {
        0, 3.94501280250e-2, 2.36223735980e-5, -3.28589067840e-7, -4.99048287770e-9, -6.75090591730e-11, -5.74103274280e-13,
        -3.10888728940e-15, -1.04516093650e-17, -1.98892668780e-20, -1.63226974860e-23,
    };

    private static readonly double[] s_directFromZero =
    {
        -1.76004136860e-2, 3.89212049750e-2, 1.85587700320e-5, -9.94575928740e-8, 3.18409457190e-10, -5.60728448890e-13,
        5.60750590590e-16, -3.20207200030e-19, 9.71511471520e-23, -1.21047212750e-26,
    };

    private static readonly double[] s_inverseBelowZero =
    {
        0, 25.173462, -1.1662878, -1.0833638, -0.8977354, -0.37342377, -0.086632643, -0.010450598, -5.1920577e-4,
    };

    private static readonly double[] s_inverseFromZero =
    {
        0, 25.08355, 0.07860106, -0.2503131, 0.0831527, -0.01228034, 9.804036e-4, -4.41303e-5, 1.057734e-6, -1.052755e-8,
    };

    private static readonly double[] s_inverseUpper =
    {
        -131.8058, 48.30222, -1.646031, 0.05464731, -9.650715e-4, 8.802193e-6, -3.11081e-8,
    };

    internal TypeKCurve()
        : base(-200, 1372)
    {
    }

    public override double Microvolts(double celsius)
    {
        if (celsius < 0)
        {
            return 1000 * Polynomial.At(s_directBelowZero, celsius);
        }

        double fromPeak = celsius - A2;
        return 1000 * (Polynomial.At(s_directFromZero, celsius) + (A0 * Math.Exp(A1 * fromPeak * fromPeak)));
    }

    public override double Celsius(double microvolts)
    {
        double millivolts = microvolts / 1000;
        if (millivolts < 0)
        {
            return Polynomial.At(s_inverseBelowZero, millivolts);
        }

        return Polynomial.At(millivolts < UpperInverseFromMillivolts ? s_inverseFromZero : s_inverseUpper, millivolts);
    }
}

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

/// <summary>Sum of c[i] * x^i by Horner's rule.</summary>
internal static class Polynomial
{
    internal static double At(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
