using System.Buffers.Binary;
using System.Globalization;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>A promise that a life broke.</summary>
/// <param name="Promise">Which: lives that break the same one are shrunk against it.</param>
/// <param name="AtUs">When it showed.</param>
/// <param name="Text">What was seen.</param>
public sealed record Violation(string Promise, long AtUs, string Text);

/// <summary>
/// Judges a life by the truth of the board: contacts, tip, faults. The firmware's own word is judged too, never believed.
/// </summary>
internal sealed class Judge
{
    /// <summary>Between two looks at what must open the line.</summary>
    public const long LookUs = 10_000;

    /// <summary>A make contact that opens and closes again so soon after it first closed has bounced.</summary>
    private const long BounceUs = 6_000;

    /// <summary>
    /// A loss of the coils' supply that its detector needs not see, while the contact bounces, lets the armature fall back, and it
    /// begins its way anew: the loss, 50 ms of pull-in, and 3 of bouncing. It is the same closing still, after the same press.
    /// </summary>
    private const long PullsInAnewUs = 54_000;

    private const long LeastEdgeUs = 4_500;

    /// <summary>For so long a fault may go on having its effect.</summary>
    public const long RecentUs = 2_000_000;

    /// <summary>How much longer K2 may take where K1 doesn't open: RELAY_DID_NOT_OPEN and a conversion.</summary>
    private const double HeldMs = 650;

    /// <summary>The same where K1 is welded and nothing else is wrong: K2_HOLD 40 ms after ENABLE, a tick, K2's own 10 ms.</summary>
    private const double LingersMs = 120;

    /// <summary>From the contact to K2: the slowest filter, 50 ms of pull-in, and as much again where a dip too short to be seen makes it begin anew.</summary>
    public const long K2PullsInUs = 175_000;

    /// <summary>K1's mirror is looked at 40 ms after the line was told to open, by a clock of 10 ms.</summary>
    private const long LingersUs = 50_000;

    /// <summary>A release and its proof, before which K2_HOLD is high in TRIPPED.</summary>
    private const long HeldUs = 900_000;

    private static readonly HashSet<Fault> _holdEnable = [Fault.EnableStuckHigh, Fault.McuHang, Fault.McuRunaway];
    private static readonly HashSet<Fault> _armWires = [Fault.ArmNoWire, Fault.ArmNcWire];
    private static readonly HashSet<Fault> _movesK2 = [.. Exemptions.ClosesAgain.Faults, Fault.LatchStuckClear, Fault.K2Weld];

    private readonly Scene _scene;
    private readonly (OpeningRule Rule, SceneProbe Probe)[] _openings;
    private readonly long[] _trueSinceUs;
    private readonly HashSet<string> _rules = [];
    private readonly long[] _brokenSinceUs = new long[StandingRule.All.Count];
    private readonly ChipsJudge? _chips;
    private long _edgeUs = long.MinValue / 2;
    private bool _edgeLevel;
    private long _closedUs;
    private long _opensUs = -1;
    private bool _hasLostBoth;
    private long _k2ClosedUs = long.MinValue / 2;
    private long _enableUs;

    public Judge(Scene scene)
    {
        _scene = scene;
        Log = new LogJudge(scene);
        _chips = scene.HasTwo ? new ChipsJudge(scene) : null;
        _openings = [.. OpeningRule.All.SelectMany(rule => scene.Probes.Take(rule.IsOfProbe ? scene.Probes.Count : 1), static (rule, probe) => (rule, probe))];
        _trueSinceUs = new long[_openings.Length];
        Array.Fill(_trueSinceUs, -1);
        Array.Fill(_brokenSinceUs, -1);
        scene.Board.ContactsChanged += OnContacts;
        scene.Board.PinDriven += OnPin;
        scene.Board.McuReset += () =>
        {
            _edgeUs = long.MinValue / 2;
            scene.Restart();
            Log.Restart();
            _chips?.Restart();
        };
    }

    /// <summary>The first violation; later ones may be its children.</summary>
    public Violation? Violation { get; private set; }

    public LogJudge Log { get; }

    /// <summary>What had to open the line, and was asked.</summary>
    public IReadOnlySet<string> Rules => _rules;

