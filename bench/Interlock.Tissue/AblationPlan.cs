using System.Text.Json.Serialization;

namespace Interlock.Tissue;

/// <summary>An ablation as it is meant to go, and the patient in whom it does.</summary>
public sealed record AblationPlan
{
    /// <summary>The generator's power.</summary>
    public required double Watts { get; init; }

    /// <summary>How long the operator means to ablate.</summary>
    public required double Seconds { get; init; }

    /// <summary>Distance of the thermocouple from the antenna's middle.</summary>
    public required double ForamenMillimetres { get; init; }

    /// <summary>Share of the power that the tissue absorbs; cable, antenna and reflection take the rest.</summary>
    public double AbsorbedShare { get; init; } = 0.4;

    /// <summary>Blood flow against the mean of the literature.</summary>
    public double PerfusionFactor { get; init; } = 1.0;

    /// <summary>From the line's closing to power on.</summary>
    public double DelaySeconds { get; init; } = 5.0;

    /// <summary>Time constant of the probe: 1 mm, insulated junction (facts of the probe's maker, in water).</summary>
    public double ProbeSeconds { get; init; } = 0.13;

    /// <summary>The second model's anatomy; null for the first model, a sphere.</summary>
    public LayeredForamen? Foramen { get; init; }

    /// <summary>How much nearer to the antenna than the thermocouple the nerve lies.</summary>
    public double NerveNearerMillimetres { get; init; }

    /// <summary>How often power goes on: each time the line has closed again after an ablation.</summary>
    public int Ablations { get; init; } = 1;

    /// <summary>
    /// Cells of the layered model half as thick again, and steps twice as long: a sixth of the work, for campaigns that follow
    /// many cuts of one ablation.
    /// </summary>
    public bool IsCoarse { get; init; }

    private const double CoarseCells = 1.5;
    private const double CoarseStepSeconds = 2.0 * BioheatGrid.UsualStepSeconds;

    /// <summary>What of the power heats the tissue.</summary>
    [JsonIgnore]
    public double AbsorbedWatts => Watts * AbsorbedShare;

    /// <summary>The share of its distance from the tissue that the probe's tip makes good in a step.</summary>
    public double LagPerStep(double stepSeconds) => 1.0 - Math.Exp(-stepSeconds / ProbeSeconds);

    /// <summary>This patient's tissue at body temperature.</summary>
    public ITissue NewTissue()
    {
        if (Foramen is null) return new SphericalBioheat(PerfusionFactor);
        return IsCoarse ? new LayeredBioheat(Foramen, PerfusionFactor, CoarseCells, CoarseStepSeconds) : new LayeredBioheat(Foramen, PerfusionFactor);
    }
}
