using System.Globalization;

namespace Interlock.Station.Acceptance;

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
        ["set"] = action => new SetAction(Celsius(action, "celsius"), action.OptionalNumber("celsius_per_s", SlowestRate, FastestRate), action.OptionalProbe()),
        ["bring"] = ReadBring,
        ["connect"] = action => new LeadsAction(Leads.Connected, action.OptionalProbe()),
        ["open"] = action => new LeadsAction(Leads.Open, action.OptionalProbe()),
        ["short"] = action => new LeadsAction(Leads.Shorted, action.OptionalProbe()),
        ["reverse"] = action => new LeadsAction(Leads.Reversed, action.OptionalProbe()),
        ["cold-junction"] = action => new ColdJunctionAction(action.Number("celsius", 0.0, 60.0), action.OptionalProbe()),
        ["press-arm"] = action => new PressArmAction(PressSeconds(action)),
        ["hold-arm"] = _ => new HoldArmAction(true),
        ["let-arm-go"] = _ => new HoldArmAction(false),
        ["cut-arm-wire"] = _ => new ArmWireAction(false),
        ["mend-arm-wire"] = _ => new ArmWireAction(true),
        ["press-stop"] = action => new PressStopAction(PressSeconds(action)),
        ["hold-stop"] = _ => new HoldStopAction(true),
        ["pull-stop"] = _ => new HoldStopAction(false),
        ["power-cycle"] = _ => new PowerCycleAction(),
        ["nothing"] = _ => new NoAction(),
    };

    public static PlanAction Read(PlanObject action) => _readers[action.Word("do", _readers.Keys)](action);

    private static BringAction ReadBring(PlanObject action)
    {
        double celsius = Celsius(action, "celsius");
        double lowest = action.Number("lowest", LowestCelsius, celsius);
        double highest = action.Number("highest", celsius, HighestCelsius);
        return new BringAction(celsius, lowest, highest, action.Number("celsius_per_s", SlowestRate, FastestRate), action.OptionalProbe());
    }

    private static double Celsius(PlanObject action, string key) => action.Number(key, LowestCelsius, HighestCelsius);

    private static double PressSeconds(PlanObject action) => action.Number("seconds", 0.05, LongestPressSeconds);
}

/// <summary>Something that is done to the box.</summary>
/// <param name="Text">In a few words, for the record.</param>
/// <param name="Carry">Does it; returns when it is done.</param>
public abstract record PlanAction(string Text, Action<Controls> Carry)
{
    /// <summary>A number as people write it.</summary>
    protected static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Which probe it is done to; nothing for every one that the box has.</summary>
    protected static string Of(int? probe) => probe is { } one ? $"probe {one}: " : string.Empty;
}

/// <summary>Sets the simulator to a temperature, in one step or no faster than a rate.</summary>
public sealed record SetAction(double Celsius, double? CelsiusPerSecond, int? Probe) : PlanAction(
    $"{Of(Probe)}simulator to {Number(Celsius)} degC {(CelsiusPerSecond is { } rate ? $"at {Number(rate)} degC/s" : "in one step")}",
    controls => controls.SetTemperature(Celsius, CelsiusPerSecond, Probe));

/// <summary>
/// Brings the box's own reading to a temperature: a threshold is tested against what the box reads, how well it reads is
/// another step.
/// </summary>
public sealed record BringAction(double Celsius, double LowestCelsius, double HighestCelsius, double CelsiusPerSecond, int? Probe) : PlanAction(
    $"{Of(Probe)}simulator until the box reads {Number(Celsius)} degC ({Number(LowestCelsius)} to {Number(HighestCelsius)}) at {Number(CelsiusPerSecond)} degC/s",
    controls => controls.BringReadingTo(Celsius, LowestCelsius, HighestCelsius, CelsiusPerSecond, Probe));

/// <summary>Changes how the simulator's leads are connected.</summary>
public sealed record LeadsAction(Leads Leads, int? Probe) : PlanAction($"{Of(Probe)}leads {Leads.ToString().ToLowerInvariant()}", controls => controls.SetLeads(Leads, Probe));

/// <summary>Warms or cools the box's thermocouple connector.</summary>
public sealed record ColdJunctionAction(double Celsius, int? Probe) : PlanAction($"{Of(Probe)}connector to {Number(Celsius)} degC", controls => controls.SetColdJunction(Celsius, Probe));

/// <summary>Presses ARM and lets go.</summary>
public sealed record PressArmAction(double Seconds) : PlanAction($"ARM for {Number(Seconds)} s", controls => controls.Box.PressArm(Seconds));

/// <summary>Presses STOP and lets go.</summary>
public sealed record PressStopAction(double Seconds) : PlanAction($"STOP for {Number(Seconds)} s", controls => controls.Box.PressStop(Seconds));

/// <summary>Presses ARM and keeps it, or lets it go.</summary>
public sealed record HoldArmAction(bool IsDown) : PlanAction(IsDown ? "ARM held" : "ARM let go", controls => controls.Box.HoldArm(IsDown));

/// <summary>Takes the wire of ARM's normally closed contact off, or puts it back.</summary>
public sealed record ArmWireAction(bool IsConnected) : PlanAction(IsConnected ? "ARM's wire on" : "ARM's wire off", controls => controls.Box.SetArmWire(IsConnected));

/// <summary>Presses STOP so that it stays, or pulls it out.</summary>
public sealed record HoldStopAction(bool IsDown) : PlanAction(IsDown ? "STOP held" : "STOP pulled", controls => controls.Box.HoldStop(IsDown));

/// <summary>Switches the box off and on again.</summary>
public sealed record PowerCycleAction() : PlanAction("power off and on", static controls => controls.Box.PowerCycle());

/// <summary>Nothing is done; something is looked at.</summary>
public sealed record NoAction() : PlanAction("nothing", static _ => { });
