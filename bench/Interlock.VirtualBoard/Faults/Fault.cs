using System.Globalization;

namespace Interlock.VirtualBoard;

/// <summary>The number behind <c>=</c> of a fault.</summary>
/// <param name="Unit">What it counts, for people.</param>
/// <param name="Default">Where none is given.</param>
/// <param name="Least">Smallest that makes sense.</param>
/// <param name="Most">Largest that makes sense.</param>
public sealed record FaultValue(string Unit, double Default, double Least, double Most);

/// <summary>
/// What can be made to go wrong on the board: all of it, on this page. A fault is a level that the part concerned asks for, or
/// a change of the board when it begins and ends, or both.
/// </summary>
public sealed class Fault
{
    private static readonly List<Fault> s_all = new List<Fault>();

    // The probe.
    public static readonly Fault TcOpen = OfThermocouple("tc-open", "the thermocouple's wire breaks; the input runs to 0 V");
    public static readonly Fault TcShort = OfThermocouple("tc-short", "the leads touch at the connector: 0 V, so the reading becomes the cold junction's");
    public static readonly Fault TcReversed = OfThermocouple("tc-reversed", "the leads are swapped");
    public static readonly Fault TcSlips = OfThermocouple("tc-slips", "the tip leaves the tissue and cools to the room");
    public static readonly Fault TcShunt = OfThermocouple("tc-shunt", "the leads are bridged: the chip gets a share of the voltage between tip and connector", new FaultValue("share", 0.8, 0, 1));
    public static readonly Fault TcTypeN = OfThermocouple("tc-type-n", "a probe of type N");
    public static readonly Fault TcTypeJ = OfThermocouple("tc-type-j", "a probe of type J");

    // The chip. What happens once (a bit flipped, a reset) stays when the fault is cleared.
    public static readonly Fault Ovuv = OfProbe("ovuv", "a voltage outside the chip's supply at its inputs", (probe, on, _) => probe.Chip.SetOverUnderVoltage(on, probe.NowUs));
    public static readonly Fault Bitflip = OfProbe("bitflip", "one compared configuration bit of the chip changes, chosen by the seed", IfOn(probe => probe.FlipConfigurationBit()));
    public static readonly Fault ChipReset = OfProbe("chip-reset", "all the chip's registers fall back to their power-on values", IfOn(probe => probe.Chip.PowerOnReset()));
    public static readonly Fault BitFrozen = OfProbe("bit-frozen", "the temperature registers stand still, but perhaps for one bit", FreezeAllBut, new FaultValue("the bit of the tip's temperature that lives (0 is 1/128 degC), -1 for none", -1, -1, 18));
    public static readonly Fault BitStuck = OfProbe("bit-stuck", "one bit of the tip's temperature stands still", Freeze, new FaultValue("bit, 0 is 1/128 degC", 7, 0, 18));
    public static readonly Fault CjDrift = OfProbe("cj-drift", "the cold junction's sensor drifts away", (probe, on, rate) => probe.Thermocouple.DriftColdJunction(on ? rate : 0, probe.NowUs), new FaultValue("degC a second", 0.1, -10, 10));

    // The wires between ESP32 and chips. MISO, MOSI and SCK are one for both; of the second probe, what its chip alone makes or hears of them.
    public static readonly Fault MisoLow = OfProbe("miso-low", "MISO stuck low");
    public static readonly Fault MisoHigh = OfProbe("miso-high", "MISO stuck high");
    public static readonly Fault MosiLow = OfProbe("mosi-low", "MOSI stuck low");
    public static readonly Fault MosiHigh = OfProbe("mosi-high", "MOSI stuck high");
    public static readonly Fault SckStuck = OfProbe("sck-stuck", "the clock doesn't reach the chip");
    public static readonly Fault CsStuckHigh = OfProbe("cs-stuck-high", "the chip is never selected", (probe, _, _) => probe.UpdateChipSelect());
    public static readonly Fault CsStuckLow = OfProbe("cs-stuck-low", "the chip stays selected, and sees one transaction without an end", (probe, _, _) => probe.UpdateChipSelect());
    public static readonly Fault BusNoise = Level("bus-noise", "reads with one wrong bit", new FaultValue("share of the reads", 0.001, 0, 1));
    public static readonly Fault DrdyStuckHigh = OfProbe("drdy-stuck-high", "DRDY stuck high");
    public static readonly Fault DrdyStuckLow = OfProbe("drdy-stuck-low", "DRDY stuck low");
    public static readonly Fault FaultPinStuck = OfProbe("fault-pin-stuck", "the FAULT line stays high, for the latch and for the microcontroller");
    public static readonly Fault FaultStuckLow = OfProbe("fault-stuck-low", "the FAULT line stays low");

