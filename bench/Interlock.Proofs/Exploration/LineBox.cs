using System;
using System.Linq;
using System.Reflection;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;

namespace Interlock.Proofs.Exploration;

/// <summary>The firmware's control loop on an abstract board, watched; it can be put back to where it was.</summary>
public sealed class LineBox
{
    private static readonly Type[] _deciding = [typeof(Probe), typeof(ControlLoop), typeof(AbstractBoard)];

    private static readonly string[] _decidingFolders = ["States", "Relays", "SelfTests"];

    // What is told only, what the next conversion sets anew, what is on its way from one step to the next.
    private static readonly string[] _passing =
    [
        "LeftBecause", "Reported", "ActBeganIn", "IsActSpent", "Levels", "LastLevels", "Heartbeat", "Edges", "Refusals", "LateMs", "ToConversion", "IsOdd", "IsDataReady", "TipRead", "TipCounts", "Tries", "SettledAs",
    ];

    private readonly AbstractBoard _board = new();
    private readonly LineWatcher _watcher = new();
    private readonly ControlLoop _loop;
    private readonly ObjectImage _image;
    private readonly int[] _key;
    private readonly Action<ControlLoop>? _spoil;

    /// <param name="spoil">Breaks the firmware on purpose, before each tick.</param>
    public LineBox(Action<ControlLoop>? spoil = null)
    {
        _spoil = spoil;
        _loop = new ControlLoop(new Settings(), _board, _board, _board, _board, _board);
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
