using System.Text;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What lives came to, and what none of them reached.</summary>
public sealed class Coverage
{
    private readonly SortedDictionary<string, long> _words = new(StringComparer.Ordinal);
    private readonly SortedSet<State> _states = [];
    private readonly HashSet<Fault> _faults = [];
    private readonly HashSet<(Fault, Fault)> _pairs = [];
    private readonly HashSet<string> _rules = [];
    private readonly int[] _ends = new int[Enum.GetValues<LifeEnd>().Length];

    public void Add(LifeResult life)
    {
        foreach ((string word, int count) in life.Words) _words[word] = _words.GetValueOrDefault(word) + count;
        _states.UnionWith(life.States);
        _faults.UnionWith(life.Faults);
        _rules.UnionWith(life.Rules);
        _ends[(int)life.End]++;
        IReadOnlyList<Fault> all = FaultNames.All;
        int[] places = [.. life.Faults.Select(fault => all.ToList().IndexOf(fault)).Order()];
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = i + 1; j < places.Length; j++) _pairs.Add((all[places[i]], all[places[j]]));
        }
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"When everything had healed: {_ends[(int)LifeEnd.Permitted]} permitted within a minute of honest presses; {_ends[(int)LifeEnd.LockedOut]} were locked out, {_ends[(int)LifeEnd.ProgramEnded]} had ended, told and with the line open, and permitted after a power cycle; {_ends[(int)LifeEnd.Broken]} had broken a promise.");
        int pairs = FaultNames.All.Count * (FaultNames.All.Count - 1) / 2;
        output.WriteLine($"Reached: states {_states.Count} of {Enum.GetValues<State>().Length}; faults {_faults.Count} of {FaultNames.All.Count}; pairs of faults in one life {_pairs.Count} of {pairs}; rules that had to open a closed line {_rules.Count} of {OpeningRule.All.Count}");
        foreach (IGrouping<string, KeyValuePair<string, long>> group in _words.GroupBy(word => word.Key.Split(' ')[0]))
        {
            output.WriteLine($"  {group.Key}: {string.Join(", ", group.Select(word => $"{word.Key[group.Key.Length..].TrimStart()} {word.Value}".TrimStart()))}");
        }

        string[] never = [.. Never()];
        output.WriteLine(never.Length == 0 ? "Nothing was never reached." : $"Never reached: {string.Join(", ", never)}");
    }

    private IEnumerable<string> Never()
    {
        foreach (State state in Enum.GetValues<State>().Except(_states)) yield return $"state {state}";
        for (int row = 0; row < TripTable.Count; row++)
        {
            string word = TripTable.Described(row).Word;
            if (!Reached(EventName.Trip, word) && !Reached(EventName.LockOut, word)) yield return $"trip {word}";
            if (!Reached(EventName.Refused, word)) yield return $"refusal {word}";
        }

        foreach (byte[] own in Interlock.Firmware.Telemetry.Words.OwnReasons)
        {
            string reason = Encoding.ASCII.GetString(own);
            if (!_words.Keys.Any(word => word.EndsWith(" " + reason, StringComparison.Ordinal))) yield return $"reason {reason}";
        }

        foreach (byte[] step in Interlock.Firmware.Telemetry.Words.Steps)
        {
            string name = Encoding.ASCII.GetString(step);
            if (!_words.ContainsKey($"{LineType.Test} {name} passed")) yield return $"step {name} passed";
            if (!_words.ContainsKey($"{LineType.Test} {name} failed")) yield return $"step {name} failed";
        }

        foreach (OpeningRule rule in OpeningRule.All.Where(rule => !_rules.Contains(rule.Name))) yield return $"rule {rule.Name}";
        foreach (Fault fault in FaultNames.All.Where(fault => !_faults.Contains(fault))) yield return $"fault {fault}";
    }

    private bool Reached(string name, string reason) => _words.ContainsKey($"{name} {reason}");
}