    // The relays and what drives them.
    public static readonly Fault K1Weld = new Fault("k1-weld", "K1's contact welds: now, or when it next closes", (board, on, _) => board.Circuit.K1.SetWelded(on, board.TimeUs));
    public static readonly Fault K2Weld = new Fault("k2-weld", "K2's contact welds: now, or when it next closes", (board, on, _) => board.Circuit.K2.SetWelded(on, board.TimeUs));
    public static readonly Fault K1CoilOpen = Level("k1-coil-open", "a wire of K1's coil breaks");
    public static readonly Fault K2CoilOpen = Level("k2-coil-open", "a wire of K2's coil breaks");
    public static readonly Fault MirrorStuck = Level("mirror-stuck", "K1's mirror line stays where a closed mirror has it, or with 1 an open one", new FaultValue("0 closed, 1 open", 0, 0, 1));
    public static readonly Fault K2MirrorStuckClosed = Level("k2-mirror-stuck-closed", "K2's mirror line stays where a closed mirror has it");
    public static readonly Fault K2MirrorStuckOpen = Level("k2-mirror-stuck-open", "K2's mirror line stays where an open mirror has it");
    public static readonly Fault EnableStuckHigh = Level("enable-stuck-high", "ENABLE stuck high");
    public static readonly Fault EnableStuckLow = Level("enable-stuck-low", "ENABLE stuck low");
    public static readonly Fault HeartbeatStuckHigh = Level("heartbeat-stuck-high", "HEARTBEAT stuck high");
    public static readonly Fault HeartbeatStuckLow = Level("heartbeat-stuck-low", "HEARTBEAT stuck low");
    public static readonly Fault WatchdogDead = Level("watchdog-dead", "K1's watchdog never lets go");
    public static readonly Fault K2HoldStuckHigh = Level("k2-hold-stuck-high", "K2_HOLD stuck high: it can't set K2's latch");
    public static readonly Fault K2HoldStuckLow = Level("k2-hold-stuck-low", "K2_HOLD stuck low: K2's latch stays set");
    public static readonly Fault LatchInputDead = OfProbe("latch-input-dead", "FAULT no longer sets K2's latch");
    public static readonly Fault LatchStuckClear = Level("latch-stuck-clear", "K2's latch holds nothing");
    public static readonly Fault RailDetectorDead = Level("rail-detector-dead", "the detector of the coils' rail sees nothing");
    public static readonly Fault RailDetectorDeadK1 = Level("rail-detector-dead-k1", "the rail's detector no longer clears K1's flip-flop");
    public static readonly Fault RailDetectorDeadK2 = Level("rail-detector-dead-k2", "the rail's detector no longer sets K2's latch");
    public static readonly Fault CoilDip = Once("coil-dip", "the coils' supply dips", (board, ms) => board.DipCoilSupply(ms), new FaultValue("ms", 20, 0.01, 10_000));

