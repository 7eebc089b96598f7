namespace Interlock.VirtualBoard;

/// <summary>
/// The curves of the eight types that the MAX31856 linearizes. Reference functions: ITS-90 (NIST monograph 175). T and K agree
/// in three independent copies of it; the others were checked against the published tables at 100 degC and against the nominal
/// sensitivities of the data sheet's Table 1. R and S above 1064 degC and B above 630 degC are only straight continuations.
/// </summary>
public static class Thermocouple
{
    public static ThermocoupleCurve T { get; } = new TypeTCurve();

    public static ThermocoupleCurve K { get; } = new TypeKCurve();

    public static ThermocoupleCurve E { get; } = new TabulatedCurve(
        -200,
        1000,
        new CurveSegment(
            0,
            0, 5.8665508710e-2, 4.5410977124e-5, -7.7998048686e-7, -2.5800160843e-8, -5.9452583057e-10, -9.3214058667e-12,
            -1.0287605534e-13, -8.0370123621e-16, -4.3979497391e-18, -1.6414776355e-20, -3.9673619516e-23, -5.5827328721e-26,
            -3.4657842013e-29),
        new CurveSegment(
            1000,
            0, 5.8665508710e-2, 4.5032275582e-5, 2.8908407212e-8, -3.3056896652e-10, 6.5024403270e-13, -1.9197495504e-16,
            -1.2536600497e-18, 2.1489217569e-21, -1.4388041782e-24, 3.5960899481e-28));

    public static ThermocoupleCurve J { get; } = new TabulatedCurve(
        -210,
        1200,
        new CurveSegment(
            760,
            0, 5.0381187815e-2, 3.0475836930e-5, -8.5681065720e-8, 1.3228195295e-10, -1.7052958337e-13, 2.0948090697e-16,
            -1.2538395336e-19, 1.5631725697e-23),
        new CurveSegment(
            1200,
            2.9645625681e2, -1.4976127786, 3.1787103924e-3, -3.1847686701e-6, 1.5720819004e-9, -3.0691369056e-13));

    public static ThermocoupleCurve N { get; } = new TabulatedCurve(
        -200,
        1300,
        new CurveSegment(
            0,
            0, 2.6159105962e-2, 1.0957484228e-5, -9.3841111554e-8, -4.6412039759e-11, -2.6303357716e-12, -2.2653438003e-14,
            -7.6089300791e-17, -9.3419667835e-20),
        new CurveSegment(
            1300,
            0, 2.5929394601e-2, 1.5710141880e-5, 4.3825627237e-8, -2.5261169794e-10, 6.4311819339e-13, -1.0063471519e-15,
            9.9745338992e-19, -6.0863245607e-22, 2.0849229339e-25, -3.0682196151e-29));

    public static ThermocoupleCurve R { get; } = new TabulatedCurve(
        -50,
        1768,
        new CurveSegment(
            1064.18,
            0, 5.28961729765e-3, 1.39166589782e-5, -2.38855693017e-8, 3.56916001063e-11, -4.62347666298e-14, 5.00777441034e-17,
            -3.73105886191e-20, 1.57716482367e-23, -2.81038625251e-27));

    public static ThermocoupleCurve S { get; } = new TabulatedCurve(
        -50,
        1768,
        new CurveSegment(
            1064.18,
            0, 5.40313308631e-3, 1.25934289740e-5, -2.32477968689e-8, 3.22028823036e-11, -3.31465196389e-14, 2.55744251786e-17,
            -1.25068871393e-20, 2.71443176145e-24));

    public static ThermocoupleCurve B { get; } = new TabulatedCurve(
        250,
        1820,
        new CurveSegment(
            630.615,
            0, -2.4650818346e-4, 5.9040421171e-6, -1.3257931636e-9, 1.5668291901e-12, -1.6944529240e-15, 6.2990347094e-19));

    public static ThermocoupleCurve Of(ProbeType probe) => probe switch
    {
        ProbeType.K => K,
        ProbeType.N => N,
        ProbeType.J => J,
        _ => T,
    };

    /// <summary>The curve for the type bits 0 to 7 of CR1.</summary>
    internal static ThermocoupleCurve ForChipType(int type) => type switch
    {
        0 => B,
        1 => E,
        2 => J,
        3 => K,
        4 => N,
        5 => R,
        6 => S,
        _ => T,
    };
}
