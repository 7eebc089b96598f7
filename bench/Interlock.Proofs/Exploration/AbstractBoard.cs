using System.Text;
using Interlock.Drivers;
using Interlock.Drivers.Board;
using Interlock.Drivers.Max31856;
using Interlock.Drivers.Telemetry;
using Interlock.Firmware;
using Interlock.Log;

namespace Interlock.Proofs.Exploration;

/// <summary>What is broken on the board.</summary>
[Flags]
public enum BoardFault
{
    None = 0,
    K1Welds = 0x1,
    K2Welds = 0x2,
    FaultStuckHigh = 0x4,
    FaultStuckLow = 0x8,
    LatchInputDead = 0x10,
    HoldStuckHigh = 0x20,
    HoldStuckLow = 0x40,
    K1CoilOpen = 0x80,
    K2CoilOpen = 0x100,
    K1MirrorStuckClosed = 0x200,
    K1MirrorStuckOpen = 0x400,
    K2MirrorStuckClosed = 0x800,
    K2MirrorStuckOpen = 0x1000,
    RailDetectorDeadAtK1 = 0x2000,
    RailDetectorDeadAtK2 = 0x4000,
    RailDetectorDead = RailDetectorDeadAtK1 | RailDetectorDeadAtK2,
    WatchdogDead = 0x8000,

    // These are of a second chip; the same without its name are of the first, or the only one.
    SecondFaultStuckHigh = 0x10000,
    SecondFaultStuckLow = 0x20000,
    SecondLatchInputDead = 0x40000,
    OfSecond = SecondFaultStuckHigh | SecondFaultStuckLow | SecondLatchInputDead,
}

/// <summary>What acts on the board during one step, which ends with a look of the firmware.</summary>
/// <param name="NormallyOpen">ARM's normally open contact says pressed, behind its filter.</param>
/// <param name="NormallyClosed">So does the normally closed one.</param>
/// <param name="IsStopOpen">Both poles of STOP are open.</param>
/// <param name="IsRailCut">The coils' supply is gone at the look.</param>
/// <param name="Dips">It was gone in between.</param>
/// <param name="Drops">Relays that let go in that dip though they may be fed again after it, bit 0 for K1 and bit 1 for K2.</param>
/// <param name="Taps">ARM's contacts went from rest to pressed and back in between, so that no look sees it.</param>
/// <param name="ChipResets">The chip lost its configuration.</param>
/// <param name="IsOpen">The probe is unplugged.</param>
/// <param name="Warmer">Above the 36 degC of a needle in tissue.</param>
/// <param name="Sixteenths">1/16 degC above that: for a tip that goes too slowly for PROBE_MOVED.</param>
/// <param name="ConnectorWarmer">By how much the cold junction is above 25 degC.</param>
/// <param name="OfSecond">These five are of the second probe and its chip.</param>
/// <param name="LateMs">How much later than a tick the look comes.</param>
public readonly record struct BoardInputs(
    bool NormallyOpen = false,
    bool NormallyClosed = false,
    bool IsStopOpen = false,
    bool IsRailCut = false,
    bool Dips = false,
    int Drops = 0,
    bool Taps = false,
    bool ChipResets = false,
    bool IsOpen = false,
    int Warmer = 0,
    int Sixteenths = 0,
    int ConnectorWarmer = 0,
    bool OfSecond = false,
    int LateMs = 0)
{
    /// <summary>What the probe measures, degC.</summary>
    public int TipDegrees => TipSixteenths / 16;

    /// <summary>The same in 1/16 degC.</summary>
    public int TipSixteenths => (36 + Warmer) * 16 + Sixteenths;
}

/// <summary>A converter chip in steps of a tick: its registers, its comparison with the thresholds, the open-circuit test.</summary>
public sealed class AbstractChip : ISpiBus, IReferenceThermometer
{
    private const int ConversionSteps = 5;

    private readonly byte[] _registers = new byte[Register.Count];
    private bool _isDataReady;
    private bool _isOpen;
    private int _tipSixteenths = new BoardInputs().TipSixteenths;
    private int _connectorWarmer;
    private int _toConversion;
    private bool _isOdd;

