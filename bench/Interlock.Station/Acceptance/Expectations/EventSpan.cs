using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>From one event to another, by the clock here: the box's own may be what is wrong.</summary>
public sealed record EventSpan(string Since, double LowestSeconds, double HighestSeconds)
{
    internal static EventSpan Read(PlanObject expectation)
    {
        double lowest = expectation.Number("lowest_s", 0.0, ExpectationReader.LongestSeconds);
        return new EventSpan(expectation.Word("since", Vocabulary.Events), lowest, expectation.Number("highest_s", lowest, ExpectationReader.LongestSeconds));
    }
}
