namespace Interlock.Proofs.Exploration;

/// <summary>All that the vote remembers from one read to the next.</summary>
public readonly record struct VoteState(int Newest, int Middle, int Oldest, int Carried);
