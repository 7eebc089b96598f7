namespace Interlock.Proofs.Exploration;

/// <summary>Something that happens to a box, step by step from its beginning on. A step is a tick of 20 ms.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Steps">How long it lasts.</param>
/// <param name="Change">What it does to a step's inputs, from the number of the step on.</param>
public sealed record Disturbance(string Name, int Steps, Func<BoardInputs, int, BoardInputs> Change)
{
    /// <summary>An honest press: 300 ms with both contacts, break before make.</summary>
    public static Disturbance Press { get; } = new("ARM pressed 300 ms", 18, (inputs, step) => Pressed(inputs, step, 17));

    /// <summary>
    /// A tap of ARM whose filtered pulse falls between two looks, and which clears K2's latch all the same: behind filters of 24 to
    /// 36 ms a tap of 21 to 38 ms can be seen for as little as 6.5 ms at the worst thresholds, and for 20 to 30 at the typical ones.
    /// </summary>
    public static Disturbance UnseenTap { get; } = new("ARM tapped between two looks", 1, (inputs, _) => inputs with { Taps = true });

    /// <summary>All that the exploration plays.</summary>
    public static Disturbance[] All { get; } =
    [
        Press,
        UnseenTap,
        new("ARM pressed 20 ms", 1, (inputs, _) => inputs with { NormallyOpen = true, NormallyClosed = true }),
        new("ARM pressed 120 ms, bouncing", 12, (inputs, step) => step is 2 or 9 or 11 ? inputs : inputs with { NormallyOpen = true, NormallyClosed = true }),
        new("ARM held 1 s", 52, (inputs, step) => Pressed(inputs, step, 51)),
        new("ARM held 5.4 s", 270, (inputs, _) => inputs with { NormallyOpen = true, NormallyClosed = true }),
        new("ARM's normally open contact closed 600 ms", 30, (inputs, _) => inputs with { NormallyOpen = true }),
        new("ARM's normally closed contact open 300 ms", 15, (inputs, _) => inputs with { NormallyClosed = true }),
        new("STOP open 20 ms", 1, (inputs, _) => inputs with { IsStopOpen = true }),
        new("STOP open 600 ms", 30, (inputs, _) => inputs with { IsStopOpen = true }),
        new("supply dips between two looks", 1, (inputs, _) => inputs with { Dips = true }),
        new("supply dips, both relays let go", 1, (inputs, _) => inputs with { Dips = true, Drops = 3 }),
        new("supply dips, K1 lets go", 1, (inputs, _) => inputs with { Dips = true, Drops = 1 }),
        new("supply dips, K2 lets go", 1, (inputs, _) => inputs with { Dips = true, Drops = 2 }),
        new("supply gone 200 ms", 10, (inputs, _) => inputs with { IsRailCut = true }),
        new("chip resets", 1, (inputs, _) => inputs with { ChipResets = true }),
        new("probe open 60 ms", 3, (inputs, _) => inputs with { IsOpen = true }),
        new("probe open 1 s", 50, (inputs, _) => inputs with { IsOpen = true }),
        new("tip at 44 degC for 1.2 s", 60, (inputs, _) => inputs with { Warmer = 8 }),
        new("tip at 47 degC for 1.2 s", 60, (inputs, _) => inputs with { Warmer = 11 }),
        new("look 40 ms late", 1, (inputs, _) => inputs with { LateMs = 40 }),
    ];

    /// <summary>
    /// The second probe goes 2.5 degC up at 1.5 degC/s, which is no jump, stays for 1 s and comes back: of two junctions in one
    /// needle that is a contradiction, on the other side it is nothing.
    /// </summary>
    public static Disturbance ProbesApart { get; } = new("second probe 2.5 degC warmer, slowly, for 1 s", 216, (inputs, step) => inputs with { Sixteenths = Math.Min(Math.Min(step, 215 - step) * 12 / 25, 40), OfSecond = true });

    /// <summary>And what happens to a second probe and its chip.</summary>
    public static Disturbance[] WithSecond { get; } =
    [
        .. All,
        .. All.Where(disturbance => disturbance.IsOfProbe).Select(disturbance => disturbance with { Name = $"second {disturbance.Name}", Change = (inputs, step) => disturbance.Change(inputs, step) with { OfSecond = true } }),
        ProbesApart,
        new("second connector 4 degC warmer for 1.3 s", 65, (inputs, _) => inputs with { ConnectorWarmer = 4, OfSecond = true }),
    ];

    private bool IsOfProbe => Change(default, 0) is { ChipResets: true } or { IsOpen: true } or { Warmer: > 0 };

    private static BoardInputs Pressed(in BoardInputs inputs, int step, int last)
    {
        if (step == 0 || step == last) return inputs with { NormallyClosed = true };
        return inputs with { NormallyOpen = true, NormallyClosed = true };
    }
}
