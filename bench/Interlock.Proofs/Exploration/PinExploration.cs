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
/// <param name="proofPlaces">Places of the proof test, with as many chips.</param>
/// <param name="chips">One or two.</param>
/// <param name="spoil">Breaks the board's pins on purpose: what is asked of ENABLE, K2_HOLD and HEARTBEAT, and what comes of it.</param>
/// <param name="spoilLoop">Breaks the firmware on purpose, before each tick.</param>
public sealed class PinExploration(IReadOnlyList<ProofPlace> proofPlaces, int chips = 1, Func<PinExploration.Ask, bool, bool>? spoil = null, Action<ControlLoop>? spoilLoop = null)
{
    private const int Commands = 1;
    private const int Beats = 2;
    private const int Holds = 4;
    private const int Lowers = 8;

    // Sets of levels: DRDY, FAULT, both mirrors, STOP, ARM.
    private const int Inputs = 64;

    private static readonly (string Id, string Text)[] _properties =
    [
        ("EX-1", "ENABLE is driven high only in PERMITTED, and in SELF_TEST where the proof test energises K1 with K2_HOLD low; after a tick that threw it is low"),
        ("EX-19", "HEARTBEAT toggles only where ENABLE may be high or was just released by the proof test, as the last act of a tick in which nothing threw"),
        ("EX-28", "K2_HOLD is low in LOCKED_OUT, in TRIPPED with no release under way and after a tick that threw, and never in PERMITTED"),
        ("EX-29", "A tick that ends in LOCKED_OUT leaves the threshold of every chip lowered, where no bus fails"),
    ];

    private static readonly FieldInfo _step = PrivateField.Of(typeof(SelfTest), "Step");
    private static readonly FieldInfo _position = PrivateField.Of(typeof(ErrorCount), "Position");

    // Of a second chip DRDY and FAULT besides.
    private readonly int _levelSets = chips == 1 ? Inputs : 4 * Inputs;

    // What of the board has no second part fails with one chip alone: it does not ask how many there are.
    private readonly Failing[] _failing = chips == 1
        ? [Failing.Nothing, Failing.Inputs, Failing.Bus, Failing.Uart, Failing.Lamps, Failing.Heartbeat]
        : [Failing.Nothing, Failing.Bus, Failing.SecondBus];

    private readonly Box _box = new(chips, spoil);

