using System.Globalization;
using Interlock.Log;
using Interlock.Tissue;

namespace Interlock.Bench.Cli;

/// <summary>The text of <c>--tissue</c>: <c>watts=30,mm=15,seconds=182[,eta=0.4]</c>.</summary>
public static class TissueOption
{
    private const string Expected = "--tissue: expected watts=30,mm=15,seconds=182[,eta=0.4]";

    // The tissue ends at 60 mm, where it stays at body temperature, and begins at the antenna.
    private static readonly Dictionary<string, (double Lowest, double Highest)> _ranges = new()
    {
        ["watts"] = (0.0, 200.0),
        ["mm"] = (2.0, 50.0),
        ["seconds"] = (1.0, 3600.0),
        ["eta"] = (0.05, 1.0),
    };

    /// <exception cref="BadInputException">The text is no ablation.</exception>
    public static AblationPlan Parse(string text)
    {
        Dictionary<string, double> values = [];
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split('=');
            if (sides.Length != 2 || !_ranges.TryGetValue(sides[0], out (double Lowest, double Highest) range)) throw new BadInputException($"{Expected}, found {Excerpt.Of(part)}");
            bool isNumber = double.TryParse(sides[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
            if (!isNumber || !(value >= range.Lowest && value <= range.Highest))
            {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--tissue: expected {sides[0]} from {range.Lowest} to {range.Highest}, found {Excerpt.Of(sides[1])}"));
            }

            if (!values.TryAdd(sides[0], value)) throw new BadInputException($"{Expected}, found {sides[0]} twice");
        }

        foreach (string key in _ranges.Keys)
        {
            if (key != "eta" && !values.ContainsKey(key)) throw new BadInputException($"{Expected}, found no {key}");
        }

        AblationPlan plan = new() { Watts = values["watts"], Seconds = values["seconds"], ForamenMillimetres = values["mm"] };
        return values.TryGetValue("eta", out double share) ? plan with { AbsorbedShare = share } : plan;
    }
}
