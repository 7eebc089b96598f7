using Interlock.Tissue;
using MathNet.Numerics.Distributions;

namespace Interlock.Proofs.Study;

/// <summary>Which model an ablation is played in.</summary>
public enum TissueModel
{
    /// <summary>A point-like antenna in a sphere, whose foramen absorbs microwaves.</summary>
    Sphere,

    /// <summary>An elongated antenna before a cortical wall, with fat, veins and the dural sac behind it.</summary>
    Layered,

    /// <summary>The layered one with any share of fat in the foramen: between the two, a tip that is both heated directly and from the bone.</summary>
    Blended,
}

/// <summary>What a lesion of the layered model is drawn from, and why. docs/design-notes.md, "Tissue", has this table.</summary>
/// <param name="What">What is drawn.</param>
/// <param name="Unit">Of both ends.</param>
/// <param name="Lowest">Where the range begins.</param>
/// <param name="Highest">Where it ends.</param>
/// <param name="IsLogarithmic">Even on a logarithmic scale; else evenly.</param>
/// <param name="Source">Where the range is from.</param>
public sealed record Drawn(string What, string Unit, double Lowest, double Highest, bool IsLogarithmic, string Source)
{
    /// <param name="share">0 to 1.</param>
    public double At(double share) => IsLogarithmic ? Lowest * Math.Pow(Highest / Lowest, share) : Lowest + (share * (Highest - Lowest));
}

/// <summary>The layered model's ranges.</summary>
public static class ForamenDraws
{
    private const string Probe = "a needle of 20 G in water 0.04 to 0.13 s (its maker), in tissue more; the upper end is chosen";

    public static Drawn Wall { get; } = new("antenna to the bone's wall", "mm", 9.0, 17.0, false, "chosen so that the mean of the highest temperature \"by eye\" is the paper's");

    public static Drawn Cortical { get; } = new("cortical wall", "mm", 0.6, 2.0, false, "about that of a lumbar pedicle and posterior wall; recalled, not read again");

    public static Drawn Depth { get; } = new("wall to thermocouple", "mm", 1.0, 4.0, false, "chosen: the needle lies before the nerve, in a foramen of 8 to 10 mm");

    public static Drawn Nearer { get; } = new("nerve nearer than the thermocouple", "mm", 1.0, 3.0, false, "chosen: the root is thicker than the needle; no nearer to the bone than 0.3 mm");

    public static Drawn Behind { get; } = new("thermocouple to the dural sac", "mm", 1.5, 5.0, false, "chosen: as the depth");

    public static Drawn Fat { get; } = new("share of fat in the foramen", "", 0.7, 1.0, false, "epidural fat surrounds root and veins");

    /// <summary>The same where the models are blended.</summary>
    public static Drawn AnyFat { get; } = new("share of fat in the foramen, blended", "", 0.0, 1.0, false, "none to all: the rest is tissue that absorbs");

    public static Drawn Veins { get; } = new("veins in the foramen", "W/(m3 K)", 1_000.0, 20_000.0, true, "fat's own flow is 1,900, a nerve's 10,900 (IT'IS); plexus between them and above");

    public static Drawn Fluid { get; } = new("movement of the cerebrospinal fluid", "W/(m3 K)", 5_000.0, 100_000.0, true, "from hardly moving to washed through; chosen");

    public static Drawn Antenna { get; } = new("radiating length", "mm", 10.0, 25.0, false, "about half a wavelength in bone at 2.45 GHz, 14 to 18 mm, and around it");

    public static Drawn Lag { get; } = new("time constant of the tip", "s", 0.13, 2.0, true, Probe);

    public static IReadOnlyList<Drawn> All { get; } = [Wall, Cortical, Depth, Nearer, Behind, Fat, Veins, Fluid, Antenna, Lag];

    /// <summary>The nerve is outside the bone.</summary>
    private const double NerveToBoneMillimetres = 0.3;

    /// <param name="plan">Power, time, absorption and blood flow: the same as in the first model.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="fat">The share of fat.</param>
    public static AblationPlan Draw(AblationPlan plan, Random random, Drawn fat)
    {
        double Of(Drawn drawn) => drawn.At(ContinuousUniform.Sample(random, 0.0, 1.0));
        double depth = Of(Depth);
        LayeredForamen foramen = new()
        {
            WallMillimetres = Of(Wall),
            CorticalMillimetres = Of(Cortical),
            PocketMillimetres = depth + Of(Behind),
            FatShare = Of(fat),
            VenousWattsPerKelvin = Of(Veins),
            CerebrospinalWattsPerKelvin = Of(Fluid),
            AntennaMillimetres = Of(Antenna),
        };
        return plan with
        {
            Foramen = foramen,
            ForamenMillimetres = foramen.WallMillimetres + foramen.CorticalMillimetres + depth,
            NerveNearerMillimetres = Math.Min(Of(Nearer), depth - NerveToBoneMillimetres),
            ProbeSeconds = Of(Lag),
        };
    }
}
