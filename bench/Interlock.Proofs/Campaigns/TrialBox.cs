using System.Text;
using Interlock.Drivers.Max31856;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.Log;
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
    public const long FirstPressUs = 1_450 * Microseconds.Millisecond;

    private const long TickUs = Limits.TickMs * Microseconds.Millisecond;

    /// <summary>Rest that ends an act, behind the low-pass and both contacts' bounces; a little more.</summary>
    private const long PauseUs = 650 * Microseconds.Millisecond;
    private const int Pauses = 5;

    /// <summary>From the pause after the first press to the wait for the second chip's.</summary>
    private const long ChipProofUs = 700 * Microseconds.Millisecond;

    /// <summary>What the shortest press closes the line by lasts at least so long.</summary>
    private const long LeastPressUs = 100 * Microseconds.Millisecond;

    /// <summary>From letting go to a line closed by it: 500 ms of rest, bounces of 200, ticks, pull-in.</summary>
    private const long ActEndsUs = 1_200 * Microseconds.Millisecond;

    private readonly VirtualBox _box;
    private readonly AdmittedGaps? _gaps;
    private readonly long _pressUs;
    private State _state;
    private bool _isArmDown;
    private long _armDownUs;
    private long _armUpUs = long.MinValue / 2;
    private bool _isPressSpent = true;
    private bool _hasArmed;

    private TrialBox(Board board, TrialConditions conditions)
    {
        Board = board;
        Line = new LineWatch(board) { Closed = NoteClosing };
        Log = new LogWatch(board);
        _pressUs = conditions.PressUs;
        Fitting = conditions.Fitting;
        _gaps = conditions.Ticks == Ticks.WorstGaps ? new AdmittedGaps(board, conditions.Seed) : null;
        _box = new VirtualBox(board, conditions.Settings) { AfterTick = OnTick };
        _state = State;
    }

    public Board Board { get; }

    /// <summary>One probe or two, and which of them faults are meant for.</summary>
    public Fitting Fitting { get; }

    /// <summary>The chip of the probe that is tried.</summary>
    public VirtualBoard.Max31856Chip Chip => Fitting.Tried == 2 ? Board.SecondChip! : Board.Chip;

    /// <summary>The other one, in a box with two.</summary>
    public VirtualBoard.Max31856Chip OtherChip => Fitting.Tried == 2 ? Board.Chip : Board.SecondChip!;

    public LineWatch Line { get; }

    public LogWatch Log { get; }

    /// <summary>The bus, where the trial asked for one that can fail.</summary>
    public FaultyBus? Bus { get; private init; }

    public State State => _box.Firmware.State;

    /// <summary>Main has ended by an exception; <see cref="State"/> is where it stood before.</summary>
    public bool HasDied => _box.Died is not null;

    /// <summary>Name of the cause that the box has latched; null when it has none.</summary>
    public string? LatchedCause => _box.Firmware.FirstCause == TripTable.None ? null : CauseNames.OfReason(_box.Firmware.FirstCause);

    public long NowUs => Board.NowUs;

    /// <summary>A press that a person would call one.</summary>
    public long PressUs => _pressUs;

    /// <summary>The tick in which the state last changed.</summary>
    public long StateSinceUs { get; private set; }

    /// <summary>When the newest tick began.</summary>
    public long TickStartedUs => _box.TickStartedUs;

    /// <summary>Longest time that a tick took since <see cref="Mark"/>.</summary>
    public long WorstTickUs { get; private set; }

    /// <summary>Called after each tick.</summary>
    public Action? Ticked { get; set; }

    /// <summary>How often the line closed since power-on.</summary>
    public int Closings { get; private set; }

    /// <summary>What of "the line closes only after a press of ARM, one press, one closing" did not hold; null while it does.</summary>
    public string? UnaskedClosing { get; private set; }

    public static TrialBox SwitchOn(TrialConditions conditions) => new(conditions.NewBoard(), conditions);

    public static TrialBox SwitchOnWithFaultyBus(TrialConditions conditions)
    {
        Board board = conditions.NewBoard();
        FaultyBus bus = new(() => board.NowUs, conditions.Fitting.Tried);
        board.SpiTap = bus;
        return new TrialBox(board, conditions) { Bus = bus };
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

    /// <summary>The operator's hand on ARM.</summary>
    public void PressArm(bool down)
    {
        if (down != _isArmDown) NoteArm(down);
        Board.PressArm(down);
    }

    /// <summary>One honest press, and the rest that ends it.</summary>
    public void Press()
    {
        PressArm(true);
        RunFor(_pressUs);
        PressArm(false);
        RunFor(PauseUs);
    }

    /// <summary>The press with which the second chip shows that it forces K2, once the first has.</summary>
    public void PressForSecond()
    {
        RunFor(ChipProofUs);
        Press();
    }

    /// <summary>Presses ARM again and again until a tick has brought what is awaited. ARM is let go in the end.</summary>
    public bool PressUntil(Func<bool> awaited, long latestUs)
    {
        bool isReached = awaited();
        for (int press = 0; !isReached && NowUs < latestUs; press++)
        {
            // No person presses in a rhythm that tick and conversion share.
            long pauseUs = PauseUs + (press % Pauses * TickUs);
            PressArm(true);
            isReached = RunUntil(awaited, NowUs + _pressUs);
            PressArm(false);
            isReached = isReached || RunUntil(awaited, NowUs + pauseUs);
        }

        return isReached;
    }

    /// <summary>From power-on to INHIBITED.</summary>
    public bool PassSelfTest(long latestUs)
    {
        RunTo(FirstPressUs);

        // One press, and none more until the proof that it starts can be over: an act during it is refused. Each chip has its own.
        Press();
        if (Fitting.Second != SecondProbe.None) PressForSecond();
        return RunUntil(() => State == State.Inhibited, NowUs + (2 * Microseconds.Second)) || PressUntil(() => State == State.Inhibited, latestUs);
    }

    /// <summary>From power-on to PERMITTED.</summary>
    public bool Arm(long latestUs) => PassSelfTest(latestUs) && PressUntil(() => State == State.Permitted, latestUs);

    /// <summary>Injects a fault; one of a probe into that which is tried, or another that is named.</summary>
    /// <returns>The instant.</returns>
    public long Inject(Fault fault, double? value = null, int? probe = null)
    {
        // Jammed where it is pressed, ARM is what a person who holds it makes of it.
        if (fault == Fault.ArmStuck) NoteArm(true);
        Board.Inject(fault, value, ProbeOf(fault, probe));
        return NowUs;
    }

    /// <summary>Turns a bit of the chip over that is tried.</summary>
    public void FlipRegisterBit(int register, int bit) => Board.FlipRegisterBit(register, bit, Fitting.Tried);

    public void Clear(Fault fault, int? probe = null)
    {
        if (fault == Fault.ArmStuck) NoteArm(_isArmDown && !Board.IsActive(Fault.ArmStuck));
        Board.Clear(fault, ProbeOf(fault, probe));
    }

    private int ProbeOf(Fault fault, int? probe) => fault.IsOfProbe ? probe ?? Fitting.Tried : 1;

    private void NoteArm(bool down)
    {
        _isArmDown = down;
        if (down)
        {
            _armDownUs = NowUs;
            return;
        }

        _armUpUs = NowUs;
        _isPressSpent = _armUpUs - _armDownUs < LeastPressUs;
    }

    private void NoteClosing(long us)
    {
        Closings++;
        bool isAsked = !_isPressSpent && us - _armUpUs <= ActEndsUs;
        _isPressSpent = true;
        if (!isAsked) UnaskedClosing ??= $"the line closed without a press at {Microseconds.ToMs(us):F1} ms";
    }

    private void OnTick()
    {
        WorstTickUs = Math.Max(WorstTickUs, NowUs - _box.TickStartedUs);
        if (State != _state) StateSinceUs = _box.TickStartedUs;
        _state = State;
        Line.NotePermitted(State == State.Permitted, NowUs);
        Ticked?.Invoke();
        if (_gaps is null) return;
        _hasArmed |= State == State.Permitted;
        if (_hasArmed) _gaps.Delay(_box.TickStartedUs);
    }
}

