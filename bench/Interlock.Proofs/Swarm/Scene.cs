using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>The board of a life and what acts do to it; what was begun and not yet ended is ended when everything heals.</summary>
internal sealed class Scene
{
    public const double BodyCelsius = 37;
    public const double RoomCelsius = 25;
    private const long HealsUs = 3_000_000;
    private const long StartsUs = 500_000;
    private const long PickUpUs = 2_000_000;

    /// <summary>The detector of the coils' rail has to see a loss of this, and no shorter one.</summary>
    private const long SeenLossUs = 1000;

    /// <summary>Any probe, and the box.</summary>
    private const int Anybody = 0;

    private readonly Board _board;
    private readonly Dictionary<Broken, long> _brokenUs = [];
    private readonly Dictionary<Broken, long> _mendedUs = [];
    private bool _isHealed;
    private bool _hasStoppedPermitted;
    private bool _isStopOpen;
    private bool _isStop2Open;
    private bool _hasCoilSupply = true;
    private long _railLostUs = long.MinValue / 2;
    private long _railBackUs;

    /// <param name="board">What it is of.</param>
    /// <param name="tips">Of one probe or two.</param>
    /// <param name="connectors">As many.</param>
    /// <param name="second">What the second is for.</param>
    public Scene(Board board, Course[] tips, Course[] connectors, SecondProbe second)
    {
        _board = board;
        Second = second;
        Probes = [.. tips.Zip(connectors, (tip, connector) => (tip, connector)).Select((courses, i) => new SceneProbe(this, i + 1, courses.tip, courses.connector))];
    }

    public Board Board => _board;

    /// <summary>One or two.</summary>
    public IReadOnlyList<SceneProbe> Probes { get; }

    public bool HasTwo => Probes.Count > 1;

    /// <summary>What the second probe is for.</summary>
    public SecondProbe Second { get; }

    public ArmTruth Arm { get; } = new();

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
    public bool HasStoppedPermitted => _hasStoppedPermitted && _board.McuStandsStill && _board.PinLevel(Board.EnablePin);

    /// <summary>The program has ended, in this run of the processor.</summary>
    public bool IsDead { get; set; }

    /// <summary>The heap is exhausted, of a box that had started before.</summary>
    public bool IsOutOfHeap => _board.IsHeapExhausted && !_board.McuStandsStill && _brokenUs[new Broken(Fault.NoHeap, 1)] > RestartedUs + StartsUs;

    /// <summary>LINE_CLOSED was last told.</summary>
    public long LineClosedToldUs { get; set; } = long.MinValue / 2;

    /// <summary>Faults in the order in which they first came.</summary>
    public List<Broken> Faults { get; } = [];

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
    public bool IsStopOpen => _isStopOpen || _board.IsActive(Fault.StopWire);

    /// <summary>The coils have no supply.</summary>
    public bool IsRailLost => !_hasCoilSupply || (_isStop2Open && !_board.IsActive(Fault.Stop2Stuck));

    /// <summary>When the coils last lost their supply for less than its detector has to see; long ago where the last loss was longer.</summary>
    public long UnseenLossUs => (IsRailLost ? _board.NowUs : _railBackUs) - _railLostUs < SeenLossUs ? _railLostUs : long.MinValue / 2;

