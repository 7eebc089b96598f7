using System.Collections.Generic;

namespace Interlock.Station.Acceptance.Running;

/// <summary>What was done, and the checks that followed.</summary>
public sealed record PhaseResult(string Action, IReadOnlyList<Check> Checks);
