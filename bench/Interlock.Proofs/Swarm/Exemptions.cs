using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What a fault does to a promise of the box: by design, and told in the failure analysis.</summary>
/// <param name="Faults">Any of them.</param>
/// <param name="Why">A sentence.</param>
public sealed record Exemption(HashSet<Fault> Faults, string Why);

/// <summary>What is not asked of a box while, or after, something is broken.</summary>
public static class Exemptions
{
    /// <summary>The tip's voltage, or its number, is not the tip's: no box can know.</summary>
    public static Exemption Blind { get; } = new(
        [Fault.TcShort, Fault.TcReversed, Fault.TcShunt, Fault.TcTypeN, Fault.TcTypeJ, Fault.CjDrift, Fault.BitFrozen, Fault.BitStuck, Fault.TcOpen, Fault.Ovuv],
        "the chip is given another temperature than the tip's, or none; what tells that is a row of its own");

    /// <summary>Between chip and firmware: each has its row, and that row its time.</summary>
    public static Exemption Bus { get; } = new(
        [Fault.MisoLow, Fault.MisoHigh, Fault.MosiLow, Fault.MosiHigh, Fault.SckStuck, Fault.CsStuckHigh, Fault.CsStuckLow, Fault.BusNoise, Fault.DrdyStuckHigh, Fault.DrdyStuckLow, Fault.Bitflip, Fault.ChipReset, Fault.FaultPinStuck, Fault.FaultStuckLow],
        "nothing, or something wrong, is read: SENSOR_BUS, SENSOR_STALE or SENSOR_CONFIG open the line in their own time");

    /// <summary>A reading that can't be trusted, told by a row of its own, contradicts nobody.</summary>
    public static Exemption Untold { get; } = new(
        [Fault.TcOpen, Fault.Ovuv],
        "there is no reading, and there are not three yet after it");

    /// <summary>K1 can't open, or not by what should open it.</summary>
    public static Exemption K1Held { get; } = new(
        [Fault.K1Weld, Fault.EnableStuckHigh, Fault.WatchdogDead, Fault.MirrorStuck],
        "K1 is released later than by ENABLE, or not at all: K2 opens the line, by K2_HOLD or at the latest by RELAY_DID_NOT_OPEN");

    /// <summary>K2 can't be made to open.</summary>
    public static Exemption K2Held { get; } = new(
        [Fault.K2Weld, Fault.FaultPinStuck, Fault.LatchInputDead, Fault.LatchStuckClear, Fault.K2HoldStuckHigh, Fault.K2MirrorStuckClosed, Fault.K2MirrorStuckOpen, Fault.RailDetectorDead, Fault.RailDetectorDeadK2],
        "K2 is not released: K1 opens the line");

    /// <summary>The processor does nothing: hardware alone opens the line.</summary>
    public static Exemption Mcu { get; } = new(
        [Fault.McuHang, Fault.McuRunaway, Fault.NoHeap, Fault.LogThrows, Fault.ClockJump],
        "the firmware stands still or fails: the watchdog opens K1, and nothing is told meanwhile");

    /// <summary>The line may close again without a press.</summary>
    public static Exemption ClosesAgain { get; } = new(
        [Fault.RailDetectorDead, Fault.RailDetectorDeadK1, Fault.RailDetectorDeadK2, Fault.K1CoilOpen, Fault.K2CoilOpen],
        "a dip shorter than a tick with a dead detector, or a loose wire of a coil: left over in the failure analysis");

    /// <summary>The log can't tell.</summary>
    public static Exemption Mute { get; } = new(
        [Fault.UartStall, Fault.LogThrows, Fault.NoHeap],
        "lines are lost or never made");

    /// <summary>The mirrors say something else than the contacts.</summary>
    public static Exemption MirrorsLie { get; } = new(
        [Fault.MirrorStuck, Fault.K2MirrorStuckClosed, Fault.K2MirrorStuckOpen],
        "k1 and k2 in the log are the mirrors'");

    /// <summary>K2's latch can't know that K1 is closed. All of them together: with one alone everything is asked.</summary>
    public static Exemption K1Hidden { get; } = new(
        [Fault.K1Weld, Fault.MirrorStuck],
        "K1 is welded and its mirror stuck closed: the latch asks the mirror, is told that K1 is out, and a touch of ARM closes the line by K2; two failures at once, left over in the failure analysis");

    /// <summary>A box in which this broke may be locked out; one in which only what a sound box meets happened may not.</summary>
    public static bool JustifiesLockOut(Fault fault) => !Weights.IsDisturbance(fault) && !_harmless.Contains(fault);

    private static readonly HashSet<Fault> _harmless =
    [
        Fault.TcShunt, Fault.TcTypeN, Fault.TcTypeJ, Fault.CjDrift, Fault.CoilDip, Fault.ArmPickup, Fault.ArmWorn, Fault.SounderDead, Fault.RedDead, Fault.Stop2Stuck,
    ];
}
