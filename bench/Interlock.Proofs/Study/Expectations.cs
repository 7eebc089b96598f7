using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>How well a peak is expected: at each tenth of a degree from 39 to 42 degC, the true peak less the expected one.</summary>
/// <param name="Moments">How many.</param>
/// <param name="Mean">Error, degC.</param>
/// <param name="Low">5 of 100 errors are below.</param>
/// <param name="High">5 of 100 are above.</param>
/// <param name="Within">Share of the moments at which the true peak lay within the width.</param>
public sealed record ExpectationScore(int Moments, double Mean, double Low, double High, double Within)
{
    /// <summary>Of what the firmware expects.</summary>
    public static ExpectationScore? OfBox(IReadOnlyList<DrawnAblation> ablations) => Of(ablations, moment => (moment.ExpectedPeak, moment.ExpectedWidth));

    public static ExpectationScore? Of(IReadOnlyList<DrawnAblation> ablations, Func<Moment, (double Peak, double Width)> expected)
    {
        (double Error, double Width)[] found = [.. ablations.SelectMany(ExpectationMoments.Of).Select(at => (at.Peak - expected(at.Moment).Peak, expected(at.Moment).Width))];
        if (found.Length == 0) return null;
        double[] errors = [.. found.Select(one => one.Error)];
        return new ExpectationScore(errors.Length, errors.Mean(), errors.Quantile(0.05), errors.Quantile(0.95), found.Count(one => Math.Abs(one.Error) <= one.Width) / (double)errors.Length);
    }
}

/// <summary>
/// What could be expected by the delay too: the tip and its slope for so many seconds and a share of the time for which the tip stood still
/// after the line had closed. Fitted; its width is what holds nine of ten errors of the same draws.
/// </summary>
public sealed record DelayedExpectation(double Seconds, double Share, double WidthSeconds)
{
    /// <summary>As the firmware's: what the level is known to.</summary>
    private const double LeastWidth = 0.1;

    private const double Held = 0.9;

    /// <param name="fitting">Draws that nothing is judged on.</param>
    public static DelayedExpectation? Of(IReadOnlyList<DrawnAblation> fitting)
    {
        (Moment Moment, double Peak)[] seen = [.. fitting.SelectMany(ExpectationMoments.Of).Where(at => at.Moment.Slope > 0.0)];
        if (seen.Length < 20) return null;
        Vector<double> weights = Matrix<double>.Build.DenseOfRowArrays(seen.Select(at => new[] { at.Moment.Slope, at.Moment.Slope * Delay(at.Moment) }))
            .QR().Solve(Vector<double>.Build.DenseOfEnumerable(seen.Select(at => at.Peak - at.Moment.Level)));
        DelayedExpectation fitted = new(weights[0], weights[1], 0.0);
        return fitted with { WidthSeconds = seen.Select(at => (Math.Abs(at.Peak - fitted.Expect(at.Moment).Peak) - LeastWidth) / at.Moment.Slope).Quantile(Held) };
    }

    public (double Peak, double Width) Expect(Moment moment)
    {
        double slope = Math.Max(0.0, moment.Slope);
        return (moment.Level + (slope * (Seconds + (Share * Delay(moment)))), LeastWidth + (slope * WidthSeconds));
    }

    private static double Delay(Moment moment) => EarlyRules.DelayOf(moment, moment.SecondsClosed);
}

/// <summary>The moments of an ablation at which an expectation is held against its peak.</summary>
internal static class ExpectationMoments
{
    private const double FromTenths = 390.0;
    private const double ToTenths = 420.0;

    public static IEnumerable<(Moment Moment, double Peak)> Of(DrawnAblation ablation)
    {
        double tenths = FromTenths;
        foreach (Moment moment in ablation.Moments)
        {
            if (tenths >= ToTenths) yield break;
            if (moment.Level * 10.0 < tenths) continue;
            tenths = Math.Floor(moment.Level * 10.0) + 1.0;
            if (!double.IsNaN(moment.ExpectedPeak)) yield return (moment, ablation.Curve.PeakAt(moment.Seconds));
        }
    }
}
