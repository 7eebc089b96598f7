using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Presses ARM and lets go.</summary>
public sealed record PressArmAction(double Seconds) : PlanAction
{
    public override string Text => $"ARM for {Number(Seconds)} s";

    public override void Carry(Controls controls) => controls.Box.PressArm(Seconds);
}
