using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Tissue;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Interlock.Proofs.Study;

/// <summary>What a box knows at one moment of an ablation, the power being on: all that a rule may use.</summary>
/// <param name="Seconds">Since the power went on, which no box knows.</param>
/// <param name="SecondsClosed">Since the line closed, which it does.</param>
/// <param name="Level">The tip, degC: the mean of a second.</param>
/// <param name="Slope">Over 12 s, degC/s.</param>
/// <param name="SlopeOver4">Over 4 s.</param>
/// <param name="Curvature">How much the slope over 10 s has grown in 10 s, degC/s2.</param>
/// <param name="Rise">Since the line closed, degC.</param>
/// <param name="ExpectedPeak">The firmware's own expectation, degC; not a number while it has none.</param>
/// <param name="ExpectedWidth">Give or take.</param>
/// <param name="MeasuredOpens">Whether the firmware would open the line, built so.</param>
/// <param name="CautiousOpens">The same.</param>
public readonly record struct Moment(
    double Seconds, double SecondsClosed, double Level, double Slope, double SlopeOver4, double Curvature, double Rise,
    double ExpectedPeak, double ExpectedWidth, bool MeasuredOpens, bool CautiousOpens);

/// <summary>An ablation that was drawn: the course with the power on, the peak of every cut, and what the box sees.</summary>
public sealed class DrawnAblation
{
    /// <summary>From the trip's conversion to the contacts: SR-OVER's worst, less the conversion.</summary>
    public const double ReactionSeconds = 0.2;

    private const double ConversionSeconds = 0.1;
    private const int Block = 5;
    private const double NoiseCelsius = 0.03;
    private const int RestConversions = 300;
    private const double EarliestPowerSeconds = 2.0;
    private const double LatestPowerSeconds = 28.0;

    private readonly double _limitSeconds;

    /// <param name="number">Of the draw.</param>
    /// <param name="plan">The ablation.</param>
    /// <param name="seed">Of the noise, and of the time from the line's closing to power on.</param>
    public DrawnAblation(int number, AblationPlan plan, int seed)
    {
        Number = number;
        Plan = plan;
        Curve = CutCurve.Of(plan, plan.NewTissue(), BioheatGrid.BodyCelsius);
        IdealSeconds = Curve.LastFor(EarlyRule.Limit);
        MersenneTwister random = new(seed);
        double delay = ContinuousUniform.Sample(random, EarliestPowerSeconds, LatestPowerSeconds);
        int on = RestConversions + (int)(LatestPowerSeconds / ConversionSeconds);
        double[] readings = new double[on + (int)(Curve.EndSeconds / ConversionSeconds) + 1];
        for (int i = 0; i < readings.Length; i++) readings[i] = Read(Curve.TipAt((i - on) * ConversionSeconds) + Normal.Sample(random, 0.0, NoiseCelsius));
        _limitSeconds = TwoOfThree(readings, on);
        Moments = Watch(readings, on, delay);
    }

    public int Number { get; }

    public AblationPlan Plan { get; }

    public CutCurve Curve { get; }

    /// <summary>The last moment at which a cut keeps the peak at the limit; null where nothing would pass it.</summary>
    public double? IdealSeconds { get; }

    /// <summary>Whether the peak would pass the limit if nobody cut the power.</summary>
    public bool WouldPass => IdealSeconds is not null;

    /// <summary>What can be given up: until the ideal instant, or the whole plan.</summary>
    public double GivenSeconds => IdealSeconds ?? Curve.EndSeconds;

    /// <summary>Every half second from power on until 42 degC opens the line.</summary>
    public IReadOnlyList<Moment> Moments { get; }

    /// <summary>When the line opens by a rule, or by 42 degC, or as meant.</summary>
    public double OpensAt(EarlyRule rule)
    {
        foreach (Moment moment in Moments)
        {
            if (rule.Opens(moment)) return Math.Min(moment.Seconds + ReactionSeconds, Curve.EndSeconds);
        }

        return Math.Min(_limitSeconds + ReactionSeconds, Curve.EndSeconds);
    }

    private static double Read(double celsius) => Math.Floor(celsius * Limits.CountsPerDegree) / Limits.CountsPerDegree;

    private static double TwoOfThree(double[] readings, int on)
    {
        for (int i = on; i < readings.Length; i++)
        {
            int votes = 0;
            for (int back = 0; back < 3; back++) votes += readings[i - back] >= EarlyRule.Limit ? 1 : 0;
            if (votes >= 2) return (i - on) * ConversionSeconds;
        }

        return double.PositiveInfinity;
    }

    private List<Moment> Watch(double[] readings, int on, double delay)
    {
        double[] sums = new double[readings.Length + 1];
        for (int i = 0; i < readings.Length; i++) sums[i + 1] = sums[i] + readings[i];
        double Mean(int end, int count) => (sums[end] - sums[end - count]) / count;
        int closed = on - (int)(delay / ConversionSeconds);
        double rest = Mean(closed + 1, 50);

        Coast measured = new(CoastRule.Measured);
        Coast cautious = new(CoastRule.Cautious);
        List<Moment> moments = [];
        for (int i = 0; i < readings.Length && (i - on) * ConversionSeconds < _limitSeconds; i++)
        {
            int counts = (int)(readings[i] * Limits.CountsPerDegree);
            long ms = i * (long)(ConversionSeconds * 1000.0);
            measured.Add(counts, ms);
            cautious.Add(counts, ms);
            int end = i + 1;
            if (i < on || end % Block != 0) continue;
            double level = Mean(end, 10);
            moments.Add(new Moment(
                (i - on) * ConversionSeconds,
                (i - closed) * ConversionSeconds,
                level,
                (Mean(end, 20) - Mean(end - 120, 20)) / 12.0,
                (Mean(end, 20) - Mean(end - 40, 20)) / 4.0,
                (Mean(end, 40) - (2.0 * Mean(end - 100, 40)) + Mean(end - 200, 40)) / 100.0,
                level - rest,
                measured.PeakCounts == Reading.None ? double.NaN : measured.PeakCounts / (double)Limits.CountsPerDegree,
                measured.WidthCounts / (double)Limits.CountsPerDegree,
                measured.Rows != 0,
                cautious.Rows != 0));
        }

        return moments;
    }
}
