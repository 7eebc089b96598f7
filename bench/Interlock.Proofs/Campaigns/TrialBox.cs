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
public sealed class TrialBox : IDisposable
{
    /// <summary>The operator's first press: the self-test waits for it by then.</summary>
    public const long FirstPressUs = 800 * Microseconds.Millisecond;

    private const long TickUs = Limits.TickMs * Microseconds.Millisecond;
    private const long PressUs = 120 * Microseconds.Millisecond;
    private const long PauseUs = 130 * Microseconds.Millisecond;
    private const int Pauses = 5;

    private readonly VirtualBox _box;
    private State _state;

    private TrialBox(Board board, Settings settings)
    {
        Board = board;
        Line = new LineWatch(board);
        Log = new LogWatch(board);
        _box = new VirtualBox(board, settings) { AfterTick = OnTick };
        _state = State;
    }

    public Board Board { get; }

    public LineWatch Line { get; }

    public LogWatch Log { get; }

    /// <summary>The bus, where the trial asked for one that can fail.</summary>
    public FaultyBus? Bus { get; private init; }

    public State State => _box.Firmware.State;

    /// <summary>Name of the cause that the box has latched; null when it has none.</summary>
    public string? LatchedCause => _box.Firmware.FirstCause == TripTable.None ? null : CauseNames.OfReason(_box.Firmware.FirstCause);

    public long NowUs => Board.NowUs;

    /// <summary>The tick in which the state last changed.</summary>
    public long StateSinceUs { get; private set; }

    /// <summary>Longest time that a tick took since <see cref="Mark"/>.</summary>
    public long WorstTickUs { get; private set; }

    /// <summary>Called after each tick.</summary>
    public Action? Ticked { get; set; }

    public static TrialBox SwitchOn(TrialConditions conditions) => new(conditions.NewBoard(), conditions.Settings);

    public static TrialBox SwitchOnWithFaultyBus(TrialConditions conditions)
    {
        Board board = conditions.NewBoard();
        FaultyBus bus = new(() => board.NowUs);
        board.SpiTap = bus;
        return new TrialBox(board, conditions.Settings) { Bus = bus };
    }

    public void Dispose() => _box.Dispose();

    /// <summary>What was before is not part of the trial.</summary>
    public void Mark()
    {
        WorstTickUs = 0;
        Line.Mark(NowUs);
        Log.Mark();
    }

    public void RunTo(long us) => _box.RunTo(us);

    public void RunFor(long us) => RunTo(NowUs + us);

    /// <summary>Runs until a tick has brought what is awaited.</summary>
    /// <returns>False when it did not come in time.</returns>
    public bool RunUntil(Func<bool> awaited, long latestUs) => _box.RunUntil(awaited, latestUs);

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

    private void OnTick()
    {
        WorstTickUs = Math.Max(WorstTickUs, NowUs - _box.TickStartedUs);
        if (State != _state) StateSinceUs = _box.TickStartedUs;
        _state = State;
        Line.NotePermitted(State == State.Permitted, NowUs);
        Ticked?.Invoke();
    }
}
