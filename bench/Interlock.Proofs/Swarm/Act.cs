using System.Globalization;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Swarm;

/// <summary>Something that happens to the box at a time: all that can, on this page.</summary>
/// <param name="AtUs">When, from the box's power-on.</param>
public abstract record Act(long AtUs)
{
    /// <summary>When it begins, for people.</summary>
    public string Seconds => Number(AtUs / 1e6);

    /// <summary>What happens, for people.</summary>
    public abstract string Text { get; }

    /// <summary>The option of <c>run</c> that says the same; null where it needs a file, or there is none.</summary>
    public virtual string? Option => null;

    internal abstract void Begin(Scene scene);

    /// <summary>"the tip goes", "both tips go".</summary>
    private protected static string Go(string what, Probes probes) => probes switch
    {
        Probes.First => $"the {what} goes",
        Probes.Second => $"the second {what} goes",
        _ => $"both {what}s go",
    };

    private protected static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private protected static long Us(double ms) => (long)Math.Round(ms * 1000);
}

/// <summary>A hand on ARM. The normally closed contact goes first on the way down, the normally open one on the way up.</summary>
/// <param name="AtUs">When.</param>
/// <param name="HoldMs">From the first contact's change down to the first one's up.</param>
/// <param name="GapMs">Between the two contacts' changes.</param>
/// <param name="BounceMs">How long each contact bounces.</param>
/// <param name="Again">How often a worn button closes again after it was let go.</param>
/// <param name="AgainMs">For how long, and how long after.</param>
/// <param name="IsWilling">By somebody who looks at the green lamp first, and presses where it is dark.</param>
public sealed record Press(long AtUs, double HoldMs, double GapMs, double BounceMs, int Again = 0, double AgainMs = 0, bool IsWilling = false) : Act(AtUs)
{
    public override string Text => $"ARM pressed{(IsWilling ? ", if green is dark," : string.Empty)} for {Number(HoldMs)} ms, contacts {Number(GapMs)} ms apart, bouncing {Number(BounceMs)} ms" + (Again > 0 ? $", and {Again} times again for {Number(AgainMs)} ms" : string.Empty);

    internal override void Begin(Scene scene)
    {
        if (IsWilling && scene.IsLineClosed) return;
        foreach ((long atUs, Contact contact, bool closed) in Moves()) scene.MoveArm(atUs, contact, closed);
    }

    internal IEnumerable<(long AtUs, Contact Contact, bool Closed)> Moves()
    {
        List<(long, Contact, bool)> moves = [];
        Stroke(AtUs, Us(HoldMs));
        for (int i = 0; i < Again; i++) Stroke(AtUs + Us(HoldMs) + Us(GapMs + BounceMs) + (((2 * i) + 1) * Us(AgainMs)), Us(AgainMs));
        return moves;

        void Stroke(long fromUs, long holdUs)
        {
            // A tap that is let go before the normally open contact is reached moves the other one alone.
            long gapUs = Math.Min(Us(GapMs), holdUs);
            Bounce(fromUs, Contact.ArmNc, false);
            if (gapUs < holdUs)
            {
                Bounce(fromUs + gapUs, Contact.ArmNo, true);
                Bounce(fromUs + holdUs, Contact.ArmNo, false);
            }

            Bounce(fromUs + holdUs + gapUs, Contact.ArmNc, true);
        }

        void Bounce(long fromUs, Contact contact, bool closed)
        {
            moves.Add((fromUs, contact, closed));
            if (BounceMs <= 0) return;
            for (int i = 1; i <= 4; i++) moves.Add((fromUs + (Us(BounceMs) * i / 4), contact, closed == (i % 2 == 0)));
        }
    }
}

/// <summary>One contact of ARM moves alone: a broken spring, a finger's edge, a short.</summary>
public sealed record OneContact(long AtUs, Contact Contact, double ForMs) : Act(AtUs)
{
    public override string Text => $"{(Contact == Contact.ArmNo ? "ARM's normally open contact closes" : "ARM's normally closed contact opens")} alone for {Number(ForMs)} ms";

    internal override void Begin(Scene scene)
    {
        scene.MoveArm(AtUs, Contact, Contact == Contact.ArmNo);
        scene.MoveArm(AtUs + Us(ForMs), Contact, Contact != Contact.ArmNo);
    }
}

/// <summary>What ARM's wires pick up, above 5 Hz: slower, it is a press by any rule.</summary>
/// <param name="AtUs">When.</param>
/// <param name="ForMs">How long.</param>
/// <param name="Hertz">How often.</param>
/// <param name="IsSine">Else square.</param>
/// <param name="OnNo">The normally open contact's wire has it.</param>
/// <param name="OnNc">The normally closed contact's has.</param>
/// <param name="Turns">By how much of a period the second one is shifted.</param>
public sealed record PickedUp(long AtUs, double ForMs, double Hertz, bool IsSine, bool OnNo, bool OnNc, double Turns) : Act(AtUs)
{
    public override string Text => $"ARM's {(OnNo && OnNc ? $"wires pick up, {Number(Turns)} turns apart," : OnNo ? "normally open wire picks up" : "normally closed wire picks up")} a {(IsSine ? "sine" : "square")} of {Number(Hertz)} Hz for {Number(ForMs)} ms";