    // Buttons, lamps, sounder.
    public static readonly Fault StopWire = Level("stop-wire", "the wire from STOP's first pole to the microcontroller breaks");
    public static readonly Fault Stop2Stuck = Level("stop2-stuck", "STOP's second pole doesn't open");
    public static readonly Fault ArmStuck = Level("arm-stuck", "ARM is jammed where it is pressed");
    public static readonly Fault ArmNoWire = Level("arm-no-wire", "a wire of ARM's normally open contact breaks");
    public static readonly Fault ArmNcWire = Level("arm-nc-wire", "a wire of ARM's normally closed contact breaks");
    public static readonly Fault ArmPickup = new Fault("arm-pickup", "a square wave on both wires of ARM", (board, on, hertz) => board.PickUpOnArm(on ? new PickUp(hertz) : null), new FaultValue("Hz", 60, 0.1, 100_000));
    public static readonly Fault ArmWorn = Level("arm-worn", "ARM presses itself again, so long after it is let go and for as long", new FaultValue("ms", 60, 1, 1000));
    public static readonly Fault SounderDead = Level("sounder-dead", "the sounder is silent");
    public static readonly Fault RedDead = Level("red-dead", "the red lamp is dark");

    // The microcontroller and its program.
    public static readonly Fault McuHang = Level("mcu-hang", "the firmware stands still inside the call that it is in");
    public static readonly Fault McuRunaway = new Fault("mcu-runaway", "the firmware stands still, and HEARTBEAT toggles every millisecond", (board, on, _) => board.RunAway(on));
    public static readonly Fault ClockJump = Once("clock-jump", "the microcontroller's clocks go forward by themselves", (board, ms) => board.JumpClock(ms), new FaultValue("ms", 1000, 1, 1e9));
    public static readonly Fault Brownout = Once("brownout", "the supply of everything dips; then the box starts again", (board, ms) => board.DipSupply(ms), new FaultValue("ms", 20, 0.01, 3.6e6));
    public static readonly Fault NoHeap = new Fault("no-heap", "the firmware's heap is exhausted: calls that cost some throw", (board, on, _) => board.IsHeapExhausted = on);
    public static readonly Fault LogThrows = Level("log-throws", "writes of the serial port throw");
    public static readonly Fault UartStall = new Fault("uart-stall", "nothing leaves the telemetry UART any more", (board, on, _) => board.Uarts.Stall(on, board.TimeUs));

    private readonly Action<Board, bool, double>? _changeBoard;
    private readonly Action<ProbeInput, bool, double>? _changeProbe;

    private Fault(string name, string meaning, Action<Board, bool, double>? change, FaultValue? value = null)
    {
        Name = name;
        Meaning = meaning;
        Value = value;
        _changeBoard = change;
        Index = s_all.Count;
        s_all.Add(this);
    }

    private Fault(string name, string meaning, FaultValue? value, Action<ProbeInput, bool, double>? change)
        : this(name, meaning, null, value)
    {
        _changeProbe = change;
        IsOfProbe = true;
    }

    /// <summary>As users write it.</summary>
    public string Name { get; }

    /// <summary>One line.</summary>
    public string Meaning { get; }

    /// <summary>What the number behind <c>=</c> is; null for a fault that takes none.</summary>
    public FaultValue? Value { get; }

    /// <summary>It belongs to a probe, its chip or their wires, so that a board with two can have it twice.</summary>
    public bool IsOfProbe { get; }

    /// <summary>In the order of this page.</summary>
    internal static IReadOnlyList<Fault> All => s_all;

    internal int Index { get; }

    public override string ToString() => Name;

    internal void Apply(Board board, ProbeInput probe, bool on, double value)
    {
        _changeBoard?.Invoke(board, on, value);
        _changeProbe?.Invoke(probe, on, value);
    }

    private static Fault Level(string name, string meaning, FaultValue? value = null) => new Fault(name, meaning, null, value);

    private static Fault Once(string name, string meaning, Action<Board, double> happen, FaultValue? value = null) =>
        new Fault(
            name,
            meaning,
            (board, on, number) =>
            {
                if (on)
                {
                    happen(board, number);
                }
            },
            value);

    private static Fault OfProbe(string name, string meaning, Action<ProbeInput, bool, double>? change = null, FaultValue? value = null) => new Fault(name, meaning, value, change);

