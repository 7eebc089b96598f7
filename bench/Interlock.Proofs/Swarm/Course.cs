using Interlock.Tissue;

namespace Interlock.Proofs.Swarm;

/// <summary>
/// The true temperature of the tip or the connector, degC: ramps from act to act, or a tissue until everything heals. It is changed at its end only,
/// and remembers: a conversion asks for the mean of the time that it took.
/// </summary>
internal sealed class Course(double beginsCelsius, AblationCourse? tissue = null)
{
    private readonly List<Ramp> _ramps = [new Ramp(0, 1, beginsCelsius, beginsCelsius)];
    private long _leftTissueUs = tissue is null ? 0 : long.MaxValue;

    private readonly record struct Ramp(long FromUs, long LastsUs, double From, double To);

    internal double Tip(long us)
    {
        if (us < _leftTissueUs) return tissue!.Tip(us);
        int i = _ramps.Count - 1;
        while (i > 0 && us < _ramps[i].FromUs) i--;
        Ramp ramp = _ramps[i];
        return us >= ramp.FromUs + ramp.LastsUs ? ramp.To : ramp.From + ((ramp.To - ramp.From) * (us - ramp.FromUs) / ramp.LastsUs);
    }

    /// <summary>From now on, in so long. A tissue is not moved by it.</summary>
    internal void GoTo(long nowUs, double celsius, long overUs)
    {
        if (nowUs >= _leftTissueUs) _ramps.Add(new Ramp(nowUs, overUs < 1 ? 1 : overUs, Tip(nowUs), celsius));
    }

    /// <summary>The needle leaves the tissue, where there was one.</summary>
    internal void Leave(long nowUs)
    {
        if (tissue is null) return;
        double celsius = tissue.Tip(nowUs);
        _ramps.Add(new Ramp(nowUs, 1, celsius, celsius));
        _leftTissueUs = nowUs;
    }
}
