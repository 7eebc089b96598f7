using Interlock.Station.Acceptance.Boxes;
using Interlock.Station.Acceptance.Running;

namespace Interlock.Station.Acceptance.Actions;

/// <summary>Changes how the simulator's leads are connected.</summary>
public sealed record LeadsAction(Leads Leads) : PlanAction
{
    public override string Text => $"leads {Leads.ToString().ToLowerInvariant()}";

    public override void Carry(Controls controls) => controls.SetLeads(Leads);
}