    public AbstractChip()
    {
        Reset();
    }

    /// <summary>A result waits to be read.</summary>
    public bool IsDataReady => _isDataReady;

    /// <summary>It flags a fault.</summary>
    public bool FlagsFault => (_registers[Register.Status] & ~_registers[Register.Mask] & 0x3F) != 0;

    /// <summary>One step up to the next look.</summary>
    /// <param name="inputs">What acts on this probe and chip.</param>
    public void Step(in BoardInputs inputs)
    {
        _isOpen = inputs.IsOpen;
        _tipSixteenths = inputs.TipSixteenths;
        _connectorWarmer = inputs.ConnectorWarmer;
        if (inputs.ChipResets) Reset();
        if ((_registers[Register.Configuration0] & ChipConfiguration.AutomaticMode) == 0) return;
        _toConversion--;
        if (_toConversion > 0) return;
        _toConversion = ConversionSteps;
        Convert();
    }

    /// <summary>The stock binding leaves the chip converting in comparator mode.</summary>
    public void Start()
    {
        Write(Register.Configuration1, ChipConfiguration.TypeT);
        Write(Register.Configuration0, ChipConfiguration.AutomaticMode);
    }

    public int ReadTipCounts() => _tipSixteenths * (Limits.CountsPerDegree / 16);

    public void Transfer(byte[] write, byte[] read)
    {
        int register = write[0] & ~Register.Write & 0xFF;
        bool isWrite = (write[0] & Register.Write) != 0;
        for (int i = 1; i < write.Length && register < Register.Count; i++, register++)
        {
            if (isWrite) Write(register, write[i]);
            else read[i] = _registers[register];
        }

        if (!isWrite) _isDataReady = false;
    }

    private void Convert()
    {
        _isDataReady = true;
        // The last bit of noise: a reading that never moves is a frozen converter.
        _isOdd = !_isOdd;
        int tip = (_isOpen ? 25 * 16 : _tipSixteenths) * (Limits.CountsPerDegree / 16) + (_isOdd ? 1 : 0);
        _registers[Register.ColdJunction] = (byte)(25 + _connectorWarmer);
        _registers[Register.Thermocouple] = (byte)(tip >> 11);
        _registers[Register.Thermocouple + 1] = (byte)(tip >> 3);
        _registers[Register.Thermocouple + 2] = (byte)(tip << 5);

        int sixteenths = tip / 8;
        int status = 0;
        if (sixteenths > (short)(_registers[Register.ThresholdHigh] << 8 | _registers[Register.ThresholdHigh + 1])) status |= Status.ThermocoupleHigh;
        if (sixteenths < (short)(_registers[Register.ThresholdLow] << 8 | _registers[Register.ThresholdLow + 1])) status |= Status.ThermocoupleLow;
        if (_isOpen && (_registers[Register.Configuration0] & ChipConfiguration.OpenTest) != 0) status |= Status.Open;
        const int interrupts = 0x04;
        if ((_registers[Register.Configuration0] & interrupts) != 0) status |= _registers[Register.Status];
        _registers[Register.Status] = (byte)status;
    }

    private void Write(int register, byte value)
    {
        if (register == Register.Configuration0)
        {
            bool wasOn = (_registers[0] & ChipConfiguration.AutomaticMode) != 0;
            bool isOn = (value & ChipConfiguration.AutomaticMode) != 0;
            if (isOn && !wasOn) _toConversion = ConversionSteps + 1;
            else if ((value & ~_registers[0] & ChipConfiguration.OpenTest) != 0) _toConversion++;
            if ((value & ChipConfiguration.FaultClear) != 0) _registers[Register.Status] = 0;
            value = (byte)(value & ~(ChipConfiguration.FaultClear | 0x40));
        }

        if (register < Register.ConfigurationCount) _registers[register] = value;
    }

    private void Reset()
    {
        // Data sheet, "Register Memory Map", factory defaults.
        ReadOnlySpan<byte> defaults = [0x00, 0x03, 0xFF, 0x7F, 0xC0, 0x7F, 0xFF, 0x80, 0x00, 0x00, 0, 0, 0, 0, 0, 0];
        defaults.CopyTo(_registers);
        _isDataReady = false;
        _toConversion = 0;
    }
}

