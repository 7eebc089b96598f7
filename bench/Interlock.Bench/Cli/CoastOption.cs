using Interlock.Firmware.Judgement;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>The text of <c>--coast</c>.</summary>
public static class CoastOption
{
    /// <exception cref="BadInputException">The text is no rule.</exception>
    public static CoastRule Parse(string text) => text switch
    {
        "off" => CoastRule.Off,
        "measured" => CoastRule.Measured,
        "cautious" => CoastRule.Cautious,
        _ => throw new BadInputException($"--coast: expected off, measured or cautious, found {Excerpt.Of(text)}"),
    };
}