/// <summary>A bus whose transfers can be made to throw, the exception that nobody expected, or to lose bits of the status of one chip.</summary>
public sealed class FaultyBus(Func<long> nowUs, int probe) : SpiTap
{
    /// <summary>Longer than a collection between two reads of a tick, shorter than a tick.</summary>
    private const long SameTickUs = 15 * Microseconds.Millisecond;

    private int _noisyReads;
    private int _reads;
    private long _lastReadUs;

    /// <summary>How many transfers throw from now on.</summary>
    public int Throws { get; set; }

    /// <summary>When it first threw.</summary>
    public long? ThrewUs { get; private set; }

    /// <summary>Bits that the status has no more when it is read in a burst.</summary>
    public int HiddenStatus { get; set; }

    /// <summary>
    /// Bit i says that the first read in the i-th tick with a read, counted modulo eight from now on, has a wrong bit in its
    /// configuration; the reads that confirm it are right.
    /// </summary>
    public int NoisyReads
    {
        get => _noisyReads;
        set
        {
            _noisyReads = value;
            _reads = -1;
        }
    }

    /// <summary>When a wrong bit first came.</summary>
    public long? NoisyUs { get; private set; }

    public override void Outgoing(Span<byte> bytes)
    {
        if (Throws == 0) return;
        Throws--;
        ThrewUs ??= nowUs();
        throw new InvalidOperationException("The bus was made to throw.");
    }

