using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// Breadth first through every state that the decision logic can reach (<see cref="Projection"/> says which count as one), each
/// tried with every letter, until no state is new.
/// Level by level on all processors; what is found does not depend on how many there are.
/// </summary>
public sealed class Explorer
{
    private readonly Func<EventQueue, IDecisionMachine> _make;
    private readonly Alphabet _alphabet;
    private readonly StateKey _key = new(TripTable.Count);
    private readonly Property[] _properties;
    private readonly HashSet<UInt128> _known = [];
    private readonly List<UInt128> _keys = [];
    private readonly List<(int Parent, long Letter)> _origins = [];

    /// <param name="make">Makes a machine as it is after power-on, over a queue.</param>
    /// <param name="alphabet">What each state is tried with.</param>
    /// <param name="properties">What must hold of each step.</param>
    public Explorer(Func<EventQueue, IDecisionMachine> make, Alphabet alphabet, Property[] properties)
    {
        _make = make;
        _alphabet = alphabet;
        _properties = properties;
    }

    /// <summary>Every state that was reached.</summary>
    public IEnumerable<(MachineState Machine, Observer Observer)> States => _keys.Select(_key.Unpack);

    /// <summary>Explores to the last state.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="stopAt">Ends already after the level in which this property was broken; null to explore it all.</param>
    public PartResult Run(string name, string? stopAt = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Worker[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker(_make, _alphabet, _key, _properties))];
        Worker.Breach[] breaches = new Worker.Breach[_properties.Length];
        Add(_key.Pack(_make(new EventQueue()).Save(), Observer.Fresh), -1, 0);

        int stop = Array.FindIndex(_properties, property => property.Id == stopAt);
        for (int from = 0; from < _keys.Count && (stop < 0 || breaches[stop].Count == 0);)
        {
            int until = _keys.Count;
            foreach ((UInt128 key, int parent, long letter) in ExpandLevel(workers, from, until)) Add(key, parent, letter);
            TakeBreaches(workers, breaches);
            from = until;
        }

        return new PartResult(name, _keys.Count, workers.Sum(worker => worker.Steps), watch.Elapsed.TotalSeconds, Violations(breaches), [.. _properties.Select(property => (property.Id, property.Text))]);
    }

    private IEnumerable<(UInt128 Key, int Parent, long Letter)> ExpandLevel(Worker[] workers, int from, int until)
    {
        // Chunks are small enough to keep all processors busy, and merged in their order.
        int size = Math.Clamp((until - from) / (16 * workers.Length), 1, 4096);
        List<(UInt128 Key, int Parent, long Letter)>[] found = new List<(UInt128, int, long)>[(until - from + size - 1) / size];
        int next = -1;
        Parallel.ForEach(workers, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, worker =>
        {
            List<(UInt128 Key, int Parent, long Letter)> successors = [];
            for (int chunk = Interlocked.Increment(ref next); chunk < found.Length; chunk = Interlocked.Increment(ref next))
            {
                successors.Clear();
                int end = Math.Min(until, from + (chunk + 1) * size);
                for (int i = from + chunk * size; i < end; i++) worker.Expand(i, _keys[i], successors);
                found[chunk] = [.. successors.Where(successor => !_known.Contains(successor.Key))];
            }
        });
        return found.SelectMany(chunk => chunk);
    }

    private void Add(UInt128 key, int parent, long letter)
    {
        if (!_known.Add(key)) return;
        _keys.Add(key);
        _origins.Add((parent, letter));
    }

    private static void TakeBreaches(Worker[] workers, Worker.Breach[] breaches)
    {
        Worker.Breach[] level = new Worker.Breach[breaches.Length];
        foreach (Worker worker in workers)
        {
            for (int i = 0; i < level.Length; i++) level[i].Merge(worker.Breaches[i]);
            Array.Clear(worker.Breaches);
        }

        for (int i = 0; i < level.Length; i++)
        {
            // The first level that breaks a property has the shortest path to it.
            if (breaches[i].Count == 0) breaches[i] = level[i];
            else breaches[i].Count += level[i].Count;
        }
    }

    private Violation[] Violations(Worker.Breach[] breaches) =>
    [
        .. breaches
            .Select((breach, i) => (Breach: breach, Property: _properties[i]))
            .Where(found => found.Breach.Count > 0)
            .Select(found => new Violation(found.Property.Id, found.Property.Text, found.Breach.Count, Path(found.Breach))),
    ];

    private List<string> Path(Worker.Breach breach)
    {
        List<long> letters = [breach.Letter];
        for (int state = breach.StateIndex; _origins[state].Parent >= 0; state = _origins[state].Parent) letters.Insert(0, _origins[state].Letter);
        return Replay.Describe(_make, letters.Select(_alphabet.LetterAt));
    }
}