    /// <summary>When the line last opened; 0 before.</summary>
    public long OpenedUs { get; private set; }

    public void Report(string promise, string text) => Violation ??= new Violation(promise, _scene.Board.NowUs, text);

    /// <summary>Every <see cref="LookUs"/>.</summary>
    public void Look()
    {
        long nowUs = _scene.Board.NowUs;
        _scene.Look();
        if (!IsBouncing(nowUs)) NoteOpening();
        Log.Look(nowUs);
        _chips?.Look(nowUs);
        if ((Log.Problem ?? _chips?.Problem) is { } problem) Report(problem.Promise, problem.Text);
        LookAtOpening(nowUs);
        LookAtStanding(nowUs);
    }

    private void LookAtOpening(long nowUs)
    {
        for (int i = 0; i < _trueSinceUs.Length; i++)
        {
            (OpeningRule rule, SceneProbe probe) = _openings[i];
            if (!_scene.IsLineClosed || !rule.IsTrue(_scene, probe) || IsExempt(rule, probe))
            {
                _trueSinceUs[i] = -1;
                continue;
            }

            if (_trueSinceUs[i] < 0) _trueSinceUs[i] = nowUs;
            _rules.Add(rule.Name);
            double forMs = (nowUs - _trueSinceUs[i]) / 1000.0;
            if (forMs <= Budget(rule, probe)) continue;
            string ofProbe = rule.IsOfProbe && _scene.HasTwo ? $" of probe {probe.Number}" : string.Empty;
            Report("opens: " + rule.Name, string.Create(CultureInfo.InvariantCulture, $"{rule.Name}{ofProbe} was true for {forMs:F0} ms and the line is closed; {rule.BudgetOf(probe):F0} ms are allowed"));
        }
    }

    private void LookAtStanding(long nowUs)
    {
        for (int i = 0; i < _brokenSinceUs.Length; i++)
        {
            StandingRule rule = StandingRule.All[i];
            if (!rule.IsBroken(_scene, nowUs) || _scene.ActsAny(rule.Exempt, RecentUs))
            {
                _brokenSinceUs[i] = -1;
                continue;
            }

            if (_brokenSinceUs[i] < 0) _brokenSinceUs[i] = nowUs;
            double forMs = (nowUs - _brokenSinceUs[i]) / 1000.0;
            if (forMs > rule.BudgetMs) Report(rule.Promise, string.Create(CultureInfo.InvariantCulture, $"not so for {forMs:F0} ms; {rule.BudgetMs:F0} ms are allowed; {_scene.State}, {Log.LastEvent}"));
        }
    }

    /// <summary>After each tick.</summary>
    /// <param name="startedUs">When it began.</param>
    public void FollowTick(long startedUs)
    {
        if (_scene.State == State.LockedOut) FollowLockOut();
        FollowLingering(startedUs);
    }

    /// <summary>A box that is locked out must have been broken.</summary>
    private void FollowLockOut()
    {
        if (_scene.Faults.Exists(broken => Exemptions.JustifiesLockOut(broken.Fault))) return;
        Report("no sound box is locked out", $"LOCKED_OUT, and of what happened to the box nothing breaks it; {Log.LastEvent}");
    }

    /// <summary>K1 that does not let go: K2_HOLD opens the line, long before RELAY_DID_NOT_OPEN.</summary>
    private void FollowLingering(long startedUs)
    {
        long sinceUs = startedUs - _scene.ReleasedUs;
        bool lingers = sinceUs is >= LingersUs and < HeldUs && _scene.K1 && _scene.K1MovedUs < _scene.ReleasedUs;
        if (!lingers || !_scene.Board.PinLevel(Board.K2HoldPin) || _scene.Acts(Fault.MirrorStuck, RecentUs) || _scene.ActsAny(Exemptions.Mcu.Faults, RecentUs)) return;
        Report("K1 that does not let go lowers K2_HOLD", string.Create(CultureInfo.InvariantCulture, $"K1 has not opened {sinceUs / 1000.0:F0} ms after the line was told to open, and K2_HOLD is high"));
    }

