using System;

namespace Interlock.VirtualBoard;

/// <summary>Chromel against alumel: ITS-90 reference and inverse functions (hardware.md section 2; millivolts and degC).</summary>
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
