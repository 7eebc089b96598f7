using System.Collections.Generic;
using System.Linq;
using Interlock.Firmware.Judgement;
using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>
/// Every fault that the virtual board knows, and what must follow: the one table that `faults` judges by. A fault that a row
/// sees has the time of that row (RowBudgets), the first cause named; other causes may be named too. A fault that no row sees
/// while PERMITTED says what covers it, and Covers has the proof.
/// </summary>
public static class FaultExpectations
{
    private const double FaultRisesInProofTestMs = 80;

    private static readonly StartState[] _afterTheProof = [StartState.ProofTest, StartState.Inhibited, StartState.Tripped];

    public static IReadOnlyList<FaultExpectation> All { get; } =
    [
        // The probe. A reading that jumps is PROBE_MOVED's; where it lands may be below the floor, and the chip says so at once.
        Seen(Fault.TcOpen, TripTable.SensorOpen),
        Seen(Fault.TcShort, TripTable.ProbeMoved),
        Hidden(Fault.TcShort, "the procedure: the reading then is the connector's, and an ablation that does not warm it is stopped by the physician. Only a connector as warm as the tissue hides a short; one at 25 degC is PROBE_MOVED") with
        {
            Name = "tc-short, connector at 36 degC",
            ColdJunctionCelsius = 36.0,
            ArmsAfter = StartStates.All,
        },
        Seen(Fault.TcReversed, TripTable.UnderTemperature),
        Seen(Fault.TcSlips, TripTable.ProbeMoved),
        Seen(Fault.Ovuv, TripTable.SensorVoltage),

        // The chip and its bus.
        Seen(Fault.MisoLow, TripTable.SensorBus),
        Seen(Fault.MisoHigh, TripTable.SensorBus),
        Seen(Fault.Bitflip, TripTable.SensorConfig) with { Ends = true },
        Seen(Fault.ChipReset, TripTable.SensorConfig) with { Ends = true, UnpermittedInProofTestMs = FaultRisesInProofTestMs },
        Seen(Fault.DrdyStuckHigh, TripTable.SensorStale),

        Seen(Fault.DrdyStuckLow, TripTable.SensorStale, extraMs: 50) with
        {
            Remark = "conversions go on, and two ticks pass before the third finds DRDY stuck; from then on SENSOR_STALE has its time",
        },
        Hidden(Fault.FaultPinStuck, "K1, by every row of the firmware, which reads the status over the bus; found by the next proof test") with
        {
            ArmsAfter = _afterTheProof,
            UnpermittedInProofTestMs = FaultRisesInProofTestMs,
            Remark = "in the second of the proof test in which K1 is energised, a FAULT that rises lets a press of ARM pull in K2 until the next tick sees it",
        },

        // The relays. A weld holds a contact that is closed, so nothing can see it before the contact is to open.
        Hidden(Fault.K1Weld, "K2: the next release finds K1 closed, forces K2 within 500 ms and locks the box out; found by the self-test's mirrors too") with
        {
            ArmsAfter = _afterTheProof,
            UnpermittedMs = RowBudgets.Of(TripTable.RelayDidNotOpen).MaximumMs,
            Remark = "switched on with a welded K1 and ARM pressed at once, the line is closed until the mirrors have failed and K2 is forced",
        },
        Hidden(Fault.K2Weld, "K1, by every row of the firmware; found when FAULT next falls, and by the self-test's mirrors and proof test") with { ArmsAfter = _afterTheProof },
        Seen(Fault.K1CoilOpen, TripTable.RelayDidNotClose),
        Seen(Fault.MirrorStuck, TripTable.RelayDidNotClose) with { Name = "mirror-stuck, closed" },
        Hidden(Fault.MirrorStuck, "nothing is lost: K1 opens as ever; the next release finds the mirror open, forces K2 and locks the box out") with
        {
            Name = "mirror-stuck, open",
            MirrorSticksOpen = true,
            ArmsAfter = [StartState.ProofTest],
        },

        // The buttons.
        Seen(Fault.StopWire, TripTable.StopPressed),
        Without(Fault.ArmStuck, 150, State.Inhibited) with
        {
            Remark = "in PERMITTED it is a press that releases. In INHIBITED it arms nothing while it lasts; one that comes free within 5 s is a press like any other, and arms",
        },

        // The processor. A CPU that hangs names nothing; when it comes back, the first tick says what it finds.
        Seen(Fault.McuHang, TripTable.DeadlineMissed, TripTable.RelayDidNotClose) with { Name = "mcu-hang, HEARTBEAT high", HeartbeatLevel = true, Ends = true },
        Seen(Fault.McuHang, TripTable.DeadlineMissed, TripTable.RelayDidNotClose) with { Name = "mcu-hang, HEARTBEAT low", HeartbeatLevel = false, Ends = true },
        Seen(Fault.McuRunaway, TripTable.DeadlineMissed, TripTable.RelayDidNotClose) with { Ends = true },
        Seen(Fault.ClockJump, TripTable.DeadlineMissed, TripTable.SensorStale) with { Ends = true },
        Without(Fault.Brownout, RowBudgets.AtOnceMs, State.SelfTest) with { Ends = true },
        Hidden(Fault.UartStall, "nothing is lost but lines of the log: no tick is late, and the gap in seq shows how many") with { ArmsAfter = StartStates.All },
    ];