    private bool IsExempt(OpeningRule rule, SceneProbe probe)
    {
        if (_scene.Faults.Count == 0) return false;
        foreach (Exemption exemption in rule.Exempt)
        {
            // What blinds may have blinded the votes of a second ago as well, and what was set wrong stays so until it is seen.
            if (rule.IsOfProbe ? probe.ActsAny(exemption.Faults, RecentUs) : _scene.ActsAny(exemption.Faults, RecentUs)) return true;
        }

        bool isK1Held = _scene.ActsAny(Exemptions.K1Held.Faults, RecentUs);
        bool isK2Held = _scene.ActsAny(Exemptions.K2Held.Faults, RecentUs) || (!rule.ByHardware && _scene.ActsAny(Exemptions.Bus.Faults, RecentUs)) || _scene.ActsAny(Exemptions.Mcu.Faults, RecentUs);
        return isK1Held && (isK2Held || rule.ByHardware || Several(Exemptions.K1Held));
    }

    private bool Several(Exemption exemption) => exemption.Faults.Count(fault => _scene.Acts(fault, RecentUs)) > 1;

    private double Budget(OpeningRule rule, SceneProbe probe)
    {
        double slackMs = LookUs / 1000.0;
        bool isHeld = _scene.ActsAny(Exemptions.K1Held.Faults, RecentUs) || _scene.ActsAny(Exemptions.ClosesAgain.Faults, RecentUs);
        return rule.BudgetOf(probe) + slackMs + (!isHeld || rule.ByHardware ? 0 : IsWeldAlone ? LingersMs : HeldMs);
    }

    /// <summary>K1 is welded, and all that is behind it is well: K2_HOLD opens the line.</summary>
    private bool IsWeldAlone => _scene.Acts(Fault.K1Weld, 0) && _scene.Faults.TrueForAll(broken => broken.Fault == Fault.K1Weld || !_scene.Acts(broken.Fault, RecentUs) || Weights.IsDisturbance(broken.Fault));

    private void OnContacts(long us, bool k1, bool k2)
    {
        Span<byte> move = stackalloc byte[sizeof(long) + 1];
        BinaryPrimitives.WriteInt64LittleEndian(move, us);
        move[^1] = (byte)((k1 ? 1 : 0) | (k2 ? 2 : 0));
        Log.Digest.AppendData(move);
        bool wasClosed = _scene.IsLineClosed;
        if (k2 && !_scene.K2) JudgeK2(us, k1);
        if (!k2 && _scene.K2) _chips?.NoteK2Opened(us);
        _scene.NoteContacts(us, k1, k2);
        if (wasClosed == _scene.IsLineClosed) return;
        if (wasClosed)
        {
            _scene.HasMissedDeadline = false;
            _opensUs = us;
            return;
        }

        if (IsBouncing(us))
        {
            _opensUs = -1;
            return;
        }

        NoteOpening();
        _closedUs = us;
        _hasLostBoth = HasLostBoth(us);
        if (_hasLostBoth) return;
        Log.NoteClosed(us);
        if (_scene.ActsAny(Exemptions.ClosesAgain.Faults, RecentUs)) return;
        if ((_scene.IsPickingUp && _scene.Arm.IsPressed) || us - _scene.HeldPickingUpUs < ArmTruth.PickedUpCloseUs) return;
        // With one wire broken the other contact alone is a press by any rule.
        if (_scene.ActsAny(_armWires, RecentUs)) return;
        // A processor that stands still sees neither the beginning of a touch nor its end.
        bool isBlurred = _scene.IsPickUpHiding(us) || _scene.ActsAny(Exemptions.Mcu.Faults, RecentUs);
        if (_scene.Arm.Objection(us, OpenedUs, isBlurred) is { } objection) Report("closes after a press only", $"the line closed: {objection}");
        else if ((_chips?.Objection ?? Log.ObjectionToClosing(us)) is { } found) Report(found.Promise, $"the line closed: {found.Text}");
    }

