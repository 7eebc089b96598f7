using UnitsNet.Units;

namespace UnitsNet;

/// <summary>
/// The quantity that the stock MAX31856 binding returns: a value and the unit it was made in. As the real one it takes any
/// number for a unit, and throws <see cref="NotImplementedException"/> where one that is none has to be converted.
/// </summary>
public struct Temperature
{
    private const double KelvinsAtZeroCelsius = 273.15;
    private const double RankinesAtZeroFahrenheit = 459.67;
    private const double CelsiusAtZeroDelisle = 100;
    private const double RoemersAtZeroCelsius = 7.5;
    private const double KelvinsOfSun = 5778;

    private readonly double _value;
    private readonly TemperatureUnit _unit;

    public Temperature(double value, TemperatureUnit unit)
    {
        _value = value;
        _unit = unit;
    }

    public static TemperatureUnit BaseUnit => TemperatureUnit.Kelvin;

    public static Temperature MaxValue => new Temperature(double.MaxValue, BaseUnit);

    public static Temperature MinValue => new Temperature(double.MinValue, BaseUnit);

    public static Temperature Zero => new Temperature(0, BaseUnit);

    public double Value => _value;

    public TemperatureUnit Unit => _unit;

    public double DegreesCelsius => As(TemperatureUnit.DegreeCelsius);

    public double DegreesDelisle => As(TemperatureUnit.DegreeDelisle);

    public double DegreesFahrenheit => As(TemperatureUnit.DegreeFahrenheit);

    public double DegreesNewton => As(TemperatureUnit.DegreeNewton);

    public double DegreesRankine => As(TemperatureUnit.DegreeRankine);

    public double DegreesReaumur => As(TemperatureUnit.DegreeReaumur);

    public double DegreesRoemer => As(TemperatureUnit.DegreeRoemer);

    public double Kelvins => As(TemperatureUnit.Kelvin);

    public double MillidegreesCelsius => As(TemperatureUnit.MillidegreeCelsius);

    public double SolarTemperatures => As(TemperatureUnit.SolarTemperature);

    public static Temperature From(double value, TemperatureUnit fromUnit) => new Temperature(value, fromUnit);

    public static Temperature FromDegreesCelsius(double degreescelsius) => new Temperature(degreescelsius, TemperatureUnit.DegreeCelsius);

    public static Temperature FromDegreesDelisle(double degreesdelisle) => new Temperature(degreesdelisle, TemperatureUnit.DegreeDelisle);

    public static Temperature FromDegreesFahrenheit(double degreesfahrenheit) => new Temperature(degreesfahrenheit, TemperatureUnit.DegreeFahrenheit);

    public static Temperature FromDegreesNewton(double degreesnewton) => new Temperature(degreesnewton, TemperatureUnit.DegreeNewton);

    public static Temperature FromDegreesRankine(double degreesrankine) => new Temperature(degreesrankine, TemperatureUnit.DegreeRankine);

    public static Temperature FromDegreesReaumur(double degreesreaumur) => new Temperature(degreesreaumur, TemperatureUnit.DegreeReaumur);

    public static Temperature FromDegreesRoemer(double degreesroemer) => new Temperature(degreesroemer, TemperatureUnit.DegreeRoemer);

    public static Temperature FromKelvins(double kelvins) => new Temperature(kelvins, TemperatureUnit.Kelvin);

    public static Temperature FromMillidegreesCelsius(double millidegreescelsius) => new Temperature(millidegreescelsius, TemperatureUnit.MillidegreeCelsius);

    public static Temperature FromSolarTemperatures(double solartemperatures) => new Temperature(solartemperatures, TemperatureUnit.SolarTemperature);

    /// <summary>The value in another unit. In its own unit it comes back untouched, without the rounding of a way through kelvins.</summary>
    public double As(TemperatureUnit unit) => unit == _unit ? _value : FromCelsius(ToCelsius(), unit);

    public Temperature ToUnit(TemperatureUnit unit) => new Temperature(As(unit), unit);

    private double ToCelsius() => _unit switch
    {
        TemperatureUnit.DegreeCelsius => _value,
        TemperatureUnit.DegreeDelisle => CelsiusAtZeroDelisle - (_value * 2 / 3),
        TemperatureUnit.DegreeFahrenheit => (_value - 32) * 5 / 9,
        TemperatureUnit.DegreeNewton => _value * 100 / 33,
        TemperatureUnit.DegreeRankine => (_value - RankinesAtZeroFahrenheit - 32) * 5 / 9,
        TemperatureUnit.DegreeReaumur => _value * 5 / 4,
        TemperatureUnit.DegreeRoemer => (_value - RoemersAtZeroCelsius) * 40 / 21,
        TemperatureUnit.Kelvin => _value - KelvinsAtZeroCelsius,
        TemperatureUnit.MillidegreeCelsius => _value / 1000,
        TemperatureUnit.SolarTemperature => (_value * KelvinsOfSun) - KelvinsAtZeroCelsius,
        _ => throw new NotImplementedException("Not a temperature unit."),
    };

    private static double FromCelsius(double celsius, TemperatureUnit unit) => unit switch
    {
        TemperatureUnit.DegreeCelsius => celsius,
        TemperatureUnit.DegreeDelisle => (CelsiusAtZeroDelisle - celsius) * 3 / 2,
        TemperatureUnit.DegreeFahrenheit => (celsius * 9 / 5) + 32,
        TemperatureUnit.DegreeNewton => celsius * 33 / 100,
        TemperatureUnit.DegreeRankine => (celsius * 9 / 5) + 32 + RankinesAtZeroFahrenheit,
        TemperatureUnit.DegreeReaumur => celsius * 4 / 5,
        TemperatureUnit.DegreeRoemer => (celsius * 21 / 40) + RoemersAtZeroCelsius,
        TemperatureUnit.Kelvin => celsius + KelvinsAtZeroCelsius,
        TemperatureUnit.MillidegreeCelsius => celsius * 1000,
        TemperatureUnit.SolarTemperature => (celsius + KelvinsAtZeroCelsius) / KelvinsOfSun,
        _ => throw new NotImplementedException("Not a temperature unit."),
    };
}
