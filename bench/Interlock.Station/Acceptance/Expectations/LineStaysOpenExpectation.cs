using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The generator's line must not be closed at any moment since the action began: never both relays at once.</summary>
public sealed record LineStaysOpenExpectation(double ForSeconds) : Expectation
{
    public override string Text => $"line open throughout, and for {Time(ForSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new LineStaysOpenExpectation(
        expectation.Number("for_s", 0.1, ExpectationReader.LongestSeconds));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? closed = watch.Await(static heard => heard.Line["k1"] == "1" && heard.Line["k2"] == "1", ForSeconds);
        if (closed is not null) return (false, $"closed after {Elapsed(watch.BeganUs, closed.ArrivedUs)}");
        if (watch.Box.Truth?.WasLineClosed(watch.BeganUs) == true) return (false, "its contacts closed for a moment");
        int samples = watch.Heard.Count(static heard => heard.IsSample);
        return samples == 0 ? (false, "no sample") : (true, $"open in {samples} samples" + (watch.Box.Truth is null ? string.Empty : " and at its contacts"));
    }
}
