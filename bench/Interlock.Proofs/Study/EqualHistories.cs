using Interlock.Tissue;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>
/// Why no rule that sees only the tip's past can do much better: ablations whose tips went alike up to the decision, and whose
/// coasts differed. Whatever a rule does to one it does to the other.
/// </summary>
/// <param name="Pairs">Ablations that would pass 42, each at its ideal instant, with another one that went alike.</param>
/// <param name="MedianDifference">Between the two coasts, degC, either way.</param>
/// <param name="HighDifference">95 of 100 differ by less.</param>
/// <param name="Most">The largest.</param>
/// <param name="LeastGivenUp">
/// Share of the time before the ideal instant, of all ablations, that a rule gives up at least which lets no peak pass 43.0 degC: it must
/// have opened the line of each ablation when another one that went alike had to be opened. Draws that happen not to have such a
/// companion count as free, so the true least is higher.
/// </param>
public sealed record EqualHistories(int Pairs, double MedianDifference, double HighDifference, double Most, double LeastGivenUp)
{
    /// <summary>Alike is what stays within this, degC: what the level is known to.</summary>
    public const double Alike = 0.1;

    private const double StepSeconds = 0.5;
    private const double KeptCelsius = 43.0;

    /// <param name="ablations">Of all models.</param>
    /// <param name="lastSeconds">How far back a rule sees; null for the whole course since power on, its moment included.</param>
    public static EqualHistories? Of(IReadOnlyList<DrawnAblation> ablations, double? lastSeconds)
    {
        double[][] tips = [.. ablations.Select(ablation => Sample(ablation.Curve))];
        List<double> differences = [];
        double[] openedBy = [.. ablations.Select(ablation => ablation.GivenSeconds)];
        for (int one = 0; one < tips.Length; one++)
        {
            if (ablations[one].IdealSeconds is not { } ideal) continue;
            double? kept = ablations[one].Curve.LastFor(KeptCelsius);
            for (int other = 0; other < tips.Length; other++)
            {
                if (other == one) continue;
                if (Companion(tips[one], ideal, tips[other], lastSeconds) is { } at)
                {
                    double coast = EarlyRule.Limit - ablations[one].Curve.TipAt(ideal);
                    differences.Add(Math.Abs(ablations[other].Curve.PeakAt(at) - ablations[other].Curve.TipAt(at) - coast));
                }

                if (kept is { } latest && Companion(tips[one], latest, tips[other], lastSeconds) is { } forced) openedBy[other] = Math.Min(openedBy[other], forced);
            }
        }

        if (differences.Count == 0) return null;
        double given = ablations.Sum(ablation => ablation.GivenSeconds);
        return new EqualHistories(
            differences.Count,
            differences.Median(),
            differences.Quantile(0.95),
            differences.Max(),
            ablations.Zip(openedBy, (ablation, opened) => ablation.GivenSeconds - opened).Sum() / given);
    }

    private static double[] Sample(CutCurve curve)
    {
        double[] tip = new double[(int)(curve.EndSeconds / StepSeconds) + 1];
        for (int i = 0; i < tip.Length; i++) tip[i] = curve.TipAt(i * StepSeconds);
        return tip;
    }

    /// <summary>The first moment up to which the other tip went as the first one did up to its own.</summary>
    private static double? Companion(double[] tip, double seconds, double[] other, double? lastSeconds)
    {
        int at = Math.Min((int)(seconds / StepSeconds), tip.Length - 1);
        if (lastSeconds is not { } back) return at < other.Length && IsAlike(tip, at, other, at, at) ? seconds : null;
        int steps = (int)(back / StepSeconds);
        for (int there = 0; there < other.Length; there++)
        {
            if (IsAlike(tip, at, other, there, steps)) return there * StepSeconds;
        }

        return null;
    }

    /// <summary>Before the power went on a tip stood still.</summary>
    private static bool IsAlike(double[] tip, int at, double[] other, int there, int steps)
    {
        for (int back = 0; back <= steps; back++)
        {
            double one = tip[Math.Max(0, at - back)];
            double two = other[Math.Max(0, there - back)];
            if (Math.Abs(one - two) > Alike) return false;
        }

        return true;
    }
}
