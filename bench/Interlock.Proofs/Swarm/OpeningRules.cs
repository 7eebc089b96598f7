using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>A condition of the trip table as the truth has it, and within what the line must be open.</summary>
/// <param name="Name">The row, or what opens the line without one.</param>
/// <param name="BudgetMs">The row's longest time, gaps between ticks included.</param>
/// <param name="IsTrue">Asked every <see cref="Judge.LookUs"/>.</param>
/// <param name="Exempt">While one of these acts, or did within two seconds, or since it came for <see cref="Exemptions.Blind"/>, nothing is asked.</param>
/// <param name="ByHardware">The firmware has no part in it.</param>
internal sealed record OpeningRule(string Name, double BudgetMs, Func<Scene, long, bool> IsTrue, IReadOnlyList<Exemption> Exempt, bool ByHardware = false)
{
    // What noise (0.03 degC rms) and the chip's own rounding leave undecided.
    private const double DoubtCelsius = 0.25;

    private static readonly Exemption[] _temperature = [Exemptions.Blind, Exemptions.Bus, Exemptions.Mcu];
    private static readonly Exemption[] _firmware = [Exemptions.Mcu];

    public static IReadOnlyList<OpeningRule> All { get; } =
    [
        new("OVER_TEMPERATURE", 410, (scene, us) => scene.TipCelsius >= 42.0 + DoubtCelsius, _temperature),
        new("UNDER_TEMPERATURE", 400, (scene, us) => scene.TipCelsius < 15.0 - DoubtCelsius, _temperature),
        new("COLD_JUNCTION", 400, (scene, us) => scene.Connector.Tip(us) is > 61 or < -1, _temperature),
        new("HARDWARE_LIMIT", 250, (scene, us) => scene.TipCelsius >= 45.0 + DoubtCelsius, [Exemptions.Blind, Exemptions.Bus, Exemptions.K2Held, new Exemption([Fault.NoHeap], "a chip that is not served may not convert")], ByHardware: true),
        new(ReasonName.SensorOpen, 700, (scene, us) => double.IsNaN(scene.TipCelsius), [new Exemption([Fault.TcShort, Fault.Ovuv, Fault.BitFrozen, Fault.BitStuck], "another fault of the probe hides the open wire from the chip"), Exemptions.Bus, Exemptions.Mcu]),
        new("SENSOR_VOLTAGE", 350, (scene, us) => scene.Board.IsActive(Fault.Ovuv), [new Exemption([Fault.TcOpen], "an open wire is told instead"), Exemptions.Bus, Exemptions.Mcu]),
        new("SENSOR_BUS", 250, (scene, us) => scene.Board.IsActive(Fault.MisoLow) || scene.Board.IsActive(Fault.MisoHigh), _firmware),
        new("SENSOR_BUS, a write", 1550, (scene, us) => scene.Board.IsActive(Fault.MosiLow) || scene.Board.IsActive(Fault.MosiHigh) || scene.Board.IsActive(Fault.CsStuckHigh) || scene.Board.IsActive(Fault.SckStuck), _firmware),
        new("SENSOR_STALE", 350, (scene, us) => scene.Board.IsActive(Fault.DrdyStuckHigh) || scene.Board.IsActive(Fault.DrdyStuckLow), _firmware),
        new("SENSOR_FROZEN", 4100, (scene, us) => scene.Board.IsActive(Fault.BitFrozen) && scene.Board.ValueOf(Fault.BitFrozen) < 0, [Exemptions.Mcu, new Exemption([Fault.BitStuck], "a bit that gets stuck moves what stands still")]),
        new("SENSOR_CONFIG", 1000, (scene, us) => scene.Acts(Fault.ChipReset, 1_100_000) && !scene.Acts(Fault.ChipReset, 100_000), _firmware),
        new("FAULT stuck low", 60, (scene, us) => scene.Board.IsActive(Fault.FaultStuckLow), [Exemptions.K2Held, Exemptions.Mcu]),
        new("STOP_PRESSED", 80, (scene, us) => scene.IsStopOpen, _firmware),
        new("the coils' rail", 15, (scene, us) => scene.IsRailLost, [], ByHardware: true),
        new("ARM", 310, (scene, us) => scene.Arm.IsPressed && !scene.IsPickingUp, [Exemptions.Mcu, new Exemption([Fault.ArmNoWire, Fault.ArmNcWire], "with a broken wire the act is told as ARM_CONTACT")]),
        new("ARM_CONTACT", 800, (scene, us) => scene.IsArmSplit && !scene.IsPickingUp, _firmware),
        new("TIME_LIMIT", 360_100, (scene, us) => true, _firmware),
        new("DEADLINE_MISSED", 40, (scene, us) => scene.HasMissedDeadline, _firmware),
        new("the watchdog", 125, (scene, us) => scene.Board.McuStandsStill, [new Exemption([Fault.WatchdogDead], "it is what is broken")], ByHardware: true),
        new("K1's coil", 15, (scene, us) => scene.Board.IsActive(Fault.K1CoilOpen) || scene.Board.IsActive(Fault.K2CoilOpen), [new Exemption([Fault.K2Weld], "the other relay is the one that is welded")], ByHardware: true),
        new("ENABLE or HEARTBEAT stuck", 135, (scene, us) => scene.Board.IsActive(Fault.EnableStuckLow) || scene.Board.IsActive(Fault.HeartbeatStuckHigh) || scene.Board.IsActive(Fault.HeartbeatStuckLow), [new Exemption([Fault.WatchdogDead], "nothing else sees HEARTBEAT"), new Exemption([Fault.EnableStuckHigh], "it covers the other")], ByHardware: true),
    ];
}
