namespace Interlock.Proofs.Exploration;

/// <summary>The vote as the explorer drives it: the real class, or one that a test has broken on purpose.</summary>
public interface IVoteCounter
{
    /// <summary>Rows that have their votes.</summary>
    int Carried { get; }

    /// <summary>Counts a read.</summary>
    void Cast(int rows, bool isConversion);

    /// <summary>Forgets what came before a new configuration.</summary>
    void Clear();

    /// <summary>Puts the vote where it was seen before.</summary>
    void Load(VoteState state);

    /// <summary>Where it stands now.</summary>
    VoteState Save();
}
