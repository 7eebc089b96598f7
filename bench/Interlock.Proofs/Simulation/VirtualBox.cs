using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Host;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>
/// The whole box in virtual time: the firmware's own <see cref="Interlock.Firmware.Program"/>, its loop, its schedule and its
/// <c>finally</c>, on a virtual board. Program never returns, so it runs as a coroutine: on a thread of its own, which goes on
/// only while <see cref="RunTo"/> waits for it, and is handed over to when its time has come.
/// </summary>
/// <remarks>
/// A hand-over costs some 10 us, a tick less than that. Who wants to look after every tick, or to act at many times, uses
/// <see cref="AfterTick"/>, <see cref="RunUntil"/> and <see cref="VirtualBoard.Board.At"/>, which run on the firmware's side.
/// A box must be disposed of: its thread ends then.
/// </remarks>
public sealed class VirtualBox : IFirmwareRunner, IDisposable
{
    private const long StandStillStepUs = 1000;

    private readonly Settings _settings;
    private readonly BoardGate _gate;
    private bool _firmwareRuns;
    private bool _isDisposed;
    private bool _hasEnded;
    private long _targetUs = long.MinValue;
    private Func<bool>? _awaited;
    private bool _isReached;
    private State _state;
    private int _mcuRun;
    private ExceptionDispatchInfo? _failure;

    /// <param name="board">A board that was just switched on, and that nobody else runs.</param>
    /// <param name="settings">What the firmware is built for.</param>
    public VirtualBox(Board board, Settings settings)
    {
        Board = board;
        _settings = settings;
        _gate = board.Gate;
        board.Runner = this;
        board.McuReset += () => Died = null;
        FirmwareThread.Run(Run);
        Resume(long.MinValue);
    }

    public Board Board { get; }

    /// <summary>The running firmware; a reset makes a new one. It is there as soon as the box is.</summary>
    public ControlLoop Firmware { get; private set; } = null!;

    /// <summary>Why Main ended, where it did: the processor then stands still until it is reset.</summary>
    public Exception? Died { get; private set; }

    /// <summary>Ticks since the box was switched on.</summary>
    public long Ticks { get; private set; }

    /// <summary>When the tick that runs, or ran last, began.</summary>
    public long TickStartedUs { get; private set; }

    /// <summary>Called after each tick, while time stands still.</summary>
    public Action? AfterTick { get; set; }

    /// <summary>Called after the tick that brought another state: the state before, the state now.</summary>
    public Action<State, State>? StateChanged { get; set; }

    /// <summary>
    /// Runs board and firmware up to a time. A tick that begins by then is run to its end, so that the board may be some
    /// milliseconds further.
    /// </summary>
    public void RunTo(long us) => Resume(us);

    /// <summary>Runs until a tick has brought what is awaited, or to a time.</summary>
    /// <returns>False when it did not come in time.</returns>
    public bool RunUntil(Func<bool> awaited, long latestUs)
    {
        if (awaited()) return true;
        _awaited = awaited;
        _isReached = false;
        Resume(latestUs);
        _awaited = null;
        return _isReached;
    }

    /// <summary>Ends the firmware's thread. The board can still be looked at.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        using (_gate.Enter())
        {
            _firmwareRuns = true;
            _gate.PulseAll();
            while (!_hasEnded) _gate.Wait();
        }

