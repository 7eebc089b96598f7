using System;
using System.Collections.Generic;
using Interlock.Station.Acceptance.Plans;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The expectations of a plan by the word after "that".</summary>
internal static class ExpectationReader
{
    /// <summary>No step waits longer.</summary>
    public const double LongestSeconds = 3600.0;

    private static readonly Dictionary<string, Func<PlanObject, Expectation>> _readers = new(StringComparer.Ordinal)
    {
        ["event"] = EventExpectation.Read,
        ["no-event"] = NoEventExpectation.Read,
        ["sample"] = SampleExpectation.Read,
        ["line-stays-open"] = LineStaysOpenExpectation.Read,
        ["reading"] = ReadingExpectation.Read,
        ["cold-junction"] = ColdJunctionExpectation.Read,
        ["boot"] = BootExpectation.Read,
        ["configuration"] = ConfigurationExpectation.Read,
        ["self-test"] = SelfTestExpectation.Read,
        ["record"] = RecordExpectation.Read,
        ["signals"] = SignalsExpectation.Read,
        ["reaction"] = ReactionExpectation.Read,
        ["log"] = LogExpectation.Read,
        ["statistics"] = StatisticsExpectation.Read,
    };

    public static Expectation Read(PlanObject expectation)
    {
        Expectation read = _readers[expectation.Word("that", _readers.Keys)](expectation);
        expectation.End();
        return read;
    }

    public static double WithinSeconds(PlanObject expectation) => expectation.Number("within_s", 0.1, LongestSeconds);
}
