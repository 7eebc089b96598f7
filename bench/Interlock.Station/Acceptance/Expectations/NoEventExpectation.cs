using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>Some events must not come for a while, with the box telling its samples all the time.</summary>
public sealed record NoEventExpectation(IReadOnlyList<string> Names, double ForSeconds) : Expectation
{
    // Ten samples that are missing: silence must not pass for peace.
    private const long SilentUs = 1_000_000;

    public override string Text => $"no {string.Join(", no ", Names)} for {Time(ForSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new NoEventExpectation(
        expectation.Words("event", Vocabulary.Events),
        expectation.Number("for_s", 0.1, ExpectationReader.LongestSeconds));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? came = watch.Await(heard => Names.Any(heard.IsEvent), ForSeconds);
        if (came is not null) return (false, $"{Said(came)} after {Elapsed(watch.DoneUs, came.ArrivedUs)}");
        long endUs = watch.UsAfterDone(ForSeconds);
        Heard? sample = watch.Transcript.Last(static heard => heard.IsSample);
        if (sample is null || sample.ArrivedUs < endUs - SilentUs) return (false, "the box fell silent");
        double[] readings = [.. watch.Heard.Where(heard => heard.IsSample && heard.ArrivedUs >= watch.DoneUs).Select(heard => heard.Line.Number("tc") ?? double.NaN)];
        return (true, $"none; readings {Plain(readings.Min())} to {Degrees(readings.Max())}");
    }
}
