using System.Globalization;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>Every sequence of internal errors up to a length, with times between them below, at and above what counts.</summary>
public static class ErrorCountExploration
{
    private const int Longest = 6;
    private const int TenMinutesMs = 600_000;

    // Sums of them come to just below, exactly and just above ten minutes.
    private static readonly int[] _gapsMs = [20, 299_990, 300_000, 300_010, 599_980, 599_999, 600_000, 600_001];

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-24", "An internal error is one too many exactly when it is the third, or a later one, within ten minutes"),
    ];

    /// <summary>Explores every sequence.</summary>
    /// <param name="add">Counts an error: the firmware's own count, or one that a test has broken on purpose.</param>
    public static PartResult Run(Func<ErrorCount, long, bool> add)
    {
        Walk walk = new("internal errors", _properties);
        walk.Explore(string.Empty, before => Moves(before, add), letter => string.Create(CultureInfo.InvariantCulture, $"error {_gapsMs[letter]} ms after the one before"));
        return walk.Result();
    }

    private static IEnumerable<Move<string>> Moves(string before, Func<ErrorCount, long, bool> add)
    {
        // A place is its whole history: one character for each gap.
        for (int letter = 0; letter < _gapsMs.Length; letter++)
        {
            string history = before + (char)('a' + letter);
            yield return new Move<string>(history, letter, IsWrong(history, add) ? 1 : 0, history.Length == Longest);
        }
    }

    private static bool IsWrong(string history, Func<ErrorCount, long, bool> add)
    {
        ErrorCount count = new();
        List<long> timesMs = [];
        bool isTooMany = false;
        foreach (char gap in history)
        {
            timesMs.Add((timesMs.Count == 0 ? 0 : timesMs[^1]) + _gapsMs[gap - 'a']);
            isTooMany = add(count, timesMs[^1]);
        }

        return isTooMany != timesMs.Count(timeMs => timesMs[^1] - timeMs < TenMinutesMs) >= 3;
    }
}
