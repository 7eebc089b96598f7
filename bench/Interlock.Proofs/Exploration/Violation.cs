using System.Collections.Generic;

namespace Interlock.Proofs.Exploration;

/// <summary>A property that did not hold.</summary>
/// <param name="Count">How many steps broke it.</param>
/// <param name="Path">One of the shortest ways to the first of them, from power-on on: what was given, and where that led.</param>
public sealed record Violation(string Id, string Text, long Count, IReadOnlyList<string> Path);