        Board.Runner = null;
    }

    void IFirmwareRunner.OnDeviceCall()
    {
        if (Board.McuStandsStill && Board.McuRun == _mcuRun) StandStill();
        ThrowIfOver();
    }

    void IFirmwareRunner.OnSleep()
    {
        ThrowIfOver();
        Ticks++;
        try
        {
            if (StateChanged is not null && Firmware.State != _state) StateChanged(_state, Firmware.State);
            _state = Firmware.State;
            AfterTick?.Invoke();
            _isReached = _awaited is not null && _awaited();
        }
        catch (Exception e)
        {
            // Not for the firmware, whose own errors end in a released relay.
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        if (_isReached || _failure is not null || Board.HasScriptFailed) HandOver();
    }

    void IFirmwareRunner.SleepUntil(long wakeUs)
    {
        while (_targetUs < wakeUs)
        {
            Board.AdvanceAsleep(_targetUs);
            HandOver();
        }

        Board.AdvanceAsleep(wakeUs);
        ((IFirmwareRunner)this).OnDeviceCall();
        TickStartedUs = Board.NowUs;
    }

    private void Resume(long targetUs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using (_gate.Enter())
        {
            _targetUs = targetUs;
            _firmwareRuns = true;
            _gate.PulseAll();
            while (_firmwareRuns) _gate.Wait();
        }

        Board.ThrowScriptFailure();
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>On the firmware's thread, under the lock: goes on when <see cref="Resume"/> is called again.</summary>
    private void HandOver()
    {
        _firmwareRuns = false;
        _gate.PulseAll();
        AwaitTurn();
    }

    private void AwaitTurn()
    {
        while (!_firmwareRuns) _gate.Wait();
        if (_isDisposed) throw new FirmwareOverException();
    }

    private void Run()
    {
        Board.Current = Board;
        Composition.Made = OnComposed;
        // Held for all of its turn, so that the calls of a tick needn't take it one by one.
        using BoardGate.Scope turn = _gate.Enter();
        try
        {
            AwaitTurn();
            while (!_isDisposed)
            {
                _mcuRun = Board.McuRun;
                Boot();
                StandStillUntilReset();
            }
        }
        catch (FirmwareOverException)
        {
            // Disposed of.
        }
        catch (Exception e)
        {
            // Of whoever listens to the board, a full disk under its log for one: for the caller, not the end of the process.
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            Composition.Made = null;
            _hasEnded = true;
            _firmwareRuns = false;
            _gate.PulseAll();
        }
    }

    private void Boot()
    {
        try
        {
            Interlock.Firmware.Program.Run(_settings);
        }
        catch (Exception) when (_isDisposed || Board.McuRun != _mcuRun)
        {
            // The run is over; what its finally found of the board was no longer its own.
        }
        catch (Exception e)
        {
            Died = e;
        }
    }

    private void OnComposed(ControlLoop loop)
    {
        Firmware = loop;
        _state = loop.State;
        if (_targetUs <= Board.NowUs) HandOver();

        TickStartedUs = Board.NowUs;
    }

    private void StandStill()
    {
        while (Board.McuStandsStill && Board.McuRun == _mcuRun && !_isDisposed) PassTime();
    }

    private void StandStillUntilReset()
    {
        while (!_isDisposed && (Board.McuRun == _mcuRun || Board.McuIsHeld)) PassTime();
    }

    private void PassTime()
    {
        if (_targetUs <= Board.NowUs || Board.HasScriptFailed) HandOver();
        Board.AdvanceTo(Math.Min(_targetUs, Board.NowUs + StandStillStepUs));
    }

    private void ThrowIfOver()
    {
        if (_isDisposed || Board.McuRun != _mcuRun) throw new FirmwareOverException();
    }

    /// <summary>This run of the firmware is over: the box was disposed of, or its processor reset.</summary>
    private sealed class FirmwareOverException : Exception;
}

/// <summary>
/// A thread that runs one firmware after another: Program.Run never returns of itself, so each box needs a stack of its own,
/// and making a thread for each of 100,000 boxes would cost more than their runs.
/// </summary>
internal sealed class FirmwareThread
{
    private const int StackBytes = 256 * 1024;

    private static readonly ConcurrentBag<FirmwareThread> _idle = [];

    private readonly SemaphoreSlim _begin = new(0);
    private Action? _job;

    private FirmwareThread()
    {
        new Thread(Work, StackBytes) { IsBackground = true, Name = "firmware" }.UnsafeStart();
    }

    /// <summary>Runs it on a thread that is free, or a new one. It must not throw.</summary>
    public static void Run(Action job)
    {
        if (!_idle.TryTake(out FirmwareThread? thread)) thread = new FirmwareThread();
        thread._job = job;
        thread._begin.Release();
    }

    private void Work()
    {
        while (true)
        {
            _begin.Wait();
            _job!();
            _job = null;
            _idle.Add(this);
        }
    }
}
