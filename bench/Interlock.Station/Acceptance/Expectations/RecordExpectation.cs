using System;
using System.Globalization;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must file the ablation in a PROC line, with its end and perhaps its duration.</summary>
public sealed record RecordExpectation(string End, double? DurationSeconds, double? ToleranceSeconds, double WithinSeconds) : Expectation
{
    public override string Text => DurationSeconds is { } seconds
        ? $"PROC of {Plain(seconds)} ± {Time(ToleranceSeconds!.Value)} ended by {End} within {Time(WithinSeconds)}"
        : $"PROC ended by {End} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation)
    {
        double? duration = expectation.OptionalNumber("duration_s", 0.0, ExpectationReader.LongestSeconds);
        double? tolerance = duration is null ? null : expectation.Number("tolerance_s", 0.0, ExpectationReader.LongestSeconds);
        return new RecordExpectation(expectation.Word("end", Vocabulary.Reasons), duration, tolerance, ExpectationReader.WithinSeconds(expectation));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(static heard => heard.Line.Type == "PROC", WithinSeconds);
        if (told is null) return (false, "no PROC");
        double seconds = (told.Line.Number("dur") ?? double.NaN) / 1000.0;
        bool isInTolerance = DurationSeconds is null || Math.Abs(seconds - DurationSeconds.Value) <= ToleranceSeconds;
        string measured = string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s, highest {told.Line["peak"]} degC, ended by {told.Line["end"]}");
        return (isInTolerance && told.Line["end"] == End, measured);
    }
}