    private static Fault OfThermocouple(string name, string meaning, FaultValue? value = null)
    {
        Fault? made = null;
        made = OfProbe(name, meaning, (probe, on, number) => probe.Thermocouple.SetFault(made!, on, number, probe.NowUs), value);
        return made;
    }

    private static Action<ProbeInput, bool, double> IfOn(Action<ProbeInput> happen) => (probe, on, _) =>
    {
        if (on)
        {
            happen(probe);
        }
    };

    private static void FreezeAllBut(ProbeInput probe, bool on, double bit) =>
        probe.Chip.FreezeTemperatures(on ? ~(bit < 0 ? 0 : 1 << (int)bit) : 0, on);

    private static void Freeze(ProbeInput probe, bool on, double bit) => probe.Chip.FreezeTemperatures(on ? 1 << (int)bit : 0, false);
}

/// <summary>A fault as somebody asks for it: which, and its number.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Value">Its number; meaningless for a fault that takes none.</param>
/// <param name="Probe">1, or 2 for the second probe and its chip.</param>
public readonly record struct FaultSetting(Fault Fault, double Value, int Probe = 1);

/// <summary>The faults' names on the command line and in reports: <c>NAME[:2][=VALUE]</c>.</summary>
public static class FaultNames
{
    /// <summary>In the order of <see cref="Fault"/>'s page.</summary>
    public static IReadOnlyList<Fault> All => Fault.All;

    public static string Of(Fault fault) => fault.Name;

    /// <summary>A line for each fault: its name, what it is, and what its number is.</summary>
    public static IEnumerable<string> Explanations => All.Select(fault =>
    {
        string name = fault.IsOfProbe ? $"{fault.Name}[:2]" : fault.Name;
        return fault.Value is null
            ? $"{name}: {fault.Meaning}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}=VALUE: {fault.Meaning} ({fault.Value.Unit}; {fault.Value.Default} where none is given)");
    });

    /// <summary>Finds a fault by its bare name.</summary>
    public static bool TryFind(string name, out Fault fault)
    {
        Fault? found = All.FirstOrDefault(f => f.Name == name);
        fault = found!;
        return found is not null;
    }

    /// <summary>Reads <c>NAME[:2][=VALUE]</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="setting">The fault and its number.</param>
    /// <param name="expected">What should have been written; empty when all is well.</param>
    public static bool TryParse(string text, out FaultSetting setting, out string expected)
    {
        setting = default;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string target = equals < 0 ? text : text[..equals];
        int colon = target.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? target : target[..colon];
        if (!TryFind(name, out Fault fault))
        {
            expected = $"one of {string.Join(", ", All)}";
            return false;
        }

        bool isSecond = colon >= 0 && target[colon..] == ":2";
        if (colon >= 0 && !(isSecond && fault.IsOfProbe))
        {
            expected = isSecond ? $"no :2 behind {name}: it is of no probe" : $":2 or nothing behind {name}";
            return false;
        }

        expected = string.Empty;
        double value = fault.Value?.Default ?? 0;
        if (equals >= 0 && !TryReadValue(fault, text[(equals + 1)..], out value))
        {
            expected = fault.Value is null
                ? $"no value behind {name}"
                : string.Create(CultureInfo.InvariantCulture, $"{name}=VALUE with {fault.Value.Unit}, {fault.Value.Least} to {fault.Value.Most}");
            return false;
        }

        setting = new FaultSetting(fault, value, isSecond ? 2 : 1);
        return true;
    }

    private static bool TryReadValue(Fault fault, string text, out double value)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        return isNumber && fault.Value is { } kind && value >= kind.Least && value <= kind.Most;
    }
}

/// <summary>Which faults are active now, and with what numbers.</summary>
internal sealed class FaultSet
{
    private readonly bool[] _active = new bool[Fault.All.Count];
    private readonly double[] _values = new double[Fault.All.Count];

    internal bool this[Fault fault] => _active[fault.Index];

    internal double ValueOf(Fault fault) => _values[fault.Index];

    internal void Set(Fault fault, bool active, double value)
    {
        _active[fault.Index] = active;
        _values[fault.Index] = value;
    }
}
