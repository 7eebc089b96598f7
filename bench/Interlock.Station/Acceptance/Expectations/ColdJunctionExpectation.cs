using System.Globalization;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must find its connector in a range of temperatures.</summary>
public sealed record ColdJunctionExpectation(double LowestCelsius, double HighestCelsius, double WithinSeconds) : Expectation
{
    public override string Text => $"cold junction {Plain(LowestCelsius)} to {Degrees(HighestCelsius)} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation)
    {
        double lowest = expectation.Number("lowest", -20.0, 100.0);
        return new ColdJunctionExpectation(lowest, expectation.Number("highest", lowest, 100.0), ExpectationReader.WithinSeconds(expectation));
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? reached = watch.Await(heard => heard.ArrivedUs >= watch.DoneUs && heard.Line.Number("cj") is { } celsius && celsius >= LowestCelsius && celsius <= HighestCelsius, WithinSeconds);
        double? found = (reached ?? watch.Heard.LastOrDefault(static heard => heard.Line.Number("cj") is not null))?.Line.Number("cj");
        return (reached is not null, found is { } told ? told.ToString("F2", CultureInfo.InvariantCulture) + " degC" : "no reading");
    }
}
