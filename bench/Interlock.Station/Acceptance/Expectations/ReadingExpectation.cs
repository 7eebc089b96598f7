using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must read a temperature, as the mean of a second, once it has settled.</summary>
public sealed record ReadingExpectation(double Celsius, double ToleranceCelsius, double WithinSeconds) : Expectation
{
    public override string Text => $"reading {Plain(Celsius)} ± {Degrees(ToleranceCelsius)} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new ReadingExpectation(
        expectation.Number("celsius", -270.0, 400.0),
        expectation.Number("tolerance", 0.01, 10.0),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        // Counted from now: what was expected before this may have taken its time.
        double? mean = null;
        long untilUs = watch.Box.NowUs + (long)(WithinSeconds * 1e6);
        watch.Transcript.ListenUntil(Math.Min(watch.UsAfterDone(Controls.SettleSeconds), untilUs));
        for (long fromUs = watch.Box.NowUs; fromUs < untilUs; fromUs = watch.Box.NowUs)
        {
            IReadOnlyList<double> readings = watch.Transcript.AwaitReadings(fromUs, untilUs);
            if (readings.Count < Transcript.MeanSamples) break;
            mean = readings.Average();
            if (Math.Abs(mean.Value - Celsius) <= ToleranceCelsius) return (true, Told(mean.Value));
        }

        return (false, mean is { } last ? Told(last) : "no reading");
    }

    private string Told(double mean) => string.Create(CultureInfo.InvariantCulture, $"{mean:F2} degC ({mean - Celsius:+0.00;-0.00;0.00})");
}
