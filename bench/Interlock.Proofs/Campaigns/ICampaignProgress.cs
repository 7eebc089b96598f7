namespace Interlock.Proofs.Campaigns;

/// <summary>Is told how far a campaign has come. Called from several threads.</summary>
public interface ICampaignProgress
{
    /// <summary>A stage of the campaign begins.</summary>
    void Begin(string stage, int trials);

    /// <summary>A trial of the stage has ended.</summary>
    void Advance();
}
