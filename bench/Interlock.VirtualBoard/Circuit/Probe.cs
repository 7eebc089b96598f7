namespace Interlock.VirtualBoard;

/// <summary>The thermocouple in the tissue, its leads, and what may be wrong with them: the voltage that the chip is given.</summary>
internal sealed class Probe
{
    /// <summary>Inputs that nothing drives run towards 0 V through the bias and filter resistors.</summary>
    private const double OpenDecayUs = 20_000;

    /// <summary>What a tip that slipped out of the tissue cools to, and how fast.</summary>
    private const double RoomCelsius = 24;
    private const double SlipDecayUs = 500_000;

    /// <summary>Samples of a stretch of time, each in the middle of an equal share of it.</summary>
    private const int SamplesPerPart = 8;

    private readonly Func<long, double> _tip;
    private readonly Func<long, double> _coldJunction;
    private readonly ThermocoupleCurve _curve;
    private readonly FaultSet _faults = new FaultSet();

    private long _meanFromUs;
    private long _partFromUs = long.MaxValue;
    private double _microvoltMicroseconds;
    private long _lastClosedUs;
    private double _lastClosedMicrovolts;
    private bool _wasOpen;
    private long _openedUs;
    private long _slippedUs;
    private double _celsiusWhenSlipped;
    private long _driftsFromUs;
    private double _driftedCelsius;
    private double _driftCelsiusPerSecond;

    /// <param name="options">What it is made of.</param>
    /// <param name="tip">degC at a time in microseconds; NaN when the wire is open.</param>
    /// <param name="coldJunction">The same of the connector.</param>
    internal Probe(BoardOptions options, Func<long, double> tip, Func<long, double> coldJunction)
    {
        _tip = tip;
        _coldJunction = coldJunction;
        _curve = Thermocouple.Of(options.Probe);
    }

    /// <summary>Starts or ends one of the probe's faults.</summary>
    internal void SetFault(Fault fault, bool active, double value, long nowUs)
    {
        if (active == _faults[fault] && value == _faults.ValueOf(fault))
        {
            return;
        }

        AddPart(nowUs);
        Microvolts(nowUs);
        if (active && fault == Fault.TcSlips)
        {
            _celsiusWhenSlipped = _tip(nowUs);
            _slippedUs = nowUs;
        }

        _faults.Set(fault, active, value);
        Microvolts(nowUs);
    }

    /// <summary>The temperature at the tip, whatever arrives at the chip; NaN when the wire is open.</summary>
    internal double TipCelsius(long us)
    {
        if (_faults[Fault.TcOpen])
        {
            return double.NaN;
        }

        if (!_faults[Fault.TcSlips])
        {
            return _tip(us);
        }

        return RoomCelsius + ((_celsiusWhenSlipped - RoomCelsius) * Math.Exp((_slippedUs - us) / SlipDecayUs));
    }

    /// <summary>What the chip measures of its own temperature.</summary>
    internal double ColdJunctionCelsius(long us) =>
        _coldJunction(us) + _driftedCelsius + (_driftCelsiusPerSecond * Math.Max(0, us - _driftsFromUs) / 1e6);

    /// <summary>From now on the chip's sensor runs away so fast; 0 puts it right.</summary>
    internal void DriftColdJunction(double celsiusPerSecond, long nowUs)
    {
        _driftedCelsius = celsiusPerSecond == 0 ? 0 : ColdJunctionCelsius(nowUs) - _coldJunction(nowUs);
        _driftCelsiusPerSecond = celsiusPerSecond;
        _driftsFromUs = nowUs;
    }

    /// <summary>Whether a test current would find no way through the thermocouple.</summary>
    internal bool IsOpen(long us) => !_faults[Fault.TcShort] && double.IsNaN(TipCelsius(us));

    /// <summary>Starts to average the voltage between T+ and T-.</summary>
    internal void BeginMean(long fromUs)
    {
        _meanFromUs = fromUs;
        _partFromUs = fromUs;
        _microvoltMicroseconds = 0;
    }

    /// <summary>The mean since <see cref="BeginMean"/>.</summary>
    internal double EndMeanMicrovolts(long toUs)
    {
        AddPart(toUs);
        return _microvoltMicroseconds / (toUs - _meanFromUs);
    }

    /// <summary>Adds the time up to now to the mean. Done before every fault too, because the past is not to be seen through a fault of the present.</summary>
    private void AddPart(long toUs)
    {
        long partUs = toUs - _partFromUs;
        if (partUs <= 0)
        {
            return;
        }

        double sum = 0;
        for (int i = 0; i < SamplesPerPart; i++)
        {
            sum += Microvolts(_partFromUs + (partUs * ((2 * i) + 1) / (2 * SamplesPerPart)));
        }

        _microvoltMicroseconds += sum / SamplesPerPart * partUs;
        _partFromUs = toUs;
    }

    /// <summary>To be asked in the order of time: an open input remembers what it was charged to.</summary>
    private double Microvolts(long us)
    {
        bool open = IsOpen(us);
        if (!open)
        {
            _lastClosedMicrovolts = ClosedMicrovolts(us);
            _lastClosedUs = us;
        }
        else if (!_wasOpen)
        {
            FindOpening(us);
        }

        _wasOpen = open;
        return open ? _lastClosedMicrovolts * Math.Exp((_openedUs - us) / OpenDecayUs) : _lastClosedMicrovolts;
    }

    private double ClosedMicrovolts(long us)
    {
        if (_faults[Fault.TcShort])
        {
            return 0;
        }

        ThermocoupleCurve curve = _faults[Fault.TcTypeN] ? Thermocouple.N : _faults[Fault.TcTypeJ] ? Thermocouple.J : _curve;
        double microvolts = curve.Microvolts(TipCelsius(us)) - curve.Microvolts(_coldJunction(us));
        if (_faults[Fault.TcShunt])
        {
            microvolts *= _faults.ValueOf(Fault.TcShunt);
        }

        return _faults[Fault.TcReversed] ? -microvolts : microvolts;
    }

    /// <summary>The wire opened after the last sample that found it closed: finds the microsecond by halving.</summary>
    private void FindOpening(long openUs)
    {
        while (openUs - _lastClosedUs > 1)
        {
            long middleUs = _lastClosedUs + ((openUs - _lastClosedUs) / 2);
            if (IsOpen(middleUs))
            {
                openUs = middleUs;
            }
            else
            {
                _lastClosedUs = middleUs;
                _lastClosedMicrovolts = ClosedMicrovolts(middleUs);
            }
        }

        _openedUs = openUs;
    }
}
