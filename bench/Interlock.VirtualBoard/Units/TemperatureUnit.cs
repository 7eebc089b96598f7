namespace UnitsNet.Units;

public enum TemperatureUnit
{
    DegreeCelsius = 1,
    DegreeDelisle = 2,
    DegreeFahrenheit = 3,
    DegreeNewton = 4,
    DegreeRankine = 5,
    DegreeReaumur = 6,
    DegreeRoemer = 7,
    Kelvin = 8,
    MillidegreeCelsius = 9,
    SolarTemperature = 10,
}
