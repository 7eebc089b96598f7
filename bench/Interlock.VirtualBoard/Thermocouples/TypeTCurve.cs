namespace Interlock.VirtualBoard;

/// <summary>Copper against constantan: ITS-90 reference and inverse functions (hardware.md section 2; millivolts and degC).</summary>
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
