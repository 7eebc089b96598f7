using System.Reflection;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>The firmware's control loop on an abstract board, watched; it can be put back to where it was.</summary>
public sealed class LineBox
{
    private static readonly Type[] _deciding = [typeof(Probe), typeof(ControlLoop), typeof(AbstractBoard), typeof(AbstractChip)];

    private static readonly string[] _decidingFolders = ["States", "Relays", "SelfTests"];

    // What is told only, what the next conversion sets anew, what is on its way from one step to the next.
    private static readonly string[] _passing =
    [
        "LeftBecause", "Reported", "ActBeganIn", "IsActSpent", "Levels", "LastLevels", "Heartbeat", "Edges", "Refusals", "LateMs", "ToConversion", "IsOdd", "IsDataReady", "TipRead", "TipCounts", "Rows", "Tries", "SettledAs", "IsHeating", "IsWarning", "SecondWaits", "TipsAreApart", "WasK2In", "FirstProbesRows", "SecondProbesRows", "SecondProbesTip",
    ];

    private readonly AbstractBoard _board;
    private readonly LineWatcher _watcher = new();
    private readonly ControlLoop _loop;
    private readonly ObjectImage _image;
    private readonly int[] _key;
    private readonly Action<ControlLoop>? _spoil;

    /// <param name="spoil">Breaks the firmware on purpose, before each tick.</param>
    /// <param name="second">What a second probe is for.</param>
    public LineBox(Action<ControlLoop>? spoil = null, SecondProbe second = SecondProbe.None)
    {
        _spoil = spoil;
        _board = new AbstractBoard(second != SecondProbe.None);
        AbstractChip[] chips = _board.Chips;
        _loop = new ControlLoop(new Settings { SecondProbe = second }, _board, _board, chips, chips, _board);
        _image = new ObjectImage(_loop, _board, _watcher);
        _key = [.. Enumerable.Range(0, _image.Numbers.Count).Where(i => Decides(_image.Numbers[i]))];
    }

    /// <summary>Where the firmware stands.</summary>
    public State State => _loop.State;

    /// <summary>The box is judged as one with nothing broken.</summary>
    public bool IsToldSound => _watcher.IsSound;

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Breaks something on the board from now on.</summary>
    /// <param name="fault">What.</param>
    /// <param name="isToldSound">Judges the box as if nothing were broken.</param>
    public void Break(BoardFault fault, bool isToldSound = false)
    {
        _board.Fault = fault;
        _watcher.IsSound = fault == BoardFault.None || isToldSound;
    }

    /// <summary>One step of the board, one tick of the firmware.</summary>
    /// <returns>What was broken: bits of <see cref="LineWatcher"/>.</returns>
    public int Step(in BoardInputs inputs)
    {
        Steps++;
        _board.Step(inputs);
        _spoil?.Invoke(_loop);
        _loop.Tick();
        return _watcher.Judge(_board, inputs, _loop.State);
    }

    public ObjectImage.Image Save() => _image.Save();

    public void Load(ObjectImage.Image image) => _image.Load(image);

    /// <summary>All that decides and is no time, of a box that has come to rest.</summary>
    public string Key(ObjectImage.Image image) => string.Join(' ', _key.Select(i => image.Numbers[i]));

    private static bool Decides((Type Type, FieldInfo Field) number)
    {
        (Type type, FieldInfo field) = number;
        bool isDeciding = _deciding.Contains(type) || _decidingFolders.Any(folder => type.Namespace == $"Interlock.Firmware.{folder}");
        bool isTime = field.FieldType == typeof(long);
        return isDeciding && type != typeof(DecisionInputs) && !isTime && !_passing.Any(name => PrivateField.IsNamed(field, name));
    }
}

