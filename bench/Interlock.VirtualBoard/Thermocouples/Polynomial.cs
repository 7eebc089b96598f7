using System;

namespace Interlock.VirtualBoard;

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