    public override void Incoming(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        if (received.Length != ChipImage.BurstLength || Probe != probe) return;
        received[Register.Status + 1] &= (byte)~HiddenStatus;
        if (_noisyReads != 0) AddNoise(received);
    }

    private void AddNoise(Span<byte> received)
    {
        bool confirms = nowUs() - _lastReadUs < SameTickUs;
        _lastReadUs = nowUs();
        if (confirms) return;
        _reads = (_reads + 1) % 8;
        if ((_noisyReads & (1 << _reads)) == 0) return;
        NoisyUs ??= nowUs();
        received[Register.Configuration1 + 1] ^= 1;
    }
}

/// <summary>What the box tells on its UART, as far as a campaign asks: the events, and whether lines were lost.</summary>
public sealed class LogWatch
{
    private static readonly byte[] _event = Encoding.ASCII.GetBytes("$" + LineType.Event);

    private readonly LogReader _log = new(isLive: true, keepsReadings: false);
    private readonly List<string> _events = [];
    private int _linesBefore;
    private long _missingBefore;

    public LogWatch(Board board)
    {
        LineSplitter lines = new(OnLine);
        board.UartByte += (_, value) => lines.Add(value);
        _log.Added = (session, _) => Note(session.News);
    }

    /// <summary>Checks and numbers every line, not only the events. Costs time.</summary>
    public bool ReadsEveryLine { get; set; }

    /// <summary>Cause of the first TRIP, or of a LOCKOUT that no trip went before; null when there was none.</summary>
    public string? FirstCause { get; private set; }

    /// <summary>Events since the mark, as <c>TRIP SENSOR_BUS</c>.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Whole lines since the mark.</summary>
    public int Lines => _log.ValidLines - _linesBefore;

    /// <summary>Lines that the sequence numbers since the mark show to be missing.</summary>
    public long Missing => _log.MissingLines - _missingBefore;

    /// <summary>Late ticks since power-on, by the last line of statistics; null before there was one.</summary>
    public int? LateTicks => (int?)_log.Current?.Statistics?.Number(Key.Late);

    /// <summary>Forgets what was told so far.</summary>
    public void Mark()
    {
        _events.Clear();
        FirstCause = null;
        _linesBefore = _log.ValidLines;
        _missingBefore = _log.MissingLines;
    }

    /// <summary>Whether a row was told of, as the first cause, a later one, or that of a lock-out.</summary>
    public bool Names(string cause) => _events.Exists(told => told == $"{EventName.Trip} {cause}" || told == $"{EventName.Also} {cause}" || told == $"{EventName.LockOut} {cause}");

    private void OnLine(ReadOnlySpan<byte> text, LineEnd end)
    {
        if (!ReadsEveryLine && !text.StartsWith(_event)) return;
        _log.Add(text);
        _log.Add("\n"u8);
    }

    private void Note(News? news)
    {
        if (news is not { IsEvent: true }) return;
        _events.Add(news.Words);
        if (news.Name is EventName.Trip or EventName.LockOut) FirstCause ??= news.Reason;
    }
}
