using System;
using System.Collections.Generic;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

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
