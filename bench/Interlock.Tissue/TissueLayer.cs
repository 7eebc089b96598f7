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

    public double JoulesPerCubicMetreKelvin => KilogramsPerCubicMetre * JoulesPerKilogramKelvin;

    /// <summary>W/(m3 K) that blood at body temperature takes away.</summary>
    public double PerfusionWattsPerKelvin => PerfusionMillilitres / 60.0 * 1e-6 * BloodKilogramsPerCubicMetre * KilogramsPerCubicMetre * BloodJoulesPerKilogramKelvin;

    /// <summary>What boiling takes, as the kelvins by which the same heat would have warmed it.</summary>
    public double LatentKelvins => LatentHeatJoulesPerKilogram * WaterFraction / JoulesPerKilogramKelvin;
}
