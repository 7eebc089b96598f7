namespace Interlock.Tissue;

/// <summary>One kind of tissue (docs/design-notes.md, "Tissue").</summary>
/// <param name="WattsPerMetreKelvin">Conductivity.</param>
/// <param name="KilogramsPerCubicMetre">Density.</param>
/// <param name="JoulesPerKilogramKelvin">Heat capacity.</param>
/// <param name="PerfusionMillilitres">Blood a minute and kilogram.</param>
/// <param name="PenetrationMetres">1/(2 alpha) at 2.45 GHz.</param>
/// <param name="WaterFraction">Share of the mass that can boil.</param>
public sealed record TissueLayer(
    double WattsPerMetreKelvin,
    double KilogramsPerCubicMetre,
    double JoulesPerKilogramKelvin,
    double PerfusionMillilitres,
    double PenetrationMetres,
    double WaterFraction)
{
    private const double BloodKilogramsPerCubicMetre = 1050.0;
    private const double BloodJoulesPerKilogramKelvin = 3617.0;
    private const double LatentHeatJoulesPerKilogram = 2.26e6;

    public static TissueLayer CancellousBone { get; } = new(0.31, 1178, 2274, 30, 0.0144, 0.30);

    public static TissueLayer CorticalBone { get; } = new(0.32, 1908, 1313, 10, 0.0229, 0.15);

    public static TissueLayer Soft { get; } = new(0.5, 1075, 3600, 40, 0.0112, 0.70);

    public static TissueLayer Fat { get; } = new(0.21, 911, 2348, 33, 0.058, 0.15);

    public static TissueLayer CerebrospinalFluid { get; } = new(0.57, 1007, 4096, 0, 0.0064, 0.99);

    /// <summary>W/(m3 K) that a vessel or a fluid that moves takes away, whatever heat does to the small vessels.</summary>
    public double SinkWattsPerKelvin { get; init; }

    public double JoulesPerCubicMetreKelvin => KilogramsPerCubicMetre * JoulesPerKilogramKelvin;

    /// <summary>W/(m3 K) that blood at body temperature takes away.</summary>
    public double PerfusionWattsPerKelvin => PerfusionMillilitres / 60.0 * 1e-6 * BloodKilogramsPerCubicMetre * KilogramsPerCubicMetre * BloodJoulesPerKilogramKelvin;

    /// <summary>What boiling takes, as the kelvins by which the same heat would have warmed it.</summary>
    public double LatentKelvins => LatentHeatJoulesPerKilogram * WaterFraction / JoulesPerKilogramKelvin;

    /// <summary>This tissue with more or less blood.</summary>
    public TissueLayer Perfused(double factor) => this with { PerfusionMillilitres = factor * PerfusionMillilitres };

    /// <summary>This tissue and another in one place.</summary>
    /// <param name="other">The other.</param>
    /// <param name="share">Its share, 0 to 1.</param>
    public TissueLayer MixedWith(TissueLayer other, double share)
    {
        double Mix(double mine, double its) => mine + (share * (its - mine));
        double density = Mix(KilogramsPerCubicMetre, other.KilogramsPerCubicMetre);
        return new TissueLayer(
            Mix(WattsPerMetreKelvin, other.WattsPerMetreKelvin),
            density,
            Mix(JoulesPerCubicMetreKelvin, other.JoulesPerCubicMetreKelvin) / density,
            Mix(PerfusionMillilitres, other.PerfusionMillilitres),
            1.0 / Mix(1.0 / PenetrationMetres, 1.0 / other.PenetrationMetres),
            Mix(WaterFraction, other.WaterFraction));
    }
}