    private readonly int _chips = chips;

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
        SecondBus,
        Uart,
        Lamps,
        Heartbeat,
    }

    /// <summary>Ticks that ended in PERMITTED with ENABLE high: shows that the exploration is about something.</summary>
    public int ClosedTicks { get; private set; }

    /// <summary>Ticks that ended in LOCKED_OUT.</summary>
    public int LockedOutTicks { get; private set; }

    /// <summary>Plays every tick.</summary>
    public PartResult Run()
    {
        Walk walk = new(_chips == 1 ? "pins" : "pins with two chips", _properties);
        walk.Explore(0, _ => Ticks(), Describe);
        return walk.Result();
    }

    private IEnumerable<Move<int>> Ticks()
    {
        int letters = _starts.Length * _levelSets * _failing.Length * 4;
        for (int letter = 0; letter < letters; letter++) yield return new Move<int>(0, letter, Play(At(letter)));
    }

    private int Play(in Tick tick)
    {
        _box.Begin(tick);
        spoilLoop?.Invoke(_box.Loop);
        int before = _box.ErrorsSeen;
        _box.Loop.Tick();

        Board board = _box.Board;
        State state = _box.Loop.State;
        bool hasThrown = _box.ErrorsSeen != before;
        bool isPermitted = state == State.Permitted;
        bool isTesting = state == State.SelfTest && tick.Proof is not null;
        bool mayClose = isPermitted || (isTesting && _box.Test.EnergisesK1 && board.HoldsK2);
        if (board.IsHigh && isPermitted) ClosedTicks++;
        if (state == State.LockedOut) LockedOutTicks++;

        int broken = 0;
        if (board.IsHigh && (hasThrown || !mayClose)) broken |= Commands;
        if (board.Beats > 0 && (hasThrown || !(isPermitted || isTesting) || board.Beats > 1 || !board.BeatLast)) broken |= Beats;
        bool mustHold = hasThrown || state is State.LockedOut or State.Tripped && !(tick.State == State.Permitted && state == State.Tripped);
        if (board.HoldsK2 ? isPermitted && !hasThrown : mustHold) broken |= Holds;
        if (state == State.LockedOut && tick.Failing is not (Failing.Bus or Failing.SecondBus) && !_box.IsEachLowered) broken |= Lowers;
        return broken;
    }

    private Tick At(int letter)
    {
        int rest = Math.DivRem(letter, 4, out int flags);
        rest = Math.DivRem(rest, _failing.Length, out int failing);
        rest = Math.DivRem(rest, _levelSets, out int levels);
        (State state, int errors, ProofPlace? proof) = _starts[rest];
        int second = (levels & Inputs) * (Levels.DataReady2 / Inputs) | (levels & (2 * Inputs)) * (Levels.Fault2 / (2 * Inputs));
        return new Tick(state, errors, proof, (levels & (Inputs - 1)) | second, _failing[failing], (flags & 1) != 0, (flags & 2) != 0);
    }

    private string Describe(int letter)
    {
        Tick tick = At(letter);
        return $"{tick.State}{(tick.Proof is null ? string.Empty : " in the proof test")}, {tick.Errors} errors before, inputs {tick.Levels:X2}, failing: {tick.Failing}, ENABLE before {(tick.WasHigh ? "high" : "low")}, {(_chips == 1 ? "chip" : "chips")} {(tick.IsConfigured ? "configured" : "not configured")}";
    }

    private readonly record struct Tick(State State, int Errors, ProofPlace? Proof, int Levels, Failing Failing, bool WasHigh, bool IsConfigured);

    /// <summary>A control loop on this board, put back to power-on before each tick.</summary>
    private sealed class Box
    {
        private readonly RegisterBus[] _buses;
        private readonly Probe[] _probes;
        private readonly RealMachine _machine;
        private readonly ProofTest _proof;
        private readonly ErrorCount _errors;
        private readonly Clock _clock = new();
        private readonly ObjectImage _image;
        private readonly ObjectImage.Image _powerOn;

        public Box(int chips, Func<Ask, bool, bool>? spoil)
        {
            Board = new Board(spoil);
            _buses = [.. Enumerable.Range(0, chips).Select(_ => new RegisterBus())];
            Loop = new ControlLoop(new Settings { SecondProbe = chips == 1 ? SecondProbe.None : SecondProbe.OtherSide }, _clock, Board, _buses, [.. _buses.Select(_ => new Reference())], Board);
            Test = PrivateField.The<SelfTest>(Loop);
            _proof = PrivateField.The<ProofTest>(Test);
            _probes = PrivateField.The<Probe[]>(Loop);
            _errors = PrivateField.The<ErrorCount>(Loop);
            _machine = new RealMachine(PrivateField.The<StateMachine>(Loop));
            _image = new ObjectImage(Loop);
            _powerOn = _image.Save();
        }

        public ControlLoop Loop { get; }

        public Board Board { get; }

        public SelfTest Test { get; }

        /// <summary>Moves with each internal error.</summary>
        public int ErrorsSeen => (int)_position.GetValue(_errors)!;

        public bool IsEachLowered => Array.TrueForAll(_buses, bus => bus.ThresholdSixteenths == 0);

        public void Begin(in Tick tick)
        {
            _image.Load(_powerOn);
            int cause = tick.State is State.Tripped or State.LockedOut ? TripTable.First(TripTable.TimeLimit) : TripTable.None;
            _machine.Load(new MachineState(tick.State, cause, cause < 0 ? 0 : 1 << cause, Reason.None, State.LockedOut, false));
            for (int i = 0; i < tick.Errors; i++) _errors.Add(0);
            foreach (Probe probe in _probes)
            {
                if (tick.IsConfigured) probe.Configure(0);
            }

            if (tick.Proof is { } place)
            {
                ProofExploration.Load(place, _proof, _probes);
                _step.SetValue(Test, TestStep.K2);
            }

            Board.Begin(tick.Levels, tick.Failing, tick.WasHigh);
            for (int i = 0; i < _buses.Length; i++) _buses[i].Throws = tick.Failing == (i == 0 ? Failing.Bus : Failing.SecondBus);
            _clock.Us = Limits.TickMs * 1000L;
        }
    }

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

    private sealed class Board(Func<Ask, bool, bool>? spoil) : IBoard, ILineSink
    {
        // Not to be put back with what is remembered.
        private readonly Func<Ask, bool, bool>? _spoil = spoil;
        private int _levels;
        private Failing _failing;

        public bool IsHigh { get; private set; }

        public bool HoldsK2 { get; private set; }

        public int Beats { get; private set; }

        public bool BeatLast { get; private set; }

        public void Begin(int levels, Failing failing, bool isHigh)
        {
            _levels = levels;
            _failing = failing;
            IsHigh = isHigh;
            HoldsK2 = true;
            Beats = 0;
            BeatLast = false;
        }

        public int ReadLevels() => Act(Failing.Inputs, _levels | (IsHigh ? Levels.Enable : 0));

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

        private bool Pin(Ask ask, bool level) => _spoil?.Invoke(ask, level) ?? level;

        private T Act<T>(Failing part, T result)
        {
            BeatLast = false;
            if (part != Failing.Nothing && part == _failing) throw new InvalidOperationException("The board fails, as the exploration wants it.");
            return result;
        }
    }
}
