namespace Interlock.Tissue;

/// <summary>
/// A lesion in closed loop: power goes on a while after the line has closed, and off when its time is up or the line opens.
/// It goes on again when the line closes again, as often as is meant. Keeps the whole course of the tissue at the probe, and of
/// the probe's tip, which follows it. A step that has begun is not undone: power may go off up to <see cref="StepSeconds"/> late.
/// </summary>
public sealed class AblationCourse
{
    private const long Never = long.MaxValue;

    /// <summary>A line that opened and closes again within this has bounced.</summary>
    private const long BounceUs = 5_000_000;

    private readonly AblationPlan _plan;
    private readonly ITissue _around;
    private readonly long _stepUs;
    private readonly double _lagPerStep;
    private readonly List<double> _tissue = [SphericalBioheat.BodyCelsius];
    private readonly List<double> _nerve = [SphericalBioheat.BodyCelsius];
    private readonly List<double> _tip = [SphericalBioheat.BodyCelsius];
    private bool _isClosed;
    private long _onUs = Never;
    private long _offUs = Never;
    private readonly List<PoweredStretch> _powered = [];

    /// <param name="plan">What is meant, and the patient.</param>
    /// <param name="around">What the antenna heats; what the plan says unless given.</param>
    public AblationCourse(AblationPlan plan, ITissue? around = null)
    {
        _plan = plan;
        _around = around ?? plan.NewTissue();
        _stepUs = (long)Math.Round(_around.StepSeconds * 1e6);
        _lagPerStep = plan.LagPerStep(_around.StepSeconds);
    }

    /// <summary>Seconds between two values of <see cref="TissueCelsius"/> and <see cref="TipCelsius"/>.</summary>
    public double StepSeconds => _around.StepSeconds;

    /// <summary>The true temperature of the tissue at the probe, a value each <see cref="StepSeconds"/> from 0 on.</summary>
    public IReadOnlyList<double> TissueCelsius => _tissue;

    /// <summary>The same where the nerve is nearest to the antenna.</summary>
    public IReadOnlyList<double> NerveCelsius => _nerve;

    /// <summary>The same of the probe's tip.</summary>
    public IReadOnlyList<double> TipCelsius => _tip;

    /// <summary>The ablations whose power went on.</summary>
    public IReadOnlyList<PoweredStretch> Powered => _powered;

    /// <summary>When power last went on, or will; null while nothing says when.</summary>
    public long? PowerOnUs => _onUs == Never ? null : _onUs;

    /// <summary>When power last went off, or will; null while nothing says when.</summary>
    public long? PowerOffUs => _offUs == Never ? null : _offUs;

    /// <summary>The line closes or opens. To be told in the order of time, and before <see cref="Tip"/> is asked for later.</summary>
    public void SetLine(long us, bool isClosed)
    {
        if (isClosed == _isClosed) return;
        _isClosed = isClosed;
        bool wasOn = us >= _onUs;
        if (wasOn)
        {
            _offUs = Math.Min(_offUs, us);
            if (!isClosed || us - _offUs < BounceUs || _powered.Count >= _plan.Ablations) return;
        }

        _onUs = isClosed ? us + (long)(_plan.DelaySeconds * 1e6) : Never;
        _offUs = isClosed ? _onUs + (long)(_plan.Seconds * 1e6) : Never;
    }

    /// <summary>Tip temperature in degC at a time in microseconds, past or present.</summary>
    public double Tip(long us)
    {
        while ((_tip.Count - 1) * _stepUs < us) Step();
        int before = (int)(us / _stepUs);
        double fraction = us % _stepUs / (double)_stepUs;
        return fraction == 0.0 ? _tip[before] : _tip[before] + (fraction * (_tip[before + 1] - _tip[before]));
    }

    private void Step()
    {
        long fromUs = (_tip.Count - 1) * _stepUs;
        if (fromUs + _stepUs > _onUs && fromUs <= _offUs && (_powered.Count == 0 || _powered[^1].OnUs != _onUs)) _powered.Add(new PoweredStretch(_onUs, _around.Copy(), _tip[^1]));
        long poweredUs = Math.Max(0, Math.Min(fromUs + _stepUs, _offUs) - Math.Max(fromUs, _onUs));
        _around.Step(_plan.AbsorbedWatts * poweredUs / _stepUs);
        double tissue = _around.At(_plan.ForamenMillimetres / 1000.0);
        _tissue.Add(tissue);
        _nerve.Add(_around.At((_plan.ForamenMillimetres - _plan.NerveNearerMillimetres) / 1000.0));
        _tip.Add(_tip[^1] + (_lagPerStep * (tissue - _tip[^1])));
    }
}

/// <summary>An ablation whose power went on.</summary>
/// <param name="OnUs">When.</param>
/// <param name="Tissue">As it was then, for whoever wants to know what else might have become of it.</param>
/// <param name="TipCelsius">The tip then.</param>
public sealed record PoweredStretch(long OnUs, ITissue Tissue, double TipCelsius);
