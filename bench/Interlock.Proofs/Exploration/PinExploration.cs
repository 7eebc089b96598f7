using System.Reflection;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.SelfTests;
using Interlock.Firmware.States;
using Interlock.Firmware.Telemetry;

namespace Interlock.Proofs.Exploration;

/// <summary>
/// What the decisions come to at the relays' pins: whole ticks of the control loop from each state, each place of the proof test,
/// and each level of every input, with ENABLE high or low before, and with each of the board's parts failing in the middle of
/// the tick.
/// </summary>
/// <param name="proofPlaces">Places of the proof test.</param>
/// <param name="spoil">Breaks the board's pins on purpose: what is asked of ENABLE, K2_HOLD and HEARTBEAT, and what comes of it.</param>
public sealed class PinExploration(IReadOnlyList<ProofPlace> proofPlaces, Func<PinExploration.Ask, bool, bool>? spoil = null)
{
    private const int Commands = 1;
    private const int Beats = 2;
    private const int Holds = 4;
    private const int LevelSets = 64;

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-1", "ENABLE is driven high only in PERMITTED, and in SELF_TEST where the proof test energises K1 with K2_HOLD low; after a tick that threw it is low"),
        ("EX-19", "HEARTBEAT toggles only where ENABLE may be high or was just released by the proof test, as the last act of a tick in which nothing threw"),
        ("EX-28", "K2_HOLD is low in LOCKED_OUT, in TRIPPED with no release under way and after a tick that threw, and never in PERMITTED"),
    ];

    private static readonly FieldInfo _position = PrivateField.Of(typeof(ErrorCount), "Position");

    private readonly (State State, int Errors, ProofPlace? Proof)[] _starts =
    [
        .. proofPlaces.Select(place => (State.SelfTest, 0, (ProofPlace?)place)),
        .. from state in Enum.GetValues<State>()
           from errors in Enumerable.Range(0, Limits.InternalErrors)
           select (state, errors, (ProofPlace?)null),
    ];

    /// <summary>What is asked of the pins.</summary>
    public enum Ask
    {
        Enable,
        Hold,
        Heartbeat,
    }

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
        Walk walk = new("pins", _properties);
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
        Board board = new(tick, spoil);
        RegisterBus bus = new();
        Clock clock = new();
        ControlLoop loop = new(new Settings(), clock, board, [bus], [new Reference()], board);
        SelfTest test = PrivateField.The<SelfTest>(loop);
        Probe probe = PrivateField.The<Probe[]>(loop)[0];
        ErrorCount errors = PrivateField.The<ErrorCount>(loop);
        int cause = tick.State is State.Tripped or State.LockedOut ? TripTable.First(TripTable.TimeLimit) : TripTable.None;
        new RealMachine(PrivateField.The<StateMachine>(loop)).Load(new MachineState(tick.State, cause, cause < 0 ? 0 : 1 << cause, Reason.None, State.LockedOut, false));
        for (int i = 0; i < tick.Errors; i++) errors.Add(0);
        if (tick.IsConfigured) probe.Configure(0);
        if (tick.Proof is { } place)
        {
            ProofExploration.Load(place, PrivateField.The<ProofTest>(test), probe);
            PrivateField.Of(typeof(SelfTest), "Step").SetValue(test, TestStep.K2);
        }

        board.IsHigh = tick.WasHigh;
        board.HoldsK2 = true;
        bus.Throws = tick.Failing == Failing.Bus;
        clock.Us = Limits.TickMs * 1000L;
        int before = Position(errors);
        loop.Tick();

        bool hasThrown = Position(errors) != before;
        bool isPermitted = loop.State == State.Permitted;
        bool isTesting = loop.State == State.SelfTest && tick.Proof is not null;
        bool mayClose = isPermitted || (isTesting && test.EnergisesK1 && board.HoldsK2);
        if (board.IsHigh && isPermitted) ClosedTicks++;

        int broken = 0;
        if (board.IsHigh && (hasThrown || !mayClose)) broken |= Commands;
        if (board.Beats > 0 && (hasThrown || !(isPermitted || isTesting) || board.Beats > 1 || !board.BeatLast)) broken |= Beats;
        bool mustHold = hasThrown || loop.State is State.LockedOut or State.Tripped && !(tick.State == State.Permitted && loop.State == State.Tripped);
        if (board.HoldsK2 ? isPermitted && !hasThrown : mustHold) broken |= Holds;
        return broken;
    }

    private static int Position(ErrorCount errors) => (int)_position.GetValue(errors)!;

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

    private sealed class Board(Tick tick, Func<Ask, bool, bool>? spoil) : IBoard, ILineSink
    {
        public bool IsHigh { get; set; }

        public bool HoldsK2 { get; set; }

        public int Beats { get; private set; }

        public bool BeatLast { get; private set; }

        public int ReadLevels() => Act(Failing.Inputs, tick.Levels | (IsHigh ? Levels.Enable : 0));

        public void SetEnable(bool on) => IsHigh = Act(Failing.Nothing, Pin(Ask.Enable, on));

        public void SetK2Hold(bool holds) => HoldsK2 = Act(Failing.Nothing, Pin(Ask.Hold, holds));

        public void ToggleHeartbeat()
        {
            Beats += Act(Failing.Heartbeat, 1);
            BeatLast = Pin(Ask.Heartbeat, true);
        }

        public void SetSignals(bool red, bool sounder) => Act(Failing.Lamps, 0);

        public void OpenLine()
        {
            SetEnable(false);
            SetK2Hold(true);
        }

        public bool Send(byte[] buffer, int count) => Act(Failing.Uart, true);

        private bool Pin(Ask ask, bool level) => spoil?.Invoke(ask, level) ?? level;

        private T Act<T>(Failing part, T result)
        {
            BeatLast = false;
            if (part != Failing.Nothing && part == tick.Failing) throw new InvalidOperationException("The board fails, as the exploration wants it.");
            return result;
        }
    }
}
