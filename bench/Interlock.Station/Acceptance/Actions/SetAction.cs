using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Sets the simulator to a temperature, in one step or no faster than a rate.</summary>
public sealed record SetAction(double Celsius, double? CelsiusPerSecond) : PlanAction
{
    public override string Text => CelsiusPerSecond is { } rate
        ? $"simulator to {Number(Celsius)} degC at {Number(rate)} degC/s"
        : $"simulator to {Number(Celsius)} degC in one step";

    public override void Carry(Controls controls) => controls.SetTemperature(Celsius, CelsiusPerSecond);
}
