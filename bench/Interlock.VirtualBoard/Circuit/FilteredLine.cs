namespace Interlock.VirtualBoard;

/// <summary>
/// A line to ground when its contact is closed and to the supply when it is open: a low-pass of first order, then a trigger with
/// hysteresis. The wires of ARM's contacts, whose triggers feed the latch and the ESP32's pins; and ENABLE, which K2's latch
/// watches only once it has been high for a while.
/// </summary>
internal sealed class FilteredLine : TimedPart
{
    private const double SupplyVolts = 3.3;

    /// <summary>How far ahead a crossing is looked for while something is picked up.</summary>
    private const double LookAheadUs = 50_000;

    private readonly double _timeConstantUs;
    private readonly SchmittThresholds _thresholds;
    private double _volts;
    private double _atUs;

    // Where the search for the next crossing has been on its way: what it found holds until contact or wave change.
    private double _foundVolts;
    private double _foundAtUs = double.NegativeInfinity;
    private bool _isClosed;
    private bool _crosses;
    private PickUp? _pickUp;

    internal FilteredLine(double timeConstantMs, SchmittThresholds thresholds, bool isClosed)
    {
        _timeConstantUs = timeConstantMs * 1000;
        _thresholds = thresholds;
        _isClosed = isClosed;
        _volts = isClosed ? 0 : SupplyVolts;
        IsHigh = !isClosed;
    }

    /// <summary>Called when the trigger switched.</summary>
    internal Action? Changed { get; set; }

    /// <summary>The trigger's output.</summary>
    internal bool IsHigh { get; private set; }

    internal void SetContact(bool isClosed, long nowUs)
    {
        if (isClosed == _isClosed)
        {
            return;
        }

        AdvanceTo(nowUs);
        _isClosed = isClosed;
        Plan();
    }

    internal void SetPickUp(PickUp? pickUp, long nowUs)
    {
        AdvanceTo(nowUs);
        _pickUp = pickUp;
        Plan();
    }

    internal override void OnDue(long nowUs)
    {
        AdvanceTo(nowUs);
        if (_crosses)
        {
            IsHigh = !IsHigh;
            Plan();
            Changed?.Invoke();
        }
        else
        {
            Plan();
        }
    }

    private void AdvanceTo(double us)
    {
        if (_foundAtUs > _atUs && _foundAtUs <= us)
        {
            _volts = _foundVolts;
            _atUs = _foundAtUs;
        }

        while (_atUs < us)
        {
            double endUs = Math.Min(us, PartEndUs(_atUs));
            double source = SourceVolts((_atUs + endUs) / 2);
            _volts = After(_volts, source, endUs - _atUs);
            _atUs = endUs;
        }
    }

    /// <summary>Looks for the next crossing, part of the wave by part; without pick-up there is one part without an end.</summary>
    private void Plan()
    {
        double volts = _volts;
        double fromUs = _atUs;
        double limitUs = _pickUp is null ? double.PositiveInfinity : _atUs + LookAheadUs;
        double threshold = IsHigh ? _thresholds.FallingVolts : _thresholds.RisingVolts;
        while (fromUs < limitUs)
        {
            double endUs = PartEndUs(fromUs);
            double source = SourceVolts(_pickUp is null ? fromUs : (fromUs + endUs) / 2);
            _foundVolts = volts;
            _foundAtUs = fromUs;
            if (Passes(volts, threshold))
            {
                PlanCrossing(fromUs);
                return;
            }

            if (Passes(source, threshold))
            {
                double crossingUs = fromUs + (_timeConstantUs * Math.Log((volts - source) / (threshold - source)));
                if (crossingUs <= endUs)
                {
                    PlanCrossing(crossingUs);
                    return;
                }
            }

            volts = After(volts, source, endUs - fromUs);
            fromUs = endUs;
        }

        _crosses = false;
        DueUs = _pickUp is null ? Never : (long)Math.Ceiling(limitUs);
    }

