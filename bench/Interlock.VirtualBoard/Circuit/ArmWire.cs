using System;

namespace Interlock.VirtualBoard;

/// <summary>
/// The wire of one of ARM's contacts, to ground when closed and pulled up when open: a low-pass of first order, then a Schmitt
/// trigger, whose output feeds the latch and the ESP32's pin.
/// </summary>
internal sealed class ArmWire : TimedPart
{
    private const double SupplyVolts = 3.3;

    /// <summary>How far ahead a crossing is looked for while something is picked up.</summary>
    private const double LookAheadUs = 50_000;

    private readonly double _timeConstantUs;
    private readonly SchmittThresholds _thresholds;
    private double _volts;
    private double _atUs;
    private bool _isClosed;
    private bool _crosses;
    private PickUp? _pickUp;

    internal ArmWire(double timeConstantMs, SchmittThresholds thresholds, bool isClosed)
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
