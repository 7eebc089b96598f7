using System;

namespace Interlock.Bench.Tissue;

/// <summary>
/// The tip's temperature in tissue that is heated only while the generator's line is closed: power goes on a while after the
/// box permits it, and off when its time is up or the line opens.
/// </summary>
public sealed class AblationCourse
{
    private readonly SphericalBioheat _tissue = new();
    private readonly double _absorbedWatts;
    private readonly double _foramenMetres;
    private readonly long _durationUs;
    private readonly long _delayUs;
    private double _seconds;
    private double _before = SphericalBioheat.BodyCelsius;
    private double _after = SphericalBioheat.BodyCelsius;
    private long _closedUs = -1;
    private long _offUs = -1;

    /// <param name="watts">The generator's power.</param>
    /// <param name="absorbedShare">Share of it that the tissue absorbs.</param>
    /// <param name="seconds">For how long the operator ablates.</param>
    /// <param name="foramenMetres">Distance of the tip from the antenna.</param>
    /// <param name="delaySeconds">From the line's closing to power on.</param>
    public AblationCourse(double watts, double absorbedShare, double seconds, double foramenMetres, double delaySeconds)
    {
        _absorbedWatts = watts * absorbedShare;
        _durationUs = (long)(seconds * 1e6);
        _foramenMetres = foramenMetres;
        _delayUs = (long)(delaySeconds * 1e6);
    }

    /// <summary>Asked for the state of the line at each step of the tissue.</summary>
    public Func<bool> IsLineClosed { get; set; } = static () => false;

    /// <summary>When the power went off; -1 before.</summary>
    public long PowerOffUs => _offUs;

    /// <summary>Tip temperature in degC at a time in microseconds, which must not go back by more than one step.</summary>
    public double Tip(long us)
    {
        double seconds = us / 1e6;
        while (seconds > _seconds) Step();
        double share = Math.Clamp(1.0 - ((_seconds - seconds) / SphericalBioheat.StepSeconds), 0.0, 1.0);
        return _before + (share * (_after - _before));
    }

    private void Step()
    {
        _tissue.Step(IsPowered((long)(_seconds * 1e6)) ? _absorbedWatts : 0.0);
        _seconds += SphericalBioheat.StepSeconds;
        _before = _after;
        _after = _tissue.At(_foramenMetres);
    }

    private bool IsPowered(long us)
    {
        if (_offUs >= 0) return false;
        bool closed = IsLineClosed();
        if (closed && _closedUs < 0) _closedUs = us;
        if (_closedUs < 0 || us < _closedUs + _delayUs) return false;
        if (closed && us < _closedUs + _delayUs + _durationUs) return true;
        _offUs = us;
        return false;
    }
}
