namespace Interlock.Tissue;

/// <summary>
/// An ablation with the power on throughout, and the peak that would come of each moment at which it might be cut: what only
/// a model can tell, and what a rule is judged by.
/// </summary>
public sealed class CutCurve
{
    /// <summary>For so long the heat that still arrives is followed; less where the tissue has begun to cool.</summary>
    public const double CoastSeconds = 300.0;

    private const double LeastCoastSeconds = 20.0;
    private const double CooledCelsius = 0.01;

    /// <summary>Cuts of a tip that is cooler don't matter: no coast brings it to the limit.</summary>
    private const double FirstCutCelsius = 38.0;

    /// <summary>No later: 42 degC opens every line.</summary>
    private const double LastCutCelsius = 42.4;

    // The coast changes slowly from cut to cut: straight lines between them are within 0.02 degC.
    private const double MostSecondsBetween = 12.0;
    private const double MostCelsiusBetween = 0.25;

    private readonly AblationPlan _plan;
    private readonly List<double> _tip;
    private readonly List<(double Seconds, double Peak)> _cuts = [];

    private CutCurve(AblationPlan plan, double tipCelsius, double stepSeconds)
    {
        _plan = plan;
        _tip = [tipCelsius];
        StepSeconds = stepSeconds;
    }

    /// <param name="plan">Power, time and place.</param>
    /// <param name="tissue">As it is when the power goes on; it is used up.</param>
    /// <param name="tipCelsius">The tip then.</param>
    public static CutCurve Of(AblationPlan plan, ITissue tissue, double tipCelsius)
    {
        CutCurve curve = new(plan, tipCelsius, tissue.StepSeconds);
        curve.Heat(tissue);
        return curve;
    }

    /// <summary>Seconds between two values of <see cref="TipCelsius"/>.</summary>
    public double StepSeconds { get; }

    /// <summary>The tip from power on, to the end of the plan or well past the limit.</summary>
    public IReadOnlyList<double> TipCelsius => _tip;

    public double EndSeconds => (_tip.Count - 1) * StepSeconds;

    public double TipAt(double seconds)
    {
        double at = Math.Clamp(seconds / StepSeconds, 0.0, _tip.Count - 1);
        int before = Math.Min((int)at, _tip.Count - 2);
        return _tip[before] + ((at - before) * (_tip[before + 1] - _tip[before]));
    }

    /// <summary>The tissue's highest when the power is cut then, its coast included.</summary>
    public double PeakAt(double seconds)
    {
        if (_cuts.Count < 2) return _cuts.Count == 1 ? _cuts[0].Peak : _tip[^1];
        int after = 1;
        while (after < _cuts.Count - 1 && _cuts[after].Seconds < seconds) after++;
        (double from, double peak) = _cuts[after - 1];
        return peak + ((Math.Min(seconds, EndSeconds) - from) * (_cuts[after].Peak - peak) / (_cuts[after].Seconds - from));
    }

    /// <summary>The last moment at which a cut keeps the peak so low; null where the whole plan does.</summary>
    public double? LastFor(double celsius)
    {
        if (PeakAt(EndSeconds) <= celsius) return null;
        double low = 0.0;
        double high = EndSeconds;
        while (high - low > StepSeconds / 2.0)
        {
            double middle = (low + high) / 2.0;
            if (PeakAt(middle) > celsius) high = middle;
            else low = middle;
        }

        return low;
    }

    private void Heat(ITissue tissue)
    {
        double lagPerStep = _plan.LagPerStep(StepSeconds);
        int steps = (int)Math.Round(_plan.Seconds / StepSeconds);
        (double Seconds, double Tip) last = (double.NegativeInfinity, double.NegativeInfinity);
        for (int step = 0; step <= steps; step++)
        {
            if (step > 0)
            {
                tissue.Step(_plan.AbsorbedWatts);
                _tip.Add(_tip[^1] + (lagPerStep * (tissue.At(_plan.ForamenMillimetres / 1000.0) - _tip[^1])));
            }

            (double Seconds, double Tip) now = (step * StepSeconds, _tip[^1]);
            bool isOver = step == steps || now.Tip > LastCutCelsius;
            bool isDue = now.Tip >= FirstCutCelsius && (now.Seconds - last.Seconds >= MostSecondsBetween || now.Tip - last.Tip >= MostCelsiusBetween);
            if (isDue || isOver)
            {
                _cuts.Add((now.Seconds, Coast(tissue.Copy())));
                last = now;
            }

            if (isOver) return;
        }
    }

    private double Coast(ITissue tissue)
    {
        double peak = tissue.At(_plan.ForamenMillimetres / 1000.0);
        for (double seconds = StepSeconds; seconds <= CoastSeconds; seconds += StepSeconds)
        {
            tissue.Step(0.0);
            double celsius = tissue.At(_plan.ForamenMillimetres / 1000.0);
            peak = Math.Max(peak, celsius);
            if (seconds > LeastCoastSeconds && celsius < peak - CooledCelsius) break;
        }

        return peak;
    }
}
