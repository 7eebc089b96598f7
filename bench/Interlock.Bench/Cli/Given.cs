using System.CommandLine;
using Interlock.Log;

namespace Interlock.Bench.Cli;

/// <summary>Options that were given, and not left as they are.</summary>
public static class Given
{
    public static bool Is(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>What would be passed over is refused.</summary>
    /// <exception cref="BadInputException">One of the others was given.</exception>
    public static void Refuse(ParseResult parsed, Option option, string why, params Option[] others)
    {
        foreach (Option other in others)
        {
            if (Is(parsed, other)) throw new BadInputException($"{other.Name}: expected none beside {option.Name}, {why}");
        }
    }
}
