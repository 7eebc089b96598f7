namespace Interlock.Proofs.Exploration;

/// <summary>One move of a <see cref="Walk"/>.</summary>
/// <param name="To">Where it leads.</param>
/// <param name="Letter">What was given, as a number.</param>
/// <param name="Broken">Properties that the move breaks, as bits.</param>
/// <param name="IsLast">Nothing follows: the firmware never asks again.</param>
internal readonly record struct Move<TPlace>(TPlace To, int Letter, int Broken, bool IsLast = false);
