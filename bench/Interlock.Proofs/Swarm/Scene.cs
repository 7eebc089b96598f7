using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>The board of a life and what acts do to it; what was begun and not yet ended is ended when everything heals.</summary>
internal sealed class Scene(Board board, Course tip, Course connector)
{
    public const double BodyCelsius = 37;
    public const double RoomCelsius = 25;
    private const long HealsUs = 3_000_000;
    private const long StartsUs = 500_000;
    private const long PickUpUs = 2_000_000;

    /// <summary>The detector of the coils' rail has to see a loss of this, and no shorter one.</summary>
    private const long SeenLossUs = 1000;

    private readonly Dictionary<Fault, long> _brokenUs = [];
    private readonly Dictionary<Fault, long> _mendedUs = [];
    private bool _isHealed;
    private bool _hasStoppedPermitted;
    private bool _isStopOpen;
    private bool _isStop2Open;
    private bool _hasCoilSupply = true;
    private long _railLostUs = long.MinValue / 2;
    private long _railBackUs;

    public Board Board => board;

    public Course Tip => tip;

    public Course Connector => connector;

    public ArmTruth Arm { get; } = new();

    /// <summary>The tip's true temperature at the last look, degC; NaN of a probe that is open.</summary>
    public double TipCelsius { get; private set; } = BodyCelsius;

    /// <summary>K1's make contact is closed.</summary>
    public bool K1 { get; private set; }

    /// <summary>K2's make contact is closed.</summary>
    public bool K2 { get; private set; }

    public bool IsLineClosed => K1 && K2;

    /// <summary>When the line last closed or opened, bounces included.</summary>
    public long LineMovedUs { get; private set; }

    /// <summary>When K1's contact last closed or opened.</summary>
    public long K1MovedUs { get; private set; } = long.MinValue / 2;

    /// <summary>When K2's contact last closed or opened.</summary>
    public long K2MovedUs { get; private set; } = long.MinValue / 2;

    /// <summary>Where the firmware stands.</summary>
    public State State { get; private set; }

    /// <summary>Since when.</summary>
    public long StateUs { get; private set; }

    /// <summary>When it last left PERMITTED, by the firmware's own doing, since the processor started.</summary>
    public long ReleasedUs { get; private set; } = long.MinValue / 2;

    /// <summary>The processor was last reset.</summary>
    public long RestartedUs { get; private set; }

    /// <summary>The processor stands still since the line was closed, and has left ENABLE high.</summary>
    public bool HasStoppedPermitted => _hasStoppedPermitted && board.McuStandsStill && board.PinLevel(Board.EnablePin);

    /// <summary>The program has ended, in this run of the processor.</summary>
    public bool IsDead { get; set; }

    /// <summary>The heap is exhausted, of a box that had started before.</summary>
    public bool IsOutOfHeap => board.IsHeapExhausted && !board.McuStandsStill && _brokenUs[Fault.NoHeap] > RestartedUs + StartsUs;

    /// <summary>LINE_CLOSED was last told.</summary>
    public long LineClosedToldUs { get; set; } = long.MinValue / 2;

    /// <summary>Faults in the order in which they first came.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>When something was last picked up on ARM's wires.</summary>
    public long PickedUpUs { get; private set; } = long.MinValue / 2;

    public bool IsPickingUp { get; private set; }

    /// <summary>
    /// ARM was last held while its wires picked up: the wires may then look let go and pressed again, which docs/safety.md tells of
    /// ("Pick-up that passes for a press").
    /// </summary>
    public long HeldPickingUpUs { get; private set; } = long.MinValue / 2;

    /// <summary>What is, or was just, picked up during a press hides when it began.</summary>
    public bool IsPickUpHiding(long us) => IsPickingUp || Math.Min(us, Arm.LastRunUs) - PickedUpUs < PickUpUs;

    /// <summary>A tick began too late, and the line has not opened since.</summary>
    public bool HasMissedDeadline { get; set; }

    /// <summary>A tick began too late for the last time then.</summary>
    public long LateUs { get; set; } = long.MinValue / 2;

    /// <summary>By how much the microcontroller's clock is ahead, by clock-jump, since its last reset.</summary>
    public long JumpedUs { get; set; }

    /// <summary>STOP's first pole is open, or its wire broken.</summary>
    public bool IsStopOpen => _isStopOpen || board.IsActive(Fault.StopWire);

    /// <summary>The coils have no supply.</summary>
    public bool IsRailLost => !_hasCoilSupply || (_isStop2Open && !board.IsActive(Fault.Stop2Stuck));

    /// <summary>When the coils last lost their supply for less than its detector has to see; long ago where the last loss was longer.</summary>
    public long UnseenLossUs => (IsRailLost ? board.NowUs : _railBackUs) - _railLostUs < SeenLossUs ? _railLostUs : long.MinValue / 2;

    /// <summary>ARM's contacts, or their wires, contradict each other.</summary>
    public bool IsArmSplit => board.IsActive(Fault.ArmNoWire) ? Arm.IsPressed && !board.IsActive(Fault.ArmNcWire) : board.IsActive(Fault.ArmNcWire) ? !Arm.IsPressed : Arm.IsTouched && !Arm.IsPressed;

    public void NoteContacts(long us, bool k1, bool k2)
    {
        if ((k1 && k2) != IsLineClosed) LineMovedUs = us;
        if (k1 != K1) K1MovedUs = us;
        if (k2 != K2) K2MovedUs = us;
        K1 = k1;
        K2 = k2;
    }

