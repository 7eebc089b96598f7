using Interlock.Firmware;
using Interlock.Log;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>A condition of the trip table as the truth has it, and within what the line must be open.</summary>
/// <param name="Name">The row, or what opens the line without one.</param>
/// <param name="BudgetMs">The row's longest time, gaps between ticks included.</param>
/// <param name="IsTrue">Asked every <see cref="Judge.LookUs"/>, of each probe what is of a probe.</param>
/// <param name="Exempt">While one of these acts, or did within two seconds, or since it came for <see cref="Exemptions.Blind"/>, nothing is asked.</param>
internal sealed record OpeningRule(string Name, double BudgetMs, Func<Scene, SceneProbe, bool> IsTrue, IReadOnlyList<Exemption> Exempt)
{
    // What noise (0.03 degC rms) and the chip's own rounding leave undecided.
    private const double DoubtCelsius = 0.25;

    /// <summary>A chip is read a tick later where the other one was, by the widest gap that is admitted.</summary>
    private const double WaitMs = Limits.DeadlineMs;

    private static readonly Exemption[] _temperature = [Exemptions.Blind, Exemptions.Bus, Exemptions.Mcu];
    private static readonly Exemption[] _pair = [Exemptions.Untold, Exemptions.Bus, Exemptions.Mcu];
    private static readonly Exemption[] _firmware = [Exemptions.Mcu];

    /// <summary>The firmware has no part in it.</summary>
    public bool ByHardware { get; private init; }

    /// <summary>Asked of each probe, whatever is wrong with the other.</summary>
    public bool IsOfProbe { get; private init; }

    public static IReadOnlyList<OpeningRule> All { get; } =
    [
        OfProbe("OVER_TEMPERATURE", 410, probe => probe.TipCelsius >= 42.0 + DoubtCelsius, _temperature),
        OfProbe("UNDER_TEMPERATURE", 400, probe => probe.TipCelsius < 15.0 - DoubtCelsius, _temperature),
        OfProbe("COLD_JUNCTION", 400, probe => probe.ConnectorCelsius is > 61 or < -1, _temperature),
        OfProbe("HARDWARE_LIMIT", 250, probe => probe.TipCelsius >= 45.0 + DoubtCelsius, [Exemptions.Blind, Exemptions.Bus, Exemptions.K2Held, new Exemption([Fault.NoHeap], "a chip that is not served may not convert")], byHardware: true),
        OfProbe(ReasonName.SensorOpen, 700, probe => double.IsNaN(probe.TipCelsius), [new Exemption([Fault.TcShort, Fault.Ovuv, Fault.BitFrozen, Fault.BitStuck], "another fault of the probe hides the open wire from the chip"), Exemptions.Bus, Exemptions.Mcu]),
        OfProbe("SENSOR_VOLTAGE", 350, probe => probe.IsActive(Fault.Ovuv), [new Exemption([Fault.TcOpen], "an open wire is told instead"), Exemptions.Bus, Exemptions.Mcu]),
        OfProbe("SENSOR_BUS", 250, probe => probe.IsActive(Fault.MisoLow) || probe.IsActive(Fault.MisoHigh), _firmware),
        OfProbe("SENSOR_BUS, a write", 1550, probe => probe.IsActive(Fault.MosiLow) || probe.IsActive(Fault.MosiHigh) || probe.IsActive(Fault.CsStuckHigh) || probe.IsActive(Fault.SckStuck), _firmware),
        OfProbe("SENSOR_STALE", 350, probe => probe.IsActive(Fault.DrdyStuckHigh) || probe.IsActive(Fault.DrdyStuckLow), _firmware),
        OfProbe("SENSOR_FROZEN", 4100, probe => probe.IsActive(Fault.BitFrozen) && probe.FrozenBut < 0, [Exemptions.Mcu, new Exemption([Fault.BitStuck], "a bit that gets stuck moves what stands still")]),
        OfProbe("SENSOR_CONFIG", 1000, probe => probe.Acts(Fault.ChipReset, 1_100_000) && !probe.Acts(Fault.ChipReset, 100_000), _firmware),
        OfProbe("FAULT stuck low", 60, probe => probe.IsActive(Fault.FaultStuckLow), [Exemptions.K2Held, Exemptions.Mcu]),
        OfBox("COLD_JUNCTION, apart", 1500 + WaitMs, scene => scene.ColdJunctionsApartCelsius > 3.0 + DoubtCelsius, _pair),
        OfBox("PROBES_DISAGREE", 1500 + WaitMs, scene => scene.Second == SecondProbe.SameSite && scene.TipsApartCelsius > 2.0 + DoubtCelsius, _pair),
        OfBox("STOP_PRESSED", 80, scene => scene.IsStopOpen, _firmware),
        OfBox("the coils' rail", 15, scene => scene.IsRailLost, [], byHardware: true),
        OfBox("ARM", 310, scene => scene.Arm.IsPressed && !scene.IsPickingUp, [Exemptions.Mcu, new Exemption([Fault.ArmNoWire, Fault.ArmNcWire], "with a broken wire the act is told as ARM_CONTACT")]),
        OfBox("ARM_CONTACT", 800, scene => scene.IsArmSplit && !scene.IsPickingUp, _firmware),
        OfBox("TIME_LIMIT", 360_100, scene => true, _firmware),
        OfBox("DEADLINE_MISSED", 40, scene => scene.HasMissedDeadline, _firmware),
        OfBox("the watchdog", 125, scene => scene.Board.McuStandsStill, [new Exemption([Fault.WatchdogDead], "it is what is broken")], byHardware: true),
        OfBox("K1's coil", 15, scene => scene.Board.IsActive(Fault.K1CoilOpen) || scene.Board.IsActive(Fault.K2CoilOpen), [new Exemption([Fault.K2Weld], "the other relay is the one that is welded")], byHardware: true),
        OfBox("ENABLE or HEARTBEAT stuck", 135, scene => scene.Board.IsActive(Fault.EnableStuckLow) || scene.Board.IsActive(Fault.HeartbeatStuckHigh) || scene.Board.IsActive(Fault.HeartbeatStuckLow), [new Exemption([Fault.WatchdogDead], "nothing else sees HEARTBEAT"), new Exemption([Fault.EnableStuckHigh], "it covers the other")], byHardware: true),
    ];

    /// <summary>What it has at a probe: the first chip never waits for the other.</summary>
    public double BudgetOf(SceneProbe probe) => probe.Number == 2 && !ByHardware ? BudgetMs + WaitMs : BudgetMs;

    private static OpeningRule OfProbe(string name, double budgetMs, Func<SceneProbe, bool> isTrue, IReadOnlyList<Exemption> exempt, bool byHardware = false) =>
        new(name, budgetMs, (_, probe) => isTrue(probe), exempt) { ByHardware = byHardware, IsOfProbe = true };

    private static OpeningRule OfBox(string name, double budgetMs, Func<Scene, bool> isTrue, IReadOnlyList<Exemption> exempt, bool byHardware = false) =>
        new(name, budgetMs, (scene, _) => isTrue(scene), exempt) { ByHardware = byHardware };
}
