using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Presses STOP and lets go.</summary>
public sealed record PressStopAction(double Seconds) : PlanAction
{
    public override string Text => $"STOP for {Number(Seconds)} s";

    public override void Carry(Controls controls) => controls.Box.PressStop(Seconds);
}
