using System.Globalization;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Campaigns;

/// <summary>How campaigns write numbers and settings.</summary>
public static class Figures
{
    public static string Ms(double ms) => double.IsPositiveInfinity(ms) ? "never" : ms.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>JSON has no infinity: what never came is null.</summary>
    public static double? OrNull(double ms) => double.IsFinite(ms) ? System.Math.Round(ms, 3) : null;

    public static string Mains(bool is60Hz) => is60Hz ? "60" : "50";

    public static string Of(ConversionTiming timing) => timing == ConversionTiming.Typical ? "typical" : "maximum";
}
