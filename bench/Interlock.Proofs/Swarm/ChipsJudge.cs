using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>
/// Of a box with two chips, by their own registers and FAULT lines: each has put K2 out by itself before the line first closes, each
/// is lowered in LOCKED_OUT, and at releases they take turns.
/// </summary>
internal sealed class ChipsJudge(Scene scene)
{
    /// <summary>From K2's contact to the tick that has seen its mirror.</summary>
    private const long SeenUs = 70_000;

    /// <summary>K2 has been seen in, in a tick of this release; by late ticks too.</summary>
    private const long SeenInUs = 110_000;

    /// <summary>Until then the chip whose turn it is has been lowered, and the other one not for want of an answer.</summary>
    private const long TurnUs = 150_000;

    private const long ReleaseUs = 900_000;

    // 15 and 45 degC, and what a reading may be off.
    private const double FloorCelsius = 16;
    private const double BackstopCelsius = 44;

    /// <summary>In place of the time at which K2 opened: it had before the release.</summary>
    private const long WasOut = 0;

    // A bit a chip.
    private const int Both = 3;

    private int _proven;
    private long _k2OpenedUs = -1;
    private int _faultsAtOpening;
    private bool _wasHeld;
    private long _wasInSinceUs;
    private long _releaseUs = -1;
    private int _turn;
    private int _due;
    private bool _isForced;
    private State _state;

    public (string Promise, string Text)? Problem { get; private set; }

    /// <summary>Why the line may not close; null where it may.</summary>
    public (string Promise, string Text)? Objection =>
        _proven == Both ? null : ("each of two chips has put K2 out by itself", $"since the power-on {(_proven == 0 ? "neither chip has" : $"chip {_proven} alone has")} put K2 out by itself");

    /// <summary>The processor starts again.</summary>
    public void Restart()
    {
        _proven = 0;
        _k2OpenedUs = -1;
        _releaseUs = -1;
        _due = 0;
    }

    /// <summary>To be told before the scene is.</summary>
    public void NoteK2Opened(long us)
    {
        _k2OpenedUs = us;
        _faultsAtOpening = FaultsLow;
        _wasHeld = !scene.Board.PinLevel(Board.K2HoldPin);
        _wasInSinceUs = scene.K2MovedUs;
    }

    public void Look(long nowUs)
    {
        FollowProof(nowUs);
        if (scene.State != _state) OnState(nowUs);
        if (_releaseUs >= 0) FollowRelease(nowUs);
    }

    private int FaultsLow => (scene.Board.IsFaultLow(1) ? 1 : 0) | (scene.Board.IsFaultLow(2) ? 2 : 0);

    private int Lowered => scene.Probes.Where(static probe => probe.IsLowered).Sum(static probe => probe.Number);

    private void FollowProof(long nowUs)
    {
        if (scene.State != State.SelfTest) return;
        // K2 lets go some milliseconds after the FAULT that made it; and a dip may come before one that has begun to fall.
        int low = _k2OpenedUs >= 0 && nowUs - _k2OpenedUs <= SeenUs ? _faultsAtOpening | FaultsLow : 0;
        if (low is 1 or 2) _proven |= low;
        // A K2 that is forced on its way in has opened its mirror, and no contact: it is out by a chip that was lowered for it.
        int forces = FaultsLow;
        if (!scene.K2 && forces is (1 or 2) && Lowered == forces) _proven |= forces;
    }

    private void OnState(long nowUs)
    {
        bool isRelease = _state == State.Permitted && scene.State is State.Inhibited or State.Tripped;
        _state = scene.State;
        _releaseUs = isRelease ? scene.StateUs : -1;
        _turn = 0;
        _isForced = false;
        if (!isRelease) return;
        if (scene.K2) _k2OpenedUs = -1;
        // Let go just before, perhaps by the very chip whose turn it is: it may count.
        else if (_k2OpenedUs < _releaseUs - Judge.RecentUs) _k2OpenedUs = WasOut;
        else if (_k2OpenedUs < _releaseUs) Forget();
    }

    /// <summary>The chip that is lowered first is the one whose turn it is. It has had it when K2 let go by its FAULT alone.</summary>
    private void FollowRelease(long nowUs)
    {
        long sinceUs = nowUs - _releaseUs;
        if (scene.State is State.Permitted or State.LockedOut || scene.ActsAny(Exemptions.Bus.Faults, Judge.RecentUs) || scene.ActsAny(Exemptions.Mcu.Faults, Judge.RecentUs) || scene.ActsAny(Exemptions.MirrorsLie.Faults, Judge.RecentUs))
        {
            Forget();
            return;
        }

        int lowered = Lowered;
        if (_turn == 0 && lowered is 1 or 2 && sinceUs <= TurnUs)
        {
            _turn = lowered;
            if (_due != 0 && _turn != _due) Problem ??= ("at releases two chips take turns", $"chip {_turn} forces K2, and it is chip {_due}'s turn");
            _due = 0;
        }

        if (_turn == 0)
        {
            if (sinceUs > TurnUs) Forget();
            return;
        }

        // A touch may have taken it in again, by its mirror at least, which opens before its contact closes.
        if (_k2OpenedUs == WasOut && scene.Arm.ChangedUs > _releaseUs - Judge.K2PullsInUs)
        {
            Forget();
        }
        else if (_k2OpenedUs > 0)
        {
            bool isAlone = (_faultsAtOpening | FaultsLow) == _turn && !HasCauseOfItsOwn(Both - _turn) && (lowered & ~_turn) == 0 && !scene.IsStopOpen && !scene.IsRailLost && !_wasHeld;
            _isForced = isAlone && (_isForced || nowUs - _k2OpenedUs <= Judge.LookUs);
            if (!_isForced || _k2OpenedUs - Math.Max(_releaseUs, _wasInSinceUs) < SeenInUs) Forget();
            else if (nowUs - _k2OpenedUs > SeenUs) EndWith(Both - _turn);
        }
        else if (sinceUs > ReleaseUs)
        {
            // Out before it was forced, and not in again: nothing is shown.
            if (_k2OpenedUs == WasOut) EndWith(_turn);
            else Forget();
        }
    }

    // Outside PERMITTED its FAULT is cleared in the tick that reads it: low for less than a look of this judge, and yet seen by the firmware.
    private bool HasCauseOfItsOwn(int number) => scene.Probes[number - 1].TipCelsius is not (> FloorCelsius and < BackstopCelsius);

    private void EndWith(int due)
    {
        _due = due;
        _releaseUs = -1;
    }

    /// <summary>Something else was at work: whose turn it is next is nobody's promise.</summary>
    private void Forget()
    {
        _due = 0;
        _releaseUs = -1;
    }
}
