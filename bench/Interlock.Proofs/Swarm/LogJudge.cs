using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interlock.Firmware;
using Interlock.Firmware.States;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>Holds what the box tells against what the board did.</summary>
internal sealed class LogJudge
{
    // An event waits for its line behind up to fifteen others, a tick each.
    private const long TellUs = 900_000;
    private const long ArmedBeforeUs = 450_000;
    private const long OpenedBeforeUs = 200_000;
    private const long OpenedAfterUs = 450_000;
    private const long SettledUs = 80_000;
    private const long LongestStallUs = 25_000_000;

    /// <summary>After a write that failed the firmware drops twenty lines; the next one goes on where the cut one ended.</summary>
    private const long MuteUs = 6_000_000;

    /// <summary>The proof test energises K1 so often, and lets it go as soon as its mirror has opened.</summary>
    private const int ProofPulses = 2;

    /// <summary>An answer to a press at the end of its act, and of what the self-test does for it.</summary>
    private const long AnswerUs = 1_600_000;

    /// <summary>Pressed before the box looks at ARM a press is no act: it is asked to be let go.</summary>
    private const long StartsUs = 1_500_000;

    // A second below 40 degC, less than noise and looks can take off.
    private const double CoolCelsius = 40.3;
    private const long CoolUs = 750_000;

    /// <summary>Two cold junctions that are 3 degC apart by a reading of a moment ago.</summary>
    private const double ApartCelsius = 2;

    /// <summary>An open probe is found by then; until it is, its chip may contradict the other.</summary>
    private const long UntoldUs = 1_000_000;

    /// <summary>A reading is of a conversion's time, and votes take two more.</summary>
    private const long LagUs = 450_000;

    /// <summary>From the truth to the tick that saw it.</summary>
    private const long SeenUs = 125_000;

    private static readonly string[] _answers = [EventName.Armed, EventName.Released, EventName.Acknowledged, EventName.Refused, EventName.Trip, EventName.LockOut, LineType.Test];
    private static readonly HashSet<Fault> _throwing = [Fault.NoHeap, Fault.LogThrows];
    private static readonly HashSet<Fault> _welds = [Fault.K1Weld, Fault.K2Weld];
    private static readonly HashSet<Fault> _armFaults = [Fault.ArmStuck, Fault.ArmNoWire, Fault.ArmNcWire, Fault.ArmPickup, Fault.ArmWorn];

    private readonly Scene _scene;
    private readonly LineSplitter _lines;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<(long Us, string Name)> _events = [];
    private readonly Queue<(long DueUs, long Us, bool Closed)> _moves = new();
    private readonly Queue<(long DueUs, long FromUs, long ToUs)> _presses = new();
    private readonly ProbeJudge[] _probes;
    private RecordJudge _record = new();
    private long _trippedUs = long.MinValue / 2;
    private long _acknowledgedUs = long.MinValue / 2;
    private long _coolFromUs;
    private long _coolToUs = -1;
    private bool _isCool;
    private long _sequence = -1;
    private int _liesOfK1;
    private int _liesOfK2;
    private bool _isAfterCut;

    public LogJudge(Scene scene)
    {
        _scene = scene;
        _probes = [.. scene.Probes.Select(probe => new ProbeJudge(scene, probe))];
        _lines = new LineSplitter(Take);
        scene.Board.UartByte += (_, value) => _lines.Add(value);
    }

    public (string Promise, string Text)? Problem { get; private set; }

    /// <summary>How often each event and self-test step was told.</summary>
    public IReadOnlyDictionary<string, int> Words => _words;

    /// <summary>As told, for people.</summary>
    public string LastEvent { get; private set; } = "nothing told";

    public bool HasToldLockOut { get; private set; }

