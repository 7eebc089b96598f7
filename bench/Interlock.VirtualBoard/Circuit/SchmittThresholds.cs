namespace Interlock.VirtualBoard;

/// <summary>
/// Where a Schmitt trigger switches. 74LVC2G17 at 3.3 V: between the maker's values for 3.0 and 4.5 V of the family
/// (VT+ 1.30, 1.76, 2.20 and 1.90, 2.47, 3.10; VT- 0.60, 1.04, 1.50 and 1.00, 1.55, 2.00; hysteresis 0.40 to 1.20 and 0.60 to
/// 1.50; -40 to 85 degC).
/// </summary>
/// <param name="RisingVolts">VT+.</param>
/// <param name="FallingVolts">VT-.</param>
public readonly record struct SchmittThresholds(double RisingVolts, double FallingVolts)
{
    public static SchmittThresholds Typical { get; } = new SchmittThresholds(1.90, 1.14);

    /// <summary>Both as low as they may be.</summary>
    public static SchmittThresholds Lowest { get; } = new SchmittThresholds(1.42, 0.68);

    /// <summary>Both as high as they may be.</summary>
    public static SchmittThresholds Highest { get; } = new SchmittThresholds(2.38, 1.60);

    /// <summary>The least hysteresis, in the middle of the supply.</summary>
    public static SchmittThresholds Narrowest { get; } = new SchmittThresholds(1.87, 1.43);

    /// <summary>The most hysteresis.</summary>
    public static SchmittThresholds Widest { get; } = new SchmittThresholds(1.98, 0.72);
}
