using System.Collections.Generic;

namespace Interlock.Station.Acceptance.Plans;

/// <summary>What is done to a box to accept it.</summary>
/// <param name="Title">Of the plan.</param>
/// <param name="Equipment">What the technician needs.</param>
/// <param name="Steps">In order.</param>
/// <param name="Sha256">Of the plan's file, lower-case hex: a record names exactly what was run.</param>
public sealed record AcceptancePlan(string Title, IReadOnlyList<string> Equipment, IReadOnlyList<PlanStep> Steps, string Sha256);
