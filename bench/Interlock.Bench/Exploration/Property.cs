using System;

namespace Interlock.Bench.Exploration;

/// <summary>Something that must hold of every step. docs/safety.md cites it by its ID.</summary>
public sealed record Property(string Id, string Text, Func<Transition, bool> IsBroken);