    /// <summary>Of every line as it was told.</summary>
    public IncrementalHash Digest { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Told of each whole line.</summary>
    public Action<string>? LineReceived { get; set; }

    /// <summary>The processor starts again: the line under way is cut, time begins anew.</summary>
    public void Restart()
    {
        _sequence = -1;
        _lines.DropLine();
        _moves.Clear();
        _presses.Clear();
        _trippedUs = long.MinValue / 2;
        _record = new RecordJudge();
        HasToldLockOut = false;
    }

    public void NoteClosed(long us) => _moves.Enqueue((us + TellUs, us, true));

    public void NoteOpened(long us) => _moves.Enqueue((us + TellUs, us, false));

    public void Look(long nowUs)
    {
        foreach (ProbeJudge probe in _probes) probe.Look(nowUs);
        while (_moves.TryPeek(out (long DueUs, long Us, bool Closed) move) && move.DueUs <= nowUs)
        {
            _moves.Dequeue();
            JudgeMove(move.Us, move.Closed);
        }

        FollowCooling(nowUs);
        FollowPresses(nowUs);
        if (_record.Problem is { } problem) Problem ??= ("the record is what was told", problem);
    }

    private void FollowCooling(long nowUs)
    {
        bool isCool = _scene.Probes.All(static probe => probe.TipCelsius < CoolCelsius);
        if (isCool && !_isCool) _coolFromUs = nowUs;
        if (isCool) _coolToUs = nowUs;
        _isCool = isCool;
    }

    /// <summary>No press is silent.</summary>
    private void FollowPresses(long nowUs)
    {
        if (_scene.Arm.TakePress(nowUs) is { } press && !_scene.IsPickingUp && !_scene.ActsAny(_armFaults, nowUs - press.FromUs + Judge.RecentUs)) _presses.Enqueue((nowUs + AnswerUs, press.FromUs, press.ToUs));
        while (_presses.TryPeek(out (long DueUs, long FromUs, long ToUs) due) && due.DueUs <= nowUs)
        {
            _presses.Dequeue();
            bool isAsked = due.FromUs - _scene.RestartedUs > StartsUs && !IsMute(nowUs) && !_scene.ActsAny(Exemptions.Mcu.Faults, nowUs - due.FromUs + Judge.RecentUs) && _scene.PickedUpUs < due.FromUs - Judge.RecentUs;
            if (isAsked && !Told(due.FromUs, nowUs, _answers)) Problem ??= ("no press is silent", $"ARM was pressed from {Seconds(due.FromUs)} to {Seconds(due.ToUs)} s, and nothing answers it; {_scene.State}");
        }
    }

    private void JudgeMove(long us, bool closed)
    {
        if (IsMute(us) || _scene.ActsAny(Exemptions.ClosesAgain.Faults, Judge.RecentUs)) return;
        // One relay is welded, the other's mirror lies: nobody can see that it moved.
        if (_scene.ActsAny(Exemptions.MirrorsLie.Faults, Judge.RecentUs) && _scene.ActsAny(_welds, Judge.RecentUs)) return;
        // Two welds that are mended: LINE_CLOSED is told no more.
        if (!closed && _scene.Acts(Fault.K1Weld, Judge.RecentUs) && _scene.Acts(Fault.K2Weld, Judge.RecentUs)) return;
        if (closed && !Told(us - ArmedBeforeUs, us + 20_000, EventName.Armed)) Complain($"the line closed at {Seconds(us)} s and no ARMED tells it");
        if (!closed && !Told(us - OpenedBeforeUs, us + OpenedAfterUs, EventName.Released, EventName.Trip, EventName.LockOut, EventName.LineMoved)) Complain($"the line opened at {Seconds(us)} s and no RELEASED, TRIP, LOCKOUT or LINE_MOVED tells it");
    }

    private bool IsMute(long us) => _scene.IsDead || us - _scene.RestartedUs < Judge.RecentUs || _scene.ActsAny(Exemptions.Mute.Faults, MuteUs) || _scene.ActsAny(Exemptions.Mcu.Faults, Judge.RecentUs);

    private bool Told(long fromUs, long toUs, params string[] names) => _events.Exists(told => told.Us >= fromUs && told.Us <= toUs && names.Contains(told.Name));

    private void Complain(string text) => Problem ??= ("the log is true", text);

    private void Take(ReadOnlySpan<byte> text, LineEnd end)
    {
        LineReceived?.Invoke(Encoding.Latin1.GetString(text));
        Digest.AppendData(text);
        bool isWhole = UartLine.TryParse(text, out UartLine? line, out string problem);
        bool isMute = _scene.Board.NowUs - _scene.RestartedUs < 100_000 || _scene.ActsAny(Exemptions.Mute.Faults, MuteUs);
        if (!isWhole)
        {
            // What a write that failed left of a line stands before the next one that was sent.
            bool isCut = text.LastIndexOf((byte)'$') > 0 && _scene.Faults.Exists(static broken => Exemptions.Mute.Faults.Contains(broken.Fault));
            _isAfterCut |= isCut;
            if (!isMute && !isCut) Complain($"a line that is none: {problem}");
            return;
        }

        if (_sequence >= 0 && line!.Sequence != _sequence + 1 && !isMute && !_isAfterCut) Complain($"seq={line.Sequence} after {_sequence}");
        _record.Take(line!, missesLines: isMute || line!.Sequence != _sequence + 1);
        _sequence = line!.Sequence;
        _isAfterCut = false;
        switch (line.Type)
        {
            case LineType.Sample:
                TakeSample(line);
                break;
            case LineType.Event:
                TakeEvent(line);
                break;
            case LineType.Options when line[Key.Probes] != (_scene.Second == SecondProbe.OtherSide ? ProbesName.OtherSide : ProbesName.SameSite):
                Complain($"OPTN tells of {line[Key.Probes]}");
                break;
            case LineType.Test:
                Count($"{LineType.Test} {line[Key.Step]} {(line.Is(Key.Ok, "1") ? "passed" : "failed")}");
                Note(ByTruth(line), LineType.Test);
                break;
        }
    }

    private void TakeEvent(UartLine line)
    {
        string name = line[Key.Event] ?? string.Empty;
        string reason = line[Key.Cause] ?? line[Key.Why] ?? string.Empty;
        LastEvent = reason.Length > 0 ? $"{name} {reason}" : name;
        Count(LastEvent);
        long toldUs = ByTruth(line);
        Note(toldUs, name);
        JudgeNaming(line, name, reason, toldUs);
        if (name == EventName.LineClosed) _scene.LineClosedToldUs = _scene.Board.NowUs;
        if (name == EventName.Trip) _trippedUs = toldUs;
        if (name == EventName.Acknowledged)
        {
            _acknowledgedUs = toldUs;
            JudgeAcknowledging(toldUs, reason);
        }

        HasToldLockOut |= name == EventName.LockOut;
        // What was to be told waits for a UART that stands still.
        if (name == EventName.Error && !_scene.ActsAny(_throwing, _scene.Acts(Fault.UartStall, Judge.RecentUs) ? LongestStallUs : Judge.RecentUs)) Problem ??= ("no exception", "ERROR: an exception in a tick");
    }

    private void Note(long us, string name)
    {
        _events.Add((us, name));
        if (_events.Count > 64) _events.RemoveAt(0);
    }

    /// <summary>By a press that began after the trip, and where it was too warm after cooling that was seen.</summary>
    private void JudgeAcknowledging(long us, string cause)
    {
        if (IsMute(us) || _scene.IsPickUpHiding(us) || _scene.ActsAny(_armFaults, Judge.RecentUs)) return;
        if (_scene.Arm.LastSeenRunUs < _trippedUs - SeenUs) Problem ??= ("a press that began in TRIPPED acknowledges", $"ACK at {Seconds(us)} s, and the last press began at {Seconds(_scene.Arm.LastSeenRunUs)} s, before the TRIP at {Seconds(_trippedUs)} s");
        bool needsCooling = cause is "OVER_TEMPERATURE" or "HARDWARE_LIMIT" or "COAST_EXPECTED";
        if (needsCooling && (us - _coolToUs > LagUs || Math.Min(us, _coolToUs) - _coolFromUs < CoolUs) && !_scene.ActsAny(ProbeJudge.Misleads, Judge.RecentUs)) Problem ??= ("cooling is seen before an ACK", $"{EventName.Acknowledged} {cause} at {Seconds(us)} s, and the tip had not been below 40 degC for a second");
    }

    private void Count(string word) => _words[word] = _words.GetValueOrDefault(word) + 1;

    private void TakeSample(UartLine line)
    {
        long nowUs = _scene.Board.NowUs;
        if (_scene.ActsAny(Exemptions.Mcu.Faults, Judge.RecentUs) || _scene.ActsAny(Exemptions.Mute.Faults, MuteUs)) return;
        long toldUs = ByTruth(line);
        if (!_scene.ActsAny(Exemptions.MirrorsLie.Faults, Judge.RecentUs))
        {
            _liesOfK1 = JudgeContact("k1", line.Is(Key.K1, "1"), _scene.K1, _scene.K1MovedUs, toldUs, _liesOfK1, line.Is(Key.State, StateName.SelfTest) ? ProofPulses : 1);
            _liesOfK2 = JudgeContact("k2", line.Is(Key.K2, "1"), _scene.K2, _scene.K2MovedUs, toldUs, _liesOfK2, _scene.IsPickUpHiding(toldUs) ? int.MaxValue : 1);
        }

        foreach (ProbeJudge probe in _probes)
        {
            if (probe.ObjectionTo(line, nowUs, _acknowledgedUs) is { } objection) Complain(objection);
        }

        if (line.Has(Key.SecondTip) != _scene.HasTwo) Complain("a sample of another number of probes");
    }

    /// <summary>Why the line may not close, of a tip that is not where an ablation begins; null where it may.</summary>
    public (string Promise, string Text)? ObjectionToClosing(long nowUs)
    {
        foreach (ProbeJudge probe in _probes)
        {
            if (probe.ObjectionToClosing(nowUs) is { } objection) return ("closes with each tip from 30 to 41 degC", objection);
        }

        return null;
    }

    /// <summary>An event of a row that is a probe's names the probe whose row it is, and tells that one's tip.</summary>
    private void JudgeNaming(UartLine line, string name, string reason, long toldUs)
    {
        if (IsMute(toldUs) || !_scene.HasTwo) return;
        int? named = line.Number(Key.Probe) is { } number ? (int)number : null;
        bool isOfProbe = name is EventName.Trip or EventName.Also ? ProbeJudge.IsOfProbe(reason) : name == EventName.Warning && reason is ReasonName.High or ReasonName.Low;
        if (named is null)
        {
            bool measureItDifferently = reason == ProbeJudge.ColdJunction && _scene.ColdJunctionsApartCelsius > ApartCelsius && !_scene.HasActedForAny(Exemptions.Untold.Faults, UntoldUs);
            if (isOfProbe && !measureItDifferently) Complain($"{name} {reason} names no probe");
            return;
        }

        ProbeJudge probe = _probes[named.Value - 1];
        ProbeJudge other = _probes[^named.Value];
        if (isOfProbe && !probe.WasTrue(reason, toldUs) && other.WasTrue(reason, toldUs)) Complain($"{name} {reason} names probe {named}, and it was the other's");
        if (line.Number(Key.Tip) is { } celsius && probe.ObjectionTo(celsius, toldUs) is { } objection) Complain($"{name} {reason} of probe {named}: {objection}");
    }

    /// <summary>A mirror opens before its contact closes, and a relay may be let go between: once is no lie, once more running is, unless pick-up presses ARM over and over.</summary>
    private int JudgeContact(string name, bool told, bool isClosed, long movedUs, long toldUs, int lies, int excused)
    {
        if (told == isClosed || toldUs - movedUs <= SettledUs) return 0;
        if (!told || lies >= excused) Complain($"{name}={(told ? 1 : 0)} at {Seconds(toldUs)} s, and the contact has been {(isClosed ? "closed" : "open")} since {Seconds(movedUs)} s");
        return lies + 1;
    }

    private long ByTruth(UartLine line) => _scene.RestartedUs + (line.TimeMs * 1000) - _scene.JumpedUs;

    private static string Seconds(long us) => (us / 1e6).ToString("F3", CultureInfo.InvariantCulture);
}
