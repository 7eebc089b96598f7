using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Switches the box off and on again.</summary>
public sealed record PowerCycleAction : PlanAction
{
    public override string Text => "power off and on";

    public override void Carry(Controls controls) => controls.Box.PowerCycle();
}
