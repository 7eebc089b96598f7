using System;
using System.Collections.Generic;
using System.Globalization;

namespace Interlock.Proofs.Study;

/// <summary>A row of the study's table: what it tells of an arm, and what the paper has beside it.</summary>
public sealed record StudyRow(string Name, string Paper, Func<ArmSummary, string> Value)
{
    private const string NotReported = "-";

    public static IReadOnlyList<StudyRow> All { get; } =
    [
        new("power, W", "30.3 ± 8.2", summary => summary.Watts.MeanAndDeviation(1)),
        new("  range", "20 to 50", summary => summary.Watts.Range(0)),
        new("ablation time, min", "3.03 ± 1.16", summary => summary.Minutes.MeanAndDeviation(2)),
        new("  range", "1 to 6", summary => summary.Minutes.Range(1)),
        new("  not given of what was meant, %", NotReported, summary => Percent(summary.TimeLostShare)),
        new("  the same of those stopped, %", NotReported, summary => Percent(summary.TimeLostShareOfStopped)),
        new("highest until power off, degC", "40.5 ± 0.8", summary => summary.HighestPowered.MeanAndDeviation(1)),
        new("  range", NotReported, summary => summary.HighestPowered.Range(1)),
        new("stopped by temperature", NotReported, summary => Count(summary, Ending.Stopped)),
        new("stopped by TIME_LIMIT", NotReported, summary => Count(summary, Ending.TimeLimit)),
        new("stopped by another row", NotReported, summary => Count(summary, Ending.OtherTrip)),
        new("coast after a stop, degC", NotReported, summary => summary.Coast?.MeanAndDeviation(2) ?? NotReported),
        new("peak with coast, degC", NotReported, summary => summary.Peak.MeanAndDeviation(1)),
        new("  highest", NotReported, summary => Spread.Text(summary.Peak.Highest, 2)),
        new("  above 42.0 degC", NotReported, summary => Whole(summary.Above420)),
        new("  above 42.5 degC", NotReported, summary => Whole(summary.Above425)),
        new("CEM43 with coast, min, median", NotReported, summary => Spread.Text(summary.Cem43Minutes.Median, 2)),
        new("  highest", NotReported, summary => Spread.Text(summary.Cem43Minutes.Highest, 2)),
    ];

    private static string Count(ArmSummary summary, Ending ending) => Whole(summary.Endings[ending]);

    private static string Percent(double share) => Spread.Text(share * 100.0, 1);

    private static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
