using System;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Proofs.Simulation;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// A whole box on trial: it is run tick by tick and watched from outside, by the contacts of its relays and by what it
/// tells. An operator who never tires takes it where the trial begins.
/// </summary>
public sealed class TrialBox
{
    /// <summary>The operator's first press: the self-test waits for it by then.</summary>
    public const long FirstPressUs = 800 * Microseconds.Millisecond;

    private const long TickUs = Limits.TickMs * Microseconds.Millisecond;
    private const long PressUs = 120 * Microseconds.Millisecond;
    private const long PauseUs = 130 * Microseconds.Millisecond;
    private const int Pauses = 5;

    private readonly Action<long> _runTo;
    private readonly Func<ControlLoop> _firmware;
    private long _nextTickUs;

    private TrialBox(Board board, Action<long> runTo, Func<ControlLoop> firmware)
    {
        Board = board;
        Line = new LineWatch(board);
        Log = new LogWatch(board);
        _runTo = runTo;
        _firmware = firmware;
    }

    public Board Board { get; }

    public LineWatch Line { get; }

    public LogWatch Log { get; }

    /// <summary>The bus, where the trial asked for one that can fail.</summary>
    public FaultyBus? Bus { get; private init; }

    public State State => _firmware().State;

    /// <summary>Name of the cause that the box has latched; null when it has none.</summary>
    public string? LatchedCause => _firmware().FirstCause == TripTable.None ? null : CauseNames.OfReason(_firmware().FirstCause);

    public long NowUs => Board.NowUs;

    /// <summary>The tick in which the state last changed.</summary>
    public long StateSinceUs { get; private set; }

    /// <summary>Longest time that a tick took since <see cref="Mark"/>.</summary>
    public long WorstTickUs { get; private set; }

    /// <summary>Called after each tick.</summary>
    public Action? Ticked { get; set; }

    public static TrialBox SwitchOn(TrialConditions conditions)
    {
        Board board = conditions.NewBoard();
        VirtualBox box = new(board, conditions.Settings);
        return new TrialBox(board, box.RunTo, () => box.Firmware);
    }

    public static TrialBox SwitchOnWithFaultyBus(TrialConditions conditions)
    {
        Board board = conditions.NewBoard();
        FaultyBusBox box = new(board, conditions.Settings);
        return new TrialBox(board, box.RunTo, () => box.Firmware) { Bus = box.Bus };
    }

    /// <summary>What was before is not part of the trial.</summary>
    public void Mark()
    {
        WorstTickUs = 0;
        Line.Mark(NowUs);
        Log.Mark();
    }

    public void RunTo(long us)
    {
        while (_nextTickUs <= us)
        {
            Tick(_nextTickUs);
            _nextTickUs += TickUs;
        }

        _runTo(us);
    }

    public void RunFor(long us) => RunTo(NowUs + us);

    /// <summary>Runs until a tick has brought what is awaited.</summary>
    /// <returns>False when it did not come in time.</returns>
    public bool RunUntil(Func<bool> awaited, long latestUs)
    {
        while (!awaited())
        {
            if (_nextTickUs > latestUs) return false;
            RunTo(_nextTickUs);
        }

        return true;
    }

    /// <summary>Presses ARM again and again until a tick has brought what is awaited. ARM is let go in the end.</summary>
    public bool PressUntil(Func<bool> awaited, long latestUs)
    {
        bool isReached = awaited();
        for (int press = 0; !isReached && NowUs < latestUs; press++)
        {
            // No person presses in a rhythm that tick and conversion share.
            long pauseUs = PauseUs + (press % Pauses * TickUs);
            Board.PressArm(true);
            isReached = RunUntil(awaited, NowUs + PressUs);
            Board.PressArm(false);
            isReached = isReached || RunUntil(awaited, NowUs + pauseUs);
        }

        return isReached;
    }

    /// <summary>From power-on to PERMITTED.</summary>
    public bool Arm(long latestUs)
    {
        RunTo(FirstPressUs);
        return PressUntil(() => State == State.Permitted, latestUs);
    }

    /// <summary>Injects a fault.</summary>
    /// <returns>The instant.</returns>
    public long Inject(Fault fault)
    {
        Board.Inject(fault);
        return NowUs;
    }

    private void Tick(long us)
    {
        State before = State;
        _runTo(us);
        WorstTickUs = Math.Max(WorstTickUs, NowUs - us);
        if (State != before) StateSinceUs = us;
        Line.NotePermitted(State == State.Permitted, NowUs);
        Ticked?.Invoke();
    }
}