    public static FaultExpectation Of(string name) => All.First(e => e.Name == name);

    /// <summary>Pairs that leave the line closed: each is two failures, of which the first was not found in time.</summary>
    public static IReadOnlyList<ResidualPair> Residual { get; } =
    [
        new(Fault.K1Weld, Fault.K2Weld, "both contacts welded: nothing on this board can open the line. The weld that comes first is found at the next release (K1), at the next FAULT (K2), and by the self-test of each power-on"),
        new(Fault.K1Weld, Fault.FaultPinStuck, "K1 does not open and K2 can't be forced. STOP's second pole still opens K2; the self-test of the next power-on finds either"),
        new(Fault.K1Weld, Fault.McuHang, "nobody is left to force K2. The hardware channel still opens it at 45.00 degC, 15 degC, open and over-voltage, and so does STOP"),
        new(Fault.K1Weld, Fault.McuRunaway, "the same as a CPU that hangs"),
        new(Fault.K1Weld, Fault.MirrorStuck, "the mirror that would show the weld lies. The hardware channel and STOP still open K2"),
    ];

    /// <summary>Pairs in which one fault hides the other for as long as the box permits.</summary>
    public static IReadOnlyList<ResidualPair> Hiding { get; } =
    [
        new(Fault.K1Weld, Fault.K1CoilOpen, "a welded contact keeps the mirror of a dead coil open: found at the next release as a weld is"),
    ];

    private static FaultExpectation Seen(Fault fault, params int[] causes) => Seen(fault, causes, 0);

    private static FaultExpectation Seen(Fault fault, int row, double extraMs) => Seen(fault, [row], extraMs);

    /// <summary>A row sees it while PERMITTED, within the longest of their times.</summary>
    private static FaultExpectation Seen(Fault fault, int[] causes, double extraMs) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        Causes = causes,
        TypicalMs = RowBudgets.Of(causes[0]).TypicalMs + extraMs,
        MaximumMs = RowBudgets.Of(causes[0]).MaximumMs + extraMs,
    };

    /// <summary>The box leaves PERMITTED, but no row trips.</summary>
    private static FaultExpectation Without(Fault fault, double ms, State leadsTo) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        TypicalMs = ms,
        MaximumMs = ms,
        LeadsTo = [leadsTo],
    };

    private static FaultExpectation Hidden(Fault fault, string coveredBy) => new()
    {
        Name = FaultNames.Of(fault),
        Fault = fault,
        CoveredBy = coveredBy,
    };
}
