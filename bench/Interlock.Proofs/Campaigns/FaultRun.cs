namespace Interlock.Proofs.Campaigns;

/// <summary>What one trial with a fault came to.</summary>
/// <param name="ClosedMs">How long the line stayed closed that should not have been.</param>
/// <param name="Told">What the box named, or what became of it.</param>
/// <param name="Violation">What did not hold; null when all did.</param>
/// <param name="IsArmed">The box permitted after the fault had come.</param>
/// <param name="Seed">Of the trial.</param>
public sealed record FaultRun(double ClosedMs, string Told, string? Violation, bool IsArmed, int Seed);