    /// <summary>
    /// Two faults that close the line between them; or K2's latch broke in the instant in which the self-test energises K1.
    /// LINE_CLOSED tells of what lasts.
    /// </summary>
    private bool HasLostBoth(long us)
    {
        if (_scene.K2MovedUs == us && IsK1Hidden()) return true;
        if (_scene.ActsAny(_holdEnable, RecentUs) && _scene.Acts(Fault.WatchdogDead, RecentUs)) return true;
        // The mirror may have been seen, and the box locked out, before the contact that bounces closed.
        bool wasProof = _scene.State == State.SelfTest || (_scene.State == State.LockedOut && _scene.Board.NowUs - _scene.StateUs < RecentUs);
        return _scene.Acts(Fault.LatchStuckClear, RecentUs) && (wasProof || _scene.ActsAny(Exemptions.K1Held.Faults, RecentUs));
    }

    /// <summary>The latch is cleared by an edge of ARM, once, and with K1 out: in every state of the firmware.</summary>
    private void JudgeK2(long us, bool k1)
    {
        bool hasBounced = us - _k2ClosedUs <= BounceUs;
        if (!hasBounced) _k2ClosedUs = us;
        if (hasBounced || _scene.IsPickingUp || us - _scene.PickedUpUs < RecentUs || _scene.ActsAny(_movesK2, RecentUs)) return;
        if (us - _scene.Arm.ChangedUs > K2PullsInUs) Report("K2 closes at an edge of ARM only", "K2 closed and no contact of ARM had moved");
        else if (k1 && !IsK1Hidden()) Report("K2 closes with K1 out only", "K2 closed while K1 was closed");
        else if (IsEnabled(us)) Report("K2 closes with ENABLE low only", "K2 closed while ENABLE was high");
        else if (IsHeld(us)) Report("no press in TRIPPED or LOCKED_OUT moves K2", $"K2 closed in {_scene.State}");
    }

    /// <summary>The edge of ARM that moves K2 now found K1 welded, and its mirror stuck where it is closed.</summary>
    private bool IsK1Hidden() => Exemptions.K1Hidden.Faults.All(fault => _scene.Acts(fault, K2PullsInUs)) && _scene.Board.ValueOf(Fault.MirrorStuck) < 1;

    /// <summary>The line has just closed, and its contact has not come to rest.</summary>
    private bool IsBouncing(long us)
    {
        long lossUs = _scene.UnseenLossUs;
        return us - _closedUs <= BounceUs || (lossUs >= _closedUs && lossUs - _closedUs <= BounceUs && us - lossUs <= PullsInAnewUs);
    }

    /// <summary>ENABLE's wire has been high since before an edge that could have moved K2 now.</summary>
    private bool IsEnabled(long us)
    {
        if (_scene.Acts(Fault.EnableStuckLow, RecentUs)) return false;
        return (_scene.Board.PinLevel(Board.EnablePin) && us - _enableUs > K2PullsInUs) || _scene.HasActedFor(Fault.EnableStuckHigh, K2PullsInUs);
    }

    /// <summary>Locked out, or tripped and the release done, which takes a chip that can be written: K2_HOLD is low.</summary>
    private bool IsHeld(long us)
    {
        if (us - _scene.StateUs < HeldUs || _scene.Acts(Fault.K2HoldStuckHigh, RecentUs) || _scene.ActsAny(Exemptions.Mcu.Faults, RecentUs)) return false;
        return _scene.State == State.LockedOut || (_scene.State == State.Tripped && !_scene.ActsAny(Exemptions.Bus.Faults, RecentUs));
    }

    /// <summary>It has opened, and was no bounce.</summary>
    private void NoteOpening()
    {
        if (_opensUs < 0) return;
        OpenedUs = _opensUs;
        _opensUs = -1;
        if (!_hasLostBoth) Log.NoteOpened(OpenedUs);
    }

    private void OnPin(int gpio)
    {
        if (gpio == Board.EnablePin) _enableUs = _scene.Board.NowUs;
        if (gpio != Board.HeartbeatPin) return;
        bool level = _scene.Board.PinLevel(gpio);
        if (level == _edgeLevel) return;
        _edgeLevel = level;
        long nowUs = _scene.Board.NowUs;
        long sinceUs = nowUs - _edgeUs;
        _edgeUs = nowUs;
        if (sinceUs >= LeastEdgeUs || _scene.Acts(Fault.McuRunaway, RecentUs)) return;
        Report("HEARTBEAT is never too fast", $"two edges of HEARTBEAT {sinceUs} us apart");
    }
}
