using System.Collections.Generic;
using Interlock.Station.Acceptance.Actions;
using Interlock.Station.Acceptance.Expectations;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>One thing that is done, and what must come of it.</summary>
public sealed record PlanPhase(PlanAction Action, IReadOnlyList<Expectation> Expectations);
