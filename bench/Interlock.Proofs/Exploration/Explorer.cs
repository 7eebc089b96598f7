using System.Diagnostics;
using System.Numerics;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
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

/// <summary>Tries every letter in some states, on machines of its own.</summary>
internal sealed class Worker
{
    /// <summary>Stand for internal errors among the numbers of letters.</summary>
    public const long OneError = -1;

    public const long OneErrorTooMany = -2;

    private readonly EventQueue _events = new();
    private readonly EventQueue _fullEvents = new();
    private readonly IDecisionMachine _machine;
    private readonly IDecisionMachine _twin;
    private readonly StateKey _key;
    private readonly Property[] _properties;
    private readonly Alphabet _alphabet;
    private readonly Transition _step = new();
    private readonly HashSet<UInt128> _reached = [];
    private readonly List<int> _judged = [];
    private MachineState _lastAfter;
    private Observer _lastObserves;
    private int _stateIndex;

    public Worker(Func<EventQueue, IDecisionMachine> make, Alphabet alphabet, StateKey key, Property[] properties)
    {
        _machine = make(_events);
        _twin = make(_fullEvents);
        _alphabet = alphabet;
        _key = key;
        _properties = properties;
        Breaches = new Breach[properties.Length];
        while (_fullEvents.Count < EventQueue.Capacity) _fullEvents.Post(EventKind.Warn, Reason.High, 0);
    }

    /// <summary>For each property the plainest step that broke it, and how many did.</summary>
    public Breach[] Breaches { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Where a state leads to, each place with the first letter that leads there.</summary>
    public void Expand(int stateIndex, UInt128 key, List<(UInt128 Key, int Parent, long Letter)> successors)
    {
        _stateIndex = stateIndex;
        _reached.Clear();
        _reached.Add(key);
        (_step.Before, _step.Observed) = _key.Unpack(key);
        (_lastAfter, _lastObserves) = (_step.Before, _step.Observed);
        _judged.Clear();
        for (int i = 0; i < _properties.Length; i++)
        {
            if (_properties[i].From is not { } from || from == _step.Before.State) _judged.Add(i);
        }

        _step.Error = InternalError.One;
        Take(OneError, successors);
        _step.Error = InternalError.OneTooMany;
        Take(OneErrorTooMany, successors);
        _step.Error = InternalError.None;

        long number = 0;
        foreach (Alphabet.Block block in _alphabet.Blocks)
        {
            foreach (Letter facts in block.Facts)
            {
                facts.SetFacts(_step.Inputs);
                foreach (int flags in block.Flags)
                {
                    Letter.SetFlags(_step.Inputs, flags);
                    Take(number++, successors);
                }
            }
        }
    }

    private void Take(long number, List<(UInt128 Key, int Parent, long Letter)> successors)
    {
        Transition step = _step;
        _machine.Load(step.Before);
        Play(_machine);
        step.After = _machine.Save();
        step.Take(_events);
        PlayTwin();
        step.Observes = step.Observed.After(step);
        Steps++;

        foreach (int i in _judged)
        {
            if (_properties[i].IsBroken(step)) Breaches[i].Add(_alphabet.LetterAt(number).Oddity, _stateIndex, number);
        }

        if (step.After == _lastAfter && step.Observes == _lastObserves) return;
        (_lastAfter, _lastObserves) = (step.After, step.Observes);
        (MachineState machine, Observer observer) = Projection.Of(step.After, step.Observes);
        UInt128 key = _key.Pack(machine, observer);
        if (_reached.Add(key)) successors.Add((key, _stateIndex, number));
    }

    private void Play(IDecisionMachine machine)
    {
        if (_step.IsInternalError) machine.StepInternalError(_step.Error == InternalError.OneTooMany);
        else machine.Step(_step.Inputs);
    }

    private void PlayTwin()
    {
        int dropped = _fullEvents.Dropped;
        _twin.Load(_step.Before with { LeftBecause = Reason.Low });
        Play(_twin);
        _step.AfterOfTwin = _twin.Save();
        _step.DroppedByTwin = _fullEvents.Dropped - dropped;
    }

    /// <summary>How often a property was broken, and where most plainly.</summary>
    public struct Breach
    {
        public long Count;
        public int Oddity;
        public int StateIndex;
        public long Letter;

        public void Add(int oddity, int stateIndex, long letter)
        {
            Merge(new Breach { Count = 1, Oddity = oddity, StateIndex = stateIndex, Letter = letter });
        }

        /// <summary>Takes over what another worker found; the order of merging does not matter.</summary>
        public void Merge(Breach other)
        {
            if (other.Count == 0) return;
            bool isPlainer = Count == 0 || (other.Oddity, other.StateIndex, other.Letter).CompareTo((Oddity, StateIndex, Letter)) < 0;
            long count = Count + other.Count;
            if (isPlainer) this = other;
            Count = count;
        }
    }
}

/// <summary>
/// A state of machine and observer in one number, as wide as the table needs it. It grows with the table, and checks itself:
/// one that does not fit is an error before anything is explored.
/// </summary>
public sealed class StateKey
{
    private const int Width = 128;
    private const int Masks = 2;
    private const int Reasons = 3;
    private const int States = 3;
    private const int Flags = 3;

