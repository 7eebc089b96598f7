namespace Interlock.VirtualBoard;

/// <summary>
/// Runs the conversions: when they start, how long they take, when the open-circuit test is part of them, and what they read.
/// </summary>
/// <remarks>
/// Where the data sheet is silent: leaving automatic mode abandons the conversion that runs; after an over-voltage the
/// interrupted conversion starts again from its beginning; in automatic mode it is every 16th conversion, counted from the
/// last test or the start, that is preceded by a test, and the result of a test is reported with the conversion after it;
/// thermocouple type, averaging and filter are those of the moment at which the conversion started.
/// </remarks>
internal sealed class Converter : TimedPart
{
    /// <summary>"Once every 16 conversions" (data sheet, Table 4).</summary>
    private const int ConversionsPerOpenTest = 16;

    /// <summary>Noise at gain 32 against that at gain 8: 0.4 against 1.3 microvolts (data sheet, Electrical Characteristics).</summary>
    private const double Gain32NoiseRatio = 0.4 / 1.3;

    private readonly RegisterFile _registers;
    private readonly FaultStatus _faults;
    private readonly Probe _probe;
    private readonly BoardOptions _options;
    private readonly SeededRandom _noise;
    private readonly long _phaseUs;

    private Activity _activity;
    private byte _cr0AtStart;
    private byte _cr1AtStart;
    private bool _first;
    private bool _openTestRuns;
    private bool? _foundOpen;
    private bool _openTestRequested;
    private bool _overUnderVoltage;
    private int _conversionsSinceOpenTest;
    private long _windowStartUs;

    internal Converter(RegisterFile registers, FaultStatus faults, Probe probe, BoardOptions options, SeededRandom noise, long phaseUs)
    {
        _registers = registers;
        _faults = faults;
        _probe = probe;
        _options = options;
        _noise = noise;
        _phaseUs = phaseUs;
    }

    private enum Activity
    {
        Off,
        Automatic,
        OneShot,
    }

    /// <summary>Called when a result has been written to the registers.</summary>
    internal Action? Finished { get; set; }

    internal bool Automatic => _activity == Activity.Automatic;

    internal bool Running => _activity != Activity.Off;

    internal long Count { get; private set; }

    internal long OpenTests { get; private set; }

    internal void Reset()
    {
        Stop();
        _openTestRequested = false;
        _conversionsSinceOpenTest = 0;
    }

    /// <summary>Brings the conversions in line with CR0: at the rise of chip select, and when a register changed by itself.</summary>
    internal void ObeyCr0(long nowUs)
    {
        bool automatic = (_registers.Cr0 & Cr0.Automatic) != 0;
        if (automatic && _activity != Activity.Automatic)
        {
            _conversionsSinceOpenTest = 0;
            _openTestRequested = false;
            Begin(nowUs + _phaseUs, Activity.Automatic, first: true);
        }
        else if (!automatic && _activity == Activity.Automatic)
        {
            Stop();
        }

        if (!automatic && _activity == Activity.Off && (_registers.Cr0 & Cr0.OneShot) != 0)
        {
            Begin(nowUs, Activity.OneShot, first: true);
        }
    }

    /// <summary>"Select detection disabled (00), then select the setting": the test follows the conversion that runs.</summary>
    internal void RequestOpenTest() => _openTestRequested = Automatic;

    /// <summary>Over- or undervoltage at the inputs suspends the conversions.</summary>
    internal void Suspend(long nowUs, bool overUnderVoltage)
    {
        _overUnderVoltage = overUnderVoltage;
        if (_activity == Activity.Off)
        {
            return;
        }

        if (overUnderVoltage)
        {
            DueUs = Never;
        }
        else
        {
            Begin(nowUs, _activity, _first);
        }
    }

    internal override void OnDue(long nowUs)
    {
        if (_openTestRuns)
        {
            FinishOpenTest(nowUs);
            return;
        }

        Finish(nowUs);
        if (_activity == Activity.Automatic)
        {
            Begin(nowUs, Activity.Automatic, first: false);
        }
        else
        {
            Stop();
            _registers[ChipRegister.Cr0] = (byte)(_registers.Cr0 & ~Cr0.OneShot);
        }

        Finished?.Invoke();
    }

    private void Begin(long atUs, Activity activity, bool first)
    {
        _activity = activity;
        _first = first;
        _cr0AtStart = _registers.Cr0;
        _cr1AtStart = _registers.Cr1;
        _foundOpen = null;
        _openTestRuns = OpenTestIsDue();
        if (_openTestRuns)
        {
            DueUs = UnlessSuspended(atUs + ConversionTimes.OpenTestUs(_cr0AtStart, _options.Timing));
        }
        else
        {
            BeginWindow(atUs);
        }
    }

    private void FinishOpenTest(long nowUs)
    {
        _openTestRuns = false;
        _openTestRequested = false;
        _conversionsSinceOpenTest = -1;
        _foundOpen = _probe.IsOpen(nowUs);
        OpenTests++;
        BeginWindow(nowUs);
    }

    private void BeginWindow(long fromUs)
    {
        _windowStartUs = fromUs;
        _probe.BeginMean(fromUs);
        DueUs = UnlessSuspended(fromUs + ConversionTimes.ConversionUs(_cr0AtStart, _cr1AtStart, _first, _options.Timing));
    }

    private long UnlessSuspended(long dueUs) => _overUnderVoltage ? Never : dueUs;

