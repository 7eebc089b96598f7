using System.Globalization;
using Interlock.Firmware.Judgement;
using Interlock.Log;
using Interlock.Tissue;
using MathNet.Numerics.Statistics;

namespace Interlock.Proofs.Study;

/// <summary>The ways in which each ablation of the cohort is run.</summary>
public enum Arm
{
    /// <summary>The line is closed throughout and nobody looks.</summary>
    WithoutBox,

    /// <summary>No box, but an operator who watches the thermometer, as in the paper.</summary>
    ByEye,

    /// <summary>The firmware on the virtual box.</summary>
    WithBox,

    /// <summary>The same, built to open the line when the expected peak reaches the limit.</summary>
    Measured,

    /// <summary>The same, when the upper end of the expectation does.</summary>
    Cautious,
}

/// <summary>The arms as the table, the page and the progress bar call them.</summary>
public static class ArmNames
{
    public static string Of(Arm arm) => arm switch
    {
        Arm.WithoutBox => "no box",
        Arm.ByEye => "by eye",
        Arm.WithBox => "box",
        Arm.Measured => "box, measured",
        Arm.Cautious => "box, cautious",
        _ => throw new ArgumentOutOfRangeException(nameof(arm)),
    };

    /// <summary>What the firmware is built to do about the coast; null in an arm without the box.</summary>
    public static CoastRule? RuleOf(Arm arm) => arm switch
    {
        Arm.WithBox => CoastRule.Off,
        Arm.Measured => CoastRule.Measured,
        Arm.Cautious => CoastRule.Cautious,
        _ => null,
    };
}

/// <summary>What came of one ablation in one arm. Temperatures are those of the tissue at the probe, not the readings.</summary>
public sealed record Outcome
{
    public required Lesion Lesion { get; init; }

    public required Arm Arm { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>Name of the row that tripped while power was on; null when none did.</summary>
    public string? TripCause { get; init; }

    public required double PoweredSeconds { get; init; }

    /// <summary>Highest until power off, degC.</summary>
    public required double HighestPowered { get; init; }

    /// <summary>Highest of all, the coast included, degC.</summary>
    public required double Peak { get; init; }

    /// <summary>The same where the nerve is nearest to the antenna; in the first model that is the probe's place.</summary>
    public required double NervePeak { get; init; }

    /// <summary>From power off to the peak.</summary>
    public required double PeakAfterSeconds { get; init; }

    /// <summary>Thermal dose until the end of the coast, minutes.</summary>
    public required double Cem43Minutes { get; init; }

    /// <summary>The course from power on, a value each <see cref="CourseStepSeconds"/>.</summary>
    public required IReadOnlyList<double> Course { get; init; }

    /// <summary>Safety properties that did not hold.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    public static double CourseStepSeconds => 1.0;
}

/// <summary>What ended an ablation.</summary>
public enum Ending
{
    /// <summary>The time that the operator meant.</summary>
    Planned,

    /// <summary>The temperature: by the operator's eye or by a trip of the box.</summary>
    Stopped,

    /// <summary>TIME_LIMIT: six minutes from ARMED, a few seconds of which go by before power is on.</summary>
    TimeLimit,

    /// <summary>A trip by another row.</summary>
    OtherTrip,
}

/// <summary>Reads off a finished course what the study tells of it.</summary>
public static class OutcomeReader
{
    /// <summary>How long the heat that still arrives is followed after power off.</summary>
    public const double CoastSeconds = CutCurve.CoastSeconds;

    /// <param name="lesion">The ablation.</param>
    /// <param name="arm">How it was run.</param>
    /// <param name="course">A course whose power has gone off; it is run to the end of the coast.</param>
    public static Outcome Read(Lesion lesion, Arm arm, AblationCourse course)
    {
        long onUs = course.PowerOnUs ?? throw new InvalidOperationException("The power never went on.");
        long offUs = course.PowerOffUs ?? throw new InvalidOperationException("The power never went off.");
        course.Tip(offUs + (long)(CoastSeconds * 1e6));

        double[] celsius = [.. course.TissueCelsius];
        int on = Index(onUs, course);
        int off = Index(offUs, course);
        int peak = IndexOfHighest(celsius);
        double poweredSeconds = (offUs - onUs) / 1e6;
        return new Outcome
        {
            Lesion = lesion,
            Arm = arm,
            Ending = poweredSeconds < lesion.Plan.Seconds - course.StepSeconds ? Ending.Stopped : Ending.Planned,
            PoweredSeconds = poweredSeconds,
            HighestPowered = celsius[..(off + 1)].Max(),
            Peak = celsius[peak],
            NervePeak = course.NerveCelsius.Max(),
            PeakAfterSeconds = (peak - off) * course.StepSeconds,
            Cem43Minutes = celsius.Sum(value => ThermalDose.Rate(value) * course.StepSeconds / 60.0),
            Course = Thin(celsius[on..], course.StepSeconds),
        };
    }

    private static int Index(long us, AblationCourse course) => (int)(us / 1e6 / course.StepSeconds);

    private static int IndexOfHighest(double[] celsius) => Array.IndexOf(celsius, celsius.Max());

    private static List<double> Thin(double[] celsius, double stepSeconds)
    {
        int stride = (int)Math.Round(Outcome.CourseStepSeconds / stepSeconds);
        List<double> thinned = [];
        for (int i = 0; i < celsius.Length; i += stride) thinned.Add(celsius[i]);
        return thinned;
    }
}

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

    /// <summary>The same of the nerve; null in the first model, which has none apart from the probe.</summary>
    public required Spread? NervePeak { get; init; }

    /// <summary>How much the tissue warmed after power off, of those that were stopped by temperature, degC; null when none were.</summary>
    public required Spread? Coast { get; init; }

    public required Spread Cem43Minutes { get; init; }

    public required IReadOnlyDictionary<Ending, int> Endings { get; init; }

    /// <summary>Ablations whose peak was above 42.0 degC.</summary>
    public required int Above420 { get; init; }

    /// <summary>Ablations whose peak was above 42.5 degC.</summary>
    public required int Above425 { get; init; }

    /// <summary>Ablations whose peak was above 43.0 degC.</summary>
    public required int Above430 { get; init; }

    /// <summary>Ablations whose peak was above 44.0 degC.</summary>
    public required int Above440 { get; init; }

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
            NervePeak = outcomes[0].Lesion.Tissue == TissueModel.Sphere ? null : Spread.Of(outcomes.Select(outcome => outcome.NervePeak)),
            Coast = stopped.Length == 0 ? null : Spread.Of(stopped.Select(outcome => outcome.Peak - outcome.HighestPowered)),
            Cem43Minutes = Spread.Of(outcomes.Select(outcome => outcome.Cem43Minutes)),
            Endings = Enum.GetValues<Ending>().ToDictionary(ending => ending, ending => outcomes.Count(outcome => outcome.Ending == ending)),
            Above420 = outcomes.Count(outcome => outcome.Peak > 42.0),
            Above425 = outcomes.Count(outcome => outcome.Peak > 42.5),
            Above430 = outcomes.Count(outcome => outcome.Peak > 43.0),
            Above440 = outcomes.Count(outcome => outcome.Peak > 44.0),
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
