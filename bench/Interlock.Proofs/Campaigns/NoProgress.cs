namespace Interlock.Proofs.Campaigns;

/// <summary>Nobody watches.</summary>
public sealed class NoProgress : ICampaignProgress
{
    public void Begin(string stage, int trials)
    {
    }

    public void Advance()
    {
    }
}
