using System.Linq;
using System.Reflection;
using Interlock.Firmware.Judgement;

namespace Interlock.Proofs.Exploration;

/// <summary>The firmware's own vote, with its private fields in reach.</summary>
public sealed class RealVotes : IVoteCounter
{
    private static readonly FieldInfo[] _fields =
        [.. new[] { nameof(VoteState.Newest), nameof(VoteState.Middle), nameof(VoteState.Oldest), nameof(VoteState.Carried) }.Select(name => PrivateField.Of(typeof(Votes), name))];

    private readonly Votes _votes = new();

    public int Carried => _votes.Carried;

    /// <summary>Fields that the exploration would miss.</summary>
    public static string[] Unknown() => [.. PrivateField.Names(typeof(Votes)).Except(_fields.Select(field => field.Name)).Except([PrivateField.Of(typeof(Votes), "TwoOfThree").Name])];

    public void Cast(int rows, bool isConversion) => _votes.Cast(rows, isConversion);

    public void Clear() => _votes.Clear();

    public void Load(VoteState state)
    {
        _fields[0].SetValue(_votes, state.Newest);
        _fields[1].SetValue(_votes, state.Middle);
        _fields[2].SetValue(_votes, state.Oldest);
        _fields[3].SetValue(_votes, state.Carried);
    }

    public VoteState Save() =>
        new((int)_fields[0].GetValue(_votes)!, (int)_fields[1].GetValue(_votes)!, (int)_fields[2].GetValue(_votes)!, (int)_fields[3].GetValue(_votes)!);
}
