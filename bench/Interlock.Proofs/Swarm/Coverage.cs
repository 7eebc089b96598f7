using System.Text;
using Interlock.Firmware;
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
    private readonly HashSet<Fault> _secondFaults = [];
    private readonly HashSet<(Fault, Fault)> _pairs = [];
    private readonly SortedDictionary<SecondProbe, int> _modes = [];
    private readonly HashSet<string> _rules = [];
    private readonly int[] _ends = new int[Enum.GetValues<LifeEnd>().Length];

    public void Add(LifeResult life)
    {
        foreach ((string word, int count) in life.Words) _words[word] = _words.GetValueOrDefault(word) + count;
        _states.UnionWith(life.States);
        Fault[] faults = [.. life.Faults.Select(static broken => broken.Fault).Distinct()];
        _faults.UnionWith(faults);
        _secondFaults.UnionWith(life.Faults.Where(static broken => broken.Probe == 2).Select(static broken => broken.Fault));
        _modes[life.SecondProbe] = _modes.GetValueOrDefault(life.SecondProbe) + 1;
        _rules.UnionWith(life.Rules);
        _ends[(int)life.End]++;
        IReadOnlyList<Fault> all = FaultNames.All;
        int[] places = [.. faults.Select(fault => all.ToList().IndexOf(fault)).Order()];
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = i + 1; j < places.Length; j++) _pairs.Add((all[places[i]], all[places[j]]));
        }
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"When everything had healed: {_ends[(int)LifeEnd.Permitted]} permitted within a minute of honest presses; {_ends[(int)LifeEnd.LockedOut]} were locked out, {_ends[(int)LifeEnd.ProgramEnded]} had ended, told and with the line open, and permitted after a power cycle; {_ends[(int)LifeEnd.Broken]} had broken a promise.");
        output.WriteLine($"Lives with a second probe: {string.Join(", ", _modes.Select(static mode => $"{LifePlan.ModeWord(mode.Key)} {mode.Value}"))}");
        int pairs = FaultNames.All.Count * (FaultNames.All.Count - 1) / 2;
        output.WriteLine($"Reached: states {_states.Count} of {Enum.GetValues<State>().Length}; faults {_faults.Count} of {FaultNames.All.Count}, of a second probe {_secondFaults.Count} of {FaultNames.All.Count(static fault => fault.IsOfProbe)}; pairs of faults in one life {_pairs.Count} of {pairs}; rules that had to open a closed line {_rules.Count} of {OpeningRule.All.Count}");
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
        if (_modes.Keys.All(static mode => mode == SecondProbe.None)) yield break;
        foreach (Fault fault in FaultNames.All.Where(fault => fault.IsOfProbe && _faults.Contains(fault) && !_secondFaults.Contains(fault))) yield return $"fault {fault}:2";
    }

    private bool Reached(string name, string reason) => _words.ContainsKey($"{name} {reason}");
}
