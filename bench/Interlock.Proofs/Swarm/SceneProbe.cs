using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>A fault, and the probe that it is of: 1 for the first's, the only one's and the box's own, 2 for the second's.</summary>
public readonly record struct Broken(Fault Fault, int Probe)
{
    /// <summary>Of a wire that both chips share; what is said of it with :2 is what the second chip alone makes of it.</summary>
    private static readonly HashSet<Fault> _shared = [Fault.MisoLow, Fault.MisoHigh, Fault.MosiLow, Fault.MosiHigh, Fault.SckStuck];

    /// <summary>Whether it concerns a probe: its own, the box's, of the wires of both, or a chip that talks into everything.</summary>
    public bool Concerns(int probe) => Probe == probe || !Fault.IsOfProbe || Fault == Fault.CsStuckLow || (Probe == 1 && _shared.Contains(Fault));
}

/// <summary>A probe of the scene: where its tip and its connector are, and what is wrong with it, its chip or their wires.</summary>
internal sealed class SceneProbe(Scene scene, int number, Course tip, Course connector)
{
    /// <summary>1, or 2 for the second.</summary>
    public int Number => number;

    public Course Tip => tip;

    public Course Connector => connector;

    /// <summary>The tip's true temperature at the last look, degC; NaN of a probe that is open.</summary>
    public double TipCelsius { get; private set; } = Scene.BodyCelsius;

    /// <summary>The connector's, likewise.</summary>
    public double ConnectorCelsius { get; private set; } = Scene.RoomCelsius;

    /// <summary>The one bit that lives where the chip's temperatures stand still; below 0 for none.</summary>
    public double FrozenBut => scene.Board.ValueOf(Fault.BitFrozen, number);

    public Max31856Chip Chip => number == 1 ? scene.Board.Chip : scene.Board.SecondChip!;

    /// <summary>The chip's threshold is below every reading: FAULT falls and stays so.</summary>
    public bool IsLowered => Chip.HighThresholdCelsius == 0;

    public void Look(long nowUs)
    {
        TipCelsius = number == 1 ? scene.Board.TipCelsius : scene.Board.SecondTipCelsius;
        ConnectorCelsius = connector.Tip(nowUs);
    }

    /// <summary>Whether a fault of this probe, or of what it shares with the other, is there now, told or not.</summary>
    public bool IsActive(Fault fault) => scene.Board.IsActive(fault, fault.IsOfProbe ? number : 1) || (new Broken(fault, 1).Concerns(number) && scene.Board.IsActive(fault));

    /// <summary>Whether one that was told of acts now, or did within so long.</summary>
    public bool Acts(Fault fault, long withinUs) => scene.Acts(new Broken(fault, 1), number, withinUs) || scene.Acts(new Broken(fault, 2), number, withinUs);

    /// <summary>Whether one of them does.</summary>
    public bool ActsAny(HashSet<Fault> faults, long withinUs) => scene.ActsAny(faults, number, withinUs);
}