/// <summary>
/// Somebody who watches the line, the contacts and the state, step by step, and knows what the design promises. A step is a tick.
/// </summary>
internal sealed class LineWatcher
{
    public const int ClosesUnasked = 1;
    public const int StaysClosed = 2;
    public const int MovesLockedOut = 4;
    public const int LocksOut = 8;
    public const int RefusesTooMuch = 16;
    public const int NeedsMorePresses = 32;

    private const int PressSteps = 100 / Limits.TickMs;
    private const int RestSteps = 500 / Limits.TickMs;

    // Since the press ended: its closing rest may come 400 ms later, and K1 has 250 ms to pull in.
    private const int ClosingSteps = RestSteps + (400 + 250) / Limits.TickMs + 2;

    // What the slowest row has, an open probe: 700 ms and the gaps.
    private const int SlowestSteps = 900 / Limits.TickMs;

    // An unprompted read after 130 ms, the first conversion, a relay.
    private const int RewriteSteps = 400 / Limits.TickMs;

    private int _pressedFor;
    private bool _isPressOwed;
    private int _sincePress;
    private int _restFor;
    private int _acts;
    private int _notPermittedFor;
    private int _stopFor;
    private int _dangerFor;
    private int _lockedOutFor;
    private int _sinceReset = RewriteSteps;
    private bool _wasClosed;
    private bool _wasK2In;

    /// <summary>Nothing is broken, so the box must not be locked out.</summary>
    public bool IsSound { get; set; } = true;

    /// <summary>Judges a step.</summary>
    /// <param name="board">The board after it.</param>
    /// <param name="inputs">What acted on it.</param>
    /// <param name="state">Where the firmware stands after it.</param>
    /// <returns>What was broken, as bits.</returns>
    public int Judge(AbstractBoard board, in BoardInputs inputs, State state)
    {
        FollowArm(inputs);
        int broken = 0;
        if (board.IsLineClosed && (!_wasClosed || board.HasOpened))
        {
            bool isAsked = _isPressOwed && _sincePress >= RestSteps - 1 && _sincePress <= ClosingSteps;
            if (!isAsked) broken |= ClosesUnasked;
            _isPressOwed = false;
        }

        _notPermittedFor = state == State.Permitted ? 0 : _notPermittedFor + 1;
        _stopFor = inputs.IsStopOpen || inputs.IsRailCut ? _stopFor + 1 : 0;
        _dangerFor = inputs.TipDegrees >= 42 || inputs.IsOpen || _pressedFor > PressSteps ? _dangerFor + 1 : 0;
        bool isLate = _notPermittedFor > (IsSound ? 3 : 500 / Limits.TickMs) || _stopFor > 3 || _dangerFor > SlowestSteps;
        if (board.IsLineClosed && isLate) broken |= StaysClosed;

        _lockedOutFor = state == State.LockedOut ? _lockedOutFor + 1 : 0;
        _sinceReset = inputs.ChipResets ? 0 : _sinceReset + 1;
        bool isExcused = _sinceReset < RewriteSteps && (board.Fault & BoardFault.HoldStuckHigh) != 0;
        if (board.IsK2In && !_wasK2In && _lockedOutFor > 2 && !isExcused) broken |= MovesLockedOut;
        if (_lockedOutFor == 1 && IsSound) broken |= LocksOut;
        if (board.Refusals > _acts) broken |= RefusesTooMuch;
        _wasClosed = board.IsLineClosed;
        _wasK2In = board.IsK2In;
        return broken;
    }

    private void FollowArm(in BoardInputs inputs)
    {
        bool isPressed = inputs is { NormallyOpen: true, NormallyClosed: true };
        bool rests = inputs is { NormallyOpen: false, NormallyClosed: false };
        _pressedFor = isPressed ? _pressedFor + 1 : 0;
        _sincePress++;
        if (_pressedFor > PressSteps)
        {
            _isPressOwed = true;
            _sincePress = 0;
        }

        // An act, and a press of contacts that had not rested before, may be refused once each.
        if (!rests && _restFor > 0) _acts++;
        _restFor = rests ? _restFor + 1 : 0;
    }
}
