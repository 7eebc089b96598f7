using System.Globalization;
using Interlock.Firmware;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>What must follow from a fault.</summary>
public sealed record FaultExpectation
{
    /// <summary>How it is written in reports: the fault's name, its number where it is not the default, and which of its kinds.</summary>
    public required string Name { get; init; }

    public required Fault Fault { get; init; }

    /// <summary>The fault's number; null for its default.</summary>
    public double? Value { get; init; }

    /// <summary>Causes that may be named first when it comes in PERMITTED. Empty when the box leaves PERMITTED without a trip.</summary>
    public IReadOnlyList<int> Causes { get; init; } = [];

    /// <summary>From the fault to an open line.</summary>
    public RowBudget Budget { get; init; }

    /// <summary>Where the box stands afterwards.</summary>
    public IReadOnlyList<State> LeadsTo { get; init; } = [State.Tripped, State.LockedOut];

    /// <summary>What finds the fault where no row can see it; null when a row sees it while PERMITTED.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>What a reader of the report has to know beside the figures.</summary>
    public string? Remark { get; init; }

    /// <summary>Where the fault may come, stay and the box arm all the same, because nothing shows it before the cover does.</summary>
    public IReadOnlyList<StartState> ArmsAfter { get; init; } = [];

    /// <summary>True when the fault ends by itself after <see cref="EndsAfterMs"/>, or a restart or an acknowledgement puts it right.</summary>
    public bool Ends { get; init; }

    /// <summary>It is not in the box, or passes: nothing of it may lock the box out.</summary>
    public bool IsOfSoundBox { get; init; }

    /// <summary>The exception to that: the self-test can't be passed with it.</summary>
    public bool LocksOutAtPowerOn { get; init; }

    /// <summary>How long the line may be closed while the box does not permit it: a release, and a collection before it.</summary>
    public double UnpermittedMs { get; init; } = RowBudgets.AtOnce.TypicalMs;

    /// <summary>degC at the connector.</summary>
    public double ColdJunctionCelsius { get; init; } = 25.0;

    /// <summary>The level of HEARTBEAT at which a CPU is to stop; null where it does not matter.</summary>
    public bool? HeartbeatLevel { get; init; }

    /// <summary>How long a fault lasts that ends by itself.</summary>
    public const int EndsAfterMs = 700;

    /// <summary>The box leaves PERMITTED because of it.</summary>
    public bool IsSeen => CoveredBy is null;

    public bool Accepts(string? cause) => Causes.Count == 0 ? cause is null : cause is not null && Causes.Select(CauseNames.Of).Contains(cause, StringComparer.Ordinal);
}

/// <summary>Two faults together, and what is left of the protection.</summary>
public sealed record ResidualPair(Fault First, Fault Second, string Reason)
{
    public bool IsOf(Fault a, Fault b) => (a == First && b == Second) || (a == Second && b == First);
}

/// <summary>
/// Every fault that the virtual board knows, and what must follow: the one table that `faults` judges by. A fault that a row
/// sees has the time of that row (RowBudgets), the first cause named; other causes may be named too. A fault that no row sees
/// while PERMITTED says what covers it, and Covers has the proof.
/// </summary>
public static class FaultExpectations
{
    /// <summary>A hang, and whatever else leaves HEARTBEAT standing still: the watchdog's 100 ms, a release and margin.</summary>
    private const double WatchdogMs = 150;

    /// <summary>A release that K1 does not follow: K2_HOLD opens the line.</summary>
    private const double K1LingersMs = 150;

    /// <summary>A contact that closes while the proof energises K1 is seen at the next look, and K1 let go: what the table gives STOP.</summary>
    private static readonly double _lookAndReleaseMs = RowBudgets.Of(TripTable.StopPressed).TypicalMs;

    private static readonly StartState[] _everywhere = [.. StartStates.All.Where(start => start != StartState.LockedOut)];

    /// <summary>Where no proof comes any more before the line can be closed.</summary>
    private static readonly StartState[] _afterTheProof = [StartState.ProofTest, StartState.Inhibited, StartState.Tripped];

