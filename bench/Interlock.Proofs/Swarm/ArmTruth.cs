namespace Interlock.Proofs.Swarm;

/// <summary>
/// What a hand did to ARM's contacts, by the contacts themselves: whether a person who saw them would call it a press. All
/// lengths are laxer than the firmware's by what filters, thresholds and looks may add: with a filter of 30 ms, 20 % either way, a
/// contact is seen pressed after 41 to 61 ms (0.60 of 3.3 V, or 2.70) and at rest again after 11 to 17 (1.25, or 2.05).
/// </summary>
internal sealed class ArmTruth
{
    private const long LeastRunUs = 75_000;
    private const long LeastRestUs = 340_000;
    private const long EdgeUs = 520_000;
    private const long LongestActUs = 5_250_000;

    /// <summary>A gap in a press: the slowest filter bridges 17 ms, and the looks on either side of it may be 50 apart.</summary>
    private const long BounceUs = 90_000;

    /// <summary>Shorter, the slowest filter hides a closing.</summary>
    private const long HiddenUs = 62_000;

    /// <summary>Shorter, a touch may fall between the looks.</summary>
    private const long TouchUs = 100_000;

    /// <summary>From the end of the closing rest to the line: two edges of HEARTBEAT, 50 ms of pull-in, ticks.</summary>
    private const long SlowestCloseUs = 1_600_000;

    /// <summary>The same where what the wires pick up, for six seconds at most, keeps a trigger from coming back after a press.</summary>
    internal const long PickedUpCloseUs = 8_000_000;

    // An act that nobody would doubt: each within what the rule of an act asks, by more than filters and looks can add.
    private const long PressUs = 200_000;
    private const long PressEdgeUs = 300_000;
    private const long PressRestUs = 650_000;
    private const long LongestPressUs = 4_500_000;

    /// <summary>From ARMED to the line: two edges of HEARTBEAT, 50 ms of pull-in, and the filter that still hides a new touch.</summary>
    private const long PullInUs = 260_000;

    private readonly List<Span> _runs = [];
    private readonly List<Span> _touches = [];
    private readonly List<Span> _holds = [];
    private readonly Away _noAway = new();
    private readonly Away _ncAway = new();
    private int _judgedTouches;
    private bool _no;
    private bool _nc = true;

    private readonly record struct Span(long FromUs, long ToUs)
    {
        public long Us => ToUs - FromUs;
    }

    /// <summary>When a contact of ARM, or its wire, last changed.</summary>
    public long ChangedUs { get; private set; } = long.MinValue / 2;

    /// <summary>Both contacts are pressed.</summary>
    public bool IsPressed { get; private set; }

    /// <summary>Either contact is not at rest.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>ARM is jammed where it is pressed.</summary>
    public bool IsJammed { get; private set; }

    public void Move(long us, bool? no, bool? nc)
    {
        NoteChange(us);
        _no = no ?? _no;
        _nc = nc ?? _nc;
        Update(us);
    }

    public void Jam(long us, bool isJammed)
    {
        IsJammed = isJammed;
        Update(us);
    }

    /// <summary>Something changed that the latch may take for a hand.</summary>
    public void NoteChange(long us) => ChangedUs = us;

    /// <summary>Why no person would say that the line may close now; null where one would.</summary>
    /// <param name="nowUs">The line closes.</param>
    /// <param name="openedUs">When it last opened, or the box was switched on.</param>
    /// <param name="isBlurred">Something else moves the wires too, and may lengthen a press; or nobody looked.</param>
    public string? Objection(long nowUs, long openedUs, bool isBlurred)
    {
        long leastUs = isBlurred ? LeastRunUs / 2 : LeastRunUs;
        long slowestUs = isBlurred ? PickedUpCloseUs : SlowestCloseUs;
        string objection = "nobody had pressed both contacts for 100 ms since it last opened";
        for (int i = _runs.Count - 1; i >= 0 && nowUs - _runs[i].ToUs <= slowestUs; i--)
        {
            Span run = _runs[i];
            if (run.Us < leastUs) continue;
            if (run.FromUs < openedUs) return "the press had begun before it last opened";
            if (isBlurred || ObjectionTo(run, nowUs) is not { } found) return null;
            objection = found;
        }

        return objection;
    }

    /// <summary>The act that has just ended, where any person would call it a press: each is asked for once.</summary>
    public (long FromUs, long ToUs)? TakePress(long nowUs)
    {
        if (IsTouched || _judgedTouches == _touches.Count || nowUs - _touches[^1].ToUs < PressRestUs) return null;
        long fromUs = _touches[_judgedTouches].FromUs;
        long toUs = _touches[^1].ToUs;
        long restUs = 0;
        for (int i = _judgedTouches + 1; i < _touches.Count; i++) restUs = Math.Max(restUs, _touches[i].FromUs - _touches[i - 1].ToUs);
        _judgedTouches = _touches.Count;
        Span hold = default;
        for (int i = _holds.Count - 1; i >= 0 && _holds[i].FromUs >= fromUs; i--)
        {
            if (_holds[i].Us > hold.Us) hold = _holds[i];
        }

        bool isPress = hold.Us >= PressUs && hold.FromUs - fromUs <= PressEdgeUs && toUs - hold.ToUs <= PressEdgeUs && restUs <= PressEdgeUs && toUs - fromUs <= LongestPressUs;
        return isPress ? (fromUs, toUs) : null;
    }

