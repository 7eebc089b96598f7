using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>An event must come, in time and for one of some reasons; perhaps no sooner than a while after an earlier event.</summary>
/// <param name="Names">Any of these events.</param>
/// <param name="Reasons">With any of these causes; empty where the event has none.</param>
/// <param name="WithinSeconds">After the action.</param>
/// <param name="After">How long after another event; null for any time.</param>
public sealed record EventExpectation(IReadOnlyList<string> Names, IReadOnlyList<string> Reasons, double WithinSeconds, EventSpan? After) : Expectation
{
    private const int MostShown = 4;

    public override string Text
    {
        get
        {
            string what = $"{string.Join(" or ", Names)} {string.Join(" or ", Reasons)}".TrimEnd();
            string when = $"within {Time(WithinSeconds)}";
            return After is null ? $"{what} {when}" : $"{what} {Plain(After.LowestSeconds)} to {Time(After.HighestSeconds)} after {After.Since}";
        }
    }

    internal static Expectation Read(PlanObject expectation) => new EventExpectation(
        expectation.Words("event", Vocabulary.Events),
        expectation.Has("reason") ? expectation.Words("reason", Vocabulary.Reasons) : [],
        ExpectationReader.WithinSeconds(expectation),
        expectation.Has("since") ? EventSpan.Read(expectation) : null);

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        Heard? came = watch.Await(IsWanted, WithinSeconds);
        if (came is null) return (false, Others(watch));
        if (After is null) return (true, $"{Said(came)} after {Elapsed(watch.BeganUs, came.ArrivedUs)}");

        Heard? before = watch.Heard.LastOrDefault(heard => heard.IsEvent(After.Since) && heard.ArrivedUs <= came.ArrivedUs);
        if (before is null) return (false, $"{Said(came)} without {After.Since} before");
        double seconds = (came.ArrivedUs - before.ArrivedUs) / 1e6;
        bool isInTime = seconds >= After.LowestSeconds && seconds <= After.HighestSeconds;
        return (isInTime, string.Create(CultureInfo.InvariantCulture, $"{Said(came)} after {seconds:F1} s"));
    }

    private static string Others(Watch watch)
    {
        string[] others = [.. watch.Heard.Where(static heard => heard.Line.Type == "EVNT").Take(MostShown).Select(Said)];
        return others.Length == 0 ? "no event" : string.Join(", ", others);
    }

    private bool IsWanted(Heard heard) =>
        Names.Any(heard.IsEvent) && (Reasons.Count == 0 || (heard.Reason is { } reason && Reasons.Contains(reason, StringComparer.Ordinal)));
}