    public static IReadOnlyList<FaultExpectation> All { get; } =
    [
        // The probe. A reading that jumps is PROBE_MOVED's; where it lands may be below the floor, and the chip says so at once.
        Seen(Fault.TcOpen, TripTable.SensorOpen).OfSoundBox(),
        Seen(Fault.TcShort, TripTable.ProbeMoved).OfSoundBox(),
        Hidden(Fault.TcShort, "the procedure: the reading then is the connector's, and an ablation that does not warm it is stopped by the physician. Only a connector as warm as the tissue hides a short; one at 25 degC is PROBE_MOVED") with
        {
            Name = "tc-short, connector at 36 degC",
            ColdJunctionCelsius = 36.0,
            ArmsAfter = _everywhere,
            IsOfSoundBox = true,
        },
        Seen(Fault.TcReversed, TripTable.UnderTemperature).OfSoundBox(),
        Seen(Fault.TcSlips, TripTable.ProbeMoved).OfSoundBox(),
        Plugged(Fault.TcShunt, "a probe that is bridged before the box is armed reads 80 % of tip minus connector: armed at 34.6 degC, stopped at a true 46 and by K2 at 50"),
        Plugged(Fault.TcTypeN, "a probe of type N that is plugged in before the box is armed reads too little: armed at 32.7 degC"),
        Plugged(Fault.TcTypeJ, "a probe of type J that is plugged in before the box is armed reads too much, and stops too early"),
        Seen(Fault.Ovuv, TripTable.SensorVoltage).OfSoundBox() with
        {
            LocksOutAtPowerOn = true,
            Remark = "ovuv: where it is there at power-on the chip converts nothing, so that the self-test has nothing to compare and locks the box out",
        },

        // The chip and its bus. A bit of the register that alternates may turn over to what it was before: a write that did not arrive looks like that.
        Seen(Fault.Bitflip, TripTable.SensorConfig, TripTable.SensorBus) with { Ends = true, IsOfSoundBox = true },
        Seen(Fault.ChipReset, TripTable.SensorConfig) with { Ends = true, IsOfSoundBox = true },
        Seen(Fault.BitFrozen, TripTable.SensorFrozen) with { ArmsAfter = _everywhere, Remark = "bit-frozen: where it comes before, the box arms on it, and trips within 4 s" },
        Hidden(Fault.BitFrozen, "K2: the converter compares with 45 degC what it measures, not what it shows") with { Name = "bit-frozen=0", Value = 0, ArmsAfter = _everywhere },
        Hidden(Fault.BitStuck, "K1 at most a degree late or early, and K2 by the converter's own comparison") with { ArmsAfter = _everywhere },
        Hidden(Fault.CjDrift, "OVER_TEMPERATURE, since the reading drifts up with the sensor; WARN FALLING where it drifts down; COLD_JUNCTION in the end") with { ArmsAfter = _everywhere },
        Seen(Fault.MisoLow, TripTable.SensorBus),
        Seen(Fault.MisoHigh, TripTable.SensorBus),
        Seen(Fault.MosiLow, TripTable.SensorBus) with { Budget = RowBudget.Always(1500) },
        Seen(Fault.MosiHigh, TripTable.SensorBus) with { Budget = RowBudget.Always(1500) },
        Seen(Fault.SckStuck, TripTable.SensorBus),
        Seen(Fault.CsStuckHigh, TripTable.SensorBus),
        Seen(Fault.CsStuckLow, TripTable.SensorBus, TripTable.SensorConfig) with
        {
            Budget = RowBudget.Always(500),
            Remark = "cs-stuck-low: a transaction without an end shows other registers at each read, so that reads contradict each other before one is all FF or 00",
        },
        Hidden(Fault.BusNoise, "a read that the next one contradicts is no reading") with { ArmsAfter = _everywhere, IsOfSoundBox = true },
        Seen(Fault.DrdyStuckHigh, TripTable.SensorStale),
        Seen(Fault.DrdyStuckLow, TripTable.SensorStale) with
        {
            Budget = RowBudgets.Of(TripTable.SensorStale) + RowBudget.Always(50),
            Remark = "drdy-stuck-low: conversions go on, and two ticks pass before the third finds DRDY stuck; from then on SENSOR_STALE has its time",
        },
        Hidden(Fault.FaultPinStuck, "K1, by every row of the firmware, which reads the status over the bus; found by the next release and by the proof test") with { ArmsAfter = _afterTheProof },
        Seen(Fault.FaultStuckLow, TripTable.HardwareLimit),

        // The relays. A weld holds a contact that is closed, so nothing can see it before the contact is to open.
        Hidden(Fault.K1Weld, "K2_HOLD, which opens the line 150 ms after the next release; it locks the box out, and so do the self-test's mirrors") with
        {
            ArmsAfter = _afterTheProof,
            UnpermittedMs = K1LingersMs,
        },
        Hidden(Fault.K2Weld, "K1, by every row of the firmware; the next release locks the box out, and so do the self-test's mirrors") with { ArmsAfter = _afterTheProof },
        Seen(Fault.K1CoilOpen, TripTable.RelayDidNotClose),
        Seen(Fault.K2CoilOpen, TripTable.K2Released),
        Seen(Fault.MirrorStuck, TripTable.RelayDidNotClose) with { Name = "mirror-stuck, closed" },
        Hidden(Fault.MirrorStuck, "nothing is lost: K1 opens as ever; the next release finds the mirror open and locks the box out") with
        {
            Name = "mirror-stuck=1, open",
            Value = 1,
            ArmsAfter = [StartState.ProofTest],
        },
        Seen(Fault.K2MirrorStuckClosed, TripTable.K2Released),
        Hidden(Fault.K2MirrorStuckOpen, "nothing is lost: K2 opens as ever; the next release finds the mirror open and locks the box out") with { ArmsAfter = [StartState.ProofTest, StartState.Inhibited] },
        Hidden(Fault.EnableStuckHigh, "K2, by the lowered threshold and K2_HOLD, and K1's watchdog; from the next release on no press clears K2's latch, so that nothing can be armed") with { ArmsAfter = _afterTheProof, UnpermittedMs = K1LingersMs },
        Seen(Fault.EnableStuckLow, TripTable.RelayDidNotClose),
        Seen(Fault.HeartbeatStuckHigh, TripTable.RelayDidNotClose, TripTable.K2Released) with { Budget = RowBudget.Always(WatchdogMs) },
        Seen(Fault.HeartbeatStuckLow, TripTable.RelayDidNotClose, TripTable.K2Released) with { Budget = RowBudget.Always(WatchdogMs) },
        Hidden(Fault.WatchdogDead, "K2, at 45 degC; found by the next proof test") with { ArmsAfter = _afterTheProof },
        Hidden(Fault.K2HoldStuckHigh, "the latch's other inputs; found by the press that acknowledges the next trip, and by the self-test") with { ArmsAfter = _everywhere },
        Seen(Fault.K2HoldStuckLow, TripTable.K2Released),
        Hidden(Fault.LatchInputDead, "K1, by every row of the firmware; found by the next release and by the proof test") with { ArmsAfter = _afterTheProof },
        Hidden(Fault.LatchStuckClear, "K1, by every row of the firmware; found by the next release and by the proof test") with { ArmsAfter = _afterTheProof, UnpermittedMs = _lookAndReleaseMs },
        Hidden(Fault.RailDetectorDead, "the firmware, where the coils lose their supply for longer than a tick; the acceptance test taps STOP while K1 is energised") with { ArmsAfter = _everywhere },
        Hidden(Fault.RailDetectorDeadK1, "K2's latch, which the detector sets all the same") with { ArmsAfter = _everywhere },
        Hidden(Fault.RailDetectorDeadK2, "K1's flip-flop, which the detector clears all the same, and K2's latch, which K1 sets when it lapses") with { ArmsAfter = _everywhere },
        Seen(Fault.CoilDip, TripTable.K2Released, TripTable.RelayDidNotClose) with { Budget = RowBudgets.AtOnce, Ends = true, IsOfSoundBox = true },

        // The buttons.
        Seen(Fault.StopWire, TripTable.StopPressed).OfSoundBox(),
        Hidden(Fault.Stop2Stuck, "STOP's first pole, by the firmware") with { ArmsAfter = _everywhere },
        Without(Fault.ArmStuck, 250, State.Inhibited) with
        {
            IsOfSoundBox = true,
            Remark = "arm-stuck: in PERMITTED it is a press that releases. In INHIBITED it arms nothing while it lasts; one that comes free within 5 s is a press like any other, and arms",
        },
        Hidden(Fault.ArmNoWire, "the next press: ARM_CONTACT releases, and arms nothing") with { Budget = RowBudget.Always(700), IsOfSoundBox = true },
        Without(Fault.ArmNcWire, 700, State.Inhibited) with { IsOfSoundBox = true },
        Hidden(Fault.ArmPickup, "the low-pass and the rule of an act: it arms nothing") with { ArmsAfter = _everywhere, IsOfSoundBox = true },
        Hidden(Fault.ArmWorn, "the rule of an act: what it does after it was let go belongs to the same one") with { ArmsAfter = _everywhere, IsOfSoundBox = true },
        Hidden(Fault.SounderDead, "the self-test, for a person to hear; a trip shows red") with { ArmsAfter = _everywhere },
        Hidden(Fault.RedDead, "the self-test, for a person to see; a trip sounds") with { ArmsAfter = _everywhere },

        // The processor. A CPU that hangs names nothing; when it comes back, the first tick says what it finds.
        Seen(Fault.McuHang, TripTable.DeadlineMissed, TripTable.RelayDidNotClose, TripTable.K2Released) with { Name = "mcu-hang, HEARTBEAT high", HeartbeatLevel = true, Ends = true, IsOfSoundBox = true },
        Seen(Fault.McuHang, TripTable.DeadlineMissed, TripTable.RelayDidNotClose, TripTable.K2Released) with { Name = "mcu-hang, HEARTBEAT low", HeartbeatLevel = false, Ends = true, IsOfSoundBox = true },
        Seen(Fault.McuRunaway, TripTable.DeadlineMissed, TripTable.RelayDidNotClose, TripTable.K2Released) with { Ends = true, IsOfSoundBox = true },
        Seen(Fault.ClockJump, TripTable.DeadlineMissed, TripTable.SensorStale) with
        {
            Ends = true,
            Remark = "clock-jump: in the middle of a release a clock that jumps makes a relay look slow, and locks the box out",
        },
        Without(Fault.Brownout, RowBudgets.AtOnce.TypicalMs, State.SelfTest) with { Ends = true, IsOfSoundBox = true },
        Seen(Fault.NoHeap, TripTable.Internal) with { Ends = true },
        Seen(Fault.LogThrows, TripTable.Internal) with
        {
            Ends = true,
            Budget = RowBudgets.Of(TripTable.Internal) + RowBudget.Always(Limits.SampleMs),
            Remark = "log-throws: counted from the fault, and the next line may come 0.2 s later; from then on INTERNAL has its time",
        },
        Hidden(Fault.UartStall, "nothing is lost but lines of the log: no tick is late, and the gap in seq shows how many") with { ArmsAfter = _everywhere, IsOfSoundBox = true },
    ];

