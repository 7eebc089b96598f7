using Interlock.Firmware.States;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>What must hold whether the line is open or closed, by the truth of the board.</summary>
/// <param name="Promise">What is promised.</param>
/// <param name="BudgetMs">For how long it may be otherwise.</param>
/// <param name="IsBroken">Asked every <see cref="Judge.LookUs"/>.</param>
/// <param name="Exempt">While one of these faults acts, or did within two seconds, it isn't asked.</param>
internal sealed record StandingRule(string Promise, double BudgetMs, Func<Scene, long, bool> IsBroken, HashSet<Fault> Exempt)
{
    /// <summary>One of the firmware's events waits behind up to fifteen others.</summary>
    private const double TellMs = 900;

    /// <summary>Between two tellings of LINE_CLOSED.</summary>
    private const long ToldUs = 11_000_000;

    // K2_HOLD is driven at the end of a tick, the lamps in it, and a tick may come 50 ms late.
    private const double TickMs = 60;

    // A release takes 320 ms at most, RELAY_DID_NOT_OPEN 500.
    private const double ReleaseMs = 900;

    // K1 has 250 ms to pull in, and what takes K2 out by FAULT may need three conversions to be believed.
    private const double PermittedMs = 460;

    private static readonly HashSet<Fault> _processor = [.. Exemptions.Mcu.Faults];
    private static readonly HashSet<Fault> _noWrite = [.. Exemptions.Bus.Faults.Except([Fault.FaultPinStuck, Fault.FaultStuckLow])];

    public static IReadOnlyList<StandingRule> All { get; } =
    [
        new("PERMITTED is a closed line", PermittedMs, (scene, us) => scene.State == State.Permitted && !scene.IsLineClosed, [.. _processor, .. Exemptions.Bus.Faults, .. Exemptions.MirrorsLie.Faults]),
        new("green is lit while the line is closed, and then only", 0, (scene, us) => scene.Board.LampGreen != scene.IsLineClosed, []),
        new("the sounder tells of a processor that stands still", 130, (scene, us) => scene.HasStoppedPermitted && !scene.Board.Sounder, [Fault.WatchdogDead, Fault.SounderDead, Fault.EnableStuckLow, Fault.HeartbeatStuckHigh, Fault.HeartbeatStuckLow]),
        new("without heap K2 is held out", 150, (scene, us) => scene.IsOutOfHeap && scene.Board.PinLevel(Board.K2HoldPin), []),
        new("without heap red is lit", 150, (scene, us) => scene.IsOutOfHeap && !scene.Board.LampRed, [Fault.RedDead]),
        new("without heap the sounder sounds", 150, (scene, us) => scene.IsOutOfHeap && !scene.Board.Sounder, [Fault.SounderDead]),
        new("K2_HOLD is low in LOCKED_OUT", TickMs, (scene, us) => scene.State == State.LockedOut && scene.Board.PinLevel(Board.K2HoldPin), _processor),
        new("every chip is lowered in LOCKED_OUT", ReleaseMs, (scene, us) => scene.State == State.LockedOut && scene.Probes.Any(static probe => !probe.IsLowered), [.. _processor, .. Exemptions.Bus.Faults]),
        new("red is lit in LOCKED_OUT", TickMs, (scene, us) => scene.State == State.LockedOut && !scene.Board.LampRed, [.. _processor, Fault.RedDead]),
        new("K2 is out in LOCKED_OUT", ReleaseMs, (scene, us) => scene.State == State.LockedOut && scene.K2, [.. _processor, .. Exemptions.K2Held.Faults]),
        new("a line that LOCKED_OUT leaves closed is told", 600 + TellMs, (scene, us) => scene.State == State.LockedOut && scene.IsLineClosed && us - scene.LineClosedToldUs > ToldUs && !scene.Acts(Fault.UartStall, ToldUs), [.. _processor, .. Exemptions.Mute.Faults, .. Exemptions.MirrorsLie.Faults]),
        new("K1 that does not let go locks the box out", ReleaseMs, (scene, us) => scene.State is State.Inhibited or State.Tripped && scene.K1, [.. _processor, Fault.MirrorStuck]),
        new("K2 that does not let go at a release locks the box out", ReleaseMs, (scene, us) => scene.State is State.Inhibited or State.Tripped && scene.K2 && scene.K2MovedUs < scene.StateUs && HasChip(scene), [.. _processor, Fault.K2MirrorStuckClosed]),
    ];

    /// <summary>One chip at least can be written: the other one helps.</summary>
    private static bool HasChip(Scene scene) => scene.Probes.Any(static probe => !probe.ActsAny(_noWrite, Judge.RecentUs));
}