    private void PlanCrossing(double us)
    {
        _crosses = true;
        DueUs = (long)Math.Ceiling(us);
    }

    private bool Passes(double volts, double threshold) => IsHigh ? volts < threshold : volts > threshold;

    private double SourceVolts(double us)
    {
        double contact = _isClosed ? 0 : SupplyVolts;
        return _pickUp is null ? contact : Math.Clamp(contact + (SupplyVolts * _pickUp.Value.At(us)), 0, SupplyVolts);
    }

    private double PartEndUs(double us) => _pickUp?.PartEndUs(us) ?? double.PositiveInfinity;

    private double After(double volts, double source, double us) => source + ((volts - source) * Math.Exp(-us / _timeConstantUs));
}

/// <summary>
/// What a long cable picks up: a wave of the full supply on a wire, cut off at the supply's rails, so that it moves the wire
/// whichever way its contact is.
/// </summary>
/// <param name="Hertz">How often.</param>
/// <param name="IsSine">A sine; else a square.</param>
/// <param name="Turns">How far into its period it is at time 0, 0 to 1: the shift between the wires.</param>
public readonly record struct PickUp(double Hertz, bool IsSine = false, double Turns = 0)
{
    private const int SineParts = 32;

    private int Parts => IsSine ? SineParts : 2;

    /// <summary>The end of the part of the wave, in which it is taken as constant, that begins at or holds a time.</summary>
    internal double PartEndUs(double us)
    {
        double partUs = 1e6 / (Hertz * Parts);
        double offsetUs = Turns * Parts * partUs;
        double part = Math.Floor((us + offsetUs) / partUs) + 1;
        double endUs = (part * partUs) - offsetUs;
        return endUs - us > partUs * 1e-6 ? endUs : endUs + partUs;
    }

    /// <summary>From -1 to 1.</summary>
    internal double At(double us)
    {
        double turns = (us * Hertz / 1e6) + Turns;
        if (IsSine)
        {
            return Math.Sin(2 * Math.PI * turns);
        }

        return turns - Math.Floor(turns) < 0.5 ? 1 : -1;
    }
}

/// <summary>Where a trigger with hysteresis switches.</summary>
/// <param name="RisingVolts">Rising.</param>
/// <param name="FallingVolts">Falling.</param>
public readonly record struct SchmittThresholds(double RisingVolts, double FallingVolts)
{
    /// <summary>How far the parts of ARM's comparators may move each threshold: hardware/simulation, arm_no_rising_lowest and the like.</summary>
    public const double ArmSpreadVolts = 0.04;

    /// <summary>ARM's normally open contact is pressed below, at rest above (U603, R613 to R615).</summary>
    public static SchmittThresholds ArmNo { get; } = new SchmittThresholds(1.254, 0.601);

    /// <summary>ARM's normally closed contact is at rest below, pressed above (U603, R616 to R618).</summary>
    public static SchmittThresholds ArmNc { get; } = new SchmittThresholds(2.699, 2.046);

    /// <summary>
    /// A typical input of the 74LVC family with hysteresis, at 3.3 V: between the maker's values for 3.0 and 4.5 V (VT+ 1.30, 1.76,
    /// 2.20 and 1.90, 2.47, 3.10; VT- 0.60, 1.04, 1.50 and 1.00, 1.55, 2.00).
    /// </summary>
    public static SchmittThresholds Logic { get; } = new SchmittThresholds(1.90, 1.14);

    /// <summary>These, and what the worst parts make of them: both low, both high, least and most hysteresis.</summary>
    public IReadOnlyList<SchmittThresholds> WithSpread(double volts) =>
    [
        this, Moved(-volts, -volts), Moved(volts, volts), Moved(-volts, volts), Moved(volts, -volts),
    ];

    private SchmittThresholds Moved(double rising, double falling) => new SchmittThresholds(RisingVolts + rising, FallingVolts + falling);
}