    public void NoteState(State state)
    {
        if (State == State.Permitted) ReleasedUs = board.NowUs;
        State = state;
        StateUs = board.NowUs;
    }

    /// <summary>The processor starts again.</summary>
    public void Restart()
    {
        JumpedUs = 0;
        RestartedUs = board.NowUs;
        NoteState(State.SelfTest);
        ReleasedUs = long.MinValue / 2;
    }

    public void Look() => TipCelsius = board.TipCelsius;

    /// <summary>Closes or opens a contact of STOP or the coils' supply now.</summary>
    public void Set(Contact contact, bool closed)
    {
        bool wasLost = IsRailLost;
        board.SetContact(contact, closed);
        if (contact == Contact.Stop) _isStopOpen = !closed;
        else if (contact == Contact.Stop2) _isStop2Open = !closed;
        else if (contact == Contact.CoilSupply) _hasCoilSupply = closed;
        if (IsRailLost && !wasLost) _railLostUs = board.NowUs;
        if (wasLost && !IsRailLost) _railBackUs = board.NowUs;
    }

    /// <summary>Does it then, unless everything has healed.</summary>
    public void Later(long us, Action act) => board.At(us, () =>
    {
        if (!_isHealed) act();
    });

    /// <summary>Moves a contact of ARM at a time.</summary>
    public void MoveArm(long us, Contact contact, bool closed) => Later(us, () => SetArm(contact, closed));

    public void PickUp(PickUp? no, PickUp? nc)
    {
        board.PickUpOnArm(no, nc);
        NotePickUp(no is not null || nc is not null);
    }

    public void Break(Fault fault, double value)
    {
        if (!Faults.Contains(fault)) Faults.Add(fault);
        _brokenUs[fault] = board.NowUs;
        if (fault == Fault.McuHang || fault == Fault.McuRunaway) _hasStoppedPermitted = IsLineClosed;
        board.Inject(fault, value);
        if (fault == Fault.CoilDip) (_railLostUs, _railBackUs) = (board.NowUs, board.NowUs + (long)Math.Round(value * 1000));
        if (fault == Fault.ClockJump) JumpedUs += (long)Math.Round(value * 1000);
        Note(fault, true);
    }

    public void Mend(Fault fault)
    {
        if (!board.IsActive(fault)) return;
        board.Clear(fault);
        _mendedUs[fault] = board.NowUs;
        Note(fault, false);
    }

    /// <summary>Whether a fault acts now, or did within so long.</summary>
    public bool Acts(Fault fault, long withinUs)
    {
        if (!_brokenUs.TryGetValue(fault, out long brokenUs)) return false;
        long lastUs = _mendedUs.TryGetValue(fault, out long mendedUs) && mendedUs > brokenUs ? mendedUs : brokenUs;
        return (board.IsActive(fault) && !IsOnce(fault)) || board.NowUs - lastUs <= withinUs;
    }

    /// <summary>Whether a fault has acted for so long.</summary>
    public bool HasActedFor(Fault fault, long us) => board.IsActive(fault) && board.NowUs - _brokenUs[fault] > us;

    /// <summary>Whether one of them does: asked at every look, of the few that ever broke.</summary>
    public bool ActsAny(HashSet<Fault> faults, long withinUs)
    {
        foreach (Fault fault in Faults)
        {
            if (faults.Contains(fault) && Acts(fault, withinUs)) return true;
        }

        return false;
    }

    /// <summary>Everything is mended, let go, and as warm as a body.</summary>
    public void Heal()
    {
        _isHealed = true;
        foreach (Fault fault in Faults) Mend(fault);
        PickUp(null, null);
        board.SleepLate(0);
        Set(Contact.CoilSupply, true);
        Set(Contact.Stop, true);
        Set(Contact.Stop2, true);
        SetArm(Contact.ArmNo, false);
        SetArm(Contact.ArmNc, true);
        tip.Leave(board.NowUs);
        tip.GoTo(board.NowUs, BodyCelsius, HealsUs);
        connector.GoTo(board.NowUs, RoomCelsius, HealsUs);
    }

    /// <summary>Moves a contact of ARM now.</summary>
    public void SetArm(Contact contact, bool closed)
    {
        board.SetContact(contact, closed);
        NoteHeld();
        Arm.Move(board.NowUs, contact == Contact.ArmNo ? closed : null, contact == Contact.ArmNc ? closed : null);
    }

    private static bool IsOnce(Fault fault) => fault == Fault.Bitflip || fault == Fault.ChipReset || fault == Fault.ClockJump || fault == Fault.Brownout || fault == Fault.CoilDip;

    private void Note(Fault fault, bool acts)
    {
        NoteHeld();
        if (fault == Fault.ArmStuck) Arm.Jam(board.NowUs, acts);
        if (fault == Fault.ArmStuck || fault == Fault.ArmNoWire || fault == Fault.ArmNcWire) Arm.NoteChange(board.NowUs);
        if (fault == Fault.ArmPickup) NotePickUp(acts);
    }

    private void NotePickUp(bool picksUp)
    {
        NoteHeld();
        if (IsPickingUp || picksUp) PickedUpUs = board.NowUs;
        IsPickingUp = picksUp;
    }

    private void NoteHeld()
    {
        if (IsPickingUp && Arm.IsPressed) HeldPickingUpUs = board.NowUs;
    }
}
