using System;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>Something that must hold of every step. docs/safety.md cites it by its ID.</summary>
/// <param name="From">Judges steps from this state only; null for steps from any.</param>
public sealed record Property(string Id, string Text, Func<Transition, bool> IsBroken, State? From = null);
