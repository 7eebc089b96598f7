using System;
using System.Collections.Generic;
using Interlock.Station.Acceptance.Boxes;
using Interlock.Station.Acceptance.Plans;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>The actions of a plan by the word after "do".</summary>
internal static class ActionReader
{
    // What a simulator for types T and K can give, and what a hand or a ramp generator can follow.
    private const double LowestCelsius = -100.0;
    private const double HighestCelsius = 300.0;
    private const double SlowestRate = 0.01;
    private const double FastestRate = 50.0;
    private const double LongestPressSeconds = 60.0;

    private static readonly Dictionary<string, Func<PlanObject, PlanAction>> _readers = new(StringComparer.Ordinal)
    {
        ["set"] = action => new SetAction(Celsius(action, "celsius"), action.OptionalNumber("celsius_per_s", SlowestRate, FastestRate)),
        ["bring"] = ReadBring,
        ["connect"] = _ => new LeadsAction(Leads.Connected),
        ["open"] = _ => new LeadsAction(Leads.Open),
        ["short"] = _ => new LeadsAction(Leads.Shorted),
        ["reverse"] = _ => new LeadsAction(Leads.Reversed),
        ["cold-junction"] = action => new ColdJunctionAction(action.Number("celsius", 0.0, 60.0)),
        ["press-arm"] = action => new PressArmAction(PressSeconds(action)),
        ["press-stop"] = action => new PressStopAction(PressSeconds(action)),
        ["power-cycle"] = _ => new PowerCycleAction(),
        ["nothing"] = _ => new NoAction(),
    };

    public static PlanAction Read(PlanObject action) => _readers[action.Word("do", _readers.Keys)](action);

    private static BringAction ReadBring(PlanObject action)
    {
        double celsius = Celsius(action, "celsius");
        double lowest = action.Number("lowest", LowestCelsius, celsius);
        double highest = action.Number("highest", celsius, HighestCelsius);
        return new BringAction(celsius, lowest, highest, action.Number("celsius_per_s", SlowestRate, FastestRate));
    }

    private static double Celsius(PlanObject action, string key) => action.Number(key, LowestCelsius, HighestCelsius);

    private static double PressSeconds(PlanObject action) => action.Number("seconds", 0.05, LongestPressSeconds);
}
