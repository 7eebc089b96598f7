using System.Collections.Generic;
using Interlock.Log;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Records;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>Every line of the test so far must be whole and in sequence.</summary>
public sealed record LogExpectation : Expectation
{
    public override string Text => "every line of the test whole, in sequence and in its cadence; no restart that nobody made";

    internal static Expectation Read(PlanObject _) => new LogExpectation();

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        watch.Transcript.CatchUp();
        LogIntegrity log = LogIntegrity.Of(watch.Capture.ToArray(), watch.Capture.PowerCycles());
        IReadOnlyList<LogProblem> problems = log.Problems;
        return problems.Count == 0
            ? (true, $"{log.Lines} lines, all whole and in sequence")
            : (false, $"{log.Lines} lines, {problems.Count} problems, the first in line {problems[0].Line}: {problems[0].Text}");
    }
}
