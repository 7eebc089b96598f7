using System.Collections.Generic;

namespace Interlock.Bench.Exploration;

/// <summary>What one part of the exploration came to.</summary>
public sealed record PartResult(string Name, long States, long Transitions, double Seconds, IReadOnlyList<Violation> Violations);