    public override string? Option => OnNo && OnNc && !IsSine && Turns == 0 ? $"--fault arm-pickup={Number(Hertz)}@{Seconds}-{Number((AtUs / 1e6) + (ForMs / 1e3))}" : null;

    internal override void Begin(Scene scene)
    {
        scene.PickUp(OnNo ? new PickUp(Hertz, IsSine) : null, OnNc ? new PickUp(Hertz, IsSine, Turns) : null);
        scene.Later(AtUs + Us(ForMs), () => scene.PickUp(null, null));
    }
}

/// <summary>STOP pushed and pulled, both poles or one alone.</summary>
public sealed record Stop(long AtUs, double ForMs, bool First = true, bool Second = true) : Act(AtUs)
{
    public override string Text => $"STOP{(First && Second ? string.Empty : First ? "'s first pole alone" : "'s second pole alone")} open for {Number(ForMs)} ms";

    internal override void Begin(Scene scene)
    {
        Set(false);
        scene.Later(AtUs + Us(ForMs), () => Set(true));

        void Set(bool closed)
        {
            if (First) scene.Set(Contact.Stop, closed);
            if (Second) scene.Set(Contact.Stop2, closed);
        }
    }
}

/// <summary>The coils' supply is away.</summary>
public sealed record Dip(long AtUs, double Ms) : Act(AtUs)
{
    public override string Text => $"the coils' supply dips for {Number(Ms)} ms";

    public override string? Option => $"--fault coil-dip={Number(Ms)}@{Seconds}";

    internal override void Begin(Scene scene)
    {
        scene.Set(Contact.CoilSupply, false);
        scene.Later(AtUs + Us(Ms), () => scene.Set(Contact.CoilSupply, true));
    }
}

/// <summary>Which of two probes something happens to; the only one is the first.</summary>
[Flags]
public enum Probes
{
    First = 1,
    Second = 2,
    Both = First | Second,
}

/// <summary>The tip goes to a temperature.</summary>
public sealed record TipTo(long AtUs, double Celsius, double OverMs, Probes Probes = Probes.First) : Act(AtUs)
{
    public override string Text => $"{Go("tip", Probes)} to {Number(Celsius)} degC in {Number(OverMs)} ms";

    internal override void Begin(Scene scene)
    {
        foreach (SceneProbe probe in scene.ProbesOf(Probes)) probe.Tip.GoTo(AtUs, Celsius, Us(OverMs));
    }
}

/// <summary>The connector, which is the cold junction, goes to a temperature.</summary>
public sealed record ConnectorTo(long AtUs, double Celsius, double OverMs, Probes Probes = Probes.First) : Act(AtUs)
{
    public override string Text => $"{Go("connector", Probes)} to {Number(Celsius)} degC in {Number(OverMs)} ms";

    internal override void Begin(Scene scene)
    {
        foreach (SceneProbe probe in scene.ProbesOf(Probes)) probe.Connector.GoTo(AtUs, Celsius, Us(OverMs));
    }
}

/// <summary>A collection stops the firmware.</summary>
public sealed record Pause(long AtUs, double Ms) : Act(AtUs)
{
    public override string Text => $"the firmware is stopped for {Number(Ms)} ms";

    internal override void Begin(Scene scene) => scene.Board.PlacePause(AtUs, Ms);
}

/// <summary>Every sleep ends late for a while.</summary>
public sealed record Late(long AtUs, double ForMs, double Ms) : Act(AtUs)
{
    public override string Text => $"every tick is {Number(Ms)} ms late for {Number(ForMs)} ms";

    internal override void Begin(Scene scene)
    {
        scene.Board.SleepLate(Us(Ms));
        scene.Later(AtUs + Us(ForMs), () => scene.Board.SleepLate(0));
    }
}

/// <summary>Something breaks, and is mended after a time or when everything heals.</summary>
public sealed record Break(long AtUs, Fault Fault, double Value, double ForMs, int Probe = 1) : Act(AtUs)
{
    /// <summary>Until everything heals.</summary>
    public const double ForGood = 1e9;

    public override string Text => Setting + (IsOnce ? string.Empty : ForMs >= ForGood ? " until the end" : $" for {Number(ForMs)} ms");

    public override string? Option => $"--fault {Setting}@{Seconds}" + (IsOnce || ForMs >= ForGood ? string.Empty : $"-{Number((AtUs / 1e6) + (ForMs / 1e3))}");

    private string Setting => Fault.Name + (Probe == 2 ? ":2" : string.Empty) + (Fault.Value is null ? string.Empty : $"={Number(Value)}");

    private bool IsOnce => Scene.IsOnce(Fault);

    internal override void Begin(Scene scene)
    {
        Broken broken = new(Fault, Probe);
        scene.Break(broken, Value);
        if (ForMs < ForGood) scene.Later(AtUs + Us(ForMs), () => scene.Mend(broken));
    }
}

/// <summary>The box starts again: its processor alone, or everything.</summary>
public sealed record Restart(long AtUs, bool IsPowerCycle) : Act(AtUs)
{
    public override string Text => IsPowerCycle ? "power off and on" : "the processor is reset";

    internal override void Begin(Scene scene)
    {
        if (IsPowerCycle) scene.Board.PowerCycle();
        else scene.Board.ResetMcu();
    }
}