/// <summary>
/// The board as hardware/README.md, "The two channels", has it, in steps of a tick: the latch of K2 with its set inputs and
/// its one edge, the flip-flop and the watchdog of K1, the coils' rail with its detector, relays that take a step, and the chip.
/// </summary>
public sealed class AbstractBoard : IBoard, IClock, ILineSink
{
    private static readonly byte[] _refused = Encoding.ASCII.GetBytes($"{Key.Event}={EventName.Refused}");

    private const int WatchdogMs = 80;

    private readonly AbstractChip _first = new();
    private readonly AbstractChip? _second;
    private long _nowUs;
    private bool _enable;
    private bool _heartbeat;
    private bool _holdsK2 = true;
    private long _edgeMs;
    private int _edges;
    private bool _isRailFed;
    private bool _isK1Set;
    private bool _isK2Set = true;
    private bool _isArmPressed;
    private bool _isK1In;
    private bool _isK2In;
    private int _levels;
    private int _lateMs;

    /// <param name="hasSecond">Whether a second chip is fitted.</param>
    public AbstractBoard(bool hasSecond = false)
    {
        _second = hasSecond ? new AbstractChip() : null;
    }

    /// <summary>One or two.</summary>
    public AbstractChip[] Chips => _second is null ? [_first] : [_first, _second];

    /// <summary>What is broken.</summary>
    public BoardFault Fault { get; set; }

    /// <summary>Both relays' contacts are closed: the generator is enabled.</summary>
    public bool IsLineClosed => _isK1In && _isK2In;

    /// <summary>The line opened in this step, whatever it is at the look.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>K2's contact is closed.</summary>
    public bool IsK2In => _isK2In;

    /// <summary>REFUSED events told.</summary>
    public int Refusals { get; private set; }

    /// <summary>One step up to the next look.</summary>
    public void Step(in BoardInputs inputs)
    {
        _nowUs += (Limits.TickMs + inputs.LateMs - _lateMs) * 1000L;
        _lateMs = inputs.LateMs;
        bool wasK1In = _isK1In;
        MoveRelays();
        _first.Step(inputs.OfSecond ? new BoardInputs() : inputs);
        _second?.Step(inputs.OfSecond ? inputs : new BoardInputs());
        _isRailFed = !inputs.IsStopOpen && !inputs.IsRailCut;
        bool isLost = !_isRailFed || inputs.Dips;
        if (!_enable || (isLost && !Has(BoardFault.RailDetectorDeadAtK1))) _isK1Set = false;
        // A welded K1 is in without having been fed, which the true board would not take for a lapse.
        bool hasLapsed = _enable && wasK1In && !Has(BoardFault.K1Welds) && !IsWindowFed;
        bool isSet = hasLapsed || HoldsLatch || (isLost && !Has(BoardFault.RailDetectorDeadAtK2)) || FaultSetsLatch;
        FollowArm(inputs, isSet);
        if (isSet) _isK2Set = true;
        HasOpened = false;
        if (inputs.Dips) Dip(inputs.Drops);
        _levels = Look(inputs);
    }

    public long NowUs() => _nowUs;

    public int ReadLevels() => _levels | (_enable ? Levels.Enable : 0) | (_heartbeat ? Levels.Heartbeat : 0);

    public void SetEnable(bool on)
    {
        if (on && !_enable && _isRailFed) _isK1Set = true;
        if (!on) _isK1Set = false;
        _enable = on;
    }

    public void SetK2Hold(bool holds)
    {
        _holdsK2 = holds;
        if (HoldsLatch) _isK2Set = true;
    }

    public void ToggleHeartbeat()
    {
        _heartbeat = !_heartbeat;
        _edges = IsWatchdogFed || _edges == 0 ? Math.Min(_edges + 1, 2) : 1;
        _edgeMs = _nowUs / 1000;
    }

    public void SetSignals(bool red, bool sounder)
    {
    }

    public void OpenLine()
    {
        SetEnable(false);
        SetK2Hold(true);
    }