    private void Stop()
    {
        _activity = Activity.Off;
        DueUs = Never;
    }

    private bool OpenTestIsDue()
    {
        if ((_registers.Cr0 & Cr0.OpenTest) == 0)
        {
            return false;
        }

        return _activity == Activity.OneShot || _openTestRequested || _conversionsSinceOpenTest == ConversionsPerOpenTest - 1;
    }

    private void Finish(long nowUs)
    {
        Count++;
        _conversionsSinceOpenTest++;
        Reading reading = Convert(nowUs);
        _registers.SetInt24(ChipRegister.ThermocoupleTemperature, reading.ThermocoupleCounts << 5);
        _faults.Judge(reading, _foundOpen);
    }

    private Reading Convert(long nowUs)
    {
        int coldJunctionCounts = MeasureColdJunction((_windowStartUs + nowUs) / 2);
        int type = _cr1AtStart & Cr1.Type;
        double microvolts = _probe.EndMeanMicrovolts(nowUs) + Noise(type);
        return Linearizer.Read(type, microvolts, coldJunctionCounts);
    }

    /// <summary>With the sensor off the register keeps the last value, or what was written to it, and that is what compensates.</summary>
    private int MeasureColdJunction(long us)
    {
        if ((_cr0AtStart & Cr0.ColdJunctionOff) == 0 && _registers.ColdJunctionSensorOn)
        {
            sbyte offset = (sbyte)_registers[ChipRegister.ColdJunctionOffset];
            int counts = Linearizer.ColdJunctionCounts(_probe.ColdJunctionCelsius(us), offset);
            _registers.SetInt16(ChipRegister.ColdJunction, counts << 2);
        }

        return _registers.Int16(ChipRegister.ColdJunction) >> 2;
    }

    private double Noise(int type)
    {
        double rms = _options.NoiseMicrovoltsRms / Math.Sqrt(Cr1.Samples(_cr1AtStart));
        return _noise.Gaussian() * (type >= Cr1.FirstGain32Type ? rms * Gain32NoiseRatio : rms);
    }
}

/// <summary>What a conversion comes to, in the chip's units, and whether anything was out of range.</summary>
internal readonly record struct Reading(int ThermocoupleCounts, int ColdJunctionCounts, byte RangeBits);

/// <summary>How long the chip takes (data sheet, Electrical Characteristics "Temperature Conversion Time" and Table 4).</summary>
internal static class ConversionTimes
{
    /// <summary>Shorter by this much when the cold-junction sensor is off (data sheet, CR0 bit 3; typical, the only figure given).</summary>
    private const long ColdJunctionSensingUs = 25_000;

    /// <summary>The data sheet gives the time of an averaged sample only as typical; its maximum is taken in proportion to t_CONV, a tenth more.</summary>
    private const long MaximumPercent = 110;

    /// <summary>Indexed by OCFAULT; microseconds with the cold-junction sensor on, when both run at once.</summary>
    private static readonly long[] s_openTestTypicalUs = { 0, 13_300, 33_400, 113_400 };
    private static readonly long[] s_openTestMaximumUs = { 0, 15_000, 37_000, 125_000 };
    private static readonly long[] s_openTestAloneTypicalUs = { 0, 40_000, 60_000, 140_000 };
    private static readonly long[] s_openTestAloneMaximumUs = { 0, 44_000, 66_000, 154_000 };

    /// <param name="cr0">Filter and cold-junction sensor.</param>
    /// <param name="cr1">Averaging.</param>
    /// <param name="first">A 1-shot conversion, or the first after the start of automatic conversion.</param>
    /// <param name="timing">Column of the data sheet.</param>
    internal static long ConversionUs(byte cr0, byte cr1, bool first, ConversionTiming timing)
    {
        bool maximum = timing == ConversionTiming.Maximum;
        bool filter50Hz = (cr0 & Cr0.Filter50Hz) != 0;
        long us = first ? FirstUs(filter50Hz, maximum) : NextUs(filter50Hz, maximum);
        long perSampleUs = PerSampleUs(filter50Hz, first) * (maximum ? MaximumPercent : 100) / 100;
        us += (Cr1.Samples(cr1) - 1) * perSampleUs;
        return (cr0 & Cr0.ColdJunctionOff) != 0 ? us - ColdJunctionSensingUs : us;
    }

    internal static long OpenTestUs(byte cr0, ConversionTiming timing)
    {
        int setting = (cr0 & Cr0.OpenTest) >> Cr0.OpenTestShift;
        bool alone = (cr0 & Cr0.ColdJunctionOff) != 0;
        return timing == ConversionTiming.Maximum
            ? (alone ? s_openTestAloneMaximumUs : s_openTestMaximumUs)[setting]
            : (alone ? s_openTestAloneTypicalUs : s_openTestTypicalUs)[setting];
    }

    private static long FirstUs(bool filter50Hz, bool maximum) =>
        filter50Hz ? (maximum ? 185_000 : 169_000) : (maximum ? 155_000 : 143_000);

    private static long NextUs(bool filter50Hz, bool maximum) =>
        filter50Hz ? (maximum ? 110_000 : 98_000) : (maximum ? 90_000 : 82_000);

    private static long PerSampleUs(bool filter50Hz, bool first) =>
        filter50Hz ? (first ? 40_000 : 20_000) : (first ? 33_330 : 16_670);
}
