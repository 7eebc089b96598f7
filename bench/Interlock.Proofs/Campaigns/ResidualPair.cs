using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>Two faults together, and what is left of the protection.</summary>
public sealed record ResidualPair(Fault First, Fault Second, string Reason)
{
    public bool IsOf(Fault a, Fault b) => (a == First && b == Second) || (a == Second && b == First);
}
