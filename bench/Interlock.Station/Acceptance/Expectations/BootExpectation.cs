using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>The box must start, and count as many resets.</summary>
public sealed record BootExpectation(int Resets, double WithinSeconds) : Expectation
{
    public override string Text => $"BOOT with resets={Resets} within {Time(WithinSeconds)}";

    internal static Expectation Read(PlanObject expectation) => new BootExpectation(
        expectation.WholeNumber("resets", 0, 64),
        ExpectationReader.WithinSeconds(expectation));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? boot = watch.Await(static heard => heard.Line.Type == "BOOT", WithinSeconds);
        if (boot is null) return (false, "no BOOT");
        return (boot.Line.Number("resets") == Resets, $"resets={boot.Line["resets"]}, firmware {boot.Line["fw"]} build {boot.Line["build"]}");
    }
}
