namespace Interlock.Proofs.Study;

/// <summary>What Fan et al. (2023) report of 63 vertebrae (docs/design-notes.md, "Sources").</summary>
public static class PaperFigures
{
    public const double WattsMean = 30.3;
    public const double WattsDeviation = 8.2;
    public const double WattsLowest = 20.0;
    public const double WattsHighest = 50.0;

    public const double MinutesMean = 3.03;
    public const double MinutesDeviation = 1.16;
    public const double MinutesLowest = 1.0;
    public const double MinutesHighest = 6.0;

    /// <summary>Highest instantaneous foramen temperature, degC.</summary>
    public const double HighestMean = 40.5;

    public const double HighestDeviation = 0.8;

    /// <summary>Ablation stopped as soon as the foramen reached this, degC.</summary>
    public const double StopCelsius = 42.0;

    public const int Lesions = 63;
}
