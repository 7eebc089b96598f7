using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>One arm in numbers.</summary>
public sealed record ArmSummary
{
    public required Arm Arm { get; init; }

    public required Spread Watts { get; init; }

    public required Spread Minutes { get; init; }

    /// <summary>Highest foramen temperature until power off, degC.</summary>
    public required Spread HighestPowered { get; init; }

    /// <summary>Highest of all, degC.</summary>
    public required Spread Peak { get; init; }

    /// <summary>How much the tissue warmed after power off, of those that were stopped by temperature, degC; null when none were.</summary>
    public required Spread? Coast { get; init; }

    public required Spread Cem43Minutes { get; init; }

    public required IReadOnlyDictionary<Ending, int> Endings { get; init; }

    /// <summary>Ablations whose peak was above 42.0 degC.</summary>
    public required int Above420 { get; init; }

    /// <summary>Ablations whose peak was above 42.5 degC.</summary>
    public required int Above425 { get; init; }

    /// <summary>Share of the meant ablation time that was not given, over the cohort.</summary>
    public required double TimeLostShare { get; init; }

    /// <summary>The same of the ablations that were stopped by temperature; 0 when none were.</summary>
    public required double TimeLostShareOfStopped { get; init; }

    public static ArmSummary Of(Arm arm, IReadOnlyList<Outcome> outcomes)
    {
        Outcome[] stopped = [.. outcomes.Where(outcome => outcome.Ending == Ending.Stopped)];
        return new ArmSummary
        {
            Arm = arm,
            Watts = Spread.Of(outcomes.Select(outcome => outcome.Lesion.Plan.Watts)),
            Minutes = Spread.Of(outcomes.Select(outcome => outcome.PoweredSeconds / 60.0)),
            HighestPowered = Spread.Of(outcomes.Select(outcome => outcome.HighestPowered)),
            Peak = Spread.Of(outcomes.Select(outcome => outcome.Peak)),
            Coast = stopped.Length == 0 ? null : Spread.Of(stopped.Select(outcome => outcome.Peak - outcome.HighestPowered)),
            Cem43Minutes = Spread.Of(outcomes.Select(outcome => outcome.Cem43Minutes)),
            Endings = Enum.GetValues<Ending>().ToDictionary(ending => ending, ending => outcomes.Count(outcome => outcome.Ending == ending)),
            Above420 = outcomes.Count(outcome => outcome.Peak > 42.0),
            Above425 = outcomes.Count(outcome => outcome.Peak > 42.5),
            TimeLostShare = TimeLost(outcomes),
            TimeLostShareOfStopped = stopped.Length == 0 ? 0.0 : TimeLost(stopped),
        };
    }

    private static double TimeLost(IReadOnlyList<Outcome> outcomes) =>
        1.0 - (outcomes.Sum(outcome => outcome.PoweredSeconds) / outcomes.Sum(outcome => outcome.Lesion.Plan.Seconds));
}

/// <summary>Mean, standard deviation, median and range of some values.</summary>
public sealed record Spread(double Mean, double Deviation, double Median, double Lowest, double Highest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double deviation = all.Length > 1 ? all.StandardDeviation() : 0.0;
        return new Spread(all.Mean(), deviation, all.Median(), all.Minimum(), all.Maximum());
    }

    public string MeanAndDeviation(int places) => $"{Text(Mean, places)} ± {Text(Deviation, places)}";

    public string Range(int places) => $"{Text(Lowest, places)} to {Text(Highest, places)}";

    public static string Text(double value, int places) => Math.Round(value, places).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