    public bool Send(byte[] buffer, int count)
    {
        if (count > 6 && buffer[1] == 'E' && buffer.AsSpan(0, count).IndexOf(_refused) > 0) Refusals++;
        return true;
    }

    private bool HoldsLatch => Pin(_holdsK2, BoardFault.HoldStuckLow, BoardFault.HoldStuckHigh);

    private bool IsWatchdogFed => _nowUs / 1000 - _edgeMs <= WatchdogMs;

    private bool IsFaultLow => Pin(_first.FlagsFault, BoardFault.FaultStuckLow, BoardFault.FaultStuckHigh);

    private bool IsSecondFaultLow => _second is not null && Pin(_second.FlagsFault, BoardFault.SecondFaultStuckLow, BoardFault.SecondFaultStuckHigh);

    private bool FaultSetsLatch => (IsFaultLow && !Has(BoardFault.LatchInputDead)) || (IsSecondFaultLow && !Has(BoardFault.SecondLatchInputDead));

    private bool IsK1MirrorOpen => Pin(_isK1In, BoardFault.K1MirrorStuckOpen, BoardFault.K1MirrorStuckClosed);

    private bool IsK2MirrorOpen => Pin(_isK2In, BoardFault.K2MirrorStuckOpen, BoardFault.K2MirrorStuckClosed);

    private bool Has(BoardFault fault) => (Fault & fault) != 0;

    private bool Pin(bool level, BoardFault stuckTrue, BoardFault stuckFalse) => (level || Has(stuckTrue)) && !Has(stuckFalse);

    private bool IsWindowFed => (_isK1Set && _edges >= 2 && IsWatchdogFed) || Has(BoardFault.WatchdogDead);

    private bool IsK1Fed => _isRailFed && _enable && _isK1Set && IsWindowFed && !Has(BoardFault.K1CoilOpen);

    private bool IsK2Fed => _isRailFed && !_isK2Set && !Has(BoardFault.K2CoilOpen);

    private void MoveRelays()
    {
        // What the coils had when the step began; it takes them the step to follow.
        if (!IsWatchdogFed) _edges = 0;
        _isK1In = IsK1Fed || (_isK1In && Has(BoardFault.K1Welds));
        _isK2In = IsK2Fed || (_isK2In && Has(BoardFault.K2Welds));
    }

    private void Dip(int drops)
    {
        // A coil that lost the rail for good lets go before the look; one that has it back pulls in again before it.
        bool hasDropped = ((drops & 1) != 0 && !Has(BoardFault.K1Welds)) || ((drops & 2) != 0 && !Has(BoardFault.K2Welds));
        HasOpened = IsLineClosed && hasDropped;
        _isK1In &= IsK1Fed || Has(BoardFault.K1Welds);
        _isK2In &= IsK2Fed || Has(BoardFault.K2Welds);
    }

    private void FollowArm(in BoardInputs inputs, bool isSet)
    {
        // A set/reset pair: pressed when both contacts say so, rest as soon as the normally closed one does.
        bool was = _isArmPressed;
        if (!inputs.NormallyClosed) _isArmPressed = false;
        else if (inputs.NormallyOpen) _isArmPressed = true;
        bool isEdge = (_isArmPressed && !was) || (inputs.Taps && !_isArmPressed);
        if (isEdge && !isSet && !_enable && !IsK1MirrorOpen) _isK2Set = false;
    }

    private int Look(in BoardInputs inputs) =>
        (_first.IsDataReady ? 0 : Levels.DataReady)
        | (IsFaultLow ? 0 : Levels.Fault)
        | (IsK1MirrorOpen ? Levels.K1Mirror : 0)
        | (IsK2MirrorOpen ? Levels.K2Mirror : 0)
        | (inputs.IsStopOpen ? Levels.Stop : 0)
        | (inputs.NormallyOpen ? 0 : Levels.Arm)
        | (inputs.NormallyClosed ? Levels.ArmRest : 0)
        | (_second is null || _second.IsDataReady ? 0 : Levels.DataReady2)
        | (_second is null || IsSecondFaultLow ? 0 : Levels.Fault2);
}