    public static FaultExpectation Of(string name) => All.First(e => e.Name == name);

    /// <summary>Pairs that may leave the line closed: each is two failures, of which the first was not found in time.</summary>
    public static IReadOnlyList<ResidualPair> Residual { get; } =
    [
        new(Fault.K1Weld, Fault.K2Weld, "both contacts welded: nothing on this board can open the line. The weld that comes first is found at the next release, and by the self-test of each power-on"),
        new(Fault.K1Weld, Fault.LatchStuckClear, "K1 does not open, and no input of K2's latch can open it. STOP's second pole still does; the first of the two is found at the next release"),
        new(Fault.WatchdogDead, Fault.McuHang, "nobody is left to release either relay. The hardware channel and STOP still open K2; a dead watchdog is found by the proof test of each power-on"),
        new(Fault.WatchdogDead, Fault.McuRunaway, "the same as a CPU that hangs"),
        new(Fault.RailDetectorDead, Fault.CoilDip, "a dip shorter than the firmware's looks opens the line and closes it again; the acceptance test taps STOP while K1 is energised, which finds the dead detector"),
    ];

    /// <summary>Pairs in which one fault hides the other for as long as the box permits. The next release, or STOP, opens the line all the same.</summary>
    public static IReadOnlyList<ResidualPair> Hiding { get; } =
    [
        .. Pairs("a welded contact keeps the mirror open, whatever its coil does: found at the next release as a weld is", Fault.K1Weld, Fault.K1CoilOpen, Fault.EnableStuckLow, Fault.HeartbeatStuckHigh, Fault.HeartbeatStuckLow),
        .. Pairs("a welded contact keeps the mirror open, whatever its coil does: found at the next release as a weld is", Fault.K2Weld, Fault.K2CoilOpen, Fault.K2HoldStuckLow),
        .. Pairs("K2 has opened the line, and its mirror lies: found at the next release", Fault.K2MirrorStuckOpen, Fault.K2CoilOpen, Fault.K2HoldStuckLow),
        .. Pairs("a watchdog that never lets go misses no edge: ENABLE opens K1 as ever", Fault.WatchdogDead, Fault.HeartbeatStuckHigh, Fault.HeartbeatStuckLow),
        new(Fault.LatchStuckClear, Fault.K2HoldStuckLow, "a latch that holds nothing is not set by K2_HOLD either: found at the next release"),
        new(Fault.LogThrows, Fault.UartStall, "nothing is written to a port that takes nothing"),
        .. Pairs("pick-up of the full supply on both wires drowns what ARM's contacts do: STOP opens the line", Fault.ArmPickup, Fault.ArmStuck, Fault.ArmNcWire),
        .. Pairs("one error of the reading hides the jump by which the other would show", Fault.TcShunt, Fault.TcTypeJ, Fault.BitStuck, Fault.BitFrozen),
        .. Pairs("one error of the reading hides the jump by which the other would show", Fault.TcTypeN, Fault.TcTypeJ, Fault.BitStuck, Fault.BitFrozen),
        .. Pairs("one error of the reading hides the jump by which the other would show", Fault.TcTypeJ, Fault.BitStuck, Fault.BitFrozen),
    ];

