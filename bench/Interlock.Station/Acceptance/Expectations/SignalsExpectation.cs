using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Station.Acceptance.Boxes;
using Interlock.Station.Acceptance.Plans;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Expectations;

/// <summary>Lamps and buzzer must have been on: the technician is asked.</summary>
public sealed record SignalsExpectation(Signals Shown, string Question) : Expectation
{
    private static readonly Dictionary<string, Signals> _names = Enum.GetValues<Signals>()
        .Where(static signal => signal != Signals.None)
        .ToDictionary(static signal => signal.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    public override string Text => Question;

    internal static Expectation Read(PlanObject expectation) => new SignalsExpectation(
        expectation.Words("show", _names.Keys).Aggregate(Signals.None, static (all, name) => all | _names[name]),
        expectation.Text("question"));

    protected override (bool IsPassed, string Measured) Measure(Watch watch)
    {
        bool isShown = watch.Box.HasShown(Shown, Question, watch.BeganUs);
        return (isShown, isShown ? "yes" : "no");
    }
}
