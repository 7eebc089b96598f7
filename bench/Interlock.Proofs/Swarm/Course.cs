using Interlock.Tissue;

namespace Interlock.Proofs.Swarm;

/// <summary>The tip's true temperature, degC: ramps from act to act, or a tissue until everything heals. Changed at its end only.</summary>
internal sealed class Course(AblationCourse? tissue)
{
    private const double Beginning = 36.5;

    private double _from = Beginning;
    private double _to = Beginning;
    private long _fromUs;
    private long _lastsUs = 1;
    private bool _hasLeftTissue;

    internal double Tip(long us)
    {
        if (tissue is not null && !_hasLeftTissue) return tissue.Tip(us);
        return us >= _fromUs + _lastsUs ? _to : _from + ((_to - _from) * (us - _fromUs) / _lastsUs);
    }

    /// <summary>From now on, in so long. A tissue is not moved by it.</summary>
    internal void GoTo(long nowUs, double celsius, long overUs)
    {
        if (tissue is not null && !_hasLeftTissue) return;
        _from = Tip(nowUs);
        _to = celsius;
        _fromUs = nowUs;
        _lastsUs = overUs < 1 ? 1 : overUs;
    }

    /// <summary>The needle leaves the tissue, where there was one.</summary>
    internal void Leave(long nowUs)
    {
        if (tissue is null) return;
        _to = tissue.Tip(nowUs);
        _from = _to;
        _hasLeftTissue = true;
    }
}
