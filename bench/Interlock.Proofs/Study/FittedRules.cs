using MathNet.Numerics.LinearAlgebra;

namespace Interlock.Proofs.Study;

/// <summary>
/// Rules that use all that a box could see, fitted by least squares to the coasts of the fitting half: how far cleverness
/// goes in these models.
/// </summary>
public static class FittedRules
{
    // Coasts from there to there decide; the others would only bend the fit.
    private const double FromPeak = 41.2;
    private const double ToPeak = 42.8;
    private const double FromLevel = 38.8;

    private static readonly double[] _margins = [0.0, 0.1, 0.2, 0.3, 0.4];

    /// <param name="fitting">Draws that nothing is judged on.</param>
    public static IEnumerable<EarlyRule> Of(IReadOnlyList<DrawnAblation> fitting) =>
    [
        .. Family("fitted to slopes, curvature, rise, and m", fitting, moment => [1.0, moment.Slope, moment.Curvature * 1000.0, moment.SlopeOver4 - moment.Slope, moment.Rise / 10.0]),
        .. Family("the same and the delay since the line closed", fitting, moment => Features(moment, moment.SecondsClosed)),
        .. Family("the same and the delay since power on", fitting, moment => Features(moment, moment.Seconds)),
    ];

    private static double[] Features(Moment moment, double seconds) =>
        [1.0, moment.Slope, moment.Slope * EarlyRules.DelayOf(moment, seconds), moment.Curvature * 1000.0, moment.SlopeOver4 - moment.Slope, moment.Rise / 10.0];

    private static IEnumerable<EarlyRule> Family(string name, IReadOnlyList<DrawnAblation> fitting, Func<Moment, double[]> features)
    {
        List<double[]> seen = [];
        List<double> coasts = [];
        foreach (DrawnAblation ablation in fitting.Where(ablation => ablation.WouldPass))
        {
            foreach (Moment moment in ablation.Moments)
            {
                double peak = ablation.Curve.PeakAt(moment.Seconds + DrawnAblation.ReactionSeconds);
                if (peak is < FromPeak or > ToPeak || moment.Level < FromLevel) continue;
                seen.Add(features(moment));
                coasts.Add(peak - moment.Level);
            }
        }

        // Too few draws fit nothing.
        if (coasts.Count < 20 * features(default).Length) yield break;
        Vector<double> weights = Matrix<double>.Build.DenseOfRowArrays(seen).QR().Solve(Vector<double>.Build.DenseOfEnumerable(coasts));
        foreach (double margin in _margins)
        {
            yield return EarlyRule.Coast(name, margin, moment => moment.Level < FromLevel ? 0.0 : margin + weights.DotProduct(Vector<double>.Build.DenseOfArray(features(moment))));
        }
    }
}
