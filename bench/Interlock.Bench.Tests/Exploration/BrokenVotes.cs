using System;
using Interlock.Proofs.Exploration;

namespace Interlock.Bench.Tests.Exploration;

/// <summary>A vote over the last three conversions with a rule of its own.</summary>
/// <param name="carry">What is carried, of the rows of the newest read and of the last three conversions.</param>
/// <param name="countsEveryRead">Every read counts as a conversion.</param>
/// <param name="forgets">A new configuration forgets.</param>
internal sealed class BrokenVotes(Func<int, VoteState, int> carry, bool countsEveryRead = false, bool forgets = true) : IVoteCounter
{
    private VoteState _state;

    public int Carried => _state.Carried;

    public void Cast(int rows, bool isConversion)
    {
        if (isConversion || countsEveryRead) _state = new VoteState(rows, _state.Newest, _state.Middle, 0);
        _state = _state with { Carried = carry(rows, _state) };
    }

    public void Clear()
    {
        if (forgets) _state = default;
    }

    public void Load(VoteState state) => _state = state;

    public VoteState Save() => _state;
}
