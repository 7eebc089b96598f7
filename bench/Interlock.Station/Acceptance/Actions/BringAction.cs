using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>
/// Brings the box's own reading to a temperature: a threshold is tested against what the box reads, how well it reads is
/// another step.
/// </summary>
public sealed record BringAction(double Celsius, double LowestCelsius, double HighestCelsius, double CelsiusPerSecond) : PlanAction
{
    public override string Text => $"simulator until the box reads {Number(Celsius)} degC ({Number(LowestCelsius)} to {Number(HighestCelsius)}) at {Number(CelsiusPerSecond)} degC/s";

    public override void Carry(Controls controls) => controls.BringReadingTo(this);
}
