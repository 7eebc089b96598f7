using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Nothing is done; something is looked at.</summary>
public sealed record NoAction : PlanAction
{
    public override string Text => "nothing";

    public override void Carry(Controls controls)
    {
    }
}
