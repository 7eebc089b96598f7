using System;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>State and relays must come to be so in time, and perhaps stay so.</summary>
/// <param name="State">Null for any.</param>
/// <param name="K1">By its mirror, 1 when pulled in; null for any.</param>
/// <param name="K2">As K1.</param>
/// <param name="WithinSeconds">After the action.</param>
/// <param name="ForSeconds">From then, or from the end of the action.</param>
public sealed record SampleExpectation(string? State, int? K1, int? K2, double WithinSeconds, double? ForSeconds) : Expectation
{
    public override string Text => Wanted + $" within {Time(WithinSeconds)}" + (ForSeconds is { } seconds ? $", for {Time(seconds)}" : string.Empty);

    private string Wanted
    {
        get
        {
            string?[] parts = [State, K1 is { } k1 ? $"K1 {Position(k1)}" : null, K2 is { } k2 ? $"K2 {Position(k2)}" : null];
            return string.Join(", ", parts.Where(static part => part is not null));
        }
    }

    internal static Expectation Read(PlanObject expectation)
    {
        SampleExpectation sample = new(
            expectation.Has("state") ? expectation.Word("state", Vocabulary.States) : null,
            expectation.OptionalWholeNumber("k1", 0, 1),
            expectation.OptionalWholeNumber("k2", 0, 1),
            ExpectationReader.WithinSeconds(expectation),
            expectation.OptionalNumber("for_s", 0.1, ExpectationReader.LongestSeconds));
        return sample.Wanted.Length > 0 ? sample : throw expectation.Expected("at least one of state, k1, k2");
    }

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? reached = watch.Await(heard => heard.IsSample && IsWanted(heard), WithinSeconds);
        if (reached is null) return (false, Told(watch.Heard.LastOrDefault(static heard => heard.IsSample)));
        string when = $"{Told(reached)} after {Elapsed(watch.BeganUs, reached.ArrivedUs)}";
        if (ForSeconds is not { } seconds) return (true, when);

        long fromUs = Math.Max(reached.ArrivedUs, watch.DoneUs);
        long untilUs = fromUs + (long)(seconds * 1e6);
        double heldSeconds = (untilUs - watch.DoneUs) / 1e6;
        Heard? left = watch.Await(heard => heard.IsSample && heard.ArrivedUs >= fromUs && !IsWanted(heard), heldSeconds);
        if (left is not null) return (false, $"{when}, then {Told(left)} after {Elapsed(fromUs, left.ArrivedUs)}");
        Heard last = watch.Transcript.Last(static heard => heard.IsSample)!;
        bool isHeard = last.ArrivedUs >= untilUs - 1_000_000;
        return isHeard ? (true, $"{when}, and stayed") : (false, $"{when}, then the box fell silent");
    }

    private static string Told(Heard? sample) =>
        sample is null ? "no sample" : $"{sample.Line["st"]}, K1 {Position(sample.Line["k1"] == "1" ? 1 : 0)}, K2 {Position(sample.Line["k2"] == "1" ? 1 : 0)}";

    private static string Position(int contact) => contact == 1 ? "closed" : "open";

    private bool IsWanted(Heard heard) =>
        (State is null || heard.Line["st"] == State)
        && (K1 is not { } k1 || heard.Line.Number("k1") == k1)
        && (K2 is not { } k2 || heard.Line.Number("k2") == k2);
}
