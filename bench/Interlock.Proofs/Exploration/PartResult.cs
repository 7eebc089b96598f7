using System.Collections.Generic;

namespace Interlock.Proofs.Exploration;

/// <summary>What one part of the exploration came to.</summary>
/// <param name="Properties">Every property that was judged.</param>
public sealed record PartResult(string Name, long States, long Transitions, double Seconds, IReadOnlyList<Violation> Violations, IReadOnlyList<(string Id, string Text)> Properties);
