using System.Collections.Generic;
using Interlock.Station.Acceptance.Plans;

namespace Interlock.Station.Acceptance.Running;

/// <summary>A step of the plan and what became of it.</summary>
/// <param name="Step">Of the plan.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Phases">What was done and measured, as far as it went.</param>
/// <param name="Note">Why it was skipped or given up; else empty.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StepResult(PlanStep Step, Verdict Verdict, IReadOnlyList<PhaseResult> Phases, string Note, double Seconds);