    /// <summary>One thing can't be stuck both ways.</summary>
    public static bool Contradict(Fault a, Fault b) => _contradicting.Any(pair => pair == (a, b) || pair == (b, a));

    private static readonly (Fault, Fault)[] _contradicting =
    [
        (Fault.FaultPinStuck, Fault.FaultStuckLow),
        (Fault.K2HoldStuckHigh, Fault.K2HoldStuckLow),
        (Fault.EnableStuckHigh, Fault.EnableStuckLow),
        (Fault.HeartbeatStuckHigh, Fault.HeartbeatStuckLow),
        (Fault.K2MirrorStuckClosed, Fault.K2MirrorStuckOpen),
        (Fault.MisoLow, Fault.MisoHigh),
        (Fault.MosiLow, Fault.MosiHigh),
        (Fault.CsStuckHigh, Fault.CsStuckLow),
        (Fault.DrdyStuckHigh, Fault.DrdyStuckLow),

        // The board has one set of bits that stand still.
        (Fault.BitFrozen, Fault.BitStuck),
    ];

    private static IEnumerable<ResidualPair> Pairs(string reason, Fault first, params Fault[] others) => others.Select(other => new ResidualPair(first, other, reason));

    private static FaultExpectation OfSoundBox(this FaultExpectation expectation) => expectation with { IsOfSoundBox = true };

    /// <summary>A row sees it while PERMITTED, within the time of the first.</summary>
    private static FaultExpectation Seen(Fault fault, params int[] causes) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        Causes = causes,
        Budget = RowBudgets.Of(causes[0]),
    };

    /// <summary>A probe that changes while PERMITTED jumps; one that was so before is armed on.</summary>
    private static FaultExpectation Plugged(Fault fault, string remark) => Seen(fault, TripTable.ProbeMoved) with
    {
        ArmsAfter = _everywhere,
        IsOfSoundBox = true,
        Remark = string.Create(CultureInfo.InvariantCulture, $"{FaultNames.Of(fault)}: {remark}"),
    };

    /// <summary>The box leaves PERMITTED, but no row trips.</summary>
    private static FaultExpectation Without(Fault fault, double ms, State leadsTo) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        Budget = RowBudget.Always(ms),
        LeadsTo = [leadsTo],
    };

    private static FaultExpectation Hidden(Fault fault, string coveredBy) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        CoveredBy = coveredBy,
    };
}
