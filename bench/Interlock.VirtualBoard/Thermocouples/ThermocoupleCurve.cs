using System;

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
