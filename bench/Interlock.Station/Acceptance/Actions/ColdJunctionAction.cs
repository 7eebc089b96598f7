using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Warms or cools the box's thermocouple connector.</summary>
public sealed record ColdJunctionAction(double Celsius) : PlanAction
{
    public override string Text => $"connector to {Number(Celsius)} degC";

    public override void Carry(Controls controls) => controls.Box.SetColdJunction(Celsius);
}
