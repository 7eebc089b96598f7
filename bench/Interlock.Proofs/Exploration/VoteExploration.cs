using System.Reflection;
using Interlock.Firmware.Judgement;
using Interlock.Proofs.Campaigns;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Every history of votes, for alphabets of rows: each pair of rows in all four combinations, which shows every row alone
/// and that no two rows vote for each other; and no row, each row, all but each temperature row and all rows at once. A
/// conversion, a read that brought none, and a new configuration may come at every step.
/// </summary>
/// <param name="make">Makes a vote that has counted nothing.</param>
/// <param name="rows">The rows.</param>
public sealed class VoteExploration(Func<IVoteCounter> make, IReadOnlyList<int> rows)
{
    // From the design, not from the table in the code.
    private static readonly int _twoOfThree = TripTable.OverTemperature | TripTable.UnderTemperature | TripTable.ColdJunction;

    private const int BreaksMajority = 1;
    private const int BreaksLone = 2;
    private const int BreaksSingle = 4;
    private const int BreaksClear = 8;

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-20", "A temperature row is carried by two of the last three conversions, in whatever order they come"),
        ("EX-21", "A temperature row is not carried by one conversion alone, nor by reads that brought no conversion"),
        ("EX-22", "Every other row is carried by the newest read alone, in that read"),
        ("EX-23", "A new configuration forgets all votes"),
    ];

    /// <summary>Explores to the last state.</summary>
    public PartResult Run()
    {
        Walk walk = new("votes", _properties);
        for (int i = 1; i < rows.Count; i++)
        {
            for (int j = 0; j < i; j++) Explore(walk, [0, 1 << rows[i], 1 << rows[j], 1 << rows[i] | 1 << rows[j]]);
        }

        int all = rows.Aggregate(0, (mask, row) => mask | 1 << row);
        IEnumerable<int> allButOne = rows.Where(row => (_twoOfThree >> row & 1) != 0).Select(row => all & ~(1 << row));
        Explore(walk, [0, all, .. rows.Select(row => 1 << row), .. allButOne]);
        return walk.Result();
    }

    private void Explore(Walk walk, int[] masks)
    {
        IVoteCounter votes = make();
        walk.Explore(new Place(votes.Save(), 0, 0, 0), place => Moves(votes, masks, place), letter => Describe(masks, letter));
    }

    private static IEnumerable<Move<Place>> Moves(IVoteCounter votes, int[] masks, Place place)
    {
        votes.Load(place.Votes);
        votes.Clear();
        Place cleared = new(votes.Save(), 0, 0, 0);
        yield return new Move<Place>(cleared, 2 * masks.Length, votes.Carried == 0 ? 0 : BreaksClear);

        for (int letter = 0; letter < 2 * masks.Length; letter++)
        {
            int rows = masks[letter >> 1];
            bool isConversion = (letter & 1) == 0;
            votes.Load(place.Votes);
            votes.Cast(rows, isConversion);
            Place to = isConversion
                ? new Place(votes.Save(), rows, place.Newest, place.Middle)
                : place with { Votes = votes.Save() };
            yield return new Move<Place>(to, letter, Broken(votes.Carried, rows, to));
        }
    }

    private static int Broken(int carried, int rows, Place seen)
    {
        int broken = 0;
        for (int row = 0; row < TripTable.Count; row++)
        {
            bool isCarried = (carried >> row & 1) != 0;
            int votes = (seen.Newest >> row & 1) + (seen.Middle >> row & 1) + (seen.Oldest >> row & 1);
            if ((_twoOfThree >> row & 1) == 0) broken |= isCarried != ((rows >> row & 1) != 0) ? BreaksSingle : 0;
            else if (votes >= 2) broken |= isCarried ? 0 : BreaksMajority;
            else broken |= isCarried ? BreaksLone : 0;
        }

        return broken;
    }

    private static string Describe(int[] masks, int letter)
    {
        if (letter == 2 * masks.Length) return "new configuration";
        return $"{((letter & 1) == 0 ? "conversion" : "read without conversion")} with {CauseNames.OfRows(masks[letter >> 1])}";
    }

    /// <summary>Where the vote stands, and what an onlooker remembers of the last three conversions.</summary>
    private readonly record struct Place(VoteState Votes, int Newest, int Middle, int Oldest);
}

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

/// <summary>All that the vote remembers from one read to the next.</summary>
public readonly record struct VoteState(int Newest, int Middle, int Oldest, int Carried);
