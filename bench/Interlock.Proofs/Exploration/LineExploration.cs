using System;
using System.Collections.Generic;
using System.Linq;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.Readings;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// What the decisions come to at K1's pins: whole ticks of the control loop from each state, each place of the proof test, and
/// each level of every input, with ENABLE high or low before, and with each of the board's parts failing in the middle of the tick.
/// </summary>
public sealed class LineExploration(IReadOnlyList<ProofPlace> proofPlaces)
{
    private const int Commands = 1;
    private const int Beats = 2;
    private const int LevelSets = 64;

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-1", "ENABLE is driven high only in PERMITTED, and in SELF_TEST where the proof test lets K2 hold the line open (EX-30); after a tick that threw it is low"),
        ("EX-19", "HEARTBEAT toggles only where ENABLE may be high or was just released by the proof test, as the last act of a tick in which nothing threw"),
    ];

    private static readonly FieldImage _proofImage = new(typeof(ProofTest));

    private readonly (State State, int Errors, ProofPlace? Proof)[] _starts =
    [
        .. proofPlaces.Select(place => (State.SelfTest, 0, (ProofPlace?)place)),
        .. from state in Enum.GetValues<State>()
           from errors in Enumerable.Range(0, Limits.InternalErrors)
           select (state, errors, (ProofPlace?)null),
    ];

    /// <summary>What fails in the middle of the tick.</summary>
    private enum Failing
    {
        Nothing,
        Inputs,
        Bus,
        Uart,
        Lamps,
        Heartbeat,
    }

    /// <summary>Ticks that ended in PERMITTED with ENABLE high: shows that the exploration is about something.</summary>
    public int ClosedTicks { get; private set; }

    /// <summary>Plays every tick.</summary>
    public PartResult Run()
    {
        Walk walk = new("line", _properties);
        walk.Explore(0, _ => Ticks(), Describe);
        return walk.Result();
    }

    private IEnumerable<Move<int>> Ticks()
    {
        int letters = _starts.Length * LevelSets * Enum.GetValues<Failing>().Length * 4;
        for (int letter = 0; letter < letters; letter++) yield return new Move<int>(0, letter, Play(At(letter)));
    }

    private int Play(in Tick tick)
    {
        Board board = new(tick);
        RegisterBus bus = new();
        Clock clock = new();
        ControlLoop loop = new(new Settings(), clock, board, bus, new Reference(), board);
        SelfTest test = PrivateField.The<SelfTest>(loop);
        Sampler sampler = PrivateField.The<Sampler>(loop);
        RealMachine machine = new(PrivateField.The<StateMachine>(loop));
        int cause = tick.State is State.Tripped or State.LockedOut ? (int)Cause.TimeLimit : TripTable.None;
        machine.Load(new MachineState(tick.State, cause, cause < 0 ? 0 : 1 << cause, tick.Errors, false));
        if (tick.IsConfigured) sampler.Configure(0);
        if (tick.Proof is { } place)
        {
            PrivateField.The<Max31856Chip>(loop).SetHighThreshold(place.ThresholdSixteenths);
            _proofImage.Load(PrivateField.The<ProofTest>(test), place.Fields);
            PrivateField.Of(typeof(SelfTest), "Step").SetValue(test, TestStep.K2);
        }

        board.IsHigh = tick.WasHigh;
        bus.Throws = tick.Failing == Failing.Bus;
        clock.Us = Limits.TickMs * 1000L;
        loop.Tick();

        bool hasThrown = machine.Save().InternalErrors > tick.Errors;
        bool isPermitted = loop.State == State.Permitted;
        bool isTesting = loop.State == State.SelfTest && tick.Proof is not null;
        bool isHeld = (tick.Levels & (Levels.Fault | Levels.K2Mirror)) == 0;
        bool mayClose = isPermitted || (isTesting && test.EnergisesK1 && isHeld);
        if (board.IsHigh && isPermitted) ClosedTicks++;

        int broken = 0;
        if (board.IsHigh && (hasThrown || !mayClose)) broken |= Commands;
        if (board.Beats > 0 && (hasThrown || !(isPermitted || isTesting) || board.Beats > 1 || !board.BeatLast)) broken |= Beats;
        return broken;
    }

    private Tick At(int letter)
    {
        int rest = Math.DivRem(letter, 4, out int flags);
        rest = Math.DivRem(rest, Enum.GetValues<Failing>().Length, out int failing);
        rest = Math.DivRem(rest, LevelSets, out int levels);
        (State state, int errors, ProofPlace? proof) = _starts[rest];
        return new Tick(state, errors, proof, levels, (Failing)failing, (flags & 1) != 0, (flags & 2) != 0);
    }

    private string Describe(int letter)
    {
        Tick tick = At(letter);
        return $"{tick.State}{(tick.Proof is null ? string.Empty : " in the proof test")}, {tick.Errors} errors before, inputs {tick.Levels:X2}, failing: {tick.Failing}, ENABLE before {(tick.WasHigh ? "high" : "low")}, chip {(tick.IsConfigured ? "configured" : "not configured")}";
    }

    private readonly record struct Tick(State State, int Errors, ProofPlace? Proof, int Levels, Failing Failing, bool WasHigh, bool IsConfigured);

    private sealed class Clock : IClock
    {
        public long Us { get; set; }

        public long NowUs() => Us;
    }

    private sealed class Reference : IReferenceThermometer
    {
        public void Start()
        {
        }

        public int ReadTipCounts() => 0;
    }

    private sealed class Board(Tick tick) : IBoard, ILineSink
    {
        public bool IsHigh { get; set; }

        public int Beats { get; private set; }

        public bool BeatLast { get; private set; }

        public int ReadLevels() => Act(Failing.Inputs, tick.Levels | (IsHigh ? Levels.Enable : 0));

        public void SetEnable(bool on) => IsHigh = Act(Failing.Nothing, on);

        public void ToggleHeartbeat()
        {
            Beats += Act(Failing.Heartbeat, 1);
            BeatLast = true;
        }

        public void SetK2Hold(bool holds) => Act(Failing.Nothing, 0);

        public void SetSignals(bool red, bool sounder) => Act(Failing.Lamps, 0);

        public bool Send(byte[] buffer, int count) => Act(Failing.Uart, true);

        private T Act<T>(Failing part, T result)
        {
            BeatLast = false;
            if (part != Failing.Nothing && part == tick.Failing) throw new InvalidOperationException("The board fails, as the exploration wants it.");
            return result;
        }
    }
}
