using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>Steps of the box's self-test must pass, in this order.</summary>
public sealed record SelfTestExpectation(IReadOnlyList<string> Steps, double WithinSeconds) : Expectation
{
    public override string Text => $"self-test {string.Join(", ", Steps)} passed within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new SelfTestExpectation(
        expectation.Words("steps", Vocabulary.TestSteps),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        int told = 0;
        bool isPassed = true;
        Heard? end = watch.Await(IsEnd, WithinSeconds);
        IEnumerable<string> found = watch.Heard.Where(static heard => heard.Line.Type == "TEST").Take(told).Select(static heard => $"{heard.Line["step"]} {(heard.Line["ok"] == "1" ? "passed" : "failed")}");
        if (end is not null && isPassed) return (true, $"all passed after {Elapsed(watch.BeganUs, end.ArrivedUs)}");
        IEnumerable<string> events = watch.Heard.Where(static heard => heard.Line.Type == "EVNT").Select(Said);
        string all = string.Join(", ", found.Concat(events));
        return (false, all.Length == 0 ? "no TEST line" : all);

        bool IsEnd(Heard heard)
        {
            if (heard.Line.Type != "TEST") return false;
            isPassed = heard.Line["step"] == Steps[told] && heard.Line["ok"] == "1";
            told++;
            return !isPassed || told == Steps.Count;
        }
    }
}