    /// <summary>When the last press of both contacts began that may count; long ago without one.</summary>
    public long LastRunUs
    {
        get
        {
            int i = _runs.Count - 1;
            while (i >= 0 && (IsPressed && i == _runs.Count - 1 || _runs[i].Us < LeastRunUs)) i--;
            return i < 0 ? long.MinValue / 2 : _runs[i].FromUs;
        }
    }

    /// <summary>When it began for the slowest filter, which hides the closings of a contact that bounces for long.</summary>
    public long LastSeenRunUs
    {
        get
        {
            long fromUs = LastRunUs;
            int i = _holds.FindIndex(hold => hold.FromUs >= fromUs && hold.Us >= HiddenUs);
            return i < 0 ? fromUs : _holds[i].FromUs;
        }
    }

    /// <summary>Why a press is none; the longest run of an act counts, whatever came before and after it.</summary>
    private string? ObjectionTo(Span press, long nowUs)
    {
        // What begins while K1 pulls in is another act, and comes too late for this one. Each contact is asked by itself: two that
        // are away by turns, each for less than a look, are a touch to nobody.
        long restUs = LastHeldUs(press);
        long restEndedUs = nowUs;
        long beganUs = press.FromUs;
        List<Span> touches = [.. _noAway.Until(nowUs), .. _ncAway.Until(nowUs)];
        touches.Sort((one, other) => one.FromUs.CompareTo(other.FromUs));
        foreach (Span touch in touches)
        {
            if (touch.ToUs <= restUs || touch.Us < TouchUs) continue;
            if (nowUs - touch.FromUs <= PullInUs && touch.FromUs > press.ToUs)
            {
                restEndedUs = Math.Min(restEndedUs, touch.FromUs);
                continue;
            }

            restUs = touch.ToUs;
        }

        if (restEndedUs - restUs < LeastRestUs) return "ARM had not rested for 500 ms after the press";
        if (restUs - press.ToUs > EdgeUs) return "the rest came too long after the press";
        for (int i = touches.Count - 1; i >= 0; i--)
        {
            Span touch = touches[i];
            if (touch.FromUs >= beganUs || touch.Us < TouchUs) continue;
            if (beganUs - Math.Min(touch.ToUs, beganUs) >= LeastRestUs) continue;
            beganUs = touch.FromUs;
        }

        if (press.FromUs - beganUs > EdgeUs) return "the press came too long after the act's beginning: no rest before it";
        return press.ToUs - beganUs > LongestActUs ? "the press had lasted for five seconds" : null;
    }

    /// <summary>When both contacts were last held, of a press that a worn button may have lengthened by closings too short to be seen.</summary>
    private long LastHeldUs(Span press)
    {
        for (int i = _holds.Count - 1; i >= 0 && _holds[i].FromUs >= press.FromUs; i--)
        {
            if (_holds[i].ToUs <= press.ToUs && _holds[i].Us >= HiddenUs) return _holds[i].ToUs;
        }

        return press.ToUs;
    }

    private void Update(long us)
    {
        bool isPressed = IsJammed || (_no && !_nc);
        bool isTouched = IsJammed || _no || !_nc;
        if (isPressed != IsPressed)
        {
            Change(_runs, us, isPressed, BounceUs);
            Change(_holds, us, isPressed, 0);
        }

        if (isTouched != IsTouched) Change(_touches, us, isTouched, 0);
        _noAway.Set(us, IsJammed || _no);
        _ncAway.Set(us, IsJammed || !_nc);
        IsPressed = isPressed;
        IsTouched = isTouched;
    }

    /// <summary>When one contact was not where it rests.</summary>
    private sealed class Away
    {
        private readonly List<Span> _spans = [];
        private bool _isAway;

        public void Set(long us, bool isAway)
        {
            if (isAway != _isAway) Change(_spans, us, isAway, 0);
            _isAway = isAway;
        }

        public IEnumerable<Span> Until(long nowUs) => _isAway ? [.. _spans.SkipLast(1), _spans[^1] with { ToUs = nowUs }] : _spans;
    }

    private static void Change(List<Span> spans, long us, bool begins, long bridgedUs)
    {
        if (begins && (spans.Count == 0 || us - spans[^1].ToUs > bridgedUs)) spans.Add(new Span(us, us));
        else if (!begins && spans.Count > 0) spans[^1] = spans[^1] with { ToUs = us };
    }
}