    /// <summary>ARM's contacts, or their wires, contradict each other.</summary>
    public bool IsArmSplit => _board.IsActive(Fault.ArmNoWire) ? Arm.IsPressed && !_board.IsActive(Fault.ArmNcWire) : _board.IsActive(Fault.ArmNcWire) ? !Arm.IsPressed : Arm.IsTouched && !Arm.IsPressed;

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
        if (State == State.Permitted) ReleasedUs = _board.NowUs;
        State = state;
        StateUs = _board.NowUs;
    }

    /// <summary>The processor starts again.</summary>
    public void Restart()
    {
        JumpedUs = 0;
        RestartedUs = _board.NowUs;
        NoteState(State.SelfTest);
        ReleasedUs = long.MinValue / 2;
    }

    public void Look()
    {
        foreach (SceneProbe probe in Probes) probe.Look(_board.NowUs);
    }

    /// <summary>How far apart the tips of two are, by what their chips tell.</summary>
    public double TipsApartCelsius => HasTwo ? Math.Abs(Probes[0].Chip.ToldThermocoupleCelsius - Probes[1].Chip.ToldThermocoupleCelsius) : 0;

    /// <summary>The same of their cold junctions.</summary>
    public double ColdJunctionsApartCelsius => HasTwo ? Math.Abs(Probes[0].Chip.ToldColdJunctionCelsius - Probes[1].Chip.ToldColdJunctionCelsius) : 0;

    /// <summary>Those of them that this box has.</summary>
    public IEnumerable<SceneProbe> ProbesOf(Probes probes) => Probes.Where(probe => ((int)probes & probe.Number) != 0);

    /// <summary>Closes or opens a contact of STOP or the coils' supply now.</summary>
    public void Set(Contact contact, bool closed)
    {
        bool wasLost = IsRailLost;
        _board.SetContact(contact, closed);
        if (contact == Contact.Stop) _isStopOpen = !closed;
        else if (contact == Contact.Stop2) _isStop2Open = !closed;
        else if (contact == Contact.CoilSupply) _hasCoilSupply = closed;
        if (IsRailLost && !wasLost) _railLostUs = _board.NowUs;
        if (wasLost && !IsRailLost) _railBackUs = _board.NowUs;
    }

    /// <summary>Does it then, unless everything has healed.</summary>
    public void Later(long us, Action act) => _board.At(us, () =>
    {
        if (!_isHealed) act();
    });

    /// <summary>Moves a contact of ARM at a time.</summary>
    public void MoveArm(long us, Contact contact, bool closed) => Later(us, () => SetArm(contact, closed));

    public void PickUp(PickUp? no, PickUp? nc)
    {
        _board.PickUpOnArm(no, nc);
        NotePickUp(no is not null || nc is not null);
    }

    public void Break(Broken broken, double value)
    {
        Fault fault = broken.Fault;
        if (!Faults.Contains(broken)) Faults.Add(broken);
        _brokenUs[broken] = _board.NowUs;
        if (fault == Fault.McuHang || fault == Fault.McuRunaway) _hasStoppedPermitted = IsLineClosed;
        _board.Inject(fault, value, broken.Probe);
        if (fault == Fault.CoilDip) (_railLostUs, _railBackUs) = (_board.NowUs, _board.NowUs + (long)Math.Round(value * 1000));
        if (fault == Fault.ClockJump) JumpedUs += (long)Math.Round(value * 1000);
        Note(fault, true);
    }

    public void Mend(Broken broken)
    {
        if (!_board.IsActive(broken.Fault, broken.Probe)) return;
        _board.Clear(broken.Fault, broken.Probe);
        _mendedUs[broken] = _board.NowUs;
        Note(broken.Fault, false);
    }

    /// <summary>Whether a fault acts now, of whichever probe, or did within so long.</summary>
    public bool Acts(Fault fault, long withinUs) => Acts(new Broken(fault, 1), Anybody, withinUs) || Acts(new Broken(fault, 2), Anybody, withinUs);

    /// <summary>Whether a fault of the box has acted for so long.</summary>
    public bool HasActedFor(Fault fault, long us) => HasActedFor(new Broken(fault, 1), us);

    /// <summary>Whether one of them has, of whichever probe.</summary>
    public bool HasActedForAny(HashSet<Fault> faults, long us) => Faults.Any(broken => faults.Contains(broken.Fault) && HasActedFor(broken, us));

    private bool HasActedFor(Broken broken, long us) => _board.IsActive(broken.Fault, broken.Probe) && _board.NowUs - _brokenUs[broken] > us;

    /// <summary>Whether one of them does: asked at every look, of the few that ever broke.</summary>
    public bool ActsAny(HashSet<Fault> faults, long withinUs) => ActsAny(faults, Anybody, withinUs);

    internal bool ActsAny(HashSet<Fault> faults, int probe, long withinUs)
    {
        foreach (Broken broken in Faults)
        {
            if (faults.Contains(broken.Fault) && Acts(broken, probe, withinUs)) return true;
        }

        return false;
    }

    internal bool Acts(Broken broken, int probe, long withinUs)
    {
        if (!_brokenUs.TryGetValue(broken, out long brokenUs) || (probe != Anybody && !broken.Concerns(probe))) return false;
        long lastUs = _mendedUs.TryGetValue(broken, out long mendedUs) && mendedUs > brokenUs ? mendedUs : brokenUs;
        return (_board.IsActive(broken.Fault, broken.Probe) && !IsOnce(broken.Fault)) || _board.NowUs - lastUs <= withinUs;
    }

    /// <summary>Everything is mended, let go, and as warm as a body.</summary>
    public void Heal()
    {
        _isHealed = true;
        foreach (Broken broken in Faults) Mend(broken);
        PickUp(null, null);
        _board.SleepLate(0);
        Set(Contact.CoilSupply, true);
        Set(Contact.Stop, true);
        Set(Contact.Stop2, true);
        SetArm(Contact.ArmNo, false);
        SetArm(Contact.ArmNc, true);
        foreach (SceneProbe probe in Probes)
        {
            probe.Tip.Leave(_board.NowUs);
            probe.Tip.GoTo(_board.NowUs, BodyCelsius, HealsUs);
            probe.Connector.GoTo(_board.NowUs, RoomCelsius, HealsUs);
        }
    }

    /// <summary>Moves a contact of ARM now.</summary>
    public void SetArm(Contact contact, bool closed)
    {
        _board.SetContact(contact, closed);
        NoteHeld();
        Arm.Move(_board.NowUs, contact == Contact.ArmNo ? closed : null, contact == Contact.ArmNc ? closed : null);
    }

    /// <summary>It is over as soon as it has come.</summary>
    public static bool IsOnce(Fault fault) => fault == Fault.Bitflip || fault == Fault.ChipReset || fault == Fault.ClockJump || fault == Fault.Brownout || fault == Fault.CoilDip;

    private void Note(Fault fault, bool acts)
    {
        NoteHeld();
        if (fault == Fault.ArmStuck) Arm.Jam(_board.NowUs, acts);
        if (fault == Fault.ArmStuck || fault == Fault.ArmNoWire || fault == Fault.ArmNcWire) Arm.NoteChange(_board.NowUs);
        if (fault == Fault.ArmPickup) NotePickUp(acts);
    }

    private void NotePickUp(bool picksUp)
    {
        NoteHeld();
        if (IsPickingUp || picksUp) PickedUpUs = _board.NowUs;
        IsPickingUp = picksUp;
    }

    private void NoteHeld()
    {
        if (IsPickingUp && Arm.IsPressed) HeldPickingUpUs = _board.NowUs;
    }
}
