using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must have lost no line and begun few ticks late since it was switched on.</summary>
public sealed record StatisticsExpectation(int MostLate, int MostLost, double WithinSeconds) : Expectation
{
    public override string Text => $"STAT with late at most {MostLate}, lost at most {MostLost} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new StatisticsExpectation(
        expectation.WholeNumber("late_at_most", 0, 1_000_000),
        expectation.WholeNumber("lost_at_most", 0, 1_000_000),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? told = watch.Await(static heard => heard.Line.Type == "STAT", WithinSeconds);
        if (told is null) return (false, "no STAT");
        bool isWell = told.Line.Number("late") <= MostLate && told.Line.Number("lost") <= MostLost;
        return (isWell, $"late={told.Line["late"]} lost={told.Line["lost"]}, longest tick {told.Line["worst"]} us");
    }
}
