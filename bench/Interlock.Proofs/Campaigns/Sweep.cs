namespace Interlock.Proofs.Campaigns;

/// <summary>How much an onset has to be moved about to have met every phase.</summary>
public enum Sweep
{
    /// <summary>Over a common pattern of tick and conversion.</summary>
    Pattern,

    /// <summary>Over two ticks, so that HEARTBEAT has both levels: conversions play no part.</summary>
    Ticks,

    /// <summary>The same in a few steps, because a run takes minutes.</summary>
    Few,
}