    private static readonly int _stateBits = BitsFor(Enum.GetValues<State>().Length);

    private readonly int _rowBits;
    private readonly int _reasonBits;

    /// <param name="rows">Rows of the trip table.</param>
    /// <exception cref="OverflowException">A state would not fit.</exception>
    public StateKey(int rows)
    {
        _rowBits = rows;
        _reasonBits = BitsFor(1 + Reason.FirstOwn + Words.OwnReasons.Length);
        int bits = States * _stateBits + Reasons * _reasonBits + Masks * _rowBits + Flags;
        if (bits > Width || rows > TripTable.Most)
        {
            throw new OverflowException($"A state of the decision logic with {rows} rows takes {bits} bits, its key has {Width}, a mask {TripTable.Most}: the exploration would lose states. Widen StateKey.");
        }
    }

    public UInt128 Pack(MachineState machine, Observer observer)
    {
        UInt128 key = 0;
        Push(ref key, (int)machine.State, _stateBits);
        Push(ref key, machine.FirstCause + 1, _reasonBits);
        Push(ref key, machine.Reported, _rowBits);
        Push(ref key, machine.LeftBecause + 1, _reasonBits);
        Push(ref key, (int)machine.ActBeganIn, _stateBits);
        Push(ref key, machine.IsActSpent ? 1 : 0, 1);
        Push(ref key, (int)observer.ActBeganIn, _stateBits);
        Push(ref key, observer.HasActDone ? 1 : 0, 1);
        Push(ref key, observer.OwesAcknowledgement ? 1 : 0, 1);
        Push(ref key, observer.Cause + 1, _reasonBits);
        Push(ref key, observer.Named, _rowBits);
        return key;
    }

    public (MachineState Machine, Observer Observer) Unpack(UInt128 key)
    {
        int named = Pop(ref key, _rowBits);
        int cause = Pop(ref key, _reasonBits) - 1;
        bool owes = Pop(ref key, 1) != 0;
        bool hasDone = Pop(ref key, 1) != 0;
        Observer observer = new((State)Pop(ref key, _stateBits), hasDone, owes, cause, named);
        bool isSpent = Pop(ref key, 1) != 0;
        State beganIn = (State)Pop(ref key, _stateBits);
        int leftBecause = Pop(ref key, _reasonBits) - 1;
        int reported = Pop(ref key, _rowBits);
        int firstCause = Pop(ref key, _reasonBits) - 1;
        return (new MachineState((State)Pop(ref key, _stateBits), firstCause, reported, leftBecause, beganIn, isSpent), observer);
    }

    private static int BitsFor(int values) => 32 - BitOperations.LeadingZeroCount((uint)values);

    private static void Push(ref UInt128 key, int value, int bits)
    {
        if (value < 0 || value >> bits != 0) throw new OverflowException("The decision logic has a state that the exploration does not know.");
        key = key << bits | (uint)value;
    }

    private static int Pop(ref UInt128 key, int bits)
    {
        int value = (int)(key & ((UInt128.One << bits) - 1));
        key >>= bits;
        return value;
    }
}

/// <summary>
/// Which differences between two states count as none. What was told last is forgotten (EX-13 shows that it decides nothing),
/// and so is which later rows have been named: in TRIPPED only the first cause counts as named, and elsewhere nothing does. A
/// set of rows for each first cause is too many to visit; <see cref="NamingProof"/> shows for all of them that they decide
/// nothing but the ALSO events (EX-26, EX-27).
/// </summary>
public static class Projection
{
    /// <summary>The state that stands for this one.</summary>
    public static (MachineState Machine, Observer Observer) Of(MachineState machine, Observer observer)
    {
        bool isTripped = machine.State == State.Tripped;
        MachineState kept = machine with { Reported = isTripped ? Bit(machine.FirstCause) : 0, LeftBecause = Reason.None };
        return (kept, observer with { Named = isTripped ? Bit(observer.Cause) : 0 });
    }

    private static int Bit(int cause) => cause >= 0 && cause < TripTable.Count ? 1 << cause : 0;
}
