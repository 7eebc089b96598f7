using System.Diagnostics;

namespace Interlock.Proofs.Exploration;

/// <summary>Breadth first through small spaces of places, with what must hold of each move.</summary>
internal sealed class Walk
{
    private readonly string _name;
    private readonly (string Id, string Text)[] _properties;
    private readonly Violation?[] _violations;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _states;
    private long _transitions;

    /// <param name="name">For the report.</param>
    /// <param name="properties">What a move may break, in the order of the bits of <see cref="Move{TPlace}.Broken"/>.</param>
    public Walk(string name, (string Id, string Text)[] properties)
    {
        _name = name;
        _properties = properties;
        _violations = new Violation?[properties.Length];
    }

    /// <summary>The walk is over once this property was broken; null for never.</summary>
    public string? Until { get; init; }

    /// <summary>Whether it is.</summary>
    public bool IsOver => Until is not null && Array.Exists(_violations, violation => violation?.Id == Until);

    /// <summary>Explores one space to the last place.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="moves">All moves from a place.</param>
    /// <param name="describe">A move's letter in words.</param>
    /// <returns>Every place, in the order in which they were found.</returns>
    public IReadOnlyList<TPlace> Explore<TPlace>(TPlace start, Func<TPlace, IEnumerable<Move<TPlace>>> moves, Func<int, string> describe)
        where TPlace : notnull
    {
        List<TPlace> places = [start];
        HashSet<TPlace> known = [start];
        List<(int From, int Letter)> origins = [(-1, 0)];
        for (int at = 0; at < places.Count && !IsOver; at++)
        {
            foreach (Move<TPlace> move in moves(places[at]))
            {
                _transitions++;
                if (move.Broken != 0) Report(move.Broken, () => Path(origins, at, move.Letter, describe));
                if (move.Broken != 0 && IsOver) break;
                if (move.IsLast || !known.Add(move.To)) continue;
                places.Add(move.To);
                origins.Add((at, move.Letter));
            }
        }

        _states += places.Count;
        return places;
    }

    /// <summary>Takes a move that somebody else made.</summary>
    /// <param name="broken">Properties that it breaks.</param>
    /// <param name="path">The way to it.</param>
    public void Take(int broken, Func<List<string>> path)
    {
        _transitions++;
        if (broken != 0) Report(broken, path);
    }

    /// <summary>What all the spaces explored came to.</summary>
    public PartResult Result() => new(_name, _states, _transitions, _watch.Elapsed.TotalSeconds, [.. _violations.OfType<Violation>()], _properties);

    private static List<string> Path(List<(int From, int Letter)> origins, int at, int letter, Func<int, string> describe)
    {
        List<string> path = [describe(letter)];
        for (; origins[at].From >= 0; at = origins[at].From) path.Insert(0, describe(origins[at].Letter));
        return path;
    }

    private void Report(int broken, Func<List<string>> path)
    {
        for (int i = 0; i < _properties.Length; i++)
        {
            if ((broken >> i & 1) == 0) continue;
            Violation before = _violations[i] ?? new Violation(_properties[i].Id, _properties[i].Text, 0, path());
            _violations[i] = before with { Count = before.Count + 1 };
        }
    }
}

/// <summary>One move of a <see cref="Walk"/>.</summary>
/// <param name="To">Where it leads.</param>
/// <param name="Letter">What was given, as a number.</param>
/// <param name="Broken">Properties that the move breaks, as bits.</param>
/// <param name="IsLast">Nothing follows: the firmware never asks again.</param>
internal readonly record struct Move<TPlace>(TPlace To, int Letter, int Broken, bool IsLast = false);

/// <summary>What one part of the exploration came to.</summary>
/// <param name="Properties">Every property that was judged.</param>
public sealed record PartResult(string Name, long States, long Transitions, double Seconds, IReadOnlyList<Violation> Violations, IReadOnlyList<(string Id, string Text)> Properties);

/// <summary>A property that did not hold.</summary>
/// <param name="Count">How many steps broke it.</param>
/// <param name="Path">One of the shortest ways to the first of them, from power-on on: what was given, and where that led.</param>
public sealed record Violation(string Id, string Text, long Count, IReadOnlyList<string> Path);
