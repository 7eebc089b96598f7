using System.Collections.Generic;
using Interlock.Bench.Acceptance.Actions;
using Interlock.Bench.Acceptance.Expectations;

namespace Interlock.Bench.Acceptance.Plans;

/// <summary>One thing that is done, and what must come of it.</summary>
public sealed record PlanPhase(PlanAction Action, IReadOnlyList<Expectation> Expectations);
