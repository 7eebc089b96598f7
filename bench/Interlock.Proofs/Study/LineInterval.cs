namespace Interlock.Proofs.Study;

/// <summary>A time for which the generator's line was closed.</summary>
public readonly record struct LineInterval(long ClosedUs, long OpenedUs);
